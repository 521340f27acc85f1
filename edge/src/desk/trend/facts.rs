//! Three facts of a series in sentences: its last shift, its trend, and what is missing in it.

use koe_shared::shifts::Direction;
use maud::{Markup, html};

use super::Trend;
use super::series::answers;
use crate::desk::figures::p_value;
use crate::desk::words::trend as words;
use crate::pages::figures::Figures;
use crate::reports::Point;

/// Answers that a bucket needs to speak for a level or a trend.
const BUCKET_FROM: u64 = koe_shared::trend::BUCKET_FROM;
/// Buckets that are named where they are missing, at most.
const MOST_NAMED: usize = 3;

impl Trend<'_> {
    pub(super) fn facts(&self) -> Markup {
        html! {
            div.series-facts {
                @for (title, text) in [self.shift(), self.tendency(), self.missing()] {
                    div { h3 { (title) } p { (text) } }
                }
            }
        }
    }

    /// The newest change of level.
    fn shift(&self) -> (String, String) {
        let language = self.ground.language;
        let figures = Figures::of(self.measure.metric());
        let Some(shift) = self.scores.shifts.iter().flatten().next_back() else {
            let text = language.say(words::SHIFT_NEEDS).to_owned();
            return (language.say(words::NO_SHIFT).to_owned(), text);
        };
        let began = self.points().iter().find(|point| point.from == shift.at);
        let began = began.map(|point| self.period(point)).unwrap_or_default();
        let by = figures.change(shift.after - shift.before);
        let (before, after) = (figures.figure(shift.before), figures.figure(shift.after));
        let title = match shift.direction {
            Direction::Up => words::level_up(language, &by),
            Direction::Down => words::level_down(language, &by),
        };
        (title, words::since(language, &began, (&before, &after), self.interval))
    }

    /// Whether it rises or falls.
    fn tendency(&self) -> (String, String) {
        let language = self.ground.language;
        let trend = self.scores.trend.as_ref().and_then(|trend| trend.0.as_ref());
        let Some(trend) = trend else {
            let title = language.say(words::NO_TREND_YET).to_owned();
            return (title, words::trend_needs(language, self.interval));
        };
        let is_sure = trend.p_value < self.ground.confidence().alpha();
        let title = match (is_sure, trend.slope > 0.0) {
            (false, _) => words::NO_TREND,
            (true, true) => words::RISES,
            (true, false) => words::FALLS,
        };
        let slope = words::slope(self.measure.metric(), trend.slope);
        let text = words::per(language, self.interval, &slope, &p_value(trend.p_value));
        (language.say(title).to_owned(), text)
    }

    /// The buckets that speak for neither.
    fn missing(&self) -> (String, String) {
        let language = self.ground.language;
        let is_missing =
            |point: &&Point| answers(point) < BUCKET_FROM || point.result.result().is_none();
        let missing: Vec<&Point> = self.points().iter().filter(is_missing).collect();
        if missing.is_empty() {
            return (words::none_missing(language, self.interval), words::all_count(language));
        }
        let named: Vec<String> = missing
            .iter()
            .rev()
            .take(MOST_NAMED)
            .map(|point| words::with_n(&self.period(point), answers(point)))
            .collect();
        let further = missing.len().saturating_sub(MOST_NAMED);
        (words::missing(language, self.interval), words::left_out(language, &named, further))
    }
}
