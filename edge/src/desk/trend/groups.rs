//! The groups of a measure beside each other: what each says, how it stands against all others, and how many of
//! its prompts were answered.

use koe_shared::answer::{Channel, OTHER};
use koe_shared::groups::{Group, GroupResult};
use koe_shared::result::MetricResult;
use maud::{Markup, html};

use super::{GROUP_BY, Trend};
use crate::desk::address::{CHANNEL, LOCALE, SEGMENT, SURVEY, TOUCHPOINT, VERSION};
use crate::desk::charts::strip::Strip;
use crate::desk::figures::{days, interval, p_value, rate, rates, short_interval_name, unit};
use crate::desk::language::Language;
use crate::desk::report::Ground;
use crate::desk::words::charts::NO_INTERVAL;
use crate::desk::words::overview::{LOWER, NOT_APART, SHOWN, shown_from};
use crate::desk::words::report::{self, channel, filter};
use crate::desk::words::trend as words;
use crate::pages::figures::{Figures, grouped};
use crate::reports::{GroupPrompts, Prompts};

/// What answers are grouped by, as the API names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GroupBy(String);

impl GroupBy {
    /// Those that a page offers. A wording belongs to a survey.
    pub(crate) fn offered(ground: &Ground<'_>) -> Vec<Self> {
        let has_survey = ground.address.get(SURVEY).is_some();
        let of_survey = if has_survey { VERSION } else { SURVEY };
        let plain = [TOUCHPOINT, CHANNEL, LOCALE, of_survey].map(str::to_owned);
        let segments = ground.document.segments.keys().map(|name| format!("{SEGMENT}{name}"));
        plain.into_iter().chain(segments).map(Self).collect()
    }

    /// What was asked for; touchpoints unless it was something else.
    pub(crate) fn of(asked: Option<&str>) -> Self {
        Self(asked.unwrap_or(TOUCHPOINT).to_owned())
    }

    pub(crate) fn parameter(&self) -> String {
        self.0.clone()
    }

    /// What it is called.
    pub(super) fn name(&self, language: Language) -> String {
        filter(language, &self.0).to_owned()
    }

    /// What a group is called.
    pub(super) fn value(&self, ground: &Ground<'_>, value: &str) -> String {
        match self.0.as_str() {
            TOUCHPOINT => ground.touchpoint(value),
            CHANNEL => Channel::from_name(value)
                .map_or_else(|| value.to_owned(), |known| channel(ground.language, known)),
            VERSION => format!("v{value}"),
            _ if value == OTHER => ground.say(report::OTHER_VALUES).to_owned(),
            _ => value.to_owned(),
        }
    }
}

impl Trend<'_> {
    pub(super) fn groups(&self) -> Markup {
        let (ground, language) = (self.ground, self.ground.language);
        let groups = self.scores.groups.as_deref().unwrap_or_default();
        let response = self.scores.response.as_deref().unwrap_or_default();
        let name = self.group_by.name(language);
        html! {
            section.card.groups aria-labelledby="groups" {
                div.series-head {
                    div {
                        h2 id="groups" { (words::grouped_by(language, &name)) }
                        p.quiet { (days(language, ground.range(), ground.today())) }
                    }
                    nav.segments aria-label=(ground.say(words::GROUPS)) {
                        @for offered in GroupBy::offered(ground) {
                            a href=(ground.address.with(&[(GROUP_BY, Some(&offered.0))]))
                                aria-current=[(offered == self.group_by).then_some("true")] {
                                (offered.name(language))
                            }
                        }
                    }
                }
                @if groups.is_empty() && response.is_empty() {
                    p.quiet { (ground.say(words::NO_GROUPS)) }
                } @else {
                    table.group-table {
                        thead {
                            tr {
                                th { (name) }
                                th.number { (self.name_of(self.measure)) }
                                th.strip-cell { span.aloud { (ground.say(words::ON_THE_SCALE)) } }
                                th.number { (short_interval_name(language, ground.confidence())) }
                                th.number { "n" }
                                th { (ground.say(words::AGAINST_OTHERS)) }
                                th.number { (ground.say(words::ANSWERED)) }
                            }
                        }
                        tbody {
                            @for group in groups { (self.group(group, response)) }
                            @for silent in response.iter().filter(|prompts| is_silent(prompts, groups)) {
                                (self.silent(silent))
                            }
                        }
                    }
                    p.quiet { (ground.say(words::ANSWERED_TEXT)) }
                }
            }
        }
    }

    fn group(&self, group: &Group, response: &[GroupPrompts]) -> Markup {
        let ground = self.ground;
        let prompts = response.iter().find(|prompts| prompts.value == group.value);
        let answered = self.answered(prompts.map(|prompts| &prompts.prompts));
        let name = self.group_by.value(ground, &group.value);
        match &group.result {
            GroupResult::Shown { result, adjusted_p } => html! {
                tr {
                    th scope="row" { (name) @if result.preliminary { " " (ground.preliminary()) } }
                    (self.figures(result))
                    td.number data-name="n" { (grouped(result.n)) }
                    td.apart { (self.apart(result, *adjusted_p)) }
                    (answered)
                }
            },
            GroupResult::Withheld(few) => {
                let from = grouped(ground.document.privacy.min_group.into());
                html! {
                    tr {
                        th scope="row" { (name) }
                        td.number.none { "—" }
                        td.quiet colspan="2" { (shown_from(ground.language, &from)) }
                        td.number data-name="n" { (grouped(few.n())) }
                        td.apart.none { "—" }
                        (answered)
                    }
                }
            }
        }
    }

    /// A group whose prompts nobody answered.
    fn silent(&self, silent: &GroupPrompts) -> Markup {
        html! {
            tr {
                th scope="row" { (self.group_by.value(self.ground, &silent.value)) }
                td.number.none { "—" }
                td.quiet colspan="2" { (self.ground.say(words::NOBODY)) }
                td.number data-name="n" { "0" }
                td.apart.none { "—" }
                (self.answered(Some(&silent.prompts)))
            }
        }
    }

    fn figures(&self, result: &MetricResult) -> Markup {
        let language = self.ground.language;
        let score = result.score.map(|score| Figures::of(result.metric).figure(score));
        let told = result.interval.as_ref().map(|told| interval(language, result.metric, told));
        html! {
            td.number.group-score {
                b { (score.as_deref().unwrap_or("—")) }
                small { (unit(language, result.metric, result.scale)) }
            }
            td.strip-cell { (Strip { now: result, before: None, has_ticks: false }.drawing()) }
            td.number.interval { (told.as_deref().unwrap_or_else(|| language.say(NO_INTERVAL))) }
        }
    }

    /// How a group stands against all other answers, with its p-value.
    fn apart(&self, result: &MetricResult, adjusted_p: Option<f64>) -> Markup {
        let ground = self.ground;
        let Some(p) = adjusted_p else { return html! { "—" } };
        let is_apart = p < ground.confidence().alpha();
        let others = self.scores.result.result().and_then(|all| all.score);
        let is_lower = result.score.zip(others).is_some_and(|(own, all)| own < all);
        let text = match (is_apart, is_lower) {
            (false, _) => NOT_APART,
            (true, true) => LOWER,
            (true, false) => words::HIGHER,
        };
        html! { (ground.say(text)) " " span.quiet { (p_value(p)) } }
    }

    /// The response rate, with its interval and the prompts shown.
    fn answered(&self, prompts: Option<&Prompts>) -> Markup {
        let language = self.ground.language;
        let told = prompts.and_then(|prompts| Some((prompts, prompts.response_rate.as_ref()?)));
        html! {
            td.number.answered data-name=(language.say(words::ANSWERED)) {
                @match told {
                    Some((prompts, told)) => {
                        (rate(told.value)) " "
                        span.quiet {
                            "(" (rates(language, told.low, told.high)) ") "
                            (language.say(SHOWN)) " " (grouped(prompts.shown))
                        }
                    },
                    None => span.none { "—" },
                }
            }
        }
    }
}

fn is_silent(prompts: &GroupPrompts, groups: &[Group]) -> bool {
    groups.iter().all(|group| group.value != prompts.value)
}
