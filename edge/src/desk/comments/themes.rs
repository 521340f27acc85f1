//! What the comments are about: how many are, how they score, and whether that changes.

use jiff::tz::TimeZone;
use koe_shared::change::{Change, Verdict};
use koe_shared::disclosure::Reported;
use koe_shared::result::MetricResult;
use koe_shared::themes::{Theme, ThemeName};
use maud::{Markup, html};

use super::shown::{Comments, THEME};
use crate::desk::figures::{headline, interval, range, short_interval_name};
use crate::desk::icons;
use crate::desk::language::Language;
use crate::desk::place::SitePage;
use crate::desk::words::charts::NO_INTERVAL;
use crate::desk::words::comments as words;
use crate::desk::words::overview::{self, DOWN, NO_EVIDENCE, NO_SPREAD, TOO_FEW, UP};
use crate::pages::figures::{Figures, grouped, n};
use crate::pages::moment::day;
use crate::reports::{ThemeScore, ThemeView};

impl Comments<'_> {
    pub(super) fn themes(&self) -> Markup {
        let themes = &self.report.themes;
        html! {
            section.card id="themes" {
                h2 { (self.say(words::THEMES)) }
                @if themes.is_empty() {
                    p.quiet { (self.say(words::NO_THEMES)) }
                } @else {
                    p.quiet { (words::halves(self.ground.language, &self.later_from())) }
                    ul.themes { @for theme in themes { li { (self.theme(theme)) } } }
                }
                p.quiet {
                    (self.say(words::FOUND_BY_WORDS))
                    @if self.ground.may_set {
                        " " a href=(SitePage::Segments.path(self.ground.site)) { (self.say(words::ADD_WORDS)) }
                    }
                }
            }
        }
    }

    fn later_from(&self) -> String {
        let ground = self.ground;
        let zone = TimeZone::get(&ground.document.timezone).unwrap_or(TimeZone::UTC);
        let date = self.report.halves.later_from.to_zoned(zone).date();
        day(date, ground.today(), ground.language.locale())
    }

    fn theme(&self, theme: &ThemeView) -> Markup {
        let language = self.ground.language;
        let name = theme.name.to_string();
        let is_chosen = self.ground.address.get(THEME) == Some(&name);
        let value = Some(&*name).filter(|_| !is_chosen);
        html! {
            p.theme-name {
                a href=(self.with(THEME, value)) aria-current=[is_chosen.then_some("true")] {
                    bdi { (words::theme(language, &theme.name)) }
                }
                span.count { (words::comments(language, theme.comments, &grouped(theme.comments))) }
            }
            @for score in &theme.scores { (self.score(score)) }
        }
    }

    fn score(&self, score: &ThemeScore) -> Markup {
        let metric = score.scale.metric();
        let (language, ground) = (self.ground.language, self.ground);
        html! {
            div.theme-score {
                @match &score.result {
                    Reported::Withheld(few) => {
                        p {
                            (metric) " — " (n(few.n())) (ground.say(overview::COMMA))
                            (overview::shown_from(language, &grouped(ground.document.privacy.min_group.into())))
                        }
                    },
                    Reported::Shown { result } => {
                        p { (told(result, language)) @if result.preliminary { " " (ground.preliminary()) } }
                        @if let Some(change) = &score.change { (changed(change, result, language)) }
                    },
                }
            }
        }
    }

    /// What the theme of that name is called.
    pub(super) fn theme_called(&self, name: &str) -> String {
        let name = match Theme::from_name(name) {
            Some(theme) => ThemeName::Known(theme),
            None => ThemeName::Own(name.to_owned()),
        };
        words::theme(self.ground.language, &name)
    }
}

/// `NPS −12 95%区間 −40〜16、n = 41`
fn told(result: &MetricResult, language: Language) -> Markup {
    let score = result.score.map_or_else(
        || "—".to_owned(),
        |score| headline(language, result.metric, result.scale, score),
    );
    html! {
        (result.metric) " " b { (score) } " "
        @match &result.interval {
            Some(told) => {
                (short_interval_name(language, told.confidence)) " "
                (interval(language, result.metric, told))
            },
            None => (language.say(NO_INTERVAL)),
        }
        (language.say(overview::COMMA)) (n(result.n))
    }
}

/// Whether it changed, in words, then the difference.
fn changed(change: &Change, result: &MetricResult, language: Language) -> Markup {
    let figures = Figures::of(result.metric);
    let (icon, text) = match change.verdict {
        Some(Verdict::Up) => (icons::up(), UP),
        Some(Verdict::Down) => (icons::fell(), DOWN),
        Some(Verdict::NoEvidence) => (icons::waves(), NO_EVIDENCE),
        None if change.low.is_none() && change.delta.is_some() && result.interval.is_none() => {
            (icons::waves(), NO_SPREAD)
        }
        None => (icons::waves(), TOO_FEW),
    };
    let ends = change.low.zip(change.high).filter(|_| change.verdict.is_some());
    let ends = ends.map(|(low, high)| range(language, &figures.change(low), &figures.change(high)));
    html! {
        p.theme-change {
            (icon)
            span {
                (language.say(text))
                @if let Some((ends, delta)) = ends.zip(change.delta) {
                    " " (figures.change(delta)) " (" (ends) ")"
                }
            }
        }
    }
}
