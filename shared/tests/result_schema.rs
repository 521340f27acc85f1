//! The schemas of results say what serde does: a null that is always there is required.

#![cfg(feature = "openapi")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::BTreeSet;

use koe_shared::change::Change;
use koe_shared::confidence::Confidence;
use koe_shared::groups::Standing;
use koe_shared::metric::Scale;
use koe_shared::result::{Estimate, Interval, MetricResult};
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
fn a_group_is_either_shown_or_withheld() {
    let schema = serde_json::to_value(Standing::schema()).unwrap();
    let variants = schema["oneOf"].as_array().unwrap();
    assert_eq!(variants.len(), 2);
    let required = strings(variants[0]["required"].as_array().unwrap().iter());
    assert_eq!(required.into_iter().collect::<Vec<_>>(), ["adjusted_p", "result"]);
    assert_eq!(variants[1]["$ref"], "#/components/schemas/TooFew");
}
