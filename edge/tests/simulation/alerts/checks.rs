//! What reached receivers and storage, held against what visitors said.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use koe_edge::store::keys::{self, parse_alert, parse_case};
use serde_json::Value;

use super::plan::{Answer, Plan, Rule, SITE};
use super::receiver::{Receivers, Taken};
use super::witness::{Witnessed, Written};
use crate::checks::Failure;
use crate::invocation::{Invocation, Kind};
use crate::kv::{Kv, OLDEST};

/// Tries before an alert has failed.
const TRIES: usize = 7;

/// How long a receiver and storage take between reading what was noted and noting more, beside slow operations.
const OVERWRITES: SignedDuration = SignedDuration::from_secs(30);

/// When a taking-back was sent, and when it was accepted.
pub(super) type TakenBack = Option<(Timestamp, Timestamp)>;

/// What there is to look at when all is settled.
pub(super) struct Settled<'a> {
    pub(super) plan: &'a Plan,
    pub(super) taken_back: &'a [TakenBack],
    pub(super) receivers: &'a Receivers,
    pub(super) witnessed: &'a Witnessed,
    /// The alerts as the API lists them.
    pub(super) listed: &'a [Value],
    pub(super) kv: &'a Kv,
}

impl Settled<'_> {
    pub(super) fn failures(&self) -> Vec<Failure> {
        let taken = self.receivers.taken();
        let mut failures = self.arrive(&taken);
        failures.extend(self.arrive_once(&taken));
        failures.extend(self.are_told_rightly(&taken));
        failures.extend(self.leave_nothing());
        failures.extend(self.are_followed_up());
        failures
    }

    /// Every answer of which a revision met the rule that opens cases has one, and no other has.
    fn are_followed_up(&self) -> Vec<Failure> {
        let now = self.kv.timeline.now();
        let mut failures = Vec::new();
        let stored = self.kv.stored("case/", now);
        let opened: Vec<_> = stored.iter().filter_map(|key| parse_case(key)).collect();
        for (answer, public, back) in self.answers() {
            let has_met = answer.says.iter().any(|says| says.meets(Rule::OPENS));
            let is_due = has_met && !answer.is_test && back.is_none();
            let is_open = opened.iter().any(|(case, _)| case.to_string() == public);
            if is_open != is_due {
                failures.push(format!(
                    "the case of {public} is open: {is_open}, and should be: {is_due}"
                ));
            }
        }
        failures
    }

    /// The answers, and when they were taken back.
    fn answers(&self) -> impl Iterator<Item = (&Answer, String, TakenBack)> {
        let public = |answer: &Answer| answer.id.public(&SITE.parse().unwrap()).to_string();
        let with_ends = self.plan.answers.iter().zip(self.taken_back);
        with_ends.map(move |(answer, back)| (answer, public(answer), *back))
    }

    /// Every receiver is told of every answer that meets its rule in the end.
    fn arrive(&self, taken: &[Taken]) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (answer, public, _) in
            self.answers().filter(|(answer, _, back)| !answer.is_test && back.is_none())
        {
            for hook in self.plan.hooks.iter().filter(|hook| answer.last().meets(hook.rule)) {
                let has_words = answer.last().comment.is_some();
                let kind = if has_words { "words" } else { "score" };
                let id = format!("{public}.{}.{kind}", hook.rule.id());
                let told = taken.iter().filter(|taken| taken.url == hook.url);
                let is_it =
                    |taken: &Taken| taken.id == id || tells_together(taken, &public, has_words);
                let digests = self.listed.iter().filter_map(|alert| alert["id"].as_str());
                let ending = format!(".{}.digest", hook.rule.id());
                let mut ids = digests.filter(|other| *other == id || other.ends_with(&ending));
                let has_failed = |id: &str| {
                    let alert = self.listed.iter().find(|alert| alert["id"] == *id);
                    let is_listed = alert.is_some_and(|alert| alert["state"] == "failed");
                    is_listed && self.receivers.failed(&hook.url, id) >= TRIES
                };
                if !told.into_iter().any(is_it) && !ids.any(has_failed) {
                    failures.push(format!("{} was not told of {id}", hook.url));
                }
            }
        }
        failures
    }

    /// None arrives twice without a cause that is known.
    fn arrive_once(&self, taken: &[Taken]) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (place, second) in taken.iter().enumerate() {
            let is_same = |other: &&Taken| other.url == second.url && other.id == second.id;
            let Some(first) = taken[..place].iter().rev().find(is_same) else { continue };
            if !self.may_come_again(first, second) {
                let (at, again) = (first.at, second.at);
                failures.push(format!(
                    "{} came to {} at {at} and at {again}, by {:?} and {:?}",
                    first.id, first.url, first.by.kind, second.by.kind
                ));
            }
        }
        failures
    }

    /// Whether who told it first died before that was noted; or an answer was repeated, or a bell rang twice, within
    /// the time in which storage may not show what was noted; or two runs of the cron were so close.
    fn may_come_again(&self, first: &Taken, second: &Taken) -> bool {
        let is_its = |written: &&Written| written.id == first.id;
        let by_first = |note: &&Written| Arc::ptr_eq(&note.by, &first.by) && note.at >= first.at;
        let noted = self.witnessed.notes.iter().filter(is_its).find(by_first);
        let Some(noted) = noted else { return true };
        let marks = self.witnessed.marks.iter().filter(is_its);
        let rung: BTreeSet<_> = marks
            .filter(|mark| mark.at < second.at)
            .map(|mark| Arc::as_ptr(&mark.by).addr())
            .collect();
        // What was noted is not shown yet, or another one who did not see it has written over it.
        let until = |by: &Arc<Invocation>| noted.at + OLDEST + by.slowest * 2;
        let is_unseen = second.decided() <= until(&second.by);
        let is_overwritten = self.witnessed.notes.iter().filter(is_its).any(|note| {
            let is_other = !Arc::ptr_eq(&note.by, &first.by);
            is_other
                && (noted.at..until(&note.by) + note.by.slowest * 8 + OVERWRITES).contains(&note.at)
        });
        // Its alerts went with it, and no place need show yet that it was taken back.
        let told = self.answers().find(|(_, public, _)| first.id.starts_with(public.as_str()));
        let back = told.and_then(|(.., back)| back);
        let was_erased = back.is_some_and(|(sent, accepted)| {
            noted.at <= accepted && (sent..=accepted + OLDEST).contains(&second.decided())
        });
        let are_runs = [first, second].map(|taken| taken.by.kind) == [Kind::Cron; 2];
        was_erased || ((are_runs || rung.len() > 1) && (is_unseen || is_overwritten))
    }

    /// Nobody is told of a test, of what never met the rule, and of what was taken back.
    fn are_told_rightly(&self, taken: &[Taken]) -> Vec<Failure> {
        let mut failures = Vec::new();
        for message in taken {
            let rule =
                Rule::ALL.into_iter().find(|rule| message.body["data"]["rule"]["id"] == rule.id());
            for told in message.answers() {
                let (answer, public, back) =
                    self.answers().find(|(_, public, _)| told["id"] == **public).unwrap();
                let met = answer.says.iter().any(|says| says.meets(rule.unwrap()));
                if answer.is_test || !met {
                    failures.push(format!("{} tells of {public}", message.id));
                }
                if back.is_some_and(|(_, accepted)| message.decided() > accepted + OLDEST) {
                    failures.push(format!("{} tells of {public}, taken back", message.id));
                }
            }
        }
        failures
    }

    /// Nothing is due, and nothing is left of what was taken back but what its taking-back could not see.
    fn leave_nothing(&self) -> Vec<Failure> {
        let now = self.kv.timeline.now();
        let mut failures = Vec::new();
        let due = self.kv.stored(keys::DUE, now);
        if !due.is_empty() {
            failures.push(format!("still due: {due:?}"));
        }
        if self.kv.was_overdrawn() {
            failures.push("an invocation asked for more than 1,000 operations".to_owned());
        }
        for (key, writes) in self.kv.history("alert/") {
            let Some((id, _)) = parse_alert(&key) else { continue };
            let answer = id.answer.to_string();
            let back = self.answers().find(|(_, public, _)| *public == answer);
            let Some((sent, _)) = back.and_then(|(.., back)| back) else { continue };
            let was_visible = writes.last().unwrap().at + OLDEST < sent;
            if was_visible && self.kv.holds(&key, now) {
                failures.push(format!("left of what was taken back at {sent}: {key}"));
            }
        }
        failures
    }
}

/// Whether a digest tells of an answer, with its comment if that has to be.
fn tells_together(taken: &Taken, public: &str, has_words: bool) -> bool {
    let is_it = |told: &Value| told["id"] == *public && (!has_words || told["comment"].is_string());
    taken.id.ends_with(".digest") && taken.answers().iter().any(is_it)
}
