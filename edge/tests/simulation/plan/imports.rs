//! Answers that no visitor sends in the run: from files, and from an earlier release.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::AnswerId;

use super::draft::Draft;
use super::{Answer, Event, File, HOUR, MINUTE, SECOND, floor};
use crate::hazards::Hazard;
use crate::site::{SITES, Survey};

impl Draft {
    /// An owner imports answers from elsewhere: once, again, and in a longer file.
    pub(super) fn imports(&mut self) {
        let first = self.plan.start + MINUTE * 20;
        let mut at = first + self.random.up_to(self.end.duration_since(first));
        let made = at - self.random.up_to(MINUTE * 4);
        self.at(made, Event::MakeKey);
        let has_names = self.random.chance(60);
        let rows = (0..self.random.below(8) + 3).map(|_| self.row(at)).collect();
        self.plan.files.push(File { has_names, rows });
        self.at(at, Event::Import { file: 0 });
        while self.random.chance(50) {
            let wait = self.random.pick(&[SECOND * 10, MINUTE * 5, HOUR * 6]);
            at += self.random.up_to(wait);
            self.at(at, Event::Import { file: self.plan.files.len() - 1 });
            self.met(Hazard::ImportRepeated);
            if has_names && self.random.chance(50) {
                let newest = self.plan.files.last().unwrap();
                let mut rows = newest.rows.clone();
                rows.extend((0..3).map(|_| self.row(at)));
                self.plan.files.push(File { has_names, rows });
                self.at(at + SECOND * 2, Event::Import { file: self.plan.files.len() - 1 });
            }
        }
    }

    /// A row of a file: an answer of the last two days. Its survey never changes its version, since a
    /// row has the version that the location knows.
    fn row(&mut self, before: Timestamp) -> usize {
        let past = self.random.up_to(HOUR * 48).as_secs();
        let time = floor(before - SignedDuration::from_secs(past), 1);
        self.plain_answer(SITES[0], Survey::SupportCes, time, "import")
    }

    /// An earlier release stored some answers of the two days before.
    pub(super) fn earlier(&mut self) {
        for _ in 0..=self.random.below(10) {
            let time = self.plan.start - self.random.between(MINUTE * 30, HOUR * 48);
            let (site, survey) = (self.random.pick(&SITES), self.random.pick(&Survey::ALL));
            let number = self.plain_answer(site, survey, time, "web");
            self.plan.earlier.push(number);
            self.met(Hazard::StoredByAnEarlierRelease);
        }
    }

    /// An answer of one revision.
    fn plain_answer(
        &mut self,
        site: &'static str,
        survey: Survey,
        time: Timestamp,
        channel: &'static str,
    ) -> usize {
        let time_ms = u64::try_from(time.as_millisecond()).unwrap();
        let answer = Answer {
            site,
            survey,
            version: 1,
            id: AnswerId::new(time_ms, u128::from(self.random.next())),
            touchpoint: self.touchpoint(),
            locale: self.random.pick(&["en", "ja", "fr"]),
            person: None,
            channel,
            is_test: false,
            is_forced: false,
            revisions: vec![self.score(survey)],
        };
        self.plan.answers.push(answer);
        self.plan.answers.len() - 1
    }
}
