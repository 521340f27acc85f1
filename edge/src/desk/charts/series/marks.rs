//! What is marked in a series: a changed wording, a shift where it was found, what the owner changed, and buckets
//! without a value.

use maud::{Markup, html};

use super::shape::{BOTTOM, GROUND, SeriesChart, TOP};
use crate::desk::charts::percent;

/// From which share of the width on a name stands before its mark, to have room.
const LATE: f64 = 75.0;

impl SeriesChart<'_> {
    /// Hatched columns, one for buckets without a value that follow each other.
    pub(super) fn gaps(&self) -> Markup {
        let mut gaps: Vec<(usize, usize)> = Vec::new();
        for (place, bucket) in self.buckets.iter().enumerate() {
            if bucket.result.is_some_and(|result| result.score.is_some()) {
                continue;
            }
            match gaps.last_mut() {
                Some((_, end)) if *end == place => *end += 1,
                _ => gaps.push((place, place + 1)),
            }
        }
        html! {
            @for (from, to) in gaps {
                @let (x, width) = (self.begin(from), self.begin(to) - self.begin(from));
                rect x=(percent(x)) width=(percent(width)) y=(TOP) height=(BOTTOM - TOP) fill="url(#hatch-faint)" {}
                // A name needs some room.
                @if width >= 8.0 {
                    text.tick-name x=(percent(x + width / 2.0)) y=(TOP + 18.0) text-anchor="middle" {
                        (self.words.no_value)
                    }
                }
            }
        }
    }

    /// Lines through both plots with their names on top. A shift has a triangle, a changed wording dashes.
    pub(super) fn marks(&self) -> Markup {
        let changed = self.buckets.iter().enumerate().filter(|(_, bucket)| bucket.wording_changed);
        html! {
            @for (place, _) in changed {
                @let x = self.begin(place);
                line.wording x1=(percent(x)) x2=(percent(x)) y1="8" y2=(GROUND) {}
                (name(x, self.words.wording_changed, 6.0))
            }
            @for (number, place) in self.noted.iter().enumerate() {
                @let x = self.middle(*place);
                line.noted x1=(percent(x)) x2=(percent(x)) y1=(TOP) y2=(BOTTOM) {}
                text.tick-name x=(percent(x)) y=(BOTTOM - 4.0) transform="translate(4 0)" { (number + 1) }
            }
            @for shift in self.shifts {
                @let x = self.middle(shift.marked);
                line.shift x1=(percent(x)) x2=(percent(x)) y1="16" y2=(BOTTOM) {}
                svg x=(percent(x)) y="8" width="12" height="9" overflow="visible" {
                    path.shift-head d="M-6 0h12l-6 9z" {}
                }
                (name(x, self.words.shifted, 10.0))
            }
        }
    }
}

fn name(x: f64, text: &str, gap: f64) -> Markup {
    let (anchor, gap) = if x > LATE { ("end", -gap) } else { ("start", gap) };
    html! {
        text.mark-name x=(percent(x)) y="17" text-anchor=(anchor) transform=(format!("translate({gap} 0)")) { (text) }
    }
}
