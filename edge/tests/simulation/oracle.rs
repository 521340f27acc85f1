//! What the contract says of everything that was accepted: the oracle that the real replies are held
//! against. It knows when each revision was sent and accepted, and no key, list or tally.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::kv::OLDEST;
use crate::plan::{Answer, IN_TIME, Outcome, hour_after};
use crate::site::{Document, Survey, is_always_declared, locale};

/// How often each score was picked.
pub(crate) type Distribution = BTreeMap<u8, u64>;

/// An answer and what became of it.
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

    /// Whether every location saw all that was ever sent of it before it was taken back.
    pub(crate) fn had_settled_when_taken_back(&self) -> bool {
        let (Some(last), Some(asked)) = (self.last_sent, self.asked_back) else { return false };
        asked.duration_since(last) > OLDEST
    }

    /// What counts in the end: the highest revision, unless the answer was taken back.
    fn outcome(&self) -> Option<Outcome> {
        let (highest, _) = self.accepted.last_key_value()?;
        let outcome = self.answer.revisions[usize::from(*highest) - 1];
        self.taken_back.is_none().then_some(outcome)
    }

    /// Its score, where that is in a score.
    fn score(&self) -> Option<u8> {
        match self.outcome() {
            Some(Outcome::Answered(score)) if !self.answer.is_test => Some(score),
            _ => None,
        }
    }

    /// Whether its revisions have a score that counts.
    fn may_score(&self) -> bool {
        matches!(self.answer.revisions[0], Outcome::Answered(_)) && !self.answer.is_test
    }

    /// Whether a report that was begun at a time has to count it: it was accepted in time and by then
    /// ten minutes ago, and nobody has asked to take it back. With `as_of`, whatever was accepted
    /// before that has to be counted, in time or not.
    pub(crate) fn is_surely_in(&self, begun: Timestamp, as_of: Option<Timestamp>) -> bool {
        let is_in_time = |at: Timestamp| at < hour_after(self.answer.id.time()) + IN_TIME;
        let mut accepted = self.accepted.values();
        self.may_score()
            && self.asked_back.is_none()
            && accepted.any(|at| {
                (is_in_time(*at) && begun.duration_since(*at) > OLDEST)
                    || as_of.is_some_and(|as_of| *at < as_of)
            })
    }

    /// Whether a report may count it: a revision was sent, and it was not taken back in time and
    /// more than ten minutes before the report was begun.
    pub(crate) fn is_maybe_in(&self, begun: Timestamp) -> bool {
        let in_time = hour_after(self.answer.id.time()) + IN_TIME;
        let is_surely_out =
            self.taken_back.is_some_and(|at| at < in_time && begun.duration_since(at) > OLDEST);
        self.may_score() && !self.sent.is_empty() && !is_surely_out
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

/// How many answers of a touchpoint a report may show at least, and at most, while things go on.
pub(crate) fn bounds<'a>(
    told: impl Iterator<Item = &'a Told>,
    begun: Timestamp,
    as_of: Option<Timestamp>,
) -> (u64, u64) {
    told.fold((0, 0), |(least, most), told| {
        let is_in = u64::from(told.is_surely_in(begun, as_of));
        (least + is_in, most + u64::from(told.is_maybe_in(begun)))
    })
}

/// The touchpoint of an answer, where it is a group of its own under every document.
pub(crate) fn sure_touchpoint(told: &Told) -> Option<&str> {
    Some(told.answer.touchpoint.as_str()).filter(|touchpoint| is_always_declared(touchpoint))
}
