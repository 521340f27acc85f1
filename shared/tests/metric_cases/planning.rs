//! The cases of answers needed and of several tests at once.

use koe_shared::confidence::Confidence;
use koe_shared::stats::adjusted_wald::ADDED;
use koe_shared::stats::holm;
use koe_shared::stats::sample_size::{POWER, for_margin, per_group};

use crate::case::Case;

fn confidence(case: &Case) -> Confidence {
    Confidence::try_from(case.input("conf")).unwrap()
}

pub(crate) fn sample_size_precision(case: &Case) {
    let margin = case.input("moe_points") / 100.0;
    let needed = for_margin(margin, case.input("s2"), ADDED, confidence(case).z());
    case.counted("score", needed.unwrap());
}

pub(crate) fn sample_size_comparison(case: &Case) {
    assert!((case.input("power") - POWER).abs() < f64::EPSILON);
    let difference = case.input("difference_points") / 100.0;
    let variances = [case.input("s2_per_group"); 2];
    let needed = per_group(difference, variances, ADDED, confidence(case).z());
    case.counted("score", needed.unwrap());
}

pub(crate) fn multiple_comparison(case: &Case) {
    case.near("score", None, 0.0);
    let given: Vec<f64> =
        case.given("input")["p"].as_array().unwrap().iter().map(|p| p.as_f64().unwrap()).collect();
    let mut found: Vec<(f64, f64)> = given.iter().copied().zip(holm::adjust(&given)).collect();
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (sorted, adjusted): (Vec<f64>, Vec<f64>) = found.into_iter().unzip();
    for (field, found) in [("p_sorted", sorted), ("holm", adjusted.clone())] {
        for (found, expected) in found.iter().zip(case.numbers(field)) {
            assert!((found - expected).abs() < 6e-13, "{}: {field}, {found}", case.id());
        }
    }
    let rejected = adjusted.iter().filter(|p| **p < 0.05).count();
    case.counted("holm_rejects_at_05", rejected as u64);
}
