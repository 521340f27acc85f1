//! A metric at a stage, and what visitors wrote there.

use koe_shared::disclosure::Reported;
use koe_shared::result::MetricResult;
use maud::{Markup, html};

use super::shown::JourneyPage;
use crate::desk::charts::distribution::class;
use crate::desk::charts::upright::{Upright, hatched};
use crate::desk::figures::{interval, unit};
use crate::desk::place::SitePage;
use crate::desk::report::verdict;
use crate::desk::words::charts::NO_INTERVAL;
use crate::desk::words::journey as words;
use crate::pages::figures::{Figures, grouped, n};
use crate::pages::moment::moment;
use crate::reports::{Cell, Measured, Row, Stage};

impl JourneyPage<'_> {
    pub(super) fn cell(&self, row: &Row, cell: &Cell) -> Markup {
        html! {
            section.cell {
                h3 { (self.metric(row)) @if let Some(what) = self.what(row) { small { (what) } } }
                @match cell {
                    Cell::NotMeasured => p.quiet { (self.say(words::NOT_MEASURED)) },
                    Cell::Measured(told) => @match &told.result {
                        Reported::Withheld(too_few) => (self.withheld(too_few.n())),
                        Reported::Shown { result } => @match result.score {
                            Some(score) => (self.shown(told, result, score)),
                            None => (self.empty(told)),
                        },
                    },
                }
            }
        }
    }

    fn shown(&self, told: &Measured, result: &MetricResult, score: f64) -> Markup {
        let language = self.ground.language;
        let before = told.comparison.as_ref().and_then(|compared| compared.result.result());
        let before = before.filter(|before| before.score.is_some());
        let unit = unit(language, result.metric, result.scale);
        html! {
            div.plot {
                (Upright { now: result, before }.render())
                div.told {
                    p.reading { (Figures::of(result.metric).figure(score)) @if !unit.is_empty() { small { (unit) } } }
                    p {
                        @match &result.interval {
                            Some(told) => (interval(language, result.metric, told)),
                            None => (self.say(NO_INTERVAL)),
                        }
                    }
                    p { (n(result.n)) }
                    @if result.preliminary { (self.ground.preliminary()) }
                }
            }
            (verdict(result, told.comparison.as_ref(), language))
        }
    }

    /// No answers yet: never 0.
    fn empty(&self, told: &Measured) -> Markup {
        let (language, ground) = (self.ground.language, self.ground);
        html! {
            div.plot.missing {
                (hatched())
                div.reason {
                    p { (self.say(words::NO_ANSWERS)) }
                    p { (words::shown(language, told.shown, &grouped(told.shown))) }
                    @if ground.may_set {
                        p { a href=(SitePage::Check.path(ground.site)) { (self.say(words::WHY)) } }
                    }
                }
            }
        }
    }

    fn withheld(&self, n: u64) -> Markup {
        html! {
            div.plot.missing {
                (hatched())
                div.reason { p { (self.too_few(n)) } }
            }
        }
    }

    /// Why a result is withheld: it has too few answers, or gives away one that has.
    pub(super) fn too_few(&self, n: u64) -> String {
        let (language, from) =
            (self.ground.language, self.ground.document.privacy.min_group.into());
        if n < from {
            words::withheld(language, n, &grouped(n), &grouped(from))
        } else {
            words::beside_few(language, &grouped(n))
        }
    }

    /// A stage at which no survey asks, in the place of all its cells.
    pub(super) fn not_asked(&self) -> Markup {
        html! {
            section.cell.whole {
                (hatched())
                div.reason {
                    p { (self.say(words::NOT_ASKED)) }
                    @if self.ground.may_set {
                        p { a href=(SitePage::Surveys.path(self.ground.site)) { (self.say(words::ADD_SURVEY)) } }
                    }
                }
            }
        }
    }

    pub(super) fn comments(&self, stage: &Stage) -> Markup {
        let (language, ground) = (self.ground.language, self.ground);
        let number = stage.commented as u64;
        html! {
            section.cell.voices {
                h3 { (self.say(words::COMMENTS)) small { (self.say(words::LOWEST_FIRST)) } }
                @if stage.comments.is_empty() { p.quiet { "—" } }
                @for comment in &stage.comments {
                    @let when = moment(
                        comment.answered_at, ground.now, &ground.document.timezone, language.locale(),
                    );
                    div.voice {
                        span.chip.(class(Some(comment.bucket))) { (comment.score) }
                        div {
                            blockquote { (comment.text) }
                            p.quiet { (comment.metric) " · " (when) }
                        }
                    }
                }
                @if number > 0 { p.quiet { (words::commented(language, number, &grouped(number))) } }
            }
        }
    }
}
