//! What the script fills in while it sends a file piece by piece.

use maud::{Markup, html};
use serde_json::{Map, Value};

use super::{Ground, undo_form};
use crate::desk::language::Language;
use crate::desk::words::import as words;

/// The card, hidden until the script begins.
pub(super) fn running(ground: Ground<'_>, language: Language) -> Markup {
    let said = words::SCRIPT.map(|(name, text)| (name.to_owned(), Value::from(language.say(text))));
    let said = Value::Object(Map::from_iter(said)).to_string();
    html! {
        section.card data-running=(said) hidden {
            h2 data-title=(language.say(words::DONE)) { (language.say(words::RUNNING)) }
            progress value="0" {}
            p data-told role="status" {}
            p.hint { (language.say(words::KEEP_OPEN)) }
            ul.lines data-lines {}
            div.actions {
                button type="button" data-stop data-go-on=(language.say(words::GO_ON)) { (language.say(words::STOP)) }
                a.button.primary href=(ground.to) data-after hidden { (language.say(words::TO_LIST)) }
                div data-after hidden {
                    (undo_form(ground, "", &html! { button.danger { (language.say(words::UNDO)) } }, language))
                }
            }
        }
    }
}
