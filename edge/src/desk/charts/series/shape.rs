//! What a series is made of, and where its parts lie.

use koe_shared::metric::{Bounds, Metric};
use koe_shared::result::MetricResult;

use crate::desk::language::Language;

/// Where the plot begins and ends, from the top: above it stand the names of marks.
pub(super) const TOP: f64 = 28.0;
pub(super) const BOTTOM: f64 = 284.0;
/// Where the bars of n end; the highest is 44 high.
pub(super) const GROUND: f64 = 350.0;
pub(super) const HIGHEST: f64 = 44.0;
/// The height of all.
pub(super) const HEIGHT: f64 = 374.0;
/// One bucket.
pub(crate) struct Bucket<'a> {
    /// None where it is withheld or without answers.
    pub(crate) result: Option<&'a MetricResult>,
    pub(crate) n: u64,
    pub(crate) wording_changed: bool,
    /// What stands below it, at the buckets that have a name.
    pub(crate) label: Option<String>,
}

/// A change of level.
pub(crate) struct LevelShift {
    /// The place of the first bucket on the new level, and of the one that showed it.
    pub(crate) at: usize,
    pub(crate) marked: usize,
    pub(crate) before: f64,
    pub(crate) after: f64,
}

/// A series.
pub(crate) struct SeriesChart<'a> {
    pub(crate) language: Language,
    pub(crate) metric: Metric,
    pub(crate) scale: Bounds,
    pub(crate) buckets: &'a [Bucket<'a>],
    pub(crate) shifts: &'a [LevelShift],
    /// The places of what the owner changed, in the order of their numbers.
    pub(crate) noted: &'a [usize],
    /// What the chart shows, in a sentence, for those who hear it.
    pub(crate) said: &'a str,
    pub(crate) words: Words<'a>,
}

/// The words of a chart.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) wording_changed: &'a str,
    pub(crate) shifted: &'a str,
    pub(crate) no_value: &'a str,
}

impl SeriesChart<'_> {
    /// Where the middle of a bucket is, in per cent of the width.
    pub(super) fn middle(&self, place: usize) -> f64 {
        100.0 * (place as f64 + 0.5) / self.buckets.len().max(1) as f64
    }

    /// Where a bucket begins.
    pub(super) fn begin(&self, place: usize) -> f64 {
        100.0 * place as f64 / self.buckets.len().max(1) as f64
    }
}
