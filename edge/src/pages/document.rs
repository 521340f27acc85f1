//! The skeleton of every page, and what it stands on.

use koe_shared::locale::{Direction, Locale};
use koe_shared::site::{SiteDocument, Theme};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::policy::Policy;
use super::theme;

/// What a page stands on: its language, its look, and what it may do.
#[derive(Clone)]
pub(crate) struct PageContext<'a> {
    pub(crate) locale: &'a Locale,
    theme: Theme,
    policy: Policy<'a>,
    /// The name above a page that no survey stands behind.
    brand: Option<&'a str>,
    /// Path of the stylesheet.
    css: &'a str,
    /// Rules of this page alone.
    own_css: &'static str,
}

impl<'a> PageContext<'a> {
    /// The hosted page's.
    pub(crate) fn hosted(document: &'a SiteDocument, locale: &'a Locale, css: &'a str) -> Self {
        let policy = Policy::Hosted { origins: &document.origins };
        Self { policy, ..Self::plain(document, locale, css) }
    }

    /// That of a page of a site which stands in its pages and is only read; with rules of its own.
    pub(crate) fn embedded(
        document: &'a SiteDocument,
        locale: &'a Locale,
        (css, own_css): (&'a str, &'static str),
    ) -> Self {
        let policy = Policy::Embedded { origins: &document.origins };
        Self { policy, own_css, ..Self::plain(document, locale, css) }
    }

    /// That of a page of a site which needs no script and stands in no frame.
    pub(crate) fn plain(document: &'a SiteDocument, locale: &'a Locale, css: &'a str) -> Self {
        let (theme, brand) = (document.theme.clone(), Some(document.name.as_str()));
        Self { theme, brand, ..Self::nowhere(locale, css) }
    }

    /// That of a page that no site stands behind.
    pub(crate) fn nowhere(locale: &'a Locale, css: &'a str) -> Self {
        Self {
            locale,
            theme: Theme::default(),
            policy: Policy::Plain,
            brand: None,
            css,
            own_css: "",
        }
    }

    /// The site's name above the card, where there is a site.
    pub(crate) fn brand(&self) -> Markup {
        html! { @if let Some(brand) = self.brand { header { p.brand { (brand) } } } }
    }
}

/// A page as markup, with the headers that its reply needs.
pub(crate) struct Rendered {
    pub(crate) html: String,
    pub(crate) headers: Vec<(&'static str, String)>,
}

/// A page, ready to be rendered.
pub(crate) struct Page<'a> {
    pub(crate) title: &'a str,
    pub(crate) ground: PageContext<'a>,
    /// What it is, for the stylesheet.
    pub(crate) class: &'static str,
    /// Scripts, where it has some.
    pub(crate) head: Markup,
    pub(crate) body: Markup,
}

impl Page<'_> {
    /// The page as markup.
    pub(crate) fn render(self) -> Rendered {
        let PageContext { locale, theme, policy, css, own_css, .. } = self.ground;
        let style = theme::stylesheet(&theme) + own_css;
        let direction = match locale.direction() {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        };
        let page = html! {
            (DOCTYPE)
            html lang=(locale) dir=(direction) {
                head {
                    meta charset="utf-8";
                    title { (self.title) }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    // The header hides the page's address from other sites by `no-referrer`. But a
                    // form posted under that has the origin `null`, which the edge refuses.
                    meta name="referrer" content="same-origin";
                    // An empty icon: without it, browsers request `/favicon.ico`, which is missing.
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href=(css);
                    style { (PreEscaped(&style)) }
                    (self.head)
                }
                body class=(self.class) { (self.body) }
            }
        };
        Rendered { html: page.into_string(), headers: policy.headers(&style, locale) }
    }
}
