//! How much single answers differ from each other, in the unit that planning and watching calculate
//! in: shares for NPS and CSAT, points of the scale for CES.

use crate::confidence::Confidence;
use crate::metric::{Bucket, Metric};
use crate::stats::sample::Sample;
use crate::stats::{adjusted_wald, wilson};
use crate::tally::Tally;

/// The variance of one answer.
///
/// | | variance | `None` |
/// | --- | --- | --- |
/// | NPS | of −1, 0 and 1, corrected as in [`adjusted_wald`]; at most 1 | never |
/// | CSAT | p(1 − p) at the centre of Wilson's interval; at most ¼ | never |
/// | CES | of the sample | below two answers, and where all are equal |
///
/// NPS and CSAT are corrected because five equal answers do not mean that everybody agrees. Only
/// CSAT depends on the confidence.
#[must_use]
pub fn variance(tally: &Tally, confidence: Confidence) -> Option<f64> {
    let up = tally.in_bucket(Bucket::Promoter);
    match tally.scale().metric() {
        Metric::Nps => {
            let down = tally.in_bucket(Bucket::Detractor);
            Some(adjusted_wald::variance(up, down, tally.n()))
        }
        Metric::Csat => {
            let share = wilson::centre(up, tally.n(), confidence.z());
            Some(share * (1.0 - share))
        }
        Metric::Ces => Sample::of(tally.iter())?.variance.filter(|variance| *variance > 0.0),
    }
}

/// How many points of the headline make one of these units.
#[must_use]
pub const fn points(metric: Metric) -> f64 {
    match metric {
        Metric::Nps | Metric::Csat => 100.0,
        Metric::Ces => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::variance;
    use crate::confidence::Confidence;
    use crate::metric::Scale;
    use crate::tally::Tally;

    fn of(scale: Scale, counts: &[(u8, u64)]) -> Option<f64> {
        variance(&Tally::from_counts(scale, counts.iter().copied()).unwrap(), Confidence::P95)
    }

    #[test]
    fn an_nps_and_a_share_always_vary() {
        for (scale, at_most) in [(Scale::Nps, 1.0), (Scale::Csat, 0.25)] {
            for counts in [&[][..], &[(scale.max(), 5)], &[(scale.max(), 1 << 40)]] {
                let variance = of(scale, counts).unwrap();
                assert!(0.0 < variance && variance <= at_most, "{scale}: {variance}");
            }
        }
    }

    #[test]
    fn a_mean_varies_only_where_answers_differ() {
        assert_eq!(of(Scale::Ces5, &[]), None);
        assert_eq!(of(Scale::Ces5, &[(4, 1)]), None);
        assert_eq!(of(Scale::Ces5, &[(4, 9)]), None);
        assert_eq!(of(Scale::Ces5, &[(2, 1), (4, 1)]), Some(2.0));
    }
}
