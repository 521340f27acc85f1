//! Does a score rise or fall over a series?

use serde::Serialize;

use crate::result;
use crate::stats::mann_kendall::MannKendall;
use crate::stats::theil_sen;
use crate::tally::Tally;

/// The fewest answers of a bucket whose score is read as a point of a series.
pub const BUCKET_FROM: u64 = 5;

/// The fewest such buckets that make a trend: three that rise have a p-value of 0.30, four one of 0.09.
pub const TREND_FROM: usize = 4;

/// The direction of a series, and whether it is more than chance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Trend {
    /// By how much the score rises from one bucket to the next, in the unit of the score: the median
    /// of the slopes between all pairs of buckets (Theil–Sen).
    pub slope: f64,
    /// How often chance alone would give a series at least this steady, in either direction
    /// (Mann–Kendall).
    pub p_value: f64,
}

impl Trend {
    /// The trend of buckets of equal width, oldest first; `None` with fewer than [`TREND_FROM`] of at
    /// least [`BUCKET_FROM`] answers.
    ///
    /// A smaller bucket is a gap: it has no score here, but it counts as a step.
    #[must_use]
    pub fn of(buckets: &[Tally]) -> Option<Self> {
        let points: Vec<(f64, f64)> = buckets
            .iter()
            .enumerate()
            .filter(|(_, tally)| tally.n() >= BUCKET_FROM)
            .filter_map(|(place, tally)| Some((place as f64, result::score(tally)?)))
            .collect();
        Self::through(&points)
    }

    /// The trend through points: places in the series and scores.
    fn through(points: &[(f64, f64)]) -> Option<Self> {
        if points.len() < TREND_FROM {
            return None;
        }
        let scores: Vec<f64> = points.iter().map(|(_, score)| *score).collect();
        let p_value = MannKendall::of(&scores).p_value;
        Some(Self { slope: theil_sen::slope(points)?, p_value })
    }
}

#[cfg(test)]
mod tests {
    use super::Trend;
    use crate::metric::Scale;
    use crate::stats::mann_kendall::MannKendall;
    use crate::tally::Tally;

    #[track_caller]
    fn check(scores: &[f64], slope: f64, s: i64, p_value: f64) {
        let points: Vec<(f64, f64)> =
            scores.iter().enumerate().map(|(place, score)| (place as f64, *score)).collect();
        let trend = Trend::through(&points).unwrap();
        assert!((trend.slope - slope).abs() < 5.1e-7, "{trend:?}");
        assert!((trend.p_value - p_value).abs() < 5.1e-7, "{trend:?}");
        assert_eq!(MannKendall::of(scores).s, s);
    }

    #[test]
    fn a_series_that_rises_stands_still_or_falls() {
        check(&[40.0, 42.0, 41.0, 45.0, 47.0, 46.0], 1.666_667, 11, 0.060_289);
        check(&[10.0, 10.0, 10.0, 10.0], 0.0, 0, 1.0);
        check(&[50.0, 48.0, 49.0, 44.0, 40.0, 41.0, 38.0, 35.0], -2.071_429, -24, 0.004_434);
    }

    /// An NPS of that many points, of ten answers.
    fn nps(points: u64) -> Tally {
        let promoters = points / 10;
        Tally::from_counts(Scale::Nps, [(9, promoters), (8, 10 - promoters)]).unwrap()
    }

    #[test]
    fn a_small_bucket_is_a_gap_that_counts_as_a_step() {
        let gap = Tally::from_counts(Scale::Nps, [(0, 4)]).unwrap();
        let trend = Trend::of(&[nps(10), gap, nps(30), nps(40), gap, gap, nps(70)]).unwrap();
        assert!((trend.slope - 10.0).abs() < 1e-12, "{trend:?}");
        let closed = Trend::of(&[nps(10), nps(30), nps(40), nps(70)]).unwrap();
        assert!(closed.slope > 15.0, "{closed:?}");
    }

    #[test]
    fn four_buckets_of_five_answers_make_a_trend() {
        let five = Tally::from_counts(Scale::Ces5, [(4, 5)]).unwrap();
        let four = Tally::from_counts(Scale::Ces5, [(4, 4)]).unwrap();
        assert!(Trend::of(&[five; 4]).is_some());
        assert_eq!(Trend::of(&[five, five, five, four]), None);
        assert_eq!(Trend::of(&[]), None);
    }
}
