//! A page that says one thing: there is nothing here, the question has closed, try again later.

use maud::html;

use super::document::{Page, PageContext, Rendered};
use super::icon;

/// What a page says instead of its content.
pub(crate) struct Notice<'a> {
    pub(crate) title: &'a str,
    /// A sentence under it, or nothing.
    pub(crate) text: &'a str,
}

impl Notice<'_> {
    /// The page as markup.
    pub(crate) fn render(&self, ground: PageContext<'_>) -> Rendered {
        let body = html! {
            (ground.brand())
            main id="koe" {
                div.card {
                    div.head {
                        span.mark.alert { (icon::alert()) }
                        div {
                            h1 { (self.title) }
                            @if !self.text.is_empty() { p { (self.text) } }
                        }
                    }
                }
            }
        };
        let head = html! {};
        Page { title: self.title, ground, class: "notice", head, body }.render()
    }
}
