//! The mathematics under the results: distributions, intervals, tests.
//!
//! Plain functions of numbers, each with its source. They know neither surveys nor JSON; what is
//! reported of them, and when, is decided in [`crate::result`], [`crate::change`] and
//! [`crate::groups`]. Shares and differences of shares are fractions here; points and percents are
//! made where a result is built.

pub mod adjusted_wald;
pub mod cusum;
pub mod gamma;
pub mod holm;
pub mod mann_kendall;
pub mod newcombe;
pub mod normal;
pub mod sample;
pub mod sample_size;
pub mod student_t;
pub mod tango;
pub mod theil_sen;
pub mod welch;
pub mod wilson;

/// Two numbers that enclose an unknown one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

impl Span {
    /// The span of `half` on either side of `centre`.
    #[must_use]
    pub fn around(centre: f64, half: f64) -> Self {
        Self { low: centre - half, high: centre + half }
    }

    /// The same span in another unit.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }

    /// The part of the span that is possible.
    #[must_use]
    pub fn within(self, low: f64, high: f64) -> Self {
        Self { low: self.low.clamp(low, high), high: self.high.clamp(low, high) }
    }

    /// The span, widened where rounding errors left `value` a hair outside.
    pub(crate) fn holding(self, value: f64) -> Self {
        Self { low: self.low.min(value), high: self.high.max(value) }
    }
}
