//! The cases of the NPS.

use koe_shared::change::{Change, Verdict};
use koe_shared::confidence::Confidence;
use koe_shared::metric::Scale;
use koe_shared::result::{MetricResult, ResponseRate};
use koe_shared::rounding::for_people;
use koe_shared::score::NpsScore;
use koe_shared::stats::adjusted_wald::Corrected;
use koe_shared::stats::sample::Sample;
use koe_shared::stats::{Span, normal};
use koe_shared::tally::{PromptCounts, Tally};
use serde_json::Value;

use crate::case::{Case, SIX_DECIMALS};

pub(crate) fn span(result: &MetricResult) -> Option<Span> {
    result.interval.map(|interval| Span { low: interval.low, high: interval.high })
}

pub(crate) fn score(case: &Case) {
    let tally = case.tally(Scale::Nps);
    let result = MetricResult::of(&tally, Confidence::P95);
    case.agrees("score", result.score);
    case.counted("n", result.n);
    if result.n == 0 {
        case.spans("ci95", span(&result), 0.0);
        return;
    }
    case.near("score_rounded_half_away", for_people(result.score.unwrap(), 0), 0.0);
    case.counted("detractors", result.detractors);
    case.counted("passives", result.passives);
    case.counted("promoters", result.promoters);
    case.spans("ci95_score_tango", span(&result), SIX_DECIMALS);

    let variance = plain_variance(&result);
    case.agrees("variance", variance);
    case.agrees("se_points", 100.0 * (variance / result.n as f64).sqrt());

    let corrected = Corrected::of(result.promoters, result.detractors, result.n);
    let adjusted = corrected.interval(Confidence::P95.z()).times(100.0);
    case.agrees("center_adjusted", corrected.centre * 100.0);
    case.agrees("moe_points", (adjusted.high - adjusted.low) / 2.0);
    case.spans("ci95", Some(adjusted), SIX_DECIMALS);

    if case.expects("wrong_round_first") {
        assert!(
            (for_people(result.score.unwrap(), 0) - case.number("wrong_round_first")).abs() > 0.5
        );
    }
    if case.expects("ltr_sd_sample") {
        let sample = Sample::of(tally.iter()).unwrap();
        let variance = sample.variance.unwrap();
        let n = sample.n as f64;
        case.agrees("ltr_sd_sample", variance.sqrt());
        case.agrees("ltr_sd_population", (variance * (n - 1.0) / n).sqrt());
    }
}

pub(crate) fn score_interval(case: &Case) {
    let confidence = Confidence::try_from(case.number("ci_level")).unwrap();
    let result = MetricResult::of(&case.tally(Scale::Nps), confidence);
    case.agrees("score", result.score);
    case.counted("n", result.n);
    // Three decimals of a proportion are one of a score.
    case.spans("published_ci", span(&result), 0.051);
    let field = if confidence == Confidence::P90 { "ci90" } else { "ci95" };
    case.spans(field, span(&result), 6e-5);
}

pub(crate) fn pooled_from_parts(case: &Case) {
    let mut pooled = Tally::new(Scale::Nps);
    let mut scores = Vec::new();
    for part in case.given("parts").as_array().unwrap() {
        let part = of_buckets(part);
        scores.push(MetricResult::of(&part, Confidence::P95).score.unwrap());
        pooled.merge(&part).unwrap();
    }
    assert_eq!(pooled, case.tally(Scale::Nps), "{}", case.id());
    case.agrees("score", MetricResult::of(&pooled, Confidence::P95).score);
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    case.agrees("mean_of_part_scores_must_not_be_used", mean);
}

pub(crate) fn with_dismissals(case: &Case) {
    let result = MetricResult::of(&case.tally(Scale::Nps), Confidence::P95);
    case.agrees("score", result.score);
    case.counted("n", result.n);
    let prompts = PromptCounts {
        answered: result.n,
        dismissed: case.given("dismissed").as_u64().unwrap(),
        ignored: 0,
    };
    let rate = ResponseRate::of(&prompts, Confidence::P95).unwrap();
    case.agrees("response_rate", rate.value);
    assert!((result.score.unwrap() - case.number("wrong_if_dismissed_counted")).abs() > 1.0);
}

pub(crate) fn validation(case: &Case) {
    let sent = case.given("input").as_array().unwrap();
    let accepted = sent
        .iter()
        .filter(|value| serde_json::from_value::<NpsScore>((*value).clone()).is_ok())
        .count();
    case.counted("accepted", accepted as u64);
}

pub(crate) fn difference(case: &Case) {
    let (first, second) =
        (of_buckets(&case.given("histogram")["A"]), of_buckets(&case.given("histogram")["B"]));
    let change = Change::between(&first, &second, Confidence::P95).unwrap();
    case.agrees("score", change.delta);
    let found = change.low.zip(change.high).map(|(low, high)| Span { low, high });
    case.spans("ci95", found, SIX_DECIMALS);
    case.near("p_two_sided_adjusted", change.p_value, 6e-11);
    case.says("significant_05_adjusted", change.verdict == Some(Verdict::Up));

    let corrected = |tally: &Tally| {
        let result = MetricResult::of(tally, Confidence::P95);
        Corrected::of(result.promoters, result.detractors, result.n)
    };
    let corrected = corrected(&first).less(&corrected(&second));
    case.agrees("delta_adjusted", corrected.centre * 100.0);
    case.agrees("z_adjusted", corrected.z());

    // The plain test beside it.
    let squared = |tally: &Tally| {
        let result = MetricResult::of(tally, Confidence::P95);
        plain_variance(&result) / result.n as f64
    };
    let error = 100.0 * (squared(&first) + squared(&second)).sqrt();
    let z = change.delta.unwrap() / error;
    case.agrees("se_points", error);
    case.agrees("z", z);
    case.near("p_two_sided", normal::two_sided_p(z), 6e-11);
}

pub(crate) fn bootstrap(case: &Case) {
    let result = MetricResult::of(&case.tally(Scale::Nps), Confidence::P95);
    case.agrees("score", result.score);
    let tolerance = case.number("tolerance");
    case.spans("ci95", span(&result), tolerance);
}

/// The variance of one answer as −1, 0 or 1, without the correction that Koe reports with.
fn plain_variance(result: &MetricResult) -> f64 {
    let share = |count: u64| count as f64 / result.n as f64;
    let (up, down) = (share(result.promoters), share(result.detractors));
    up + down - (up - down).powi(2)
}

/// A tally from counts of detractors, passives and promoters, on a score that stands for each.
fn of_buckets(buckets: &Value) -> Tally {
    let count = |bucket: &str| buckets[bucket].as_u64().unwrap();
    let counts = [(0, count("detractors")), (7, count("passives")), (10, count("promoters"))];
    Tally::from_counts(Scale::Nps, counts).unwrap()
}
