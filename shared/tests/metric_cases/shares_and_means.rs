//! The cases of CSAT, CES and the response rate.

use koe_shared::confidence::Confidence;
use koe_shared::metric::Scale;
use koe_shared::result::{Estimate, MetricResult, ResponseRate};
use koe_shared::rounding::for_people;
use koe_shared::stats::sample::Sample;
use koe_shared::stats::{Span, student_t};
use koe_shared::tally::{PromptCounts, Tally};

use crate::case::{Case, SIX_DECIMALS};
use crate::nps::span;

pub(crate) fn csat(case: &Case) {
    let tally = case.tally(Scale::Csat);
    let result = MetricResult::of(&tally, Confidence::P95);
    case.agrees("score", result.score);
    case.near("score_rounded", for_people(result.score.unwrap(), 0), 0.0);
    case.counted("n", result.n);
    case.counted("top2_count", result.promoters);
    case.counted("bottom2_count", result.detractors);
    case.spans("ci95", span(&result), SIX_DECIMALS);
    let mean = result.mean.unwrap();
    case.agrees("mean", mean.value);
    mean_interval(case, "mean_ci95_t", &tally, estimated(mean));
}

pub(crate) fn ces(case: &Case) {
    let scale = if case.given("scale") == "1-7" { Scale::Ces7 } else { Scale::Ces5 };
    let tally = case.tally(scale);
    let result = MetricResult::of(&tally, Confidence::P95);
    let score = result.score.unwrap();
    case.agrees("score", score);
    case.agrees("score_2dp", for_people(score, 2));
    case.counted("n", result.n);
    mean_interval(case, "ci95", &tally, span(&result));
    let agree = result.agree_share.unwrap();
    case.counted("agree_count", result.promoters);
    case.agrees("agree_pct", agree.value);
    case.spans("agree_pct_ci95_wilson", estimated(agree), SIX_DECIMALS);
    let net = result.promoters as f64 - result.detractors as f64;
    case.agrees("net_easy", 100.0 * net / result.n as f64);
}

pub(crate) fn response_rate(case: &Case) {
    let count = |field| case.given("input")[field].as_u64().unwrap();
    let (shown, answered, dismissed) = (count("shown"), count("answered"), count("dismissed"));
    let prompts = PromptCounts { answered, dismissed, ignored: shown - answered - dismissed };
    assert_eq!(prompts.shown(), shown);
    let rate = ResponseRate::of(&prompts, Confidence::P95).unwrap();
    case.agrees("score", rate.value * 100.0);
    case.agrees("dismiss_rate", prompts.dismissed_share().unwrap() * 100.0);
    case.agrees("ignored_rate", prompts.ignored_share().unwrap() * 100.0);
    let percent = Span { low: rate.low, high: rate.high }.times(100.0);
    case.spans("ci95_wilson", Some(percent), SIX_DECIMALS);
}

/// The file has Student's interval as calculated; a result has what of it lies on the scale.
fn mean_interval(case: &Case, field: &str, tally: &Tally, reported: Option<Span>) {
    let sample = Sample::of(tally.iter()).unwrap();
    case.agrees("sd", sample.variance.unwrap().sqrt());
    let unclamped = student_t::mean_interval(&sample, Confidence::P95.alpha());
    case.spans(field, unclamped, SIX_DECIMALS);
    let (min, max) = (f64::from(tally.scale().min()), f64::from(tally.scale().max()));
    assert_eq!(reported, unclamped.map(|span| span.within(min, max)), "{}", case.id());
}

fn estimated(estimate: Estimate) -> Option<Span> {
    estimate.interval.map(|interval| Span { low: interval.low, high: interval.high })
}
