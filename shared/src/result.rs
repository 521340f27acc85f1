//! What a tally says: the score with its count, its distribution and its interval.
//!
//! The JSON `result` object of the HTTP API is [`MetricResult`], made from a [`Tally`] and nothing
//! else, so every reader of the distribution can recompute it. Changes are in [`crate::change`],
//! groups in [`crate::groups`], what is too small to show in [`crate::disclosure`], rounding for
//! people in [`crate::rounding`].

mod distribution;
mod interval;
mod response_rate;

use serde::Serialize;

pub use self::distribution::Distribution;
pub use self::interval::{Estimate, Interval, Method};
pub use self::response_rate::{ResponseRate, response_rate_changed};
pub use crate::confidence::Confidence;
use crate::metric::{Bounds, Bucket, Metric};
use crate::stats::sample::Sample;
use crate::stats::{student_t, tango, wilson};
use crate::tally::Tally;

/// A result of fewer answers than this is marked `preliminary` (参考値): at 30 answers the interval
/// of an NPS is still about ± 25 points.
pub const PRELIMINARY_BELOW: u64 = 30;

/// What the answers of one tally say.
///
/// | | `score` | second figure |
/// | --- | --- | --- |
/// | NPS | promoters less detractors, −100 to 100 | |
/// | CES | mean, on the scale's points; higher is easier | `agree_share`, 0–100 |
/// | CSAT | share of promoters (4–5), 0–100 | `mean`, on the scale's points |
///
/// No number is rounded. Without answers `score`, `interval` and the second figure's are null,
/// never 0. The scale is part of the result: two results on different scales are never compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct MetricResult {
    /// What was measured.
    pub metric: Metric,
    /// The lowest and the highest score that could be picked.
    pub scale: Bounds,
    /// The headline, unrounded; null without answers.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub score: Option<f64>,
    /// The number of answers: scores only, never dismissals.
    pub n: u64,
    /// Whether `n` is below 30.
    pub preliminary: bool,
    /// How often each score was picked.
    pub distribution: Distribution,
    /// Answers in the top bucket.
    pub promoters: u64,
    /// Answers in the middle bucket.
    pub passives: u64,
    /// Answers in the bottom bucket.
    pub detractors: u64,
    /// Where the score lies if everybody had been asked; null without answers, and for a mean of
    /// one answer or of equal answers, which say nothing about their own error.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub interval: Option<Interval>,
    /// CES only: the percentage that agrees (4–5 of 5, 5–7 of 7).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agree_share: Option<Estimate>,
    /// CSAT only: the mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<Estimate>,
}

impl MetricResult {
    /// The result of `tally`, with intervals at `confidence`.
    #[must_use]
    pub fn of(tally: &Tally, confidence: Confidence) -> Self {
        let metric = tally.scale().metric();
        let (headline, agree_share, mean) = match metric {
            Metric::Nps => (net_promoters(tally, confidence), None, None),
            Metric::Ces => (mean(tally, confidence), Some(top_share(tally, confidence)), None),
            Metric::Csat => (top_share(tally, confidence), None, Some(mean(tally, confidence))),
        };
        let n = tally.n();
        Self {
            metric,
            scale: tally.scale().bounds(),
            score: headline.value,
            n,
            preliminary: n < PRELIMINARY_BELOW,
            distribution: Distribution::from(*tally),
            promoters: tally.in_bucket(Bucket::Promoter),
            passives: tally.in_bucket(Bucket::Passive),
            detractors: tally.in_bucket(Bucket::Detractor),
            interval: headline.interval,
            agree_share,
            mean,
        }
    }
}

/// The headline of a tally alone, unrounded; `None` without answers.
#[must_use]
pub fn score(tally: &Tally) -> Option<f64> {
    match tally.scale().metric() {
        Metric::Nps => net_promoter_score(tally),
        Metric::Ces => Sample::of(tally.iter()).map(|sample| sample.mean),
        Metric::Csat => top_percentage(tally),
    }
}

/// 100 · (promoters − detractors) / n. One subtraction of whole numbers, one division: shares that
/// are rounded before they are subtracted give another number.
fn net_promoter_score(tally: &Tally) -> Option<f64> {
    let net = tally.in_bucket(Bucket::Promoter) as f64 - tally.in_bucket(Bucket::Detractor) as f64;
    (tally.n() > 0).then(|| 100.0 * net / tally.n() as f64)
}

fn top_percentage(tally: &Tally) -> Option<f64> {
    let top = tally.in_bucket(Bucket::Promoter);
    (tally.n() > 0).then(|| 100.0 * top as f64 / tally.n() as f64)
}

fn net_promoters(tally: &Tally, confidence: Confidence) -> Estimate {
    let (up, down) = (tally.in_bucket(Bucket::Promoter), tally.in_bucket(Bucket::Detractor));
    let span = tango::interval(up, down, tally.n(), confidence.z());
    let value = net_promoter_score(tally);
    Estimate::new(value, span.map(|span| span.times(100.0)), confidence, Method::Score)
}

fn top_share(tally: &Tally, confidence: Confidence) -> Estimate {
    let span = wilson::interval(tally.in_bucket(Bucket::Promoter), tally.n(), confidence.z());
    let value = top_percentage(tally);
    Estimate::new(value, span.map(|span| span.times(100.0)), confidence, Method::Wilson)
}

fn mean(tally: &Tally, confidence: Confidence) -> Estimate {
    let sample = Sample::of(tally.iter());
    let (min, max) = (f64::from(tally.scale().min()), f64::from(tally.scale().max()));
    let span = sample
        .and_then(|sample| student_t::mean_interval(&sample, confidence.alpha()))
        .map(|span| span.within(min, max));
    Estimate::new(sample.map(|sample| sample.mean), span, confidence, Method::StudentT)
}
