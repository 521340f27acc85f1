//! A page that says one thing, and what to do next.

use maud::{Markup, html};

use super::icons;
use super::language::Language;
use super::page::{Bar, Page};
use crate::pages::document::Rendered;

/// What a page says instead of its content.
pub(crate) struct Notice<'a> {
    pub(crate) title: &'a str,
    /// What happened, and what to do.
    pub(crate) text: &'a str,
    /// Where to go on.
    pub(crate) next: Option<(&'a str, &'a str)>,
}

impl Notice<'_> {
    /// The page.
    pub(crate) fn render(&self, language: Language, here: &str, bar: Bar<'_>) -> Rendered {
        Page { language, title: self.title, here, class: "notice", bar, body: self.body() }.render()
    }

    fn body(&self) -> Markup {
        html! {
            section.card.small {
                h1 { (icons::alert()) (self.title) }
                p { (self.text) }
                @if let Some((href, text)) = self.next { p { a.button href=(href) { (text) } } }
            }
        }
    }
}
