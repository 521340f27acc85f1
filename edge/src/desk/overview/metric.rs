//! A column: one metric on one scale.

use koe_shared::change::Verdict;
use koe_shared::disclosure::{Reported, TooFew};
use koe_shared::result::MetricResult;
use maud::{Markup, html};

use super::facts::facts;
use super::shown::Overview;
use crate::desk::address::TOUCHPOINT;
use crate::desk::charts::distribution::{bars, legend};
use crate::desk::charts::strip::{Strip, withheld};
use crate::desk::door::to_copy;
use crate::desk::figures::{days, interval, interval_name, unit};
use crate::desk::icons;
use crate::desk::language::Bilingual;
use crate::desk::place::SitePage;
use crate::desk::report::{Sentence, Why, verdict};
use crate::desk::words::charts::NO_INTERVAL;
use crate::desk::words::overview as words;
use crate::pages::figures::{Figures, grouped, n};
use crate::reports::MetricView;

/// A metric on the page.
pub(super) struct Column<'a> {
    pub(super) page: &'a Overview<'a>,
    pub(super) metric: &'a MetricView,
}

impl Column<'_> {
    /// The column. Every one has the same rows, so that they align.
    pub(super) fn render(&self) -> Markup {
        let id = self.id();
        let is_preliminary = match self.metric.result.result() {
            Some(result) => result.preliminary && result.n > 0,
            None => false,
        };
        html! {
            article.metric id=(id) aria-labelledby=(format!("{id}-name")) {
                a.back href="#columns" { (icons::back()) (self.say(words::BACK)) }
                div.who {
                    h2 id=(format!("{id}-name")) { (self.name()) }
                    span.where { (self.touchpoints()) }
                    @if is_preliminary { (self.page.ground.preliminary()) }
                }
                (self.goal())
                @match &self.metric.result {
                    Reported::Withheld(too_few) => (self.withheld(too_few)),
                    Reported::Shown { result } => @match result.score {
                        Some(score) => (self.shown(result, score)),
                        None => (self.empty()),
                    },
                }
                a.open href=(format!("#{id}")) {
                    span.aloud { (words::details_of(self.page.ground.language, &self.name())) }
                }
            }
        }
    }

    fn shown(&self, result: &MetricResult, score: f64) -> Markup {
        let language = self.page.ground.language;
        let before = self.metric.comparison.as_ref();
        let unit = unit(language, result.metric, result.scale);
        html! {
            div.score {
                p.headline { (Figures::of(result.metric).figure(score)) @if !unit.is_empty() { small { (unit) } } }
                div.sure {
                    p {
                        @match &result.interval {
                            Some(told) => {
                                (interval_name(language, told.confidence)) " "
                                b { (interval(language, result.metric, told)) }
                            },
                            None => (self.say(NO_INTERVAL)),
                        }
                    }
                    p { (n(result.n)) }
                }
                (self.sentence(result))
            }
            div.strip-row {
                (Strip { now: result, before: before.and_then(|before| before.result.result()), has_ticks: true }
                    .render(language))
            }
            div {
                (verdict(result, before, language))
                @if let Some(why) = self.why(result) { p.why.in-detail { (why) } }
            }
            div.distribution.in-detail { (bars(result, language)) }
            div.in-detail { (legend(result, language)) }
            div.in-detail { (facts(self.metric, language)) }
        }
    }

    /// What moved the score, where there is evidence that it moved.
    fn why(&self, result: &MetricResult) -> Option<String> {
        let change = self.metric.comparison.as_ref()?.change.as_ref()?;
        matches!(change.change.verdict, Some(Verdict::Up | Verdict::Down)).then_some(())?;
        let ground = self.page.ground;
        let named = |value: &str| ground.touchpoint(value);
        Why { change, metric: result.metric, named: &named }.of(ground.language)
    }

    /// No answers yet: a dash, never 0.
    fn empty(&self) -> Markup {
        let language = self.page.ground.language;
        let shown = grouped(self.metric.prompts.shown);
        html! {
            div.score {
                p.headline.none { "—" }
                div.sure {
                    p { (n(0)) }
                    p { (self.say(words::SHOWN)) " " (words::times(language, &shown)) }
                }
            }
            div.rest {
                p { (self.say(words::NO_ANSWERS)) }
                @if self.page.ground.may_set {
                    p { a href=(SitePage::Check.path(self.page.ground.site)) { (self.say(words::WHY_NONE)) } }
                }
            }
        }
    }

    /// Too few answers to be shown: n, and from how many on.
    fn withheld(&self, too_few: &TooFew) -> Markup {
        let from = grouped(self.page.ground.document.privacy.min_group.into());
        html! {
            div.score {
                p.headline.none { "—" }
                div.sure {
                    p { (n(too_few.n())) }
                    p { (words::shown_from(self.page.ground.language, &from)) }
                }
            }
            div.strip-row { (withheld(self.metric.metric, self.metric.scale)) }
            div.rest { p { (self.say(words::WITHHELD)) } }
        }
    }

    fn sentence(&self, result: &MetricResult) -> Markup {
        let (page, language) = (self.page.ground, self.page.ground.language);
        let days = days(language, page.range(), page.today());
        let touchpoint = page.address.get(TOUCHPOINT).map(|id| page.touchpoint(id));
        let sentence = Sentence {
            name: &page.document.name,
            touchpoint: touchpoint.as_deref(),
            days: &days,
            is_sample: page.is_sample(),
        };
        html! {
            @if let Some(text) = sentence.of(result, language) {
                details.menu.sentence {
                    summary title=(self.say(words::COPY_SENTENCE)) {
                        (icons::copy()) span.aloud { (self.say(words::COPY_SENTENCE)) }
                    }
                    div.sheet { p { (self.say(words::COPY_SENTENCE)) } (to_copy(language, &text)) }
                }
            }
        }
    }

    /// What the owner wants to learn; of several surveys their list, since they are pooled.
    fn goal(&self) -> Markup {
        let language = self.page.ground.language;
        let surveys = &self.metric.surveys;
        html! {
            @match surveys.as_slice() {
                [only] => p.goal { (only.goal.as_deref().unwrap_or_default()) },
                [] => p.goal {},
                several => {
                    details.goal {
                        summary { (words::surveys(language, several.len())) (icons::down()) }
                        ul {
                            @for survey in several {
                                li {
                                    span {
                                        @match &survey.goal {
                                            Some(goal) => (goal),
                                            None => { (survey.id) " (" (self.say(words::ARCHIVED)) ")" },
                                        }
                                    }
                                    span { (n(survey.n)) }
                                }
                            }
                        }
                    }
                },
            }
        }
    }

    /// The touchpoint that the answers came from, or how many.
    fn touchpoints(&self) -> String {
        let page = self.page.ground;
        if let Some(chosen) = page.address.get(TOUCHPOINT) {
            return page.touchpoint(chosen);
        }
        let mut touchpoints: Vec<&str> = Vec::new();
        let asked =
            page.document.surveys.iter().filter(|survey| {
                self.metric.surveys.iter().any(|own| own.id == survey.id.as_str())
            });
        touchpoints.extend(
            asked.flat_map(|survey| &survey.touchpoints).map(koe_shared::id::TouchpointId::as_str),
        );
        touchpoints.sort_unstable();
        touchpoints.dedup();
        match touchpoints.as_slice() {
            [] => String::new(),
            [only] => page.touchpoint(only),
            several => words::touchpoints(page.language, several.len()),
        }
    }

    fn name(&self) -> String {
        self.metric.metric.to_string()
    }

    /// Of this page alone: a metric on two scales is there twice.
    fn id(&self) -> String {
        format!("{}-{}", self.metric.metric.as_str(), self.metric.scale.max)
    }

    fn say(&self, text: Bilingual) -> &'static str {
        self.page.ground.language.say(text)
    }
}
