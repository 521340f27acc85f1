//! What the owner changed on the days of the series: numbered marks in the chart, and their sentences below it.

use jiff::civil::Date;
use koe_shared::id::TouchpointId;
use maud::{Markup, html};

use super::Trend;
use crate::desk::place::SitePage;
use crate::desk::words::frame::NOTES;
use crate::desk::words::notes as words;
use crate::notes::Note;
use crate::pages::moment::day;

impl Trend<'_> {
    /// The notes of the series, the oldest day first, each with the place of its bucket.
    fn noted(&self) -> Vec<(usize, &Note)> {
        let points = self.points();
        let zone = self.ground.zone();
        let last = |to: jiff::Timestamp| {
            let just_before = to.checked_sub(jiff::SignedDuration::from_millis(1)).unwrap_or(to);
            just_before.to_zoned(zone.clone()).date()
        };
        let place = |at: Date| {
            points.iter().position(|point| self.date(point) <= at && at <= last(point.to.0))
        };
        let notes = self.scores.notes.iter().flatten().rev();
        notes.filter_map(|note| Some((place(note.at)?, note))).collect()
    }

    /// Where the marks stand, in the order of their numbers.
    pub(super) fn noted_places(&self) -> Vec<usize> {
        self.noted().into_iter().map(|(place, _)| place).collect()
    }

    /// The sentences by their numbers, and the way to the page that asks whether they helped.
    pub(super) fn notes(&self) -> Markup {
        let (ground, noted) = (self.ground, self.noted());
        let path = SitePage::Notes.path(ground.site);
        html! {
            div.series-notes {
                @if !noted.is_empty() {
                    ol {
                        @for (number, (_, note)) in noted.iter().enumerate() {
                            li {
                                span.place { (number + 1) }
                                span {
                                    time datetime=(note.at) { (day(note.at, ground.today(), ground.language.locale())) } " "
                                    bdi { (note.text) }
                                    @if let Some(id) = note.touchpoint.as_ref().map(TouchpointId::as_str) {
                                        " (" (ground.touchpoint(id)) ")"
                                    }
                                    " "
                                    a href=(format!("{path}?ask={0}#{0}", note.id)) {
                                        (ground.say(words::ASK)) span.aloud { (note.text) }
                                    }
                                }
                            }
                        }
                    }
                }
                @if !ground.is_sample() { a href=(path) { (ground.say(NOTES)) } }
            }
        }
    }
}
