//! What visitors will do.

use jiff::Timestamp;
use koe_shared::id::AnswerId;

use super::draft::Draft;
use super::{Answer, Event, HOUR, IN_TIME, MINUTE, Outcome, SECOND, floor, hour_after};
use crate::hazards::Hazard;
use crate::site::{AISLES, PERSONS, SITES, Survey};

impl Draft {
    /// A visitor is asked, and answers or does not.
    pub(super) fn answer(&mut self) {
        let times = self.times();
        let site = if self.random.chance(75) { SITES[0] } else { SITES[1] };
        let person = if self.random.chance(30) { Some(self.random.pick(&PERSONS)) } else { None };
        self.answer_of((site, person), times);
    }

    /// Answers of one hour come late, each in the last moment of a window of ten minutes: whenever the
    /// hour is counted for one of them, storage may not show the next.
    pub(super) fn come_late(&mut self) {
        let hour = floor(self.moment(), 3_600);
        let mut sent =
            hour_after(hour) + MINUTE * 10 * i32::try_from(self.random.below(30)).unwrap();
        for _ in 0..self.random.below(6) + 3 {
            sent += MINUTE * 10;
            let time = hour + self.random.up_to(HOUR - SECOND);
            let sent = sent - self.random.up_to(SECOND / 20);
            self.answer_of((SITES[0], None), (time, sent));
            self.met(Hazard::AnswerAtTheLastMoment);
        }
    }

    /// A visitor, whom the page may name, is asked at a time, and sends the first revision then.
    pub(super) fn answer_of(
        &mut self,
        (site, person): (&'static str, Option<&'static str>),
        (time, sent): (Timestamp, Timestamp),
    ) {
        let number = self.plan.answers.len();
        let survey = self.random.pick(&Survey::ALL);
        let is_raised = self.raised.iter().any(|raised| raised.0 == site && raised.1 <= time);
        let is_newer = survey == Survey::ShopNps && is_raised && self.random.chance(70);
        let time_ms = u64::try_from(time.as_millisecond()).unwrap();
        let answer = Answer {
            site,
            survey,
            version: if is_newer { 2 } else { 1 },
            id: AnswerId::new(time_ms, u128::from(self.random.next())),
            touchpoint: self.touchpoint(),
            locale: self.random.pick(&["en", "en", "en", "ja", "fr"]),
            person,
            channel: self.random.pick(&["web", "web", "web", "web", "link", "email", "api"]),
            is_test: self.random.chance(8),
            is_forced: self.random.chance(8),
            revisions: self.outcomes(survey),
        };
        let revisions = u8::try_from(answer.revisions.len()).unwrap();
        self.plan.answers.push(answer);
        let mut before = sent;
        for revision in 1..=revisions {
            // The next revision is made after this one, and may overtake it.
            let short = self.random.between(-SECOND * 20, MINUTE * 3);
            let long = self.random.up_to(HOUR * 5);
            let wait = self.random.pick(&[short, short, long]);
            let at = if revision == 1 { sent } else { (before + wait).max(time) };
            self.send(at, number, revision);
            before = at;
        }
        if revisions > 1 {
            self.met(Hazard::AnswerRevised);
        }
        if self.random.chance(20) {
            self.take_back(sent, number);
        }
    }

    /// The time in an answer's id, and when its first revision is sent.
    fn times(&mut self) -> (Timestamp, Timestamp) {
        let time = match self.raised.last() {
            // Just when the survey's version was raised.
            Some((_, at)) if self.random.chance(10) => *at + self.random.up_to(MINUTE * 5),
            _ => self.moment(),
        };
        let time = if self.random.chance(10) {
            self.met(Hazard::AnswerOnTheEdgeOfAQuarter);
            floor(time, 900)
        } else {
            time
        };
        let soon = time + self.random.up_to(MINUTE * 4);
        match self.random.below(20) {
            0..10 => (time, soon),
            10..13 => {
                self.met(Hazard::AnswerAtTheLastMoment);
                let hour = hour_after(time);
                let window = hour - MINUTE * 10 * i32::try_from(self.random.below(6)).unwrap();
                let edge = self.random.pick(&[hour, hour, hour + IN_TIME, window]);
                let sent = edge + self.random.between(-SECOND / 50, SECOND / 50);
                // Of the hour that ends, where that is the edge.
                ((edge - self.random.between(MINUTE * 4, MINUTE * 9)), sent)
            }
            13 => {
                self.met(Hazard::AnswerDatedAhead);
                (time, time - self.random.up_to(SECOND * 290))
            }
            14..19 => {
                self.met(Hazard::AnswerLateByHours);
                (time, time + self.random.up_to(HOUR * 12))
            }
            _ => {
                self.met(Hazard::AnswerLateByDays);
                (time, time + self.random.between(HOUR * 20, HOUR * 72))
            }
        }
    }

    pub(super) fn touchpoint(&mut self) -> String {
        match self.random.below(10) {
            0..4 => "till".to_owned(),
            4 => "nowhere".to_owned(),
            _ => format!("aisle-{}", self.random.below(AISLES)),
        }
    }

    /// What the revisions of an answer say. A prompt that was not answered tells so once.
    fn outcomes(&mut self, survey: Survey) -> Vec<Outcome> {
        match self.random.below(10) {
            0 => vec![Outcome::Dismissed],
            1 => vec![Outcome::Ignored],
            number => {
                let revisions = [1, 1, 1, 1, 2, 2, 2, 3][number - 2];
                (0..revisions).map(|_| self.score(survey)).collect()
            }
        }
    }

    pub(super) fn score(&mut self, survey: Survey) -> Outcome {
        Outcome::Answered(self.random.pick(survey.scores()))
    }

    /// Sends a revision, some of them more than once.
    fn send(&mut self, at: Timestamp, answer: usize, revision: u8) {
        self.at(at, Event::Send { answer, revision });
        if self.random.chance(15) {
            let again = self.random.pick(&[SECOND * 2, MINUTE, HOUR * 2]);
            let again = at + self.random.up_to(again);
            self.at(again, Event::Send { answer, revision });
            self.met(Hazard::AnswerRepeated);
        }
    }

    /// An answer is taken back. A revision may be under way, and another may come days later.
    fn take_back(&mut self, sent: Timestamp, answer: usize) {
        let most = self.random.pick(&[SECOND * 5, MINUTE, MINUTE * 20, HOUR * 4]);
        let at = sent + self.random.up_to(most);
        self.at(at, Event::TakeBack { answer });
        if self.random.chance(25) {
            let again = self.random.pick(&[SECOND * 5, MINUTE * 5, HOUR]);
            let again = at + self.random.up_to(again);
            self.at(again, Event::TakeBack { answer });
            self.met(Hazard::TakenBackTwice);
        }
        if self.random.chance(40) {
            self.revise_later(at, answer);
        }
    }

    /// A visitor revises an answer soon after it is gone, and an outbox may bring that up to days later.
    pub(super) fn revise_later(&mut self, gone: Timestamp, answer: usize) {
        let Answer { id, survey, revisions, .. } = &self.plan.answers[answer];
        let given = id.time();
        if !matches!(revisions[0], Outcome::Answered(_)) {
            return;
        }
        let outcome = self.score(*survey);
        let revisions = &mut self.plan.answers[answer].revisions;
        revisions.push(outcome);
        let revision = u8::try_from(revisions.len()).unwrap();
        let most = self.random.pick(&[SECOND * 5, MINUTE * 5, HOUR * 5, HOUR * 60]);
        let later = gone.max(given) + self.random.up_to(most);
        self.send(later, answer, revision);
    }
}
