//! 推移: a score over time. The series with its marks, three facts in sentences, why the score changed, and the
//! groups beside each other with who does not answer.

mod facts;
mod groups;
mod measures;
mod notes;
mod series;

use koe_shared::disclosure::Reported;
use koe_shared::metric::Scale;
use maud::{Markup, html};

pub(crate) use self::groups::GroupBy;
use super::charts;
use super::report::{Ground, Unchosen, Why, verdict};
use super::words::trend as words;
use crate::reports::{Interval, Scores};

/// The choices that this page alone has.
pub(crate) const OWN: [&str; 4] = [METRIC, SCALE, INTERVAL, GROUP_BY];
pub(crate) const METRIC: &str = "metric";
pub(crate) const SCALE: &str = "scale";
pub(crate) const INTERVAL: &str = "interval";
pub(crate) const GROUP_BY: &str = "group_by";

/// A score over time.
pub(crate) struct Trend<'a> {
    pub(crate) ground: &'a Ground<'a>,
    pub(crate) scores: &'a Scores,
    /// What can be shown: each metric on each scale.
    pub(crate) measures: &'a [Scale],
    /// What is shown.
    pub(crate) measure: Scale,
    pub(crate) interval: Interval,
    pub(crate) group_by: GroupBy,
}

impl Trend<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self) -> Markup {
        let ground = self.ground;
        let menus = html! {
            (ground.periods(Unchosen::Weeks)) (ground.comparisons()) (ground.touchpoint_menu()) (ground.filters())
        };
        let n = self.scores.result.result().map_or(1, |result| result.n);
        html! {
            (charts::hatching())
            (ground.head(&menus))
            (ground.sample(n == 0))
            div.widths { (self.measure_choice()) (self.interval_choice()) }
            section.card.trend aria-labelledby="series" {
                (self.series_head())
                (self.series())
                (self.notes())
                (self.facts())
            }
            (self.change())
            (self.groups())
            (ground.sources(&[], &ground.call("scores", &self.asked())))
        }
    }

    /// What changed since the period before, and why.
    fn change(&self) -> Markup {
        let ground = self.ground;
        let comparison = self.scores.comparison.as_ref();
        let Reported::Shown { result } = &self.scores.result else { return html! {} };
        if result.n == 0 {
            return html! {};
        }
        let named = |value: &str| self.group_by.value(ground, value);
        let why = comparison.and_then(|comparison| {
            let change = comparison.change.as_ref()?;
            Why { change, metric: result.metric, named: &named }.of(ground.language)
        });
        html! {
            section.card aria-labelledby="changed" {
                h2 id="changed" { (ground.say(words::WHY)) }
                (verdict(result, comparison, ground.language))
                @if let Some(why) = why { p.why { (why) " " span.quiet { (self.by_what()) } } }
            }
        }
    }

    /// What the parts of a change are told by.
    fn by_what(&self) -> String {
        words::by(self.ground.language, &self.group_by.name(self.ground.language))
    }

    /// What the page asks the API for.
    fn asked(&self) -> Vec<(&'static str, String)> {
        let mut asked = Vec::new();
        if self.ground.address.get(crate::desk::address::SURVEY).is_none() {
            asked.push((METRIC, self.measure.metric().as_str().to_owned()));
        }
        asked.push((SCALE, self.measure.max().to_string()));
        asked.push((INTERVAL, self.interval.name().to_owned()));
        asked.push((GROUP_BY, self.group_by.parameter()));
        asked
    }
}
