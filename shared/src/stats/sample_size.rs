//! How many answers a sample needs before it can tell what is asked of it.
//!
//! Both sizes invert a standard error √(s²/(n + a)), where s² is the variance of one answer and a the
//! number of answers that the interval in use adds to a sample: 3 for the corrected NPS, z² for
//! Wilson's share, none for a mean.

use super::normal;

/// The chance of seeing a difference that is there.
pub const POWER: f64 = 0.8;

/// The answers needed for an interval of ± `margin`: half its width, not its width.
///
/// n = ⌈z² s² / d² − a⌉ and at least 1; `None` unless the margin is above 0. Margin and variance are
/// in one unit.
#[must_use]
pub fn for_margin(margin: f64, variance: f64, added: f64, z: f64) -> Option<u64> {
    whole(z.powi(2) * variance, margin, added)
}

/// The answers needed in each of two groups to see that they differ by `difference`, with a chance of
/// [`POWER`].
///
/// n = ⌈(s₀² + s₁²)(zα + zβ)² / d² − a⌉ and at least 1; `None` unless the difference is above 0.
#[must_use]
pub fn per_group(difference: f64, variances: [f64; 2], added: f64, z: f64) -> Option<u64> {
    let z = z + normal::quantile(POWER);
    whole((variances[0] + variances[1]) * z.powi(2), difference, added)
}

fn whole(numerator: f64, distance: f64, added: f64) -> Option<u64> {
    let needed = numerator / distance.powi(2) - added;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 1.0; \
        a float beyond u64 becomes its largest value"
    )]
    (distance > 0.0).then(|| needed.ceil().max(1.0) as u64)
}

#[cfg(test)]
mod tests {
    use super::{for_margin, per_group};
    use crate::confidence::Confidence;
    use crate::stats::adjusted_wald::{ADDED, Corrected};

    const Z95: f64 = 1.959_963_984_540_054;

    #[test]
    fn ten_points_of_an_nps_need_382_answers_at_worst() {
        assert_eq!(for_margin(0.1, 1.0, ADDED, Z95), Some(382));
    }

    /// The corrected interval of that many answers is ten points to each side, not in all.
    #[test]
    fn a_margin_is_half_the_interval() {
        let half = |n: u64| {
            let span = Corrected::of(n / 2, n / 2, n).interval(Z95);
            (span.high - span.low) / 2.0
        };
        assert!(half(382) <= 0.1 && half(376) > 0.1, "{}, {}", half(382), half(376));
    }

    #[test]
    fn a_margin_of_nothing_cannot_be_reached() {
        for margin in [0.0, -0.1, f64::NAN] {
            assert_eq!(for_margin(margin, 1.0, ADDED, Z95), None);
            assert_eq!(per_group(margin, [1.0, 1.0], ADDED, Z95), None);
        }
    }

    #[test]
    fn a_coarse_wish_still_needs_an_answer() {
        assert_eq!(for_margin(2.0, 1.0, ADDED, Confidence::P90.z()), Some(1));
    }
}
