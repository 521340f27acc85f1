//! The axis of a series: round values that hold every interval, and never more than the scale.

use koe_shared::metric::{Bounds, Metric};
use koe_shared::result::MetricResult;

use super::shape::{BOTTOM, TOP};
use crate::pages::figures::Figures;

/// Lines across, at most.
const MOST_LINES: u32 = 7;
/// Errors of binary fractions, which no drawing shows.
const TINY: f64 = 1e-9;

/// Where a value stands.
pub(crate) struct Axis {
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Whether it is only a part of the scale.
    pub(crate) is_zoomed: bool,
    step: f64,
}

impl Axis {
    pub(super) fn of<'a>(
        metric: Metric,
        scale: Bounds,
        results: impl Iterator<Item = &'a MetricResult>,
    ) -> Self {
        let (least, most) = Figures::of(metric).ends(scale);
        let steps: &[f64] = match metric {
            Metric::Nps => &[10.0, 20.0, 50.0],
            Metric::Csat => &[5.0, 10.0, 20.0],
            Metric::Ces => &[0.2, 0.5, 1.0],
        };
        let ends = results.flat_map(|result| {
            let told = result.interval.as_ref().map(|told| [told.low, told.high]);
            told.or(result.score.map(|score| [score, score])).into_iter().flatten()
        });
        let held = ends.fold(None, |held: Option<(f64, f64)>, value| {
            let (low, high) = held.unwrap_or((value, value));
            Some((low.min(value), high.max(value)))
        });
        let (from, to) = held.unwrap_or((least, most));
        let around = |step: f64| {
            let low = ((from + TINY) / step).floor() * step;
            let high = ((to - TINY) / step).ceil() * step;
            match (high > low, low + step <= most) {
                (true, _) => (low.max(least), high.min(most)),
                // One value alone: there is an axis all the same, inside the scale.
                (false, true) => (low, low + step),
                (false, false) => (high - step, high),
            }
        };
        let fits = |step: f64| {
            let (low, high) = around(step);
            (high - low) / step <= f64::from(MOST_LINES)
        };
        let step = steps.iter().copied().find(|step| fits(*step)).unwrap_or(steps[steps.len() - 1]);
        let (low, high) = around(step);
        let is_zoomed = low > least + TINY || high < most - TINY;
        Self { low, high, is_zoomed, step }
    }

    /// The values that have a line, the lowest first.
    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> {
        let steps = (self.high - self.low) / self.step;
        let lines = (0..=MOST_LINES).take_while(move |line| f64::from(*line) <= steps + TINY);
        lines.map(|line| self.low + f64::from(line) * self.step)
    }

    /// Where a value lies, from the top.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        BOTTOM - (BOTTOM - TOP) * share
    }
}

/// A value of the axis in words.
pub(crate) fn tick(metric: Metric, value: f64) -> String {
    let figures = Figures::of(metric);
    format!("{}{}", figures.figure(value), figures.sign())
}
