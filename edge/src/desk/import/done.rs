//! What came of an import that one request brought.

use maud::{Markup, html};

use super::understood::{number, refused};
use super::{Ground, script, undo_form};
use crate::answers::Imported;
use crate::desk::icons;
use crate::desk::language::Language;
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::setup::form::head;
use crate::desk::words::import as words;

/// The page.
pub(crate) struct Done<'a> {
    pub(crate) ground: Ground<'a>,
    pub(crate) imported: &'a Imported,
}

impl Done<'_> {
    /// What stands in the page.
    pub(crate) fn body(&self, language: Language) -> Markup {
        let Imported { accepted, replaced, duplicates, rejected, batch, .. } = self.imported;
        let counts = [*accepted, *replaced, *duplicates, rejected.len()].map(number);
        html! {
            (head(language, self.ground.back, language.say(name(SitePage::Import))))
            (script())
            div.column {
                section.card {
                    p.note.done role="status" {
                        (icons::tick())
                        span { (language.say(words::DONE)) " " (words::counts(language, counts.each_ref().map(String::as_str))) }
                    }
                    @if !rejected.is_empty() { (refused(language, rejected)) }
                    p { (language.say(words::AGAIN)) }
                    div.actions {
                        a.button.primary href=(self.ground.to) { (language.say(words::TO_LIST)) }
                        @if accepted + replaced > 0 {
                            (undo_form(self.ground, batch, &html! { button.danger { (language.say(words::UNDO)) } }, language))
                        }
                    }
                }
            }
        }
    }
}
