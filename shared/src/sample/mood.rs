//! How a touchpoint fares at a time: which scores are given how often, and how many prompts are answered.

use std::ops::RangeInclusive;

use crate::metric::{Metric, Scale};

/// How a touchpoint fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// In the season.
    Good,
    Usual,
    /// Where people come with a problem.
    Low,
    /// In the bad month.
    Bad,
}

impl Mood {
    /// How often each score of a scale is given, from the lowest.
    pub(super) const fn weights(self, scale: Scale) -> &'static [u64] {
        match (scale, self) {
            (Scale::Nps, Self::Good) => &[3, 2, 3, 5, 6, 15, 21, 48, 74, 104, 138],
            (Scale::Nps, Self::Usual) => &[5, 3, 4, 6, 8, 16, 23, 52, 74, 100, 122],
            (Scale::Nps, Self::Low) => &[11, 6, 7, 9, 9, 22, 26, 48, 58, 52, 44],
            (Scale::Nps, Self::Bad) => &[18, 9, 10, 11, 11, 24, 27, 46, 52, 40, 34],
            (Scale::Ces5, Self::Good | Self::Usual) => &[4, 10, 23, 78, 71],
            (Scale::Ces5, Self::Low) => &[5, 11, 24, 77, 69],
            (Scale::Ces5, Self::Bad) => &[14, 24, 38, 74, 36],
            (Scale::Ces7, Self::Good | Self::Usual) => &[3, 5, 8, 15, 34, 70, 55],
            (Scale::Ces7, Self::Low) => &[4, 6, 9, 16, 34, 68, 52],
            (Scale::Ces7, Self::Bad) => &[13, 16, 20, 28, 38, 42, 20],
            (Scale::Csat, Self::Good) => &[1, 1, 3, 15, 21],
            (Scale::Csat, Self::Usual) => &[2, 2, 4, 16, 20],
            (Scale::Csat, Self::Low) => &[3, 4, 5, 16, 16],
            (Scale::Csat, Self::Bad) => &[5, 6, 7, 15, 10],
        }
    }
}

/// How a thousand prompts of a metric end: answered, dismissed, ignored.
pub(super) const fn outcomes(metric: Metric) -> [u64; 3] {
    match metric {
        Metric::Nps => [216, 421, 363],
        Metric::Ces => [363, 289, 348],
        Metric::Csat => [190, 421, 389],
    }
}

/// Prompts of a usual day, by the survey's place.
pub(super) const fn prompts_a_day(place: usize) -> u64 {
    match place {
        0 => 64,
        1 => 17,
        _ => 4,
    }
}

/// How many thousandths of the usual a day of the season has: it rises to its middle and falls again.
pub(super) fn swell(ago: i64, season: &RangeInclusive<i64>) -> u64 {
    const TOP: i64 = 500;
    if !season.contains(&ago) {
        return 1_000;
    }
    let half = (season.end() - season.start()) / 2;
    let from_middle = (ago - season.start() - half).abs();
    (1_000 + TOP * (half - from_middle) / half.max(1)).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::{Mood, outcomes, swell};
    use crate::metric::{Metric, Scale};

    #[test]
    fn every_score_has_a_weight_in_every_mood() {
        for scale in Scale::ALL {
            for mood in [Mood::Good, Mood::Usual, Mood::Low, Mood::Bad] {
                assert_eq!(mood.weights(scale).len(), usize::from(scale.points()), "{scale}");
                assert!(mood.weights(scale).iter().all(|weight| *weight > 0));
            }
        }
        assert!(Metric::ALL.iter().all(|metric| outcomes(*metric).iter().sum::<u64>() == 1_000));
    }

    #[test]
    fn the_season_is_highest_in_its_middle() {
        let season = 90..=150;
        assert_eq!(
            [89, 90, 105, 120, 150, 151].map(|ago| swell(ago, &season)),
            [1_000, 1_000, 1_250, 1_500, 1_000, 1_000]
        );
    }
}
