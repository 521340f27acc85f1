//! The tenth voice: what stands out below, whoever says the opposite of most, and what can't wait.

use koe_shared::confidence::Confidence;
use maud::{Markup, html};

use super::shown::Overview;
use crate::desk::address::CONFIDENCE;
use crate::desk::charts::distribution::class;
use crate::desk::charts::strip::Strip;
use crate::desk::comments::ONLY;
use crate::desk::figures::{interval, short_interval_name, unit};
use crate::desk::icons;
use crate::desk::place::SitePage;
use crate::desk::words::charts::NO_INTERVAL;
use crate::desk::words::overview as words;
use crate::pages::figures::{Figures, grouped, n};
use crate::pages::moment::moment;
use crate::reports::{Only, OutermostView};

/// Comments that a summary reads, at most.
const MOST_COMMENTS: usize = 2_000;

impl Overview<'_> {
    pub(super) fn tenth_voice(&self) -> Markup {
        html! {
            section.card.tenth {
                div {
                    h2 { (self.ground.say(words::TENTH_VOICE)) }
                    p.quiet { (self.ground.say(words::LOWEST)) }
                    @match &self.summary.worst {
                        Some(worst) => (self.lowest(worst)),
                        None => p.quiet { (self.ground.say(words::NO_LOWEST)) },
                    }
                }
                div { h2 { (self.ground.say(words::CONTRARY)) } (self.contrary()) }
                div { h2 { (self.ground.say(words::URGENCY)) } (self.urgent()) }
            }
        }
    }

    fn lowest(&self, worst: &OutermostView) -> Markup {
        let (language, result) = (self.ground.language, &worst.result);
        let figure = result.score.map(|score| Figures::of(result.metric).figure(score));
        let unit = unit(language, result.metric, result.scale);
        let confidence =
            self.ground.address.get(CONFIDENCE).and_then(|level| level.parse::<Confidence>().ok());
        let alpha = confidence.unwrap_or_default().alpha();
        let is_lower = worst.adjusted_p.is_some_and(|p| p < alpha);
        html! {
            div.lowest {
                p.second {
                    (figure.unwrap_or_default()) @if !unit.is_empty() { small { (unit) } }
                }
                p.name { (self.ground.touchpoint(&worst.touchpoint)) }
                @if result.preliminary { (self.ground.preliminary()) }
            }
            (Strip { now: result, before: None, has_ticks: false }.render(language))
            p.quiet {
                (worst.metric) " "
                @match &result.interval {
                    Some(told) => {
                        (short_interval_name(language, told.confidence)) " "
                        (interval(language, result.metric, told))
                    },
                    None => (self.ground.say(NO_INTERVAL)),
                }
                (self.ground.say(words::COMMA)) (n(result.n))
            }
            p.standing { (self.ground.say(if is_lower { words::LOWER } else { words::NOT_APART })) }
        }
    }

    fn contrary(&self) -> Markup {
        let Some(answer) = self.summary.contrary.first() else {
            return html! { p.quiet { (self.ground.say(words::NO_CONTRARY)) } };
        };
        let time = moment(
            answer.answered_at(),
            self.ground.now,
            &self.ground.document.timezone,
            self.ground.language.locale(),
        );
        html! {
            div.voice {
                @if let Some((score, bucket)) = answer.score() {
                    span.chip.(class(Some(bucket))) { (score) }
                }
                div {
                    blockquote { (answer.comment()) }
                    p.quiet {
                        @if let Some(touchpoint) = answer.touchpoint() {
                            (self.ground.touchpoint(touchpoint)) (self.ground.say(words::DOT))
                        }
                        (time)
                    }
                }
            }
        }
    }

    /// The list of comments of a kind.
    fn comments_of(&self, only: Only) -> String {
        let page = SitePage::Comments.path(self.ground.site);
        self.ground.address.across(&page, &[(ONLY, only.as_str())])
    }

    fn urgent(&self) -> Markup {
        let (language, summary) = (self.ground.language, self.summary);
        let comments = summary.urgent.comments as u64;
        let late = summary.cases.as_ref().map_or(0, |cases| cases.late);
        let waiting = summary.voices.as_ref().map_or(0, |voices| voices.waiting);
        html! {
            @if comments + late + waiting == 0 { p.quiet { (self.ground.say(words::NOTHING_URGENT)) } }
            ul.urgent-things {
                @if comments > 0 {
                    li {
                        span.tag.urgent { (icons::alert()) (self.ground.say(words::URGENT)) }
                        a href=(self.comments_of(Only::Urgent)) { (words::comments(language, comments, &grouped(comments))) }
                    }
                }
                @if late > 0 {
                    li {
                        span.tag { (icons::clock()) (self.ground.say(words::OVERDUE)) }
                        a href=(self.ground.address.across(&SitePage::Cases.path(self.ground.site), &[])) {
                            (words::cases(language, late, &grouped(late)))
                        }
                    }
                }
                @if waiting > 0 {
                    li {
                        span.tag { (icons::speech()) (self.ground.say(words::QUOTABLE)) }
                        a href=(self.comments_of(Only::Publish)) { (words::voices(language, waiting, &grouped(waiting))) }
                    }
                }
            }
            @if summary.read_comments >= MOST_COMMENTS {
                p.quiet { (words::of_the_newest(language, &grouped(summary.read_comments as u64))) }
            }
        }
    }
}
