//! Every site of the deployment, each with its scores of the last 30 days. A score has its interval and its n
//! here, too; a site that can't be read says so in its row.

use koe_shared::disclosure::Reported;
use koe_shared::id::SiteId;
use maud::{Markup, html};

use super::figures::{interval, short_interval_name, unit};
use super::icons;
use super::language::{Bilingual, Language};
use super::place::{DOOR, NEW_SITE, SitePage};
use super::words::charts::NO_INTERVAL;
use super::words::door::{NEW_SITE as ADD, NO_SITES, NO_SITES_TEXT, SITES};
use super::words::report::PRELIMINARY;
use super::words::sites as words;
use crate::pages::figures::{Figures, n};
use crate::reports::Standing;

/// The list of sites.
pub(crate) struct SiteList<'a> {
    pub(crate) rows: &'a [SiteRow],
    /// Where the next page begins.
    pub(crate) next: Option<&'a str>,
    /// Whether this is the first page.
    pub(crate) is_first: bool,
}

/// A site in the list.
pub(crate) struct SiteRow {
    pub(crate) id: SiteId,
    /// Its name; its id where the site can't be read.
    pub(crate) name: String,
    pub(crate) scores: Result<Vec<Standing>, NoScores>,
}

/// Why a site has no scores in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoScores {
    /// Storage did not answer.
    Storage,
    /// More answers wait to be tallied than a list may read.
    TooMany,
}

/// The parameter that a page begins behind.
pub(crate) const CURSOR: &str = "cursor";

impl SiteList<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self, language: Language) -> Markup {
        html! {
            div.head {
                h1 { (language.say(SITES)) }
                @if !self.rows.is_empty() { p { (language.say(words::LAST_30_DAYS)) } }
                span.space {}
                a.button href=(NEW_SITE) { (language.say(ADD)) }
            }
            @if self.rows.is_empty() && self.is_first {
                section.card.small { h2 { (language.say(NO_SITES)) } p { (language.say(NO_SITES_TEXT)) } }
            } @else if !self.rows.is_empty() {
                ul.card.rows.sites {
                    @for row in self.rows { li { (row.render(language)) } }
                }
            }
            @if self.next.is_some() || !self.is_first {
                nav.more-sites {
                    @if !self.is_first { a.button href=(DOOR) { (language.say(words::FIRST)) } }
                    @if let Some(next) = self.next {
                        a.button href=(address(next)) { (language.say(words::NEXT)) }
                    }
                }
            }
        }
    }
}

fn address(cursor: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    format!("{DOOR}?{}", query.append_pair(CURSOR, cursor).finish())
}

impl SiteRow {
    fn render(&self, language: Language) -> Markup {
        let why = |text: Bilingual| html! { span.no-scores { (language.say(text)) } };
        html! {
            a href=(SitePage::Overview.path(&self.id)) {
                span.row-name { (self.name) @if self.name != self.id.as_str() { small { (self.id) } } }
                @match &self.scores {
                    Ok(scores) => {
                        span.site-scores {
                            @for score in scores { (render(score, language)) }
                        }
                    },
                    Err(NoScores::Storage) => (why(words::STORAGE)),
                    Err(NoScores::TooMany) => (why(words::TOO_MANY)),
                }
                (icons::onward())
            }
        }
    }
}

fn render(standing: &Standing, language: Language) -> Markup {
    let metric = standing.metric;
    let result = match &standing.result {
        Reported::Shown { result } => Some(result),
        Reported::Withheld(_) => None,
    };
    let told = result.and_then(|result| Some((result, result.score?)));
    html! {
        span.site-score {
            span.quiet { (metric) }
            @match told {
                Some((result, score)) => {
                    span.second {
                        (Figures::of(metric).figure(score))
                        @let unit = unit(language, metric, result.scale);
                        @if !unit.is_empty() { small { (unit) } }
                    }
                    span.quiet {
                        @match &result.interval {
                            Some(told) => {
                                span.aloud { (short_interval_name(language, told.confidence)) " " }
                                (interval(language, metric, told))
                            },
                            None => (language.say(NO_INTERVAL)),
                        }
                    }
                    span.quiet {
                        (n(result.n))
                        @if result.preliminary { " " span.tag.preliminary { (language.say(PRELIMINARY)) } }
                    }
                },
                None => { span.second.none { "—" } span.quiet { (language.say(words::NO_ANSWERS)) } },
            }
        }
    }
}
