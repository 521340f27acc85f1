//! ジャーニー: columns are stages, rows are metrics, each on its own axis, now beside before; below them what visitors
//! wrote, the lowest score first. No line joins stages.

mod cell;
mod extremes;
mod shown;
mod table;

use koe_shared::metric::Metric;
use maud::{Markup, html};

pub(crate) use self::shown::JourneyPage;
use super::charts::hatching;
use super::charts::upright::axis;
use super::place::SitePage;
use super::report::Unchosen;
use super::words::journey as words;
use crate::reports::{Cell, Row, Stage};

impl JourneyPage<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self) -> Markup {
        let ground = self.ground;
        let menus = html! {
            (ground.periods(Unchosen::Days)) (ground.comparisons()) (ground.touchpoint_menu()) (ground.filters())
        };
        let has_stages = self.journey.stages.iter().any(|stage| stage.name.is_some());
        html! {
            (hatching())
            (ground.head(&menus))
            (ground.sample(self.is_empty()))
            @if !has_stages { (self.no_stages()) }
            @if !self.journey.stages.is_empty() {
                (self.grid())
                (self.table())
                (self.extremes())
            }
            p.quiet.foot-note { (self.say(words::FOOT)) }
            p.quiet.foot-note {
                (self.say(words::TO_NOTES_TEXT)) " "
                a href=(SitePage::Notes.path(ground.site)) { (self.say(words::TO_NOTES)) }
            }
        }
    }

    fn is_empty(&self) -> bool {
        let mut cells = self.journey.rows.iter().flat_map(|row| &row.cells);
        cells.all(|cell| match cell {
            Cell::NotMeasured => true,
            Cell::Measured(told) => told.result.result().is_some_and(|result| result.n == 0),
        })
    }

    /// What to do where no touchpoint has a stage.
    fn no_stages(&self) -> Markup {
        html! {
            section.card.no-stages {
                h2 { (self.say(words::NO_STAGES)) }
                p { (self.say(words::NO_STAGES_TEXT)) }
                @if self.ground.may_set {
                    p {
                        a.button href=(SitePage::Touchpoints.path(self.ground.site)) { (self.say(words::SET_STAGES)) }
                    }
                }
            }
        }
    }

    fn grid(&self) -> Markup {
        let rows = &self.journey.rows;
        html! {
            div.journey role="region" tabindex="0" aria-label=(self.say(words::TABLE)) {
                div.stages.(rows_class(rows.len())) {
                    div.axes aria-hidden="true" {
                        div {}
                        @for row in rows {
                            div.axis-of {
                                p { b { (self.metric(row)) } @if let Some(what) = self.what(row) { small { (what) } } }
                                (axis(row.metric, row.scale))
                            }
                        }
                        div { p { b { (self.say(words::COMMENTS)) } small { (self.say(words::LOWEST_FIRST)) } } }
                    }
                    @for (place, stage) in self.journey.stages.iter().enumerate() { (self.stage(place, stage)) }
                }
            }
        }
    }

    fn stage(&self, place: usize, stage: &Stage) -> Markup {
        let id = format!("stage-{}", place + 1);
        let rows = &self.journey.rows;
        let is_asked = rows.iter().any(|row| matches!(row.cells[place], Cell::Measured(_)));
        html! {
            article.stage aria-labelledby=(id) {
                header {
                    h2 id=(id) {
                        @if stage.name.is_some() { span.place.unasked[!is_asked] aria-hidden="true" { (place + 1) } }
                        bdi { (words::stage(self.ground.language, stage.name.as_deref())) }
                    }
                    p { (self.touchpoints(stage)) }
                }
                @if is_asked {
                    @for row in rows { (self.cell(row, &row.cells[place])) }
                } @else {
                    (self.not_asked())
                }
                (self.comments(stage))
            }
        }
    }

    fn touchpoints(&self, stage: &Stage) -> String {
        let names = stage.touchpoints.iter().map(|id| self.ground.touchpoint(id));
        let comma = self.say(super::language::both("、", ", "));
        names.collect::<Vec<_>>().join(comma)
    }

    fn metric(&self, row: &Row) -> String {
        match row.metric {
            Metric::Ces => words::ces(self.ground.language, row.scale.max),
            metric => metric.to_string(),
        }
    }

    /// How a score is to be read, where its metric does not say so.
    fn what(&self, row: &Row) -> Option<&'static str> {
        match row.metric {
            Metric::Nps => None,
            Metric::Ces => Some(self.say(words::EASIER)),
            Metric::Csat => Some(self.say(words::SATISFIED)),
        }
    }
}

/// The class of so many rows of metrics: the stylesheet aligns them across the stages.
const fn rows_class(rows: usize) -> &'static str {
    match rows {
        0 | 1 => "rows-1",
        2 => "rows-2",
        3 => "rows-3",
        _ => "rows-4",
    }
}
