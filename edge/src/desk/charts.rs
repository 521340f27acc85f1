//! The charts of the reports. They are drawn to the width that there is, by attributes alone, and each has a
//! table with the same figures, since screen readers skip the drawing.
//!
//! A chart never stands without the score, its interval and its n, which its place on the page prints.

pub(crate) mod distribution;
pub(crate) mod series;
pub(crate) mod strip;
pub(crate) mod upright;

use maud::{Markup, html};

/// The hatching of preliminary and withheld results. A page with charts has it once.
pub(crate) fn hatching() -> Markup {
    html! {
        svg.aloud width="0" height="0" aria-hidden="true" {
            defs {
                (pattern("hatch", "hatch"))
                (pattern("hatch-faint", "hatch faint"))
            }
        }
    }
}

fn pattern(id: &str, class: &str) -> Markup {
    html! {
        pattern id=(id) width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
            path class=(class) d="M1.5 0v6" {}
        }
    }
}

/// A place on a drawing, in per cent of its width.
fn at(value: f64, (from, to): (f64, f64)) -> f64 {
    (100.0 * (value - from) / (to - from)).clamp(0.0, 100.0)
}

/// That place as an attribute has it.
fn percent(place: f64) -> String {
    format!("{place:.2}%")
}
