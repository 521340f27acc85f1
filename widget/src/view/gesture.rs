//! What the visitor can do, and the message it becomes.

use koe_shared::metric::Scale;
use wasm_bindgen::JsCast;
use yew::html::Scope;
use yew::virtual_dom::{Listener, ListenerKind};

use crate::content::{ASCII, Bag};
use crate::keys;
use crate::panel::{Message, Panel};
use crate::showing::Field;
use crate::stage;
use crate::state::Event;

/// What an element answers to.
#[derive(Clone, Copy)]
pub(super) enum Gesture {
    /// A press of a button.
    Press(Event),
    /// A choice by tap, by space or by a screen reader.
    Choose(u8),
    /// The pointer over a score, or off all of them.
    Hover(Option<u8>),
    /// A key on the scale, and whether lines run from right to left.
    Key(Scale, bool),
    /// A key anywhere in the panel, which closes it if it is Escape and this is true.
    AnyKey(bool),
    /// The browser closed the dialog.
    Gone,
    /// The focus came.
    Focus,
    /// An edit of a field.
    Edit(Field),
    /// The follow-up is sent.
    Submit,
}

/// A gesture on an element.
pub(super) struct On {
    /// What the browser calls it.
    pub(super) event: &'static str,
    pub(super) link: Scope<Panel>,
    pub(super) gesture: Gesture,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        // By name: the variant of each name would bring the names of all.
        ListenerKind::other(self.event.into())
    }

    fn passive(&self) -> bool {
        false
    }

    fn handle(&self, event: web_sys::Event) {
        if let Some(message) = self.gesture.message(&event) {
            self.link.send_message(message);
        }
    }
}

impl Gesture {
    fn message(self, event: &web_sys::Event) -> Option<Message> {
        let told: &Bag = event.unchecked_ref();
        Some(match self {
            // The second half of a double click means nothing: the step may have changed under it,
            // and it would hit a button that it was not meant for.
            Self::Press(pressed) => {
                let first = told.get("detail").as_f64() < Some(2.0);
                return first.then_some(Message::Told(pressed));
            }
            Self::Choose(score) => Message::Told(Event::Confirmed(score)),
            Self::Hover(score) => Message::Hovered(score),
            Self::Key(scale, right_to_left) => {
                let at = told.get("target").text("value")?;
                let at = (0..).zip(ASCII).find_map(|(score, ascii)| (at == ascii).then_some(score));
                let key = keys::read(&told.text("key")?, at?, scale, right_to_left)?;
                if ["ctrlKey", "altKey", "metaKey"].iter().any(|held| told.get(held).is_truthy()) {
                    return None;
                }
                event.prevent_default();
                if let Event::Moved(score) = key {
                    stage::focus_score(score);
                }
                Message::Told(key)
            }
            Self::AnyKey(closes) => {
                // Escape also ends the composition of a Japanese word.
                let escape = closes && told.text("key")? == "Escape";
                if !escape || told.get("isComposing").is_truthy() {
                    return None;
                }
                event.prevent_default();
                Message::Told(Event::Close)
            }
            Self::Gone => Message::Told(Event::Close),
            Self::Focus => {
                stage::entered(told.get("relatedTarget"));
                return None;
            }
            Self::Edit(field) => Message::Edited(field, told.get("target")),
            Self::Submit => {
                event.prevent_default();
                Message::Submitted
            }
        })
    }
}
