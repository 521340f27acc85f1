//! タグと動作確認: the four steps from the tag to the first answer, with what was seen on a page of the owner.

mod decision;
mod preview;
mod seen;
mod touchpoints;
mod weight;
mod why;

use jiff::Timestamp;
use koe_shared::id::SiteId;
use koe_shared::site::{SiteDocument, Survey};
use maud::{Markup, html};

pub(crate) use self::decision::Decision;
pub(crate) use self::seen::{Seen, SeenError};
use super::door::to_copy;
use super::icons;
use super::language::Language;
use super::place::SitePage;
use super::settings::name;
use super::setup::form::way_back;
use super::words::check as words;
use super::words::shops::SHOPS;
use crate::pages::moment::moment;
use crate::reports::Tried;

/// Surveys and pages that are named at once; more are folded away.
const AT_ONCE: usize = 3;

/// What the page stands on.
pub(crate) struct Check<'a> {
    pub(crate) site: &'a SiteId,
    pub(crate) document: &'a SiteDocument,
    /// Where this deployment is reached.
    pub(crate) deployment: &'a str,
    /// The path of this release's sender.
    pub(crate) release: &'a str,
    /// What the address brought, if anything.
    pub(crate) seen: Option<&'a Result<Seen, SeenError>>,
    pub(crate) tried: &'a Tried,
    pub(crate) now: Timestamp,
    pub(crate) language: Language,
}

impl Check<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self) -> Markup {
        let language = self.language;
        let come = self.seen().is_some_and(|seen| !seen.come.is_empty());
        let done = [
            self.seen().is_some_and(|seen| self.lists(seen)),
            come,
            !self.tried.tests.is_empty(),
            self.tried.shown.is_some(),
        ];
        let count = done.iter().filter(|done| **done).count();
        let parts = [self.tag(), self.touchpoints(), self.trying(), self.why()];
        html! {
            div.head {
                (way_back(language, &SitePage::Settings.path(self.site)))
                h1 { (language.say(name(SitePage::Check))) }
                p { (words::done(language, count)) }
            }
            @if let Some(Err(error)) = self.seen {
                p.note.urgent role="alert" { (icons::alert()) span { (language.say(words::broken(*error))) } }
            }
            div.beside {
                ol.card.progress {
                    @for (number, (done, part)) in (1..).zip(done.iter().zip(parts)) {
                        li.done[*done] {
                            span.step-mark { @if *done { (icons::tick()) } @else { (number) } }
                            div.step-text { (part) }
                        }
                    }
                }
                aside.card.seen-as { (self.preview()) (self.weight()) }
            }
            @if self.tried.shown.is_none() && self.tried.tests.is_empty() {
                section.card.nothing-yet {
                    span.dash aria-hidden="true" { "—" }
                    div {
                        h2 { (language.say(words::NO_ANSWERS)) }
                        p.hint { (language.say(words::NO_ANSWERS_TEXT)) }
                    }
                }
            }
        }
    }

    fn tag(&self) -> Markup {
        let Self { language, deployment, site, .. } = *self;
        let tag = format!("<script async src=\"{deployment}/s/{site}.js\"></script>");
        html! {
            h2 { (language.say(words::TAG)) }
            p.hint { (language.say(words::TAG_TEXT)) }
            (to_copy(language, &tag))
            (self.read())
            details.more.shops {
                summary { (language.say(words::WHERE)) }
                @for shop in &SHOPS {
                    details.more {
                        summary { (language.say(shop.name)) }
                        ol.steps { @for step in shop.steps { li { (language.say(*step)) } } }
                    }
                }
            }
        }
    }

    /// Whether a page had the tag, and the way to look.
    fn read(&self) -> Markup {
        let language = self.language;
        let Some(seen) = self.seen() else {
            return html! {
                (state(&icons::clock(), "", language.say(words::NOT_READ)))
                p.hint { (language.say(words::OPEN_TEXT)) }
                div.actions {
                    @for origin in self.document.origins.iter().take(AT_ONCE) {
                        (elsewhere(&format!("{origin}/?koe-debug"), &words::open(language, host(origin))))
                    }
                }
            };
        };
        let again = if seen.is_cut() { "/" } else { &seen.path };
        let again = format!("{}{again}?koe-debug", seen.origin);
        html! {
            @if self.lists(seen) {
                (state(&icons::tick(), "good", &words::read(language, seen.host(), &self.time(seen.at))))
            } @else {
                p.note.urgent {
                    (icons::alert())
                    span {
                        (words::not_listed(language, &seen.origin)) " "
                        a href=(SitePage::Site.path(self.site)) { (language.say(words::ADD_IT)) }
                    }
                }
            }
            @if !seen.release.is_empty() && !self.release.is_empty() && seen.release != self.release {
                p.hint { (language.say(words::OLDER)) }
            }
            div.actions { (elsewhere(&again, language.say(words::AGAIN))) }
        }
    }

    fn trying(&self) -> Markup {
        let language = self.language;
        let surveys = &self.document.surveys;
        let (first, more) = surveys.split_at(surveys.len().min(AT_ONCE));
        html! {
            h2 { (language.say(words::TRY)) }
            p.hint { (language.say(words::TRY_TEXT)) }
            @for survey in first { (self.trial(survey)) }
            @if !more.is_empty() {
                details.more {
                    summary { (words::more(language, more.len())) }
                    @for survey in more { (self.trial(survey)) }
                }
            }
        }
    }

    /// The address that shows a survey as a test, and the answer that came.
    fn trial(&self, survey: &Survey) -> Markup {
        let language = self.language;
        let seen = self.seen().filter(|seen| self.lists(seen) && !seen.is_cut());
        let page = seen.map(|seen| format!("{}{}", seen.origin, seen.path));
        let first = || self.document.origins.first().map(|origin| format!("{origin}/"));
        let page = page.or_else(first).unwrap_or_default();
        let address = format!("{page}?koe-preview={}", survey.id);
        let answer = self.tried.tests.get(survey.id.as_str());
        html! {
            div.trial {
                (to_copy(language, &address))
                div.beneath {
                    @match answer {
                        Some(trial) => (state(
                            &icons::tick(), "good", &words::tried(language, trial.score, &self.time(trial.at)),
                        )),
                        None => (state(&icons::clock(), "", language.say(words::WAITING))),
                    }
                    a href=(address) target="_blank" rel="noopener" { (language.say(words::OPEN)) }
                }
            }
        }
    }

    /// What was seen, where that could be read.
    fn seen(&self) -> Option<&Seen> {
        self.seen.and_then(|seen| seen.as_ref().ok())
    }

    /// Whether answers from that page are taken: it is on the site's list, or one of this deployment's own.
    fn lists(&self, seen: &Seen) -> bool {
        self.document.origins.contains(&seen.origin) || seen.origin == self.deployment
    }

    fn time(&self, at: Timestamp) -> String {
        moment(at, self.now, &self.document.timezone, self.language.locale())
    }
}

/// A line that says how something stands.
fn state(icon: &Markup, class: &str, text: &str) -> Markup {
    html! { p.state.(class) { (icon) span { (text) } } }
}

/// A button that opens a page of somebody else in a tab of its own.
fn elsewhere(address: &str, text: &str) -> Markup {
    html! { a.button href=(address) target="_blank" rel="noopener" { (text) } }
}

fn host(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}
