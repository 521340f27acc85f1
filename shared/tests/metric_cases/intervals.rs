//! The cases of intervals that are not tied to a scale.

use koe_shared::confidence::Confidence;
use koe_shared::stats::sample::Sample;
use koe_shared::stats::{student_t, wilson};

use crate::case::{Case, SIX_DECIMALS};

pub(crate) fn proportion(case: &Case) {
    let of = |answer| case.counts().iter().find(|(score, _)| *score == answer).unwrap().1;
    let (yes, n) = (of(1), of(0) + of(1));
    case.agrees("score", yes as f64 / n as f64);
    let span = wilson::interval(yes, n, Confidence::P95.z());
    case.spans("ci95", span, 6e-9);
    // Published with four to sixteen decimals.
    case.spans("published_ci95", span, 5.1e-5);
}

pub(crate) fn mean(case: &Case) {
    let sample = Sample::of(case.counts().into_iter()).unwrap();
    let span = student_t::mean_interval(&sample, Confidence::P95.alpha()).unwrap();
    case.agrees("score", sample.mean);
    // Published with three decimals.
    case.near("moe", (span.high - span.low) / 2.0, 5.1e-4);
    case.spans("ci95", Some(span), 5.1e-4 + SIX_DECIMALS);
}
