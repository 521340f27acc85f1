//! Every case of `../metric_cases.json`, whose sources are inside it, against this crate.
//!
//! A case is checked field by field: a field of `expect` that no check read, and that is not listed
//! below with its reason, fails. So does a case whose metric is neither checked nor listed.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod case;
mod intervals;
mod nps;
mod planning;
mod series;
mod shares_and_means;

use crate::case::Case;

/// How the cases of one metric are checked.
type Check = fn(&Case);

const CHECKED: &[(&str, Check)] = &[
    ("nps", nps::score),
    ("nps_score_interval", nps::score_interval),
    ("nps_pooled_from_parts", nps::pooled_from_parts),
    ("nps_with_dismissals", nps::with_dismissals),
    ("nps_validation", nps::validation),
    ("nps_difference", nps::difference),
    ("nps_bootstrap", nps::bootstrap),
    ("csat", shares_and_means::csat),
    ("ces", shares_and_means::ces),
    ("response_rate", shares_and_means::response_rate),
    ("proportion_interval", intervals::proportion),
    ("mean_interval", intervals::mean),
    ("nps_sample_size_precision", planning::sample_size_precision),
    ("nps_sample_size_comparison", planning::sample_size_comparison),
    ("multiple_comparison", planning::multiple_comparison),
    ("theil_sen", series::theil_sen),
    ("nps_paired_change", series::paired_change),
];

/// Metrics whose cases wait for code, each with the reason.
const NOT_IMPLEMENTED_YET: &[(&str, &str)] = &[
    ("nps_custom_breaks", "the buckets of a scale are fixed; other break points are not offered"),
    ("ces1", "CES 1.0 measures effort, where lower is better; only agreement is asked"),
    ("nps_ci_width", "the plain Wald width; it collapses where answers agree"),
    ("nps_weighted", "weights"),
    ("nps_poststratified", "weights"),
    ("kish_n_eff", "weights"),
    ("cusum", "the plain sum; shifts are marked by the tabular one, which has an allowance"),
    ("mttr", "figures the owner supplies"),
    ("churn", "figures the owner supplies"),
    ("churn_annual", "figures the owner supplies"),
    ("retention", "figures the owner supplies"),
    ("billing_accuracy", "figures the owner supplies"),
    ("fcr", "figures the owner supplies"),
    ("unresolved_ratio", "figures the owner supplies"),
    ("earned_growth_rate", "figures the owner supplies"),
    ("health_score", "figures the owner supplies"),
];

/// Fields that are expected of other methods than the one reported here: the plain Wald interval,
/// Agresti and Min's, Benjamini and Hochberg's adjustment, Sen's interval of a slope; and prose.
const OTHER_METHODS: &[&str] =
    &["ci95_wald", "ci95_agresti_min_plus2", "bh", "bh_rejects_at_05", "ci93", "method"];

fn check_of(metric: &str) -> Option<Check> {
    CHECKED.iter().find(|(known, _)| *known == metric).map(|(_, check)| *check)
}

#[test]
fn every_case_of_an_implemented_metric_agrees_in_every_field() {
    let mut checked = 0;
    for case in case::all() {
        if let Some(check) = check_of(case.metric()) {
            check(&case);
            case.require_every_field_read(OTHER_METHODS);
            checked += 1;
        }
    }
    assert_eq!(checked, 60, "a case was added or lost");
}

#[test]
fn every_case_is_either_checked_or_listed() {
    let cases = case::all();
    assert_eq!(cases.len(), 78, "a case was added or lost");
    for case in &cases {
        let listed = NOT_IMPLEMENTED_YET.iter().any(|(metric, _)| *metric == case.metric());
        let checked = check_of(case.metric()).is_some();
        assert!(listed != checked, "{}: {} is in both lists or neither", case.id(), case.metric());
    }
}

#[test]
fn the_lists_name_nothing_without_a_case() {
    let cases = case::all();
    let named = CHECKED.iter().map(|(metric, _)| metric);
    for metric in named.chain(NOT_IMPLEMENTED_YET.iter().map(|(metric, _)| metric)) {
        assert!(cases.iter().any(|case| case.metric() == *metric), "{metric} has no case");
    }
}
