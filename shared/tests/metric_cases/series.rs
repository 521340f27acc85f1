//! The cases of scores that follow each other: slopes, and the same people asked twice.

use koe_shared::confidence::Confidence;
use koe_shared::metric::Scale;
use koe_shared::paired::Paired;
use koe_shared::result;
use koe_shared::score::Score;
use koe_shared::stats::{Span, student_t, theil_sen};
use koe_shared::tally::Tally;
use serde_json::Value;

use crate::case::{Case, SIX_DECIMALS};

fn inputs(case: &Case, field: &str) -> Vec<f64> {
    let values = case.given("input")[field].as_array().unwrap();
    values.iter().map(|value| value.as_f64().unwrap()).collect()
}

pub(crate) fn theil_sen(case: &Case) {
    let (x, y) = (inputs(case, "x"), inputs(case, "y"));
    let points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    let slope = theil_sen::slope(&points).unwrap();
    case.agrees("score", slope);
    // Both cases have an odd number of points, in ascending order.
    let middle = |values: &[f64]| values[values.len() / 2];
    case.agrees("intercept_median", middle(&y) - slope * middle(&x));
}

pub(crate) fn paired_change(case: &Case) {
    let scores = |field: &str| -> Vec<Score> {
        let values = case.given("input")[field].as_array().unwrap().iter();
        values.map(|value| Score::new(Scale::Nps, Value::as_i64(value).unwrap()).unwrap()).collect()
    };
    let (pre, post) = (scores("pre"), scores("post"));
    let n = pre.len();
    let pairs = pre.iter().copied().zip(post.iter().copied());
    let paired = Paired::of(pairs, Confidence::P95).unwrap().unwrap();
    case.agrees("score", paired.mean_change * 100.0);
    let span = paired.low.zip(paired.high).map(|(low, high)| Span { low, high }.times(100.0));
    case.spans("ci95", span, SIX_DECIMALS);
    let t = student_t::two_sided_quantile(Confidence::P95.alpha(), n as f64 - 1.0);
    case.agrees("se_points", span.map(|span| (span.high - span.low) / 2.0 / t));
    for (field, scores) in [("pre_nps", pre), ("post_nps", post)] {
        let mut tally = Tally::new(Scale::Nps);
        for score in scores {
            tally.record(score).unwrap();
        }
        case.agrees(field, result::score(&tally));
    }
}
