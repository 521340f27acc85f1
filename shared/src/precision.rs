//! How many answers an NPS needs before it can say what is asked of it.
//!
//! Both figures invert the corrected error of [`crate::stats::adjusted_wald`], whose three added
//! answers are the 3 that is taken off.

use crate::confidence::Confidence;
use crate::metric::{Bucket, Metric};
use crate::stats::normal;
use crate::tally::Tally;

/// The variance of an answer when half are promoters and half detractors: the worst there is, to
/// plan with where there are no answers yet.
pub const WORST_VARIANCE: f64 = 1.0;

/// The chance of seeing a difference that is there.
pub const POWER: f64 = 0.8;

/// The variance of one answer as −1, 0 or 1, from 0 to [`WORST_VARIANCE`]; `None` without answers
/// and for other metrics than NPS.
#[must_use]
pub fn answer_variance(tally: &Tally) -> Option<f64> {
    if tally.n() == 0 || tally.scale().metric() != Metric::Nps {
        return None;
    }
    let share = |bucket| tally.in_bucket(bucket) as f64 / tally.n() as f64;
    let (up, down) = (share(Bucket::Promoter), share(Bucket::Detractor));
    Some(up + down - (up - down) * (up - down))
}

/// The answers needed for an interval of ± `margin` NPS points: half its width, not its width.
///
/// n = ⌈z² s² / d² − 3⌉ and at least 1; `None` unless the margin is above 0.
#[must_use]
pub fn answers_needed(margin: f64, variance: f64, confidence: Confidence) -> Option<u64> {
    whole(confidence.z().powi(2) * variance, margin)
}

/// The answers needed in each of two groups to see that their NPS differ by `difference` points,
/// with a chance of [`POWER`].
///
/// n = ⌈2 s² (zα + zβ)² / d² − 3⌉ and at least 1; `None` unless the difference is above 0.
#[must_use]
pub fn answers_needed_per_group(
    difference: f64,
    variance: f64,
    confidence: Confidence,
) -> Option<u64> {
    let z = confidence.z() + normal::quantile(POWER);
    whole(2.0 * variance * z.powi(2), difference)
}

fn whole(numerator: f64, points: f64) -> Option<u64> {
    let needed = numerator / (points / 100.0).powi(2) - 3.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 1.0; \
        a float beyond u64 becomes its largest value"
    )]
    (points > 0.0).then(|| needed.ceil().max(1.0) as u64)
}

#[cfg(test)]
mod tests {
    use super::{WORST_VARIANCE, answer_variance, answers_needed, answers_needed_per_group};
    use crate::confidence::Confidence;
    use crate::metric::{Bucket, Scale};
    use crate::stats::adjusted_wald::Corrected;
    use crate::tally::Tally;

    #[test]
    fn ten_points_need_382_answers_at_worst() {
        assert_eq!(answers_needed(10.0, WORST_VARIANCE, Confidence::P95), Some(382));
    }

    /// The corrected interval of that many answers is ten points to each side, not in all.
    #[test]
    fn a_margin_is_half_the_interval() {
        let half = |n: u64| {
            let span = Corrected::of(n / 2, n / 2, n).interval(Confidence::P95.z());
            (span.high - span.low) / 2.0
        };
        assert!(half(382) <= 0.1 && half(376) > 0.1, "{}, {}", half(382), half(376));
    }

    #[test]
    fn a_margin_of_nothing_cannot_be_reached() {
        for margin in [0.0, -10.0, f64::NAN] {
            assert_eq!(answers_needed(margin, WORST_VARIANCE, Confidence::P95), None);
            assert_eq!(answers_needed_per_group(margin, 1.0, Confidence::P95), None);
        }
    }

    #[test]
    fn a_coarse_wish_still_needs_an_answer() {
        assert_eq!(answers_needed(200.0, WORST_VARIANCE, Confidence::P90), Some(1));
    }

    #[test]
    fn variance_is_that_of_the_buckets() {
        let tally = Tally::from_counts(Scale::Nps, [(0, 1), (7, 2), (10, 3)]).unwrap();
        assert_eq!(Bucket::ALL.map(|bucket| tally.in_bucket(bucket)), [1, 2, 3]);
        assert!((answer_variance(&tally).unwrap() - 5.0 / 9.0).abs() < 1e-15);
    }

    #[test]
    fn only_an_nps_with_answers_has_that_variance() {
        assert_eq!(answer_variance(&Tally::new(Scale::Nps)), None);
        let csat = Tally::from_counts(Scale::Csat, [(5, 3)]).unwrap();
        assert_eq!(answer_variance(&csat), None);
    }
}
