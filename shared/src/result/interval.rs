//! A figure with its uncertainty, as it stands in JSON.

use serde::Serialize;

use crate::confidence::Confidence;
use crate::stats::Span;

/// How an interval was calculated, so that a reader can do it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Method {
    /// Tango's score interval, of an NPS: [`crate::stats::tango`].
    Score,
    /// Wilson's score interval, of a share: [`crate::stats::wilson`].
    Wilson,
    /// Student's t, of a mean: [`crate::stats::student_t`].
    StudentT,
    /// Adjusted Wald, of a change of NPS: [`crate::stats::adjusted_wald`].
    AdjustedWald,
    /// Two Wilson intervals combined, of a change of a share: [`crate::stats::newcombe`].
    Newcombe,
    /// Welch's t, of a change of a mean: [`crate::stats::welch`].
    Welch,
}

/// Where the true figure lies, in the unit of the figure itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Interval {
    /// The lower bound, unrounded.
    pub low: f64,
    /// The upper bound, unrounded.
    pub high: f64,
    /// In how many of 100 such samples an interval made this way holds the truth, as a fraction.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub confidence: Confidence,
    /// How it was made.
    pub method: Method,
}

impl Interval {
    pub(crate) fn new(span: Span, confidence: Confidence, method: Method) -> Self {
        Self { low: span.low, high: span.high, confidence, method }
    }
}

/// A figure and its interval. Both are null without answers; a mean may lack only the interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Estimate {
    /// The figure, unrounded.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub value: Option<f64>,
    /// Where the true figure lies.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub interval: Option<Interval>,
}

impl Estimate {
    /// The span is widened where a rounding error left the figure a hair outside of it.
    pub(super) fn new(
        value: Option<f64>,
        span: Option<Span>,
        confidence: Confidence,
        method: Method,
    ) -> Self {
        let interval = value
            .zip(span)
            .map(|(value, span)| Interval::new(span.holding(value), confidence, method));
        Self { value, interval }
    }
}
