//! What owners will do with persons: erase them, at any moment.

use jiff::{SignedDuration, Timestamp};

use super::draft::Draft;
use super::{Event, HOUR, MINUTE, SECOND};
use crate::hazards::Hazard;
use crate::site::{PERSONS, SITES};

/// What has to pass between two erasures of a person: two owners who erase one at the same moment are no
/// part of this simulation.
const BETWEEN_ERASURES: SignedDuration = SignedDuration::from_hours(1);
/// From here on an answer is a new one: a clock may be five minutes fast.
const AFTER: SignedDuration = SignedDuration::from_mins(6);

impl Draft {
    /// Some of the persons are erased, once or twice.
    pub(super) fn erasures(&mut self) {
        for site in SITES {
            for person in PERSONS {
                let answers = self.answers_of(site, person);
                if answers.is_empty() || self.random.chance(40) {
                    continue;
                }
                let mut at = self.moment_of_erasure(&answers);
                self.erase(site, person, at);
                if self.random.chance(25) {
                    at += BETWEEN_ERASURES + self.random.up_to(HOUR * 14);
                    self.erase(site, person, at);
                    self.met(Hazard::PersonErasedTwice);
                }
            }
        }
    }

    /// Soon after one of the answers was sent, or any moment.
    fn moment_of_erasure(&mut self, answers: &[usize]) -> Timestamp {
        if self.random.chance(30) {
            return self.moment();
        }
        let answer = self.random.pick(answers);
        let events = self.plan.events.iter();
        let sent = events.filter_map(|(at, event)| match event {
            Event::Send { answer: sent, .. } if *sent == answer => Some(*at),
            _ => None,
        });
        let sent: Vec<Timestamp> = sent.collect();
        let sent = self.random.pick(&sent);
        let most = self.random.pick(&[SECOND * 2, MINUTE, MINUTE * 20, HOUR * 4]);
        sent + self.random.between(-SECOND * 10, most)
    }

    fn erase(&mut self, site: &'static str, person: &'static str, at: Timestamp) {
        self.at(at, Event::Erase { site, person });
        // An outbox brings an old revision, up to days later.
        for answer in self.answers_of(site, person) {
            if self.random.chance(15) {
                self.revise_later(at, answer);
            }
        }
        // The person answers again: just as soon as that is a new answer, or hours later.
        if self.random.chance(50) {
            let most = self.random.pick(&[SECOND, MINUTE * 10, HOUR * 5]);
            let time = at + AFTER + self.random.up_to(most);
            let sent = time + self.random.up_to(MINUTE * 4);
            self.answer_of((site, Some(person)), (time, sent));
        }
    }

    /// The answers of a person by number.
    fn answers_of(&self, site: &str, person: &str) -> Vec<usize> {
        let answers = self.plan.answers.iter().enumerate();
        let ours =
            answers.filter(|(_, answer)| answer.site == site && answer.person == Some(person));
        ours.map(|(number, _)| number).collect()
    }
}
