//! The series: a score over time with its interval, the levels between its shifts, and n below.
//!
//! Places across are shares of the width, so that the chart has the width that there is; places down are pixels.
//! Lines lie in a drawing of their own that is stretched across, since only lines can be stretched; points, words
//! and hatchings can't. The line breaks where a bucket is missing and where the wording changed.

mod axis;
mod lines;
mod marks;
mod shape;

use maud::{Markup, html};

use self::axis::Axis;
pub(crate) use self::axis::tick;
pub(crate) use self::shape::{Bucket, LevelShift, SeriesChart, Words};
use self::shape::{GROUND, HEIGHT, HIGHEST};
use super::percent;
use crate::desk::figures::interval;
use crate::pages::figures::{Figures, n};

/// Past so many buckets points stand too close to be told apart.
const MOST_POINTS: usize = 120;

impl SeriesChart<'_> {
    /// The axis: all intervals lie on it.
    pub(crate) fn axis(&self) -> Axis {
        Axis::of(self.metric, self.scale, self.buckets.iter().filter_map(|bucket| bucket.result))
    }

    /// The chart.
    pub(crate) fn render(&self) -> Markup {
        let axis = self.axis();
        html! {
            div.series role="img" aria-label=(self.said) {
                svg.series-axis height=(HEIGHT) aria-hidden="true" {
                    @for value in axis.ticks() {
                        text.tick-name x="100%" y=(format!("{:.1}", axis.y(value) + 4.0)) text-anchor="end" {
                            (tick(self.metric, value))
                        }
                    }
                    text.tick-name x="100%" y=(GROUND - 2.0) text-anchor="end" { "n" }
                }
                svg.series-plot height=(HEIGHT) aria-hidden="true" {
                    @for value in axis.ticks() {
                        @let y = format!("{:.1}", axis.y(value));
                        line.axis x1="0" x2="100%" y1=(y) y2=(y) {}
                    }
                    (self.gaps())
                    (self.lines(&axis))
                    (self.levels(&axis))
                    (self.points(&axis))
                    (self.bars())
                    (self.marks())
                    (self.labels())
                }
                svg.series-end height=(HEIGHT) aria-hidden="true" { (self.end(&axis)) }
            }
        }
    }

    fn points(&self, axis: &Axis) -> Markup {
        let is_crowded = self.buckets.len() > MOST_POINTS;
        html! {
            @for (place, bucket) in self.buckets.iter().enumerate().filter(|_| !is_crowded) {
                @if let Some((result, score)) = bucket.result.and_then(|result| Some((result, result.score?))) {
                    circle.point.hollow[result.preliminary] cx=(percent(self.middle(place)))
                        cy=(format!("{:.1}", axis.y(score))) r="3.5" {}
                }
            }
        }
    }

    fn bars(&self) -> Markup {
        let most = self.buckets.iter().map(|bucket| bucket.n).max().unwrap_or_default().max(1);
        let width = 100.0 / self.buckets.len().max(1) as f64;
        html! {
            @for (place, bucket) in self.buckets.iter().enumerate().filter(|(_, bucket)| bucket.n > 0) {
                @let height = (HIGHEST * bucket.n as f64 / most as f64).max(1.5);
                @let is_small = bucket.result.is_none_or(|result| result.preliminary);
                rect.n-bar.hollow[is_small] x=(percent(self.begin(place) + width * 0.2)) width=(percent(width * 0.6))
                    y=(format!("{:.1}", GROUND - height)) height=(format!("{height:.1}")) {}
            }
            line.axis x1="0" x2="100%" y1=(GROUND) y2=(GROUND) {}
        }
    }

    fn labels(&self) -> Markup {
        html! {
            @for (place, bucket) in self.buckets.iter().enumerate() {
                @if let Some(label) = &bucket.label {
                    text.tick-name x=(percent(self.middle(place))) y=(GROUND + 18.0) text-anchor="middle" { (label) }
                }
            }
        }
    }

    /// What the last bucket with a value says.
    fn end(&self, axis: &Axis) -> Markup {
        let last = self.buckets.iter().rev().find_map(|bucket| {
            let result = bucket.result?;
            Some((result, result.score?))
        });
        let figures = Figures::of(self.metric);
        html! {
            @if let Some((result, score)) = last {
                @let y = axis.y(score);
                text.end-score x="0" y=(format!("{:.1}", y + 4.0)) { (figures.figure(score)) (figures.sign()) }
                @if let Some(told) = &result.interval {
                    text.tick-name x="0" y=(format!("{:.1}", y + 20.0)) {
                        (interval(self.language, self.metric, told))
                    }
                }
                text.tick-name x="0" y=(GROUND - 2.0) { (n(result.n)) }
            }
        }
    }
}

#[cfg(test)]
mod tests;
