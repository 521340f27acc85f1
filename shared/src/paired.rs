//! The same people asked twice: what changed for each of them.
//!
//! Two answers of one person are not independent, so this is not a [`crate::change::Change`] of two
//! samples. It leaves out everybody who answered once.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::confidence::Confidence;
use crate::metric::{Bucket, Metric};
use crate::score::Score;
use crate::stats::sample::Sample;
use crate::stats::student_t;
use crate::tally::MixedScales;

/// What changed for respondents who answered in both of two ranges.
///
/// A change is one of category for NPS, from −2 (a promoter became a detractor) to 2, and one of the
/// score itself for CES and CSAT.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Paired {
    /// How many respondents answered in both; never 0.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub n: u64,
    /// Their mean change, unrounded.
    pub mean_change: f64,
    /// The lower bound of its interval (Student's t); null for one respondent, and where all changed
    /// alike.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub low: Option<f64>,
    /// The upper bound of its interval.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub high: Option<f64>,
    /// How many changed to the better.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub up: u64,
    /// How many did not change.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub same: u64,
    /// How many changed to the worse.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub down: u64,
}

impl Paired {
    /// The changes of respondents, each with an earlier and a later score; `None` without any.
    ///
    /// The interval is clamped to the changes that are possible.
    ///
    /// # Errors
    /// [`MixedScales`] where the scores are not on one scale.
    pub fn of(
        pairs: impl IntoIterator<Item = (Score, Score)>,
        confidence: Confidence,
    ) -> Result<Option<Self>, MixedScales> {
        let mut scale = None;
        let mut changes: BTreeMap<i8, u64> = BTreeMap::new();
        for (before, after) in pairs {
            for score in [before, after] {
                let first = *scale.get_or_insert(score.scale());
                if first != score.scale() {
                    return Err(MixedScales { first, other: score.scale() });
                }
            }
            *changes.entry(place(after) - place(before)).or_default() += 1;
        }
        let Some(scale) = scale else { return Ok(None) };
        let reach = match scale.metric() {
            Metric::Nps => 2,
            Metric::Ces | Metric::Csat => scale.max() - scale.min(),
        };
        Ok(Self::of_changes(&changes, f64::from(reach), confidence))
    }

    fn of_changes(changes: &BTreeMap<i8, u64>, reach: f64, confidence: Confidence) -> Option<Self> {
        let counts = changes.iter().map(|(change, count)| (*change, *count));
        let sample = Sample::of(counts.clone())?;
        let span = student_t::mean_interval(&sample, confidence.alpha())
            .map(|span| span.within(-reach, reach).holding(sample.mean));
        let count = |is_meant: fn(i8) -> bool| {
            counts.clone().filter(|(change, _)| is_meant(*change)).map(|(_, count)| count).sum()
        };
        Some(Self {
            n: sample.n,
            mean_change: sample.mean,
            low: span.map(|span| span.low),
            high: span.map(|span| span.high),
            up: count(|change| change > 0),
            same: count(|change| change == 0),
            down: count(|change| change < 0),
        })
    }
}

/// Where an answer stands, as changes are counted: its category for NPS, else its score.
fn place(score: Score) -> i8 {
    match (score.scale().metric(), score.bucket()) {
        (Metric::Nps, Bucket::Detractor) => -1,
        (Metric::Nps, Bucket::Passive) => 0,
        (Metric::Nps, Bucket::Promoter) => 1,
        (Metric::Ces | Metric::Csat, _) => {
            i8::try_from(score.value()).expect("no scale has a score above 10")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Paired;
    use crate::confidence::Confidence;
    use crate::metric::Scale;
    use crate::score::Score;

    fn paired(scale: Scale, pairs: &[(i64, i64)]) -> Option<Paired> {
        let score = |value| Score::new(scale, value).unwrap();
        let pairs = pairs.iter().map(|(before, after)| (score(*before), score(*after)));
        Paired::of(pairs, Confidence::P95).unwrap()
    }

    /// 3 detractors became promoters, 2 rose by one category, 12 stayed, 3 fell by one.
    #[test]
    fn categories_of_twenty_respondents() {
        let up = [(0, 10), (6, 9), (3, 10), (6, 7), (8, 9)];
        let same = [(9, 10), (7, 8), (0, 6), (10, 10)];
        let down = [(9, 8), (10, 7), (7, 6)];
        let found = paired(Scale::Nps, &[&up[..], &same, &same, &same, &down].concat()).unwrap();
        assert_eq!((found.n, found.up, found.same, found.down), (20, 5, 12, 3));
        assert!((found.mean_change - 0.25).abs() < 1e-12, "{found:?}");
        assert!((found.low.unwrap() + 0.176_111).abs() < 5.1e-7, "{found:?}");
        assert!((found.high.unwrap() - 0.676_111).abs() < 5.1e-7, "{found:?}");
    }

    #[test]
    fn scores_of_eight_respondents() {
        let pairs = [(3, 4), (4, 5), (1, 1), (5, 5), (3, 3), (2, 1), (5, 3), (4, 4)];
        for scale in [Scale::Ces5, Scale::Ces7, Scale::Csat] {
            let found = paired(scale, &pairs).unwrap();
            assert_eq!((found.n, found.up, found.same, found.down), (8, 2, 4, 2));
            assert!((found.mean_change + 0.125).abs() < 1e-12, "{found:?}");
            assert!((found.low.unwrap() + 0.953_523).abs() < 5.1e-7, "{found:?}");
            assert!((found.high.unwrap() - 0.703_523).abs() < 5.1e-7, "{found:?}");
        }
    }

    #[test]
    fn six_who_stayed_have_no_interval() {
        let found = paired(Scale::Csat, &[(4, 4); 6]).unwrap();
        assert_eq!(
            serde_json::to_string(&found).unwrap(),
            r#"{"n":6,"mean_change":0.0,"low":null,"high":null,"up":0,"same":6,"down":0}"#
        );
    }

    #[test]
    fn one_respondent_has_a_change_and_no_interval() {
        let found = paired(Scale::Nps, &[(10, 0)]).unwrap();
        assert_eq!((found.n, found.down, found.low), (1, 1, None));
        assert!((found.mean_change + 2.0).abs() < f64::EPSILON);
        assert_eq!(paired(Scale::Nps, &[]), None);
    }

    #[test]
    fn the_interval_holds_only_possible_changes() {
        let found = paired(Scale::Nps, &[(0, 10), (0, 10), (0, 7)]).unwrap();
        assert_eq!(found.high, Some(2.0));
    }

    #[test]
    fn scores_on_two_scales_are_no_pair() {
        let pair = (Score::new(Scale::Ces5, 5).unwrap(), Score::new(Scale::Ces7, 5).unwrap());
        assert!(Paired::of([pair], Confidence::P95).is_err());
    }
}
