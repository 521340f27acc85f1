//! What the contract says of everything that was accepted: the oracle that the real replies are held
//! against. It knows when each revision was sent and accepted, and no key, list or tally.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use jiff::{SignedDuration, Timestamp};

use crate::kv::OLDEST;
use crate::plan::{Answer, IN_TIME, Outcome, hour_after};
use crate::site::{Document, Survey, is_always_declared, locale};

/// What is given so soon after its person was erased goes, too: a clock may be fast.
const BORDER: SignedDuration = SignedDuration::from_mins(5);

/// How often each score was picked.
pub(crate) type Distribution = BTreeMap<u8, u64>;

/// An answer, and what the oracle was told of it.
pub(crate) struct Told {
    pub(crate) answer: Answer,
    /// When each revision was sent first.
    sent: BTreeMap<u8, Timestamp>,
    /// When each revision was accepted first.
    accepted: BTreeMap<u8, Timestamp>,
    /// When the last revision was sent, or accepted.
    last_sent: Option<Timestamp>,
    /// The revisions that undo an import. An undoing deletes what it outranks.
    undoings: BTreeSet<u8>,
    /// When it was first asked to be taken back, and when that was first accepted.
    asked_back: Option<Timestamp>,
    taken_back: Option<Timestamp>,
    /// Whether its person is being erased.
    is_being_erased: bool,
    /// Whether it goes with its person.
    goes_with_its_person: bool,
}

/// What a report is about.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) site: &'static str,
    pub(crate) survey: Survey,
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    /// A parameter and its value.
    pub(crate) filter: Option<(&'static str, &'static str)>,
}

/// What the numbers of a report have to be.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) answered: u64,
    pub(crate) dismissed: u64,
    pub(crate) ignored: u64,
    pub(crate) test: u64,
    pub(crate) withdrawn: u64,
}

impl Told {
    pub(crate) fn new(answer: Answer) -> Self {
        Self {
            answer,
            sent: BTreeMap::new(),
            accepted: BTreeMap::new(),
            last_sent: None,
            undoings: BTreeSet::new(),
            asked_back: None,
            taken_back: None,
            is_being_erased: false,
            goes_with_its_person: false,
        }
    }

    pub(crate) fn is_sent(&mut self, revision: u8, now: Timestamp) {
        self.sent.entry(revision).or_insert(now);
        self.last_sent = Some(now);
    }

    pub(crate) fn is_accepted(&mut self, revision: u8, now: Timestamp) {
        self.accepted.entry(revision).or_insert(now);
        self.last_sent = Some(now);
    }

    /// An owner undoes the import that said it. That revision is sent now.
    pub(crate) fn is_to_be_undone(&mut self, by: u8, now: Timestamp) {
        self.undoings.insert(by);
        self.is_sent(by, now);
    }

    pub(crate) fn is_asked_back(&mut self, now: Timestamp) {
        self.asked_back.get_or_insert(now);
    }

    pub(crate) fn is_taken_back(&mut self, now: Timestamp) {
        self.taken_back.get_or_insert(now);
    }

    /// Its person is asked to be erased. Until that is accepted nobody knows the moment of it.
    pub(crate) fn is_to_be_erased(&mut self) {
        self.is_being_erased = true;
    }

    /// Its person was erased then, by a request that was sent and accepted at these times. Whatever was
    /// visible everywhere when it was sent is gone at once. Tells whether the answer goes at all.
    pub(crate) fn is_erased(
        &mut self,
        at: Timestamp,
        (sent, accepted): (Timestamp, Timestamp),
    ) -> bool {
        self.is_being_erased = false;
        if self.answer.id.time().duration_since(at) > BORDER {
            return false;
        }
        self.goes_with_its_person = true;
        let is_visible = |at: &Timestamp| sent.duration_since(*at) > OLDEST;
        if self.accepted.values().any(is_visible) {
            self.taken_back.get_or_insert(accepted);
        }
        true
    }

    /// Whether its person was erased, and it with them.
    pub(crate) fn is_gone_with_its_person(&self) -> bool {
        self.goes_with_its_person
    }

    /// Whether it was taken back, and its person not erased.
    pub(crate) fn is_only_taken_back(&self) -> bool {
        self.asked_back.is_some() && !self.goes_with_its_person
    }

    /// Whether nothing of it may be stored in the end.
    pub(crate) fn is_hidden(&self) -> bool {
        self.asked_back.is_some() || self.goes_with_its_person
    }

    /// Whether it is gone in the end.
    fn is_gone(&self) -> bool {
        self.taken_back.is_some() || self.goes_with_its_person
    }

    /// Whether a revision is on its way, or can't be visible everywhere yet.
    pub(crate) fn is_under_way(&self, now: Timestamp) -> bool {
        let is_unanswered = self.sent.len() > self.accepted.len();
        is_unanswered || self.last_sent.is_some_and(|last| now.duration_since(last) <= OLDEST)
    }

    /// What counts in the end: the highest revision, unless the answer was taken back or undone.
    fn outcome(&self) -> Option<Outcome> {
        let (highest, _) = self.accepted.last_key_value()?;
        let outcome = self.outcome_of(*highest);
        (!self.is_gone() && outcome != Outcome::Undone).then_some(outcome)
    }

    /// The score that counts in the end, if one does.
    fn score(&self) -> Option<u8> {
        let (highest, _) = self.accepted.last_key_value()?;
        self.score_of(*highest).filter(|_| !self.is_gone())
    }

    fn outcome_of(&self, revision: u8) -> Outcome {
        self.answer.revisions[usize::from(revision) - 1]
    }

    /// The score of a revision, where it may be in a score.
    fn score_of(&self, revision: u8) -> Option<u8> {
        match self.outcome_of(revision) {
            Outcome::Answered(score) if !self.answer.is_test => Some(score),
            _ => None,
        }
    }

    /// What a report that was begun at a time may count of it: scores, or `None` for nothing.
    ///
    /// A write is settled if it was accepted in time, and by then more than ten minutes ago;
    /// also if it was accepted before `as_of`. The report has to know what is settled. What is
    /// not it may know.
    pub(crate) fn possible(&self, begun: Timestamp, as_of: Timestamp) -> Vec<Option<u8>> {
        let in_time = hour_after(self.answer.id.time()) + IN_TIME;
        let is_settled = |at: Timestamp| {
            let is_old = at < in_time && begun.duration_since(at) > OLDEST;
            is_old || at < as_of
        };
        if self.taken_back.is_some_and(is_settled) {
            return vec![None];
        }
        let settled = self.accepted.iter().filter(|(_, at)| is_settled(**at));
        let newest = settled.map(|(revision, _)| *revision).max();
        // While an answer is taken back, its newest revision may be seen deleted before an older one.
        let may_be_gone = self.is_hidden() || self.is_being_erased;
        let least = newest.filter(|_| !may_be_gone).map(|newest| self.may_be_shown_since(newest));
        let sent =
            self.sent.keys().filter(|revision| least.is_none_or(|least| **revision >= least));
        let mut possible: Vec<Option<u8>> = sent.map(|revision| self.score_of(*revision)).collect();
        if least.is_none() {
            possible.push(None);
        }
        possible
    }

    /// The lowest revision that may be shown where `newest` is the highest that is settled.
    ///
    /// That is `newest` itself, unless a later undoing was sent. An undoing deletes all that was imported
    /// since the undoing before it, at once, since nothing of it may stay. Each key is late by itself: until
    /// the undoing is settled, `newest` may be seen deleted, an earlier revision not yet, and the revision
    /// of the undoing not yet either. A row that only moved in time keeps its revisions, so this can't
    /// happen to it.
    fn may_be_shown_since(&self, newest: u8) -> u8 {
        if self.undoings.range(newest + 1..).next().is_none() {
            return newest;
        }
        let undone_before = self.undoings.range(..=newest).next_back();
        undone_before.map_or(1, |undone| newest.min(undone + 1))
    }

    /// Whether it lies in the range of a report and is of its survey.
    pub(crate) fn is_asked_for(&self, question: &Question, document: &Document) -> bool {
        let (answer, time) = (&self.answer, self.answer.id.time());
        let is_kept = match question.filter {
            None => true,
            Some(("touchpoint", asked)) => document.touchpoint(&answer.touchpoint) == asked,
            Some(("version", asked)) => answer.version.to_string() == asked,
            Some(("channel", asked)) => answer.channel == asked,
            Some((name, _)) => panic!("the oracle knows no filter {name}"),
        };
        let is_in_range = question.from <= time && time < question.to;
        answer.site == question.site && answer.survey == question.survey && is_in_range && is_kept
    }
}

/// How often each score was picked among some answers.
pub(crate) fn distribution<'a>(told: impl Iterator<Item = &'a Told>) -> Distribution {
    let mut distribution = Distribution::new();
    told.filter_map(Told::score).for_each(|score| *distribution.entry(score).or_default() += 1);
    distribution
}

/// The distribution of each group.
pub(crate) fn groups<'a>(
    slice: &str,
    document: &Document,
    told: impl Iterator<Item = &'a Told>,
) -> BTreeMap<String, Distribution> {
    let mut groups: BTreeMap<String, Vec<&Told>> = BTreeMap::new();
    for told in told.filter(|told| told.score().is_some()) {
        let answer = &told.answer;
        let group = match slice {
            "touchpoint" => document.touchpoint(&answer.touchpoint).to_owned(),
            "locale" => locale(answer.locale).to_owned(),
            "channel" => answer.channel.to_owned(),
            "version" => answer.version.to_string(),
            _ => panic!("the oracle knows no group {slice}"),
        };
        groups.entry(group).or_default().push(told);
    }
    let counted = groups.into_iter();
    counted.map(|(group, told)| (group, distribution(told.into_iter()))).collect()
}

/// The counts beside the score.
pub(crate) fn expected<'a>(told: impl Iterator<Item = &'a Told>) -> Expected {
    let mut expected = Expected::default();
    for told in told {
        let answer = &told.answer;
        let is_withdrawn = told.is_gone() && !told.accepted.is_empty();
        expected.withdrawn += u64::from(is_withdrawn);
        let Some(outcome) = told.outcome() else { continue };
        if answer.is_test {
            expected.test += 1;
        } else if !answer.is_forced && !matches!(answer.channel, "api" | "import") {
            *match outcome {
                Outcome::Answered(_) => &mut expected.answered,
                Outcome::Dismissed => &mut expected.dismissed,
                Outcome::Ignored => &mut expected.ignored,
                Outcome::Undone => continue,
            } += 1;
        }
    }
    expected
}

/// How often a report may show something at least, and at most, while things go on. `is_it` tells
/// whether a score, or nothing, is that.
pub(crate) fn bounds(
    possible: &[Vec<Option<u8>>],
    is_it: impl Fn(Option<u8>) -> bool,
) -> RangeInclusive<u64> {
    let sure = possible.iter().filter(|scores| scores.iter().all(|score| is_it(*score)));
    let maybe = possible.iter().filter(|scores| scores.iter().any(|score| is_it(*score)));
    sure.count() as u64..=maybe.count() as u64
}

/// The touchpoint of an answer, where it is a group of its own under every document.
pub(crate) fn sure_touchpoint(told: &Told) -> Option<&str> {
    Some(told.answer.touchpoint.as_str()).filter(|touchpoint| is_always_declared(touchpoint))
}
