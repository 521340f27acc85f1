//! The schemas of results say what serde does: a null that is always there is required.

#![cfg(feature = "openapi")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::BTreeSet;

use koe_shared::change::Change;
use koe_shared::confidence::Confidence;
use koe_shared::disclosure::TooFew;
use koe_shared::groups::GroupResult;
use koe_shared::metric::Scale;
use koe_shared::paired::Paired;
use koe_shared::precision::Needed;
use koe_shared::result::{Estimate, Interval, MetricResult};
use koe_shared::score::Score;
use koe_shared::tally::Tally;
use serde_json::Value;
use utoipa::PartialSchema;

fn strings<'a>(values: impl Iterator<Item = &'a Value>) -> BTreeSet<String> {
    values.map(|value| value.as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn check<T: PartialSchema + serde::Serialize>(value: &T, optional: &[&str]) {
    let schema = serde_json::to_value(T::schema()).unwrap();
    let written = serde_json::to_value(value).unwrap();
    let mut required = strings(schema["required"].as_array().unwrap().iter());
    required.extend(optional.iter().map(|field| (*field).to_owned()));
    let fields: BTreeSet<String> = written.as_object().unwrap().keys().cloned().collect();
    assert!(fields.is_subset(&required), "{fields:?} beside {required:?}");
}

#[test]
fn every_field_that_is_always_written_is_required() {
    for scale in Scale::ALL {
        let empty = Tally::new(scale);
        let some = Tally::from_counts(scale, [(scale.max(), 3), (scale.min(), 4)]).unwrap();
        for tally in [empty, some] {
            let result = MetricResult::of(&tally, Confidence::P95);
            check(&result, &["agree_share", "mean"]);
            check(&Change::between(&tally, &empty, Confidence::P95).unwrap(), &[]);
            check(&Needed::of(&tally, Some(&empty), Confidence::P95).unwrap(), &[]);
            if let Some(interval) = &result.interval {
                check::<Interval>(interval, &[]);
            }
            for estimate in [&result.agree_share, &result.mean].into_iter().flatten() {
                check::<Estimate>(estimate, &[]);
            }
        }
    }
}

#[test]
fn the_bounds_of_one_respondent_are_null_and_required() {
    let score = Score::new(Scale::Csat, 4).unwrap();
    check(&Paired::of([(score, score)], Confidence::P95).unwrap().unwrap(), &[]);
}

/// One object, so that a client can be generated from it: what a withheld group has is optional.
#[test]
fn a_group_is_shown_or_withheld_in_one_object() {
    let schema = serde_json::to_value(GroupResult::schema()).unwrap();
    assert_eq!(schema["type"], "object");
    let fields: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["adjusted_p", "n", "result", "withheld"]);
    assert_eq!(schema["required"], serde_json::json!(["result"]));
    for standing in [shown(), withheld()] {
        for field in serde_json::to_value(standing).unwrap().as_object().unwrap().keys() {
            assert!(fields.contains(&field), "{field}");
        }
    }
}

fn shown() -> GroupResult {
    let result = MetricResult::of(&Tally::new(Scale::Nps), Confidence::P95);
    GroupResult::Shown { result, adjusted_p: None }
}

fn withheld() -> GroupResult {
    GroupResult::Withheld(TooFew::of(3))
}
