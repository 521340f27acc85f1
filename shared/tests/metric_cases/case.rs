//! One case: its histogram as a tally, and expectations that remember which of them were looked at.

use std::cell::RefCell;
use std::collections::BTreeSet;

use koe_shared::metric::Scale;
use koe_shared::stats::Span;
use koe_shared::tally::Tally;
use serde_json::{Map, Value};

/// Expectations are printed with six decimals.
pub(crate) const SIX_DECIMALS: f64 = 6e-7;

pub(crate) struct Case {
    fields: Map<String, Value>,
    read: RefCell<BTreeSet<String>>,
}

pub(crate) fn all() -> Vec<Case> {
    let cases: Vec<Map<String, Value>> =
        serde_json::from_str(include_str!("../metric_cases.json")).unwrap();
    cases.into_iter().map(|fields| Case { fields, read: RefCell::default() }).collect()
}

impl Case {
    pub(crate) fn id(&self) -> &str {
        self.fields["id"].as_str().unwrap()
    }

    pub(crate) fn metric(&self) -> &str {
        self.fields["metric"].as_str().unwrap()
    }

    /// A field that is not an expectation.
    pub(crate) fn given(&self, field: &str) -> &Value {
        &self.fields[field]
    }

    pub(crate) fn input(&self, field: &str) -> f64 {
        self.fields["input"][field].as_f64().unwrap()
    }

    /// The histogram as counts of scores.
    pub(crate) fn counts(&self) -> Vec<(u8, u64)> {
        let histogram = self.fields["histogram"].as_object().unwrap();
        let count =
            |(score, count): (&String, &Value)| (score.parse().unwrap(), count.as_u64().unwrap());
        histogram.iter().map(count).collect()
    }

    pub(crate) fn tally(&self, scale: Scale) -> Tally {
        Tally::from_counts(scale, self.counts()).unwrap()
    }

    fn expected(&self, field: &str) -> &Value {
        self.read.borrow_mut().insert(field.to_owned());
        &self.fields["expect"][field]
    }

    pub(crate) fn expects(&self, field: &str) -> bool {
        self.fields["expect"].get(field).is_some()
    }

    pub(crate) fn number(&self, field: &str) -> f64 {
        self.expected(field).as_f64().unwrap()
    }

    pub(crate) fn numbers(&self, field: &str) -> Vec<f64> {
        numbers(self.expected(field))
    }

    /// The expectation is null exactly where nothing was found, and otherwise that close.
    #[track_caller]
    pub(crate) fn near(&self, field: &str, found: impl Into<Option<f64>>, tolerance: f64) {
        let (found, expected) = (found.into(), self.expected(field).as_f64());
        let agrees = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() <= tolerance,
            (None, None) => true,
            _ => false,
        };
        assert!(agrees, "{}: {field} is {found:?}, not {expected:?}", self.id());
    }

    #[track_caller]
    pub(crate) fn agrees(&self, field: &str, found: impl Into<Option<f64>>) {
        self.near(field, found, SIX_DECIMALS);
    }

    #[track_caller]
    pub(crate) fn counted(&self, field: &str, found: u64) {
        assert_eq!(Some(found), self.expected(field).as_u64(), "{}: {field}", self.id());
    }

    #[track_caller]
    pub(crate) fn says(&self, field: &str, found: bool) {
        assert_eq!(Some(found), self.expected(field).as_bool(), "{}: {field}", self.id());
    }

    #[track_caller]
    pub(crate) fn spans(&self, field: &str, found: Option<Span>, tolerance: f64) {
        let expected = self.expected(field);
        let Some(found) = found else {
            assert!(expected.is_null(), "{}: {field} is null, not {expected}", self.id());
            return;
        };
        for (found, expected) in [found.low, found.high].into_iter().zip(numbers(expected)) {
            let agrees = (found - expected).abs() <= tolerance;
            assert!(agrees, "{}: {field} has {found}, not {expected}", self.id());
        }
    }

    #[track_caller]
    pub(crate) fn require_every_field_read(&self, except: &[&str]) {
        let read = self.read.borrow();
        for field in self.fields["expect"].as_object().unwrap().keys() {
            let known = read.contains(field) || except.contains(&field.as_str());
            assert!(known, "{}: nothing checks {field}", self.id());
        }
    }
}

fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}
