//! The score over time: its buckets, where it tends to, and where it changed its level.

use koe_shared::disclosure::Reported;
use koe_shared::instant::Instant;
use koe_shared::shifts::{Direction, shifts};
use koe_shared::tally::{MixedScales, Tally};
use koe_shared::trend::Trend;
use serde::Serialize;
use utoipa::ToSchema;

use super::count::{Bucket, changed_in};
use super::query::{Interval, Period};
use super::shown::Shown;

/// A series and what it says as a whole.
pub(super) struct Series {
    pub(super) points: Vec<Point>,
    pub(super) trend: Option<TrendView>,
    pub(super) shifts: Vec<ShiftView>,
}

/// One bucket of a series.
#[derive(Serialize, ToSchema)]
pub(crate) struct Point {
    pub(crate) from: Instant,
    pub(crate) to: Instant,
    /// Present at an edge of the range that cuts the bucket.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) clipped: bool,
    /// Present where a survey was first answered in a newer version: what comes before and what comes
    /// after was asked in other words.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) wording_changed: bool,
    #[serde(flatten)]
    pub(crate) result: Reported,
}

/// Whether the score rises or falls over the series.
#[derive(Serialize, ToSchema)]
#[schema(as = Trend)]
pub(crate) struct TrendView {
    /// By how much it rises a bucket, in the unit of the score (Theil–Sen).
    pub(crate) slope: f64,
    /// The width of a bucket.
    #[schema(value_type = Interval)]
    pub(crate) per: &'static str,
    /// How often chance alone would make a series this steady, in either direction (Mann–Kendall).
    pub(crate) p_value: f64,
}

/// Where the score changed its level (a cumulative sum). A series that stays is marked, too, once in
/// some 465 buckets on average: one weekly series in ten within a year, and one daily series in two.
#[derive(Serialize, ToSchema)]
#[schema(as = Shift)]
pub(crate) struct ShiftView {
    /// Where the first bucket on the new level begins.
    pub(crate) at: Instant,
    /// Where the bucket begins that showed it, `at` or later.
    pub(crate) marked: Instant,
    pub(crate) direction: Direction,
    /// The score of the old level.
    pub(crate) before: f64,
    /// The score of the new one, up to the bucket that showed it.
    pub(crate) after: f64,
}

impl Series {
    /// The series of buckets, one a period. A bucket that is withheld is a gap for trend and shifts.
    pub(super) fn of(
        periods: &[Period],
        buckets: &[Bucket],
        interval: Interval,
        shown: &Shown,
    ) -> Result<Self, MixedScales> {
        let mut tallies: Vec<Tally> = buckets.iter().map(|bucket| bucket.tally).collect();
        let results = shown.parts(&tallies);
        for (tally, result) in tallies.iter_mut().zip(&results) {
            if result.result().is_none() {
                *tally = Tally::new(tally.scale());
            }
        }
        let trend = Trend::of(&tallies).map(|Trend { slope, p_value, .. }| TrendView {
            slope,
            per: interval.name(),
            p_value,
        });
        let shifts = shifts(&tallies)?.into_iter().map(|shift| ShiftView {
            at: Instant(periods[shift.at].span.from),
            marked: Instant(periods[shift.marked].span.from),
            direction: shift.direction,
            before: shift.before,
            after: shift.after,
        });
        let changed = changed_in(buckets.iter().map(|bucket| &bucket.wordings));
        let points = periods.iter().zip(results).zip(changed);
        let points = points.map(|((period, result), wording_changed)| Point {
            from: Instant(period.span.from),
            to: Instant(period.span.to),
            clipped: period.clipped,
            wording_changed,
            result,
        });
        Ok(Self { points: points.collect(), trend, shifts: shifts.collect() })
    }
}
