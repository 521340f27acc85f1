//! When did a score change its level?
//!
//! Each bucket of a series is held against all buckets before it, back to the last shift. Departures
//! of one side add up ([`crate::stats::cusum`]) until they mark a shift.
//!
//! A series without a shift is marked once in some 465 buckets on average. That is one weekly series
//! in ten within a year, and one daily series in two: a mark says where to look, and proves nothing.

use serde::Serialize;

use crate::confidence::Confidence;
use crate::metric::Scale;
use crate::result;
use crate::spread;
use crate::stats::cusum::{Cusum, Side};
use crate::tally::{MixedScales, Tally};
use crate::trend::BUCKET_FROM;

/// The buckets that a level is known from, before a bucket is held against it.
const LEVEL_FROM: usize = 4;

/// A change of level within a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// The place of the first bucket on the new level.
    pub at: usize,
    /// The place of the bucket that marked it, at `at` or later.
    pub marked: usize,
    /// Which way the level changed.
    pub direction: Direction,
    /// The score of the old level: of the buckets before `at`, back to the last mark.
    pub before: f64,
    /// The score of the new one: from `at` to `marked`.
    pub after: f64,
}

/// Which way a level changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Direction {
    /// To a higher score.
    Up,
    /// To a lower one.
    Down,
}

impl From<Side> for Direction {
    fn from(side: Side) -> Self {
        match side {
            Side::Up => Self::Up,
            Side::Down => Self::Down,
        }
    }
}

/// The shifts of a series, oldest first.
///
/// 1. Buckets of fewer than [`BUCKET_FROM`] answers are passed over.
/// 2. From the fifth bucket on, z = (s − S) / √(v (1/n + 1/N)) is added to both sums. s and n are the
///    bucket's score and answers; S, N and v are score, answers and [`spread::variance`] of all
///    buckets before it. The variance is not the bucket's own: a bucket of five answers varies so
///    much in its variance that a calm series would be marked every 47 buckets.
/// 3. A sum past its bound marks a shift. The count begins anew with the bucket that marked it.
///
/// # Errors
/// [`MixedScales`] where the buckets are not on one scale.
pub fn shifts(buckets: &[Tally]) -> Result<Vec<Shift>, MixedScales> {
    let Some(first) = buckets.first() else { return Ok(Vec::new()) };
    let mut shifts = Vec::new();
    let mut level = Level::new(first.scale(), 0);
    // 1.
    for (place, bucket) in buckets.iter().enumerate().filter(|(_, b)| b.n() >= BUCKET_FROM) {
        // 2.
        let Some(side) = level.add(place, bucket)? else { continue };
        // 3.
        let at = match side {
            Side::Up => level.cusum.upper.began,
            Side::Down => level.cusum.lower.began,
        };
        let before = score_of(first.scale(), &buckets[level.began..at])?;
        let after = score_of(first.scale(), &buckets[at..=place])?;
        if let Some((before, after)) = before.zip(after) {
            shifts.push(Shift { at, marked: place, direction: side.into(), before, after });
        }
        level = Level::new(first.scale(), place);
        level.add(place, bucket)?;
    }
    Ok(shifts)
}

/// What is known of the level since the last mark.
struct Level {
    /// The place where the count began.
    began: usize,
    /// All answers since then.
    tally: Tally,
    /// How many buckets they came in.
    buckets: usize,
    cusum: Cusum,
}

impl Level {
    fn new(scale: Scale, began: usize) -> Self {
        Self { began, tally: Tally::new(scale), buckets: 0, cusum: Cusum::default() }
    }

    /// Holds a bucket against the level. One that marks no shift becomes a part of the level.
    fn add(&mut self, place: usize, bucket: &Tally) -> Result<Option<Side>, MixedScales> {
        let side = self.departure(bucket).and_then(|z| self.cusum.add(place, z));
        if side.is_none() {
            self.tally.merge(bucket)?;
            self.buckets += 1;
        }
        Ok(side)
    }

    /// How many standard errors a bucket departs from the level; `None` where that can't be told.
    fn departure(&self, bucket: &Tally) -> Option<f64> {
        if self.buckets < LEVEL_FROM {
            return None;
        }
        let points = result::score(bucket)? - result::score(&self.tally)?;
        // The default confidence whatever is asked for, so that marks do not move with it.
        let variance = spread::variance(&self.tally, Confidence::default())?;
        let error = variance * (1.0 / bucket.n() as f64 + 1.0 / self.tally.n() as f64);
        Some(points / spread::points(bucket.scale().metric()) / error.sqrt())
    }
}

/// The score of all buckets that are large enough, together.
fn score_of(scale: Scale, buckets: &[Tally]) -> Result<Option<f64>, MixedScales> {
    let mut sum = Tally::new(scale);
    for bucket in buckets.iter().filter(|bucket| bucket.n() >= BUCKET_FROM) {
        sum.merge(bucket)?;
    }
    Ok(result::score(&sum))
}

#[cfg(test)]
mod tests;
