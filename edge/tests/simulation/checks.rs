//! Replies held against the oracle.

mod persons;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::{SignedDuration, Timestamp};
use koe_edge::store::keys;
use koe_shared::instant::Instant;
use serde_json::Value;

use crate::kv::{Kv, is_tombstone};
use crate::oracle::{self, Distribution, Expected, Question, Told};
use crate::site::Document;

/// Whether `withdrawn` is exact also where a taking-back was sent twice. It is not: the second one can
/// write a tombstone that hid nothing over the one that did, where it is read that the revisions are gone
/// and not yet that there is a tombstone. Then one answer too few may be counted.
const EXACT_WHEN_WITHDRAWN_TWICE: bool = false;

/// The longest retention of a document, and a day.
const LONGEST_LIFE: SignedDuration = SignedDuration::from_hours(731 * 24);

/// Something that is wrong.
pub(crate) type Failure = String;

/// A score while things go on: nothing that it has to count is missing, and nothing counts twice.
pub(crate) fn on_the_way(
    (reply, question): (&Value, &Question),
    document: &Document,
    told: &[Told],
    begun: Timestamp,
) -> Vec<Failure> {
    let Instant(as_of) = reply["as_of"].as_str().unwrap().parse().unwrap();
    let ours: Vec<&Told> =
        told.iter().filter(|told| told.is_asked_for(question, document)).collect();
    let mut failures = Vec::new();
    let mut check = |name: &str, shown: &Distribution, told: &mut dyn Iterator<Item = &Told>| {
        let possible: Vec<_> = told.map(|told| told.possible(begun, as_of)).collect();
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
    check("the range", &picked(&reply["result"]), &mut ours.iter().copied());
    for point in reply["series"].as_array().unwrap() {
        let (from, to) = span(point);
        let is_in = |told: &&Told| (from..to).contains(&told.answer.id.time());
        let mut inside = ours.iter().copied().filter(is_in);
        check(&format!("the period from {from}"), &picked(&point["result"]), &mut inside);
    }
    let groups = picked_by_group(reply);
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
    (reply, question): (&Value, &Question),
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
    check("the score", show(&picked(&reply["result"])), show(&whole));
    let mut expected = oracle::expected(all());
    let counted = counted(reply);
    let twice = all().filter(|told| told.is_taken_back_twice()).count() as u64;
    if !EXACT_WHEN_WITHDRAWN_TWICE && counted.withdrawn + twice >= expected.withdrawn {
        expected.withdrawn = expected.withdrawn.min(counted.withdrawn);
    }
    check("the counts", show(&counted), show(&expected));
    let should = oracle::groups(slice, document, all());
    check(slice, show(&picked_by_group(reply)), show(&should));
    let mut end = question.from;
    for point in reply["series"].as_array().unwrap() {
        let (from, to) = span(point);
        check("the start of a period", from.to_string(), end.to_string());
        let inside = all().filter(|told| (from..to).contains(&told.answer.id.time()));
        let should = oracle::distribution(inside);
        check(&format!("the period from {from}"), show(&picked(&point["result"])), show(&should));
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
    for prefix in ["answer/", "person/", keys::ERASED, keys::LATE] {
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

/// How often each score was picked, of a result.
fn picked(result: &Value) -> Distribution {
    let counts = result["distribution"].as_object().unwrap().iter();
    let counts = counts.map(|(score, count)| (score.parse().unwrap(), count.as_u64().unwrap()));
    counts.filter(|(_, count)| *count > 0).collect()
}

fn picked_by_group(reply: &Value) -> BTreeMap<String, Distribution> {
    let groups = reply["groups"].as_array().unwrap().iter();
    let named = |group: &Value| group["value"].as_str().unwrap().to_owned();
    groups.map(|group| (named(group), picked(&group["result"]))).collect()
}

fn span(point: &Value) -> (Timestamp, Timestamp) {
    let instant = |name: &str| {
        let Instant(at) = point[name].as_str().unwrap().parse().unwrap();
        at
    };
    (instant("from"), instant("to"))
}

fn counted(reply: &Value) -> Expected {
    let count = |part: &str, name: &str| reply[part][name].as_u64().unwrap();
    Expected {
        answered: count("prompts", "answered"),
        dismissed: count("prompts", "dismissed"),
        ignored: count("prompts", "ignored"),
        test: count("excluded", "test"),
        withdrawn: count("excluded", "withdrawn"),
    }
}
