//! Replies held against the oracle.

mod persons;

use std::ops::RangeInclusive;

use jiff::{SignedDuration, Timestamp};
use koe_edge::store::keys;

use crate::kv::{Kv, is_tombstone};
use crate::oracle::{self, Distribution, Question, Told};
use crate::reply::Score;
use crate::site::Document;

/// The longest retention of a document, and a day.
const LONGEST_LIFE: SignedDuration = SignedDuration::from_hours(731 * 24);

/// Something that is wrong.
pub(crate) type Failure = String;

/// A score while things go on: nothing that it has to count is missing, and nothing counts twice.
pub(crate) fn on_the_way(
    (score, question): (&Score, &Question),
    document: &Document,
    told: &[Told],
    begun: Timestamp,
) -> Vec<Failure> {
    let ours: Vec<&Told> =
        told.iter().filter(|told| told.is_asked_for(question, document)).collect();
    let mut failures = Vec::new();
    let mut check = |name: &str, shown: &Distribution, told: &mut dyn Iterator<Item = &Told>| {
        let possible: Vec<_> = told.map(|told| told.possible(begun, score.as_of.0)).collect();
        let mut hold = |what: &str, n: u64, bounds: RangeInclusive<u64>| {
            if !bounds.contains(&n) {
                failures.push(format!("at {begun} {name} has {n} {what}, not {bounds:?}"));
            }
        };
        let answers = oracle::bounds(&possible, |score| score.is_some());
        hold("answers", shown.values().sum(), answers);
        for score in question.survey.scores() {
            let bounds = oracle::bounds(&possible, |possible| possible == Some(*score));
            let n = shown.get(score).copied().unwrap_or_default();
            hold(&format!("times {score}"), n, bounds);
        }
    };
    check("the range", &score.result.picked(), &mut ours.iter().copied());
    for period in &score.series {
        let (from, to) = period.span();
        let is_in = |told: &&Told| (from..to).contains(&told.answer.id.time());
        let mut inside = ours.iter().copied().filter(is_in);
        check(&format!("the period from {from}"), &period.result.picked(), &mut inside);
    }
    let groups = score.picked_by_group();
    let mut touchpoints: Vec<&str> =
        ours.iter().filter_map(|told| oracle::sure_touchpoint(told)).collect();
    touchpoints.sort_unstable();
    touchpoints.dedup();
    for touchpoint in touchpoints {
        let shown = groups.get(touchpoint).cloned().unwrap_or_default();
        let mut inside = ours.iter().copied().filter(|told| told.answer.touchpoint == touchpoint);
        check(touchpoint, &shown, &mut inside);
    }
    failures
}

/// A score when all is settled: every number is what the oracle says.
pub(crate) fn in_the_end(
    (score, question): (&Score, &Question),
    slice: &str,
    document: &Document,
    told: &[Told],
) -> Vec<Failure> {
    let ours: Vec<&Told> =
        told.iter().filter(|told| told.is_asked_for(question, document)).collect();
    let all = || ours.iter().copied();
    let mut failures = Vec::new();
    let mut check = |name: &str, is: String, should: String| {
        if is != should {
            failures.push(format!("{question:?}: {name} is {is}, not {should}"));
        }
    };
    let whole = oracle::distribution(all());
    check("the score", show(&score.result.picked()), show(&whole));
    let expected = oracle::expected(all());
    check("the counts", show(&score.counts()), show(&expected));
    let should = oracle::groups(slice, document, all());
    check(slice, show(&score.picked_by_group()), show(&should));
    let mut end = question.from;
    for period in &score.series {
        let (from, to) = period.span();
        check("the start of a period", from.to_string(), end.to_string());
        let inside = all().filter(|told| (from..to).contains(&told.answer.id.time()));
        let should = oracle::distribution(inside);
        check(&format!("the period from {from}"), show(&period.result.picked()), show(&should));
        end = to;
    }
    check("the end of the series", end.to_string(), question.to.to_string());
    failures
}

/// What storage holds when all is settled: nothing under a tombstone, no late mark, and nothing of an
/// answer that does not vanish by itself.
pub(crate) fn storage(kv: &Kv, told: &[Told], now: Timestamp) -> Vec<Failure> {
    let mut failures = Vec::new();
    for told in told.iter().filter(|told| told.is_hidden()) {
        let site = told.answer.site.parse().unwrap();
        let id = told.answer.id.public(&site);
        for (key, writes) in kv.history(&keys::revisions(&site, &id)) {
            if !is_tombstone(&key) && kv.holds(&key, now) {
                let arrived = writes.last().unwrap().at;
                failures.push(format!("stored under a tombstone since {arrived}: {key}"));
            }
        }
    }
    failures.extend(persons::storage(kv, told, now));
    if kv.was_overdrawn() {
        failures.push("an invocation asked for more than 1,000 operations".to_owned());
    }
    let marks = kv.stored(keys::LATE, now);
    if !marks.is_empty() {
        failures.push(format!("late marks are left: {marks:?}"));
    }
    for prefix in
        ["answer/", "person/", "source/", "import/", "settling/", keys::ERASED, keys::LATE]
    {
        let kept = kv.stored(prefix, now + LONGEST_LIFE);
        if !kept.is_empty() {
            failures.push(format!("kept for ever: {kept:?}"));
        }
    }
    failures
}

fn show(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}")
}
