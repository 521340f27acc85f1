//! A share of a whole, with its counts and its interval.

use serde::Serialize;

use crate::confidence::Confidence;
use crate::stats::wilson;

/// So many of so many: the fraction, and Wilson's interval ([`crate::stats::wilson`]).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[non_exhaustive]
pub struct Share {
    /// The whole.
    pub n: u64,
    /// The part.
    pub k: u64,
    /// The part ÷ the whole, 0–1, unrounded.
    pub value: f64,
    /// The lower bound of its interval.
    pub low: f64,
    /// The upper bound of its interval.
    pub high: f64,
}

impl Share {
    /// The share of `k` in `n`; `None`, which is null in JSON, where there is no whole or the part is above it.
    #[must_use]
    pub fn of(k: u64, n: u64, confidence: Confidence) -> Option<Self> {
        let span = wilson::interval(k, n, confidence.z())?;
        Some(Self { n, k, value: k as f64 / n as f64, low: span.low, high: span.high })
    }
}

#[cfg(test)]
mod tests {
    use super::Share;
    use crate::confidence::Confidence;

    /// 27 of 31, computed apart from this code.
    #[test]
    fn a_share_carries_its_counts_and_its_interval() {
        let share = Share::of(27, 31, Confidence::P95).unwrap();
        let written = format!("{:.6} {:.6} {:.6}", share.value, share.low, share.high);
        assert_eq!((share.k, share.n, written.as_str()), (27, 31, "0.870968 0.711476 0.948657"));
    }

    #[test]
    fn nothing_has_no_share_and_no_part_is_above_its_whole() {
        assert_eq!(Share::of(0, 0, Confidence::P95), None);
        assert_eq!(Share::of(3, 2, Confidence::P95), None);
    }
}
