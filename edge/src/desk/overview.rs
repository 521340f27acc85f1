//! 概要: the report's first page. What the summary says, one column a metric and scale, and below it the tenth
//! voice.

mod facts;
mod metric;
mod shown;
mod tenth;

use maud::{Markup, html};

use self::metric::Column;
pub(crate) use self::shown::Overview;
use super::charts;
use super::report::Unchosen;

/// Columns beside each other, at most; a further one goes below.
const COLUMNS: usize = 3;

impl Overview<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self) -> Markup {
        let (first, below) = self.summary.metrics.split_at(self.summary.metrics.len().min(COLUMNS));
        let is_single = first.len() == 1;
        let ground = self.ground;
        let menus = html! {
            (ground.periods(Unchosen::Days)) (ground.comparisons()) (ground.touchpoint_menu()) (ground.filters())
        };
        html! {
            (charts::hatching())
            (ground.head(&menus))
            (ground.sample(self.is_empty()))
            div.columns.single[is_single] id="columns" {
                section.card.report.(columns(first.len())) {
                    @for metric in first { (Column { page: self, metric }.render()) }
                }
                @if !below.is_empty() {
                    section.card.report.below.(columns(below.len())) {
                        @for metric in below { (Column { page: self, metric }.render()) }
                    }
                }
                (self.tenth_voice())
            }
            (ground.sources(&[], &ground.call("summary", &[])))
        }
    }

    fn is_empty(&self) -> bool {
        self.summary.metrics.iter().all(|metric| match metric.result.result() {
            Some(result) => result.n == 0,
            None => false,
        })
    }
}

/// The class of so many columns.
const fn columns(n: usize) -> &'static str {
    match n {
        0 | 1 => "of-1",
        2 => "of-2",
        _ => "of-3",
    }
}
