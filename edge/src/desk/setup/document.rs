//! The site document itself, for those who want to see it.

use maud::{Markup, html};

use super::form::head;
use crate::desk::language::Language;
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::words::history as words;

/// What stands in the page.
pub(crate) fn body(language: Language, back: &str, json: &str) -> Markup {
    html! {
        (head(language, back, language.say(name(SitePage::Document))))
        div.column {
            p.lead { (language.say(words::DOCUMENT_LEAD)) }
            pre.card tabindex="0" { code { (json) } }
        }
    }
}
