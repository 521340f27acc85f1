//! What the visitor can do, and the message it becomes.

use wasm_bindgen::{JsCast, JsValue};
use yew::html::Scope;
use yew::virtual_dom::{Listener, ListenerKind};

use crate::app::{App, Message};
use crate::content::{Content, JsObject};
use crate::keys;
use crate::showing::Field;
use crate::state::Event;

/// What an element answers to.
#[derive(Clone, Copy)]
pub(super) enum Gesture {
    /// A press of a button.
    Press(Event),
    /// An edit of a field.
    Edit(Field),
    /// The follow-up is sent.
    Submit,
}

/// A gesture on an element.
pub(super) struct On {
    /// What the browser calls it.
    pub(super) event: &'static str,
    pub(super) link: Scope<App>,
    pub(super) gesture: Gesture,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        // By name: a variant of the enum would bring the names of all variants into the module.
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
        let told: &JsObject = event.unchecked_ref();
        Some(match self {
            // The second half of a double click means nothing: the step may have changed under it,
            // and it would hit a button that it was not meant for.
            Self::Press(pressed) => {
                let first = told.get("detail").as_f64() < Some(2.0);
                return first.then_some(Message::Happened(pressed));
            }
            Self::Edit(field) => Message::Edited(field, told.get("target")),
            Self::Submit => {
                event.prevent_default();
                Message::Submitted
            }
        })
    }
}

/// What a gesture on the scale means. A click is a choice by tap, by space or by a screen reader.
pub(crate) fn on_scale(content: &Content, event: &JsObject, score: Option<u8>) -> Option<Message> {
    match event.text("type")?.as_str() {
        "click" => Some(Message::Happened(Event::Confirmed(score?))),
        "keydown" => {
            let key =
                keys::read(&event.text("key")?, score?, content.scale, content.right_to_left)?;
            if ["ctrlKey", "altKey", "metaKey"].iter().any(|held| event.get(held).is_truthy()) {
                return None;
            }
            event.call("preventDefault", &JsValue::UNDEFINED);
            Some(Message::Happened(key))
        }
        _ => Some(Message::Hovered(score)),
    }
}
