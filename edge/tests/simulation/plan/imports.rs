//! Answers that no visitor sends in the run: from files, and from an earlier release.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::AnswerId;

use super::draft::Draft;
use super::{Answer, Event, HOUR, Import, MINUTE, Outcome, Row, SECOND, What, floor};
use crate::hazards::Hazard;
use crate::site::{SITES, Survey};

/// A file while an owner works on it, and what was imported of it.
struct File {
    /// Whether its rows have names of their own, so that they can be corrected.
    has_names: bool,
    rows: Vec<Line>,
    /// How many batches there were.
    batches: usize,
    /// The batch that was imported last.
    last: usize,
    /// Whether the owner did not wait for one to settle: then nobody knows which of them said what.
    is_hasty: bool,
    /// Whether it was undone, in part at least, and not imported since: that has to settle first.
    is_undone: bool,
}

/// A row of the file.
#[derive(Clone)]
struct Line {
    name: usize,
    /// The answer that it is now, by number, and its revision there.
    told: usize,
    revision: u8,
    says: Outcome,
    is_undone: bool,
    /// The batches that said it as it is.
    batches: BTreeSet<usize>,
}

impl Draft {
    /// An owner imports answers from elsewhere: once, again, longer and corrected; and undoes that.
    pub(super) fn imports(&mut self) {
        let first = self.plan.start + MINUTE * 20;
        let mut at = first + self.random.up_to(self.end.duration_since(first));
        let made = at - self.random.up_to(MINUTE * 4);
        self.at(made, Event::MakeKey);
        let has_names = self.random.chance(70);
        let rows = Vec::new();
        let mut file =
            File { has_names, rows, batches: 0, last: 0, is_hasty: false, is_undone: false };
        let rows = self.random.below(8) + 3;
        self.lengthen(&mut file, rows, at);
        self.import(at, &mut file, 0, false);
        while self.random.chance(75) {
            let pause = self.random.pick(&[SECOND * 10, MINUTE * 5, HOUR * 6]);
            at += self.random.up_to(pause);
            let batch = file.batches - 1;
            match self.random.below(5) {
                0 => {
                    self.met(Hazard::ImportRepeated);
                    self.import(at, &mut file, batch, false);
                }
                1 => {
                    self.lengthen(&mut file, 3, at);
                    self.import(at, &mut file, batch, false);
                }
                2 => {
                    self.met(Hazard::ImportUnderAnotherName);
                    let is_hasty = !file.is_undone && self.random.chance(50);
                    self.import(at, &mut file, batch + 1, !is_hasty);
                }
                3 if file.has_names => {
                    let left = self.correct(&mut file, at);
                    let batch = batch + self.random.below(2);
                    self.import(at, &mut file, batch, true);
                    self.plan.imports.last_mut().unwrap().says.extend(left);
                }
                _ if file.is_hasty => {}
                _ => {
                    let batch = self.random.below(file.batches);
                    self.undo(at, &mut file, batch);
                    if self.random.chance(60) {
                        self.met(Hazard::ImportedAgainAfterUndoing);
                        self.import(at + SECOND, &mut file, batch, true);
                    }
                }
            }
        }
    }

    /// More rows at the end of a file.
    fn lengthen(&mut self, file: &mut File, rows: usize, at: Timestamp) {
        for _ in 0..rows {
            let (name, told) = (file.rows.len(), self.row(at));
            let (says, batches) = (self.plan.answers[told].revisions[0], BTreeSet::new());
            file.rows.push(Line { name, told, revision: 1, says, is_undone: false, batches });
        }
    }

    /// Imports a file as it is now.
    fn import(&mut self, at: Timestamp, file: &mut File, batch: usize, waits: bool) {
        file.batches = file.batches.max(batch + 1);
        let waits = waits | std::mem::take(&mut file.is_undone);
        file.is_hasty |= !waits && batch != file.last;
        file.last = batch;
        let mut says = Vec::new();
        for line in &mut file.rows {
            if std::mem::take(&mut line.is_undone) {
                line.revision = self.revise(line.told, line.says);
            }
            line.batches.insert(batch);
            says.push((line.told, line.revision));
        }
        let row = |line: &Line| Row {
            name: file.has_names.then_some(line.name),
            told: line.told,
            revision: line.revision,
        };
        let rows = file.rows.iter().map(row).collect();
        let is_at_once = self.random.chance(30);
        if is_at_once {
            self.met(Hazard::ImportedInTwoPlacesAtOnce);
        }
        self.step(at, Import { what: What::Import { rows, is_at_once }, batch, says, waits });
    }

    /// Corrects some rows: their score, or their time as well. Tells what is left at the times before.
    fn correct(&mut self, file: &mut File, at: Timestamp) -> Vec<(usize, u8)> {
        let mut left = Vec::new();
        for line in &mut file.rows {
            let Outcome::Answered(before) = line.says else { continue };
            if line.is_undone || self.random.chance(50) {
                continue;
            }
            let scores = Survey::SupportCes.scores();
            let others: Vec<u8> = scores.iter().copied().filter(|score| *score != before).collect();
            line.says = Outcome::Answered(self.random.pick(&others));
            line.batches.clear();
            if self.random.chance(50) {
                self.met(Hazard::RowCorrected);
                line.revision = self.revise(line.told, line.says);
                continue;
            }
            self.met(Hazard::RowMoved);
            left.push((line.told, self.revise(line.told, Outcome::Undone)));
            let moved = self.row(at);
            let touchpoint = self.plan.answers[line.told].touchpoint.clone();
            let locale = self.plan.answers[line.told].locale;
            let answer = &mut self.plan.answers[moved];
            (answer.touchpoint, answer.locale) = (touchpoint, locale);
            answer.revisions = vec![line.says];
            (line.told, line.revision) = (moved, 1);
        }
        left
    }

    /// Undoes a batch: what no other says as it is goes.
    fn undo(&mut self, at: Timestamp, file: &mut File, batch: usize) {
        let mut says = Vec::new();
        for line in &mut file.rows {
            if line.batches.remove(&batch) && line.batches.is_empty() {
                says.push((line.told, self.revise(line.told, Outcome::Undone)));
                line.is_undone = true;
            }
        }
        self.met(if says.is_empty() { Hazard::NothingToUndo } else { Hazard::ImportUndone });
        file.is_undone = true;
        self.step(at, Import { what: What::Undo, batch, says, waits: true });
    }

    /// One more revision of an answer.
    fn revise(&mut self, told: usize, outcome: Outcome) -> u8 {
        let revisions = &mut self.plan.answers[told].revisions;
        revisions.push(outcome);
        u8::try_from(revisions.len()).unwrap()
    }

    fn step(&mut self, at: Timestamp, import: Import) {
        self.plan.imports.push(import);
        self.at(at, Event::Import { number: self.plan.imports.len() - 1 });
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
