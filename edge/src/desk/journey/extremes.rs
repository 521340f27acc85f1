//! The touchpoint farthest below all other answers of its metric, and the one farthest above, each with its verdict.

use koe_shared::confidence::Confidence;
use maud::{Markup, html};

use super::shown::JourneyPage;
use crate::desk::address::{CONFIDENCE, TOUCHPOINT};
use crate::desk::charts::strip::Strip;
use crate::desk::figures::{interval, short_interval_name, unit};
use crate::desk::language::Bilingual;
use crate::desk::words::charts::NO_INTERVAL;
use crate::desk::words::journey as words;
use crate::pages::figures::{Figures, n};
use crate::reports::OutermostView;

impl JourneyPage<'_> {
    pub(super) fn extremes(&self) -> Markup {
        let (worst, best) = (&self.journey.worst, &self.journey.best);
        if worst.is_none() && best.is_none() {
            return html! { section.card.extremes { p.quiet { (self.say(words::NONE_APART)) } } };
        }
        html! {
            section.card.extremes {
                @if let Some(worst) = worst { (self.extreme(words::LOWEST, words::LOWER, worst)) }
                @if let Some(best) = best { (self.extreme(words::HIGHEST, words::HIGHER, best)) }
            }
        }
    }

    fn extreme(&self, name: Bilingual, apart: Bilingual, told: &OutermostView) -> Markup {
        let (language, result) = (self.ground.language, &told.result);
        let figure = result.score.map(|score| Figures::of(result.metric).figure(score));
        let unit = unit(language, result.metric, result.scale);
        let confidence = self.ground.address.get(CONFIDENCE);
        let confidence = confidence.and_then(|level| level.parse::<Confidence>().ok());
        let is_apart = told.adjusted_p.is_some_and(|p| p < confidence.unwrap_or_default().alpha());
        let alone = self.ground.address.with(&[(TOUCHPOINT, Some(&told.touchpoint))]);
        html! {
            div {
                h2 { (self.say(name)) }
                div.lowest {
                    p.second {
                        (figure.unwrap_or_default()) @if !unit.is_empty() { small { (unit) } }
                    }
                    p.name { a href=(alone) { bdi { (self.ground.touchpoint(&told.touchpoint)) } } }
                    @if result.preliminary { (self.ground.preliminary()) }
                }
                (Strip { now: result, before: None, has_ticks: false }.render(language))
                p.quiet {
                    (told.metric) " "
                    @match &result.interval {
                        Some(told) => {
                            (short_interval_name(language, told.confidence)) " "
                            (interval(language, result.metric, told))
                        },
                        None => (self.say(NO_INTERVAL)),
                    }
                    (self.say(crate::desk::language::both("、", ", "))) (n(result.n))
                }
                p.standing { (self.say(if is_apart { apart } else { words::NOT_APART })) }
            }
        }
    }
}
