//! What the contract says of everything that was accepted: the oracle that the real replies are held
//! against. It knows when each revision was sent and accepted, and no key, list or tally.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::Timestamp;

use crate::kv::OLDEST;
use crate::plan::{Answer, IN_TIME, Outcome, hour_after};
use crate::site::{Document, Survey, is_always_declared, locale};

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
    /// When it was first asked to be taken back, and when that was first accepted.
    pub(crate) asked_back: Option<Timestamp>,
    taken_back: Option<Timestamp>,
    /// How often that was sent.
    tries_to_take_back: usize,
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
            asked_back: None,
            taken_back: None,
            tries_to_take_back: 0,
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

    pub(crate) fn is_asked_back(&mut self, now: Timestamp) {
        self.asked_back.get_or_insert(now);
    }

    /// Whether that was sent more than once.
    pub(crate) fn is_taken_back_twice(&self) -> bool {
        self.tries_to_take_back > 1
    }

    pub(crate) fn is_taken_back(&mut self, now: Timestamp, tries: usize) {
        self.taken_back.get_or_insert(now);
        self.tries_to_take_back += tries;
    }

    /// Whether a revision is on its way, or can't be visible everywhere yet.
    pub(crate) fn is_under_way(&self, now: Timestamp) -> bool {
        let is_unanswered = self.sent.len() > self.accepted.len();
        is_unanswered || self.last_sent.is_some_and(|last| now.duration_since(last) <= OLDEST)
    }

    /// What counts in the end: the highest revision, unless the answer was taken back.
    fn outcome(&self) -> Option<Outcome> {
        let (highest, _) = self.accepted.last_key_value()?;
        self.taken_back.is_none().then_some(self.outcome_of(*highest))
    }

    /// The score that counts in the end, if one does.
    fn score(&self) -> Option<u8> {
        let (highest, _) = self.accepted.last_key_value()?;
        self.score_of(*highest).filter(|_| self.taken_back.is_none())
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
        let least = newest.filter(|_| self.asked_back.is_none());
        let sent =
            self.sent.keys().filter(|revision| least.is_none_or(|least| **revision >= least));
        let mut possible: Vec<Option<u8>> = sent.map(|revision| self.score_of(*revision)).collect();
        if least.is_none() {
            possible.push(None);
        }
        possible
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
        let is_withdrawn = told.taken_back.is_some() && !told.accepted.is_empty();
        expected.withdrawn += u64::from(is_withdrawn);
        let Some(outcome) = told.outcome() else { continue };
        if answer.is_test {
            expected.test += 1;
        } else if !answer.is_forced && !matches!(answer.channel, "api" | "import") {
            *match outcome {
                Outcome::Answered(_) => &mut expected.answered,
                Outcome::Dismissed => &mut expected.dismissed,
                Outcome::Ignored => &mut expected.ignored,
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
