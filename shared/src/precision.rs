//! How many more answers a result needs before it can tell what is asked of it.
//!
//! The sizes are those of [`crate::stats::sample_size`], with the variances of [`crate::spread`].

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::confidence::Confidence;
use crate::metric::Metric;
use crate::result;
use crate::spread;
use crate::stats::{adjusted_wald, sample_size};
use crate::tally::{MixedScales, Tally};

/// The answers that would make a result precise, and a change visible.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Needed {
    /// How many further answers make the interval as narrow as each margin.
    pub margin: Margins,
    /// What it takes to see the difference that was observed; null without a comparison, where no
    /// difference was observed, and where a mean has no variance.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub difference: Option<NeededPerGroup>,
}

/// Further answers for each of two margins, by the margin: `{ "5": 714, "10": 138 }`.
///
/// A margin is half the width of an interval: ± 5 and ± 10 points of NPS and CSAT, ± 0.1 and ± 0.25
/// on the scale of CES. 0 where there are enough answers already; null where a mean has no variance.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(type = "{ [margin: string]: number | null }")
)]
pub struct Margins([(f64, Option<u64>); 2]);

/// The size of two samples that show a difference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct NeededPerGroup {
    /// The size of the observed difference, in the unit of the score.
    pub points: f64,
    /// How many answers on each side, those that are there included, show such a difference with a
    /// chance of 80 %.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub per_group: u64,
}

impl Needed {
    /// What `now` needs, and what it takes to tell it from `before`.
    ///
    /// # Errors
    /// [`MixedScales`] where the two are on different scales.
    pub fn of(
        now: &Tally,
        before: Option<&Tally>,
        confidence: Confidence,
    ) -> Result<Self, MixedScales> {
        let difference = match before {
            Some(before) if before.scale() != now.scale() => {
                return Err(MixedScales { first: now.scale(), other: before.scale() });
            }
            Some(before) => difference(now, before, confidence),
            None => None,
        };
        Ok(Self { margin: Margins::of(now, confidence), difference })
    }
}

impl Margins {
    fn of(tally: &Tally, confidence: Confidence) -> Self {
        let (metric, z) = (tally.scale().metric(), confidence.z());
        let (margins, added) = match metric {
            Metric::Nps => ([5.0, 10.0], adjusted_wald::ADDED),
            Metric::Csat => ([5.0, 10.0], z * z),
            Metric::Ces => ([0.1, 0.25], 0.0),
        };
        let further = |points: f64| {
            let variance = spread::variance(tally, confidence)?;
            let margin = points / spread::points(metric);
            let needed = sample_size::for_margin(margin, variance, added, z)?;
            Some(needed.saturating_sub(tally.n()))
        };
        Self(margins.map(|points| (points, further(points))))
    }

    /// Each margin with the further answers that it takes, the narrower margin first.
    #[must_use]
    pub const fn further(&self) -> [(f64, Option<u64>); 2] {
        self.0
    }
}

impl Serialize for Margins {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (margin, further) in &self.0 {
            map.serialize_entry(&margin.to_string(), further)?;
        }
        map.end()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Margins {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        std::collections::BTreeMap::<String, Option<u64>>::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Margins {}

fn difference(now: &Tally, before: &Tally, confidence: Confidence) -> Option<NeededPerGroup> {
    let metric = now.scale().metric();
    let points = (result::score(now)? - result::score(before)?).abs();
    let variances = [spread::variance(before, confidence)?, spread::variance(now, confidence)?];
    let added = if metric == Metric::Nps { adjusted_wald::ADDED } else { 0.0 };
    let difference = points / spread::points(metric);
    let per_group = sample_size::per_group(difference, variances, added, confidence.z())?;
    Some(NeededPerGroup { points, per_group })
}

#[cfg(test)]
mod tests {
    use super::Needed;
    use crate::confidence::Confidence;
    use crate::metric::Scale;
    use crate::tally::Tally;

    fn needed(now: &Tally, before: Option<&Tally>) -> Needed {
        Needed::of(now, before, Confidence::P95).unwrap()
    }

    /// Counts of each score of a scale, from its lowest.
    fn counted(scale: Scale, counts: &[u64]) -> Tally {
        Tally::from_counts(scale, scale.scores().zip(counts.iter().copied())).unwrap()
    }

    fn nps((promoters, passives, detractors): (u64, u64, u64)) -> Tally {
        let counts = [(10, promoters), (7, passives), (0, detractors)];
        Tally::from_counts(Scale::Nps, counts).unwrap()
    }

    fn csat(satisfied: u64, n: u64) -> Tally {
        Tally::from_counts(Scale::Csat, [(5, satisfied), (1, n - satisfied)]).unwrap()
    }

    #[track_caller]
    fn check_margins(tally: &Tally, expected: [(f64, u64); 2]) {
        let expected = expected.map(|(margin, further)| (margin, Some(further)));
        assert_eq!(needed(tally, None).margin.further(), expected);
    }

    #[test]
    fn further_answers_of_an_nps() {
        check_margins(&nps((32, 13, 6)), [(5.0, 714), (10.0, 138)]);
        check_margins(&nps((5, 0, 0)), [(5.0, 641), (10.0, 155)]);
        check_margins(&nps((500, 300, 200)), [(5.0, 0), (10.0, 0)]);
    }

    #[test]
    fn further_answers_of_a_csat() {
        check_margins(&csat(40, 51), [(5.0, 222), (10.0, 15)]);
        check_margins(&csat(5, 5), [(5.0, 253), (10.0, 57)]);
        check_margins(&csat(300, 1_000), [(5.0, 0), (10.0, 0)]);
    }

    #[test]
    fn further_answers_of_a_ces() {
        check_margins(&counted(Scale::Ces5, &[2, 4, 9, 20, 16]), [(0.1, 395), (0.25, 21)]);
        check_margins(&counted(Scale::Ces5, &[0, 0, 1, 2, 7]), [(0.1, 178), (0.25, 21)]);
        let seven = counted(Scale::Ces7, &[3, 5, 10, 12, 20, 30, 20]);
        check_margins(&seven, [(0.1, 885), (0.25, 58)]);
    }

    #[test]
    fn answers_of_a_group_that_show_a_difference_of_nps() {
        for (before, now, points, per_group) in [
            ((32, 13, 6), (40, 10, 4), 15.686_274, 284),
            ((20, 8, 2), (15, 10, 5), 26.666_667, 105),
            ((500, 300, 200), (540, 290, 170), 7.0, 1_893),
        ] {
            let difference = needed(&nps(now), Some(&nps(before))).difference.unwrap();
            assert_eq!(difference.per_group, per_group);
            assert!((difference.points - points).abs() < 5.1e-7, "{difference:?}");
        }
    }

    /// Shares of 0.7 and 0.8 with Wilson's centres 0.692598 and 0.788904, and 2.801585² / 0.1²; means
    /// 4 and 3 of the variance 2.5.
    #[test]
    fn a_difference_of_csat_and_of_ces_adds_no_answers() {
        let difference = needed(&csat(80, 100), Some(&csat(70, 100))).difference.unwrap();
        assert_eq!(difference.per_group, 298);
        let (before, now) = ([1, 1, 1, 1, 1, 0, 0], [0, 1, 1, 1, 1, 1, 0]);
        let (before, now) = (counted(Scale::Ces7, &before), counted(Scale::Ces7, &now));
        let difference = needed(&now, Some(&before)).difference.unwrap();
        assert_eq!((difference.points, difference.per_group), (1.0, 40));
    }

    #[test]
    fn without_a_difference_none_can_be_seen() {
        let (some, none) = (nps((32, 13, 6)), nps((0, 0, 0)));
        for before in [None, Some(&some), Some(&none)] {
            assert_eq!(needed(&some, before).difference, None);
        }
    }

    #[test]
    fn a_mean_without_variance_cannot_be_planned() {
        let equal = counted(Scale::Ces5, &[0, 0, 0, 9, 0]);
        for tally in [counted(Scale::Ces5, &[]), counted(Scale::Ces5, &[1]), equal] {
            assert_eq!(needed(&tally, None).margin.further(), [(0.1, None), (0.25, None)]);
        }
        let varied = counted(Scale::Ces5, &[3, 0, 0, 0, 1]);
        assert_eq!(needed(&varied, Some(&equal)).difference, None);
        assert_eq!(needed(&equal, Some(&varied)).difference, None);
    }

    #[test]
    fn without_answers_an_nps_and_a_csat_are_planned_from_the_middle() {
        check_margins(&nps((0, 0, 0)), [(5.0, 766), (10.0, 190)]);
        check_margins(&csat(0, 0), [(5.0, 381), (10.0, 93)]);
    }

    #[test]
    fn two_scales_are_never_compared() {
        let (five, seven) = (counted(Scale::Ces5, &[]), counted(Scale::Ces7, &[]));
        assert!(Needed::of(&five, Some(&seven), Confidence::P95).is_err());
    }

    #[test]
    fn what_is_needed_on_the_wire() {
        let (now, before) = (nps((540, 290, 170)), nps((500, 300, 200)));
        assert_eq!(
            serde_json::to_string(&needed(&now, Some(&before))).unwrap(),
            r#"{"margin":{"5":0,"10":0},"difference":{"points":7.0,"per_group":1893}}"#
        );
        assert_eq!(
            serde_json::to_string(&needed(&counted(Scale::Ces5, &[]), None)).unwrap(),
            r#"{"margin":{"0.1":null,"0.25":null},"difference":null}"#
        );
    }
}
