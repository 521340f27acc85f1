//! The upright strip: a score and its interval on the whole scale, before and now side by side, from the bottom up.
//! Every cell of a row has the same lines, so that the eye can go across; nothing joins the marks.
//!
//! It has no table of its own: the page it stands on has one for all cells.

use koe_shared::metric::{Bounds, Metric};
use koe_shared::result::MetricResult;
use maud::{Markup, html};

use super::at;
use crate::pages::figures::{Figures, decimal};

/// The height of the drawing, and where both ends of the scale lie on it.
const HEIGHT: f64 = 132.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 118.0;
/// Where the marks of before and of now lie, from the start.
const BEFORE: f64 = 22.0;
const NOW: f64 = 46.0;

/// One or two scores on one scale.
pub(crate) struct Upright<'a> {
    pub(crate) now: &'a MetricResult,
    pub(crate) before: Option<&'a MetricResult>,
}

impl Upright<'_> {
    pub(crate) fn render(&self) -> Markup {
        let ends = Figures::of(self.now.metric).ends(self.now.scale);
        let y = |value: f64| BOTTOM - (BOTTOM - TOP) * at(value, ends) / 100.0;
        let band = |result: &MetricResult| {
            let told = result.interval.as_ref()?;
            Some((y(told.high), y(told.low)))
        };
        let place = |value: f64| format!("{value:.1}");
        html! {
            svg.upright height=(HEIGHT) width="100%" aria-hidden="true" {
                (lines())
                @if let Some(before) = self.before {
                    @if let Some((top, bottom)) = band(before) {
                        rect.outline x=(place(BEFORE - 5.0)) y=(place(top)) width="10" height=(place(bottom - top)) rx="1" {}
                    }
                    @if let Some(score) = before.score {
                        rect.mark.of-before x=(place(BEFORE - 7.0)) y=(place(y(score) - 1.0)) width="14" height="2" {}
                    }
                }
                @if let Some((top, bottom)) = band(self.now) {
                    @let fill = self.now.preliminary.then_some("url(#hatch)");
                    rect.band x=(place(NOW - 6.0)) y=(place(top)) width="12" height=(place(bottom - top)) fill=[fill] {}
                    @for end in [top, bottom] {
                        line.end x1=(place(NOW - 6.0)) x2=(place(NOW + 6.0)) y1=(place(end)) y2=(place(end)) {}
                    }
                }
                @if let Some(score) = self.now.score {
                    rect.mark x=(place(NOW - 9.0)) y=(place(y(score) - 1.5)) width="18" height="3" rx="1" {}
                }
            }
        }
    }
}

/// The whole scale, hatched from end to end: a result that is withheld, or none.
pub(crate) fn hatched() -> Markup {
    html! {
        svg.upright height=(HEIGHT) width="100%" aria-hidden="true" {
            rect x="0" y="0" width="100%" height="100%" fill="url(#hatch-faint)" {}
        }
    }
}

/// The names of the lines: both ends of the scale and its middle.
pub(crate) fn axis(metric: Metric, scale: Bounds) -> Markup {
    let figures = Figures::of(metric);
    let (from, to) = figures.ends(scale);
    let places = [(to, TOP), (f64::midpoint(from, to), f64::midpoint(TOP, BOTTOM)), (from, BOTTOM)];
    html! {
        svg.upright height=(HEIGHT) width="100%" aria-hidden="true" {
            @for (value, y) in places {
                text.tick-name x="100%" y=(y + 4.0) text-anchor="end" { (decimal(value, 0)) (figures.sign()) }
            }
        }
    }
}

fn lines() -> Markup {
    html! {
        @for y in [TOP, f64::midpoint(TOP, BOTTOM), BOTTOM] {
            line.axis x1="0" x2="100%" y1=(y) y2=(y) {}
        }
    }
}
