//! A menu of a report: it opens without a script.

use maud::{Markup, html};

use super::ground::Ground;
use crate::desk::icons;
use crate::desk::language::Bilingual;

impl Ground<'_> {
    /// A menu. `name` is read aloud before what it shows.
    pub(crate) fn menu(&self, name: Bilingual, label: &str, links: &Markup) -> Markup {
        html! {
            details.menu.pick {
                summary {
                    span.aloud { (self.say(name)) ": " }
                    span.name { (label) } (icons::down())
                }
                div.sheet { (links) }
            }
        }
    }
}

/// A choice in a menu.
pub(super) fn link(href: &str, text: &str, is_chosen: bool) -> Markup {
    html! { a href=(href) aria-current=[is_chosen.then_some("true")] { (text) } }
}
