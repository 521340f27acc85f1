//! The frame of every page: its head, its bar with the tabs, and what stands at its foot.

use koe_shared::id::SiteId;
use maud::{DOCTYPE, Markup, html};

use super::address::Address;
use super::files::{LOOK, SCRIPT};
use super::form::token_field;
use super::icons;
use super::language::{Bilingual, Language};
use super::place::{DOOR, SIGN_OUT, SitePage};
use super::policy;
use super::words::frame as words;
use crate::pages::document::Rendered;
use crate::pages::figures::grouped;

/// What stands above a page.
pub(crate) enum Bar<'a> {
    /// Nobody has signed in.
    Door,
    /// A page of the deployment.
    Deployment {
        /// The token of the session.
        token: &'a str,
    },
    /// A page of a site.
    Site(SiteBar<'a>),
}

/// The bar of a site.
pub(crate) struct SiteBar<'a> {
    pub(crate) id: &'a SiteId,
    pub(crate) name: &'a str,
    /// The page that is shown.
    pub(crate) current: SitePage,
    /// What the tabs know of the report that is shown.
    pub(crate) report: Option<Shown<'a>>,
    /// Whether a rule opens cases, or there is one.
    pub(crate) has_cases: bool,
    /// Whether the person may see the settings.
    pub(crate) may_set: bool,
    /// Whether there are other sites to go to.
    pub(crate) is_admin: bool,
    /// The token of the session.
    pub(crate) token: &'a str,
}

/// What the tabs know of the report that is shown.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// Its choices, which the tabs of other reports carry on.
    pub(crate) address: &'a Address,
    /// How many of the comments that it read are urgent.
    pub(crate) urgent: u64,
    /// How many of the cases are late.
    pub(crate) late: u64,
}

/// A page, ready to be rendered.
pub(crate) struct Page<'a> {
    pub(crate) language: Language,
    pub(crate) title: &'a str,
    /// The address that is shown, without a choice of language.
    pub(crate) here: &'a str,
    /// What it is, for the stylesheet.
    pub(crate) class: &'static str,
    pub(crate) bar: Bar<'a>,
    /// What stands in `main`, below the bar.
    pub(crate) body: Markup,
}

impl Page<'_> {
    /// The page as markup.
    pub(crate) fn render(self) -> Rendered {
        let Self { language, title, here, class, bar, body } = self;
        let page = html! {
            (DOCTYPE)
            html lang=(language.tag()) {
                head {
                    meta charset="utf-8";
                    title { (title) " · " (bar.name()) }
                    meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                    // An empty icon: without it, browsers request `/favicon.ico`, which is missing.
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href=(LOOK.path);
                    script defer src=(SCRIPT.path) {}
                }
                body class=(class) {
                    a.skip href="#main" { (language.say(words::SKIP)) }
                    (bar.render(language))
                    main id="main" tabindex="-1" { (body) }
                    (foot(language, here))
                    @if let Bar::Site(site) = &bar { (site.tabs(language, "bottom")) }
                }
            }
        };
        Rendered { html: page.into_string(), headers: policy::headers(language) }
    }
}

impl Bar<'_> {
    /// What the title ends with.
    fn name(&self) -> &str {
        match self {
            Self::Site(site) => site.name,
            Self::Door | Self::Deployment { .. } => "Koe",
        }
    }

    fn render(&self, language: Language) -> Markup {
        html! {
            header.bar {
                div.inside {
                    @match self {
                        Self::Door => span.brand { (icons::mark()) "Koe" },
                        Self::Deployment { token } => {
                            a.brand href=(DOOR) { (icons::mark()) "Koe" }
                            span.space {}
                            (sign_out(language, token))
                        },
                        Self::Site(site) => (site.render(language)),
                    }
                }
            }
        }
    }
}

impl SiteBar<'_> {
    fn render(&self, language: Language) -> Markup {
        html! {
            a.brand href=(SitePage::Overview.path(self.id)) { (icons::mark()) "Koe" }
            details.menu {
                summary { span.name { (self.name) } (icons::down()) }
                div.sheet {
                    @if self.may_set {
                        a href=(SitePage::Settings.path(self.id)) { (language.say(words::SETTINGS)) }
                    }
                    @if self.is_admin { a href=(DOOR) { (language.say(words::ALL_SITES)) } }
                    (sign_out(language, self.token))
                }
            }
            (self.tabs(language, "top"))
        }
    }

    /// The tabs: once in the bar, and for a phone once at the bottom.
    fn tabs(&self, language: Language, place: &'static str) -> Markup {
        let tab = |page: SitePage, is_current: bool, text, icon: &str| {
            let path = page.path(self.id);
            let href = match self.report.filter(|_| page.is_report()) {
                Some(report) => report.address.across(&path, &[]),
                None => path,
            };
            html! {
                a aria-current=[is_current.then_some("page")] href=(href) {
                    @if place == "bottom" { svg.icon viewBox="0 0 20 20" aria-hidden="true" { path d=(icon) {} } }
                    (language.say(text))
                    (self.pill(page, language))
                }
            }
        };
        html! {
            nav.tabs.(place) aria-label=(language.say(words::PAGES)) {
                @for (page, text, icon) in REPORTS {
                    @if page != SitePage::Cases || self.has_cases || self.current == page {
                        (tab(page, self.current == page, text, icon))
                    }
                }
                @if self.may_set && place == "top" {
                    (tab(SitePage::Settings, !self.current.is_report(), words::SETTINGS, ""))
                }
            }
        }
    }
}

impl SiteBar<'_> {
    /// How many comments are urgent or cases late, where the page has read them.
    fn pill(&self, page: SitePage, language: Language) -> Markup {
        let (n, text) = match (page, self.report) {
            (SitePage::Comments, Some(report)) => (report.urgent, words::URGENT),
            (SitePage::Cases, Some(report)) => (report.late, words::LATE),
            _ => return html! {},
        };
        html! {
            @if n > 0 {
                span.pill { (grouped(n)) span.aloud { " " (language.say(text)) } }
            }
        }
    }
}

/// The pages of the report that have a tab, with their icons.
const REPORTS: [(SitePage, Bilingual, &str); 5] = [
    (SitePage::Overview, words::OVERVIEW, "M4 16V9M10 16V4M16 16v-4M2.5 18h15"),
    (SitePage::Trend, words::TREND, "M3 14l4-4 3 3 7-8M13 5h4v4"),
    (SitePage::Journey, words::JOURNEY, "M3 10h14M5 8v4M10 8v4M15 8v4"),
    (SitePage::Comments, words::COMMENTS, "M3 4h14v9H9l-4 4v-4H3z"),
    (SitePage::Cases, words::CASES, "M3 10.5l3 3 5-6M12 14h5M12 9h5"),
];

fn sign_out(language: Language, token: &str) -> Markup {
    html! {
        form.sign-out method="post" action=(SIGN_OUT) {
            (token_field(token))
            button.quiet { (language.say(words::SIGN_OUT)) }
        }
    }
}

/// The switch of languages. It keeps to the page that is shown, and to all that was chosen there.
fn foot(language: Language, here: &str) -> Markup {
    let sign = if here.contains('?') { '&' } else { '?' };
    html! {
        footer.foot {
            nav.languages aria-label=(language.say(words::LANGUAGE)) {
                @for other in Language::ALL {
                    @if other == language {
                        span aria-current="true" { (other.name()) }
                    } @else {
                        a lang=(other.tag()) hreflang=(other.tag()) href=(format!("{here}{sign}lang={}", other.tag())) {
                            (other.name())
                        }
                    }
                }
            }
        }
    }
}
