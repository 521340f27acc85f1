//! The same figures as a table, for screen readers: the drawing says them by its places.

use koe_shared::disclosure::Reported;
use koe_shared::result::MetricResult;
use maud::{Markup, html};

use super::shown::JourneyPage;
use crate::desk::figures::{headline, interval};
use crate::desk::words::charts::{BEFORE, NO_INTERVAL};
use crate::desk::words::journey as words;
use crate::pages::figures::n;
use crate::reports::{Cell, Measured};

impl JourneyPage<'_> {
    pub(super) fn table(&self) -> Markup {
        let language = self.ground.language;
        html! {
            div.aloud {
                table {
                    caption { (self.say(words::TABLE)) }
                    tr {
                        th { (self.say(words::STAGE)) }
                        @for row in &self.journey.rows { th scope="col" { (self.metric(row)) } }
                    }
                    @for (place, stage) in self.journey.stages.iter().enumerate() {
                        tr {
                            th scope="row" { (words::stage(language, stage.name.as_deref())) }
                            @for row in &self.journey.rows {
                                td {
                                    @match &row.cells[place] {
                                        Cell::NotMeasured => (self.say(words::NOT_MEASURED)),
                                        Cell::Measured(told) => (self.figures(told)),
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn figures(&self, told: &Measured) -> String {
        let before = told.comparison.as_ref().and_then(|compared| compared.result.result());
        let now = match &told.result {
            Reported::Withheld(too_few) => self.too_few(too_few.n()),
            Reported::Shown { result } => match self.figure(result) {
                Some(figure) => figure,
                None => self.say(words::NO_ANSWERS).to_owned(),
            },
        };
        match before.and_then(|before| self.figure(before)) {
            Some(before) => format!("{now}; {} {before}", self.say(BEFORE)),
            None => now,
        }
    }

    /// `42 (33〜49), n = 298`; nothing without a score.
    fn figure(&self, result: &MetricResult) -> Option<String> {
        let language = self.ground.language;
        let score = headline(language, result.metric, result.scale, result.score?);
        let told = match &result.interval {
            Some(told) => interval(language, result.metric, told),
            None => self.say(NO_INTERVAL).to_owned(),
        };
        Some(format!("{score} ({told}), {}", n(result.n)))
    }
}
