//! What the visitor can do, and the message it becomes.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent, MouseEvent};
use yew::html::Scope;
use yew::virtual_dom::{Listener, ListenerKind};

use crate::content::ASCII;
use crate::keys;
use crate::panel::{Field, Message, Panel};
use crate::stage;
use crate::state::Event;
use koe_shared::metric::Scale;

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
    /// A key anywhere in the panel.
    AnyKey,
    /// An edit of a field.
    Edit(Field),
    /// The follow-up is sent.
    Submit,
}

/// A gesture on an element.
pub(super) struct On {
    pub(super) kind: ListenerKind,
    pub(super) link: Scope<Panel>,
    pub(super) gesture: Gesture,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
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
        Some(match self {
            // The second half of a double click means nothing: the step may have changed under it,
            // and it would hit a button that it was not meant for.
            Self::Press(told) => {
                let click: &MouseEvent = event.unchecked_ref();
                return (click.detail() < 2).then_some(Message::Told(told));
            }
            Self::Choose(score) => Message::Told(Event::Confirmed(score)),
            Self::Hover(score) => Message::Hovered(score),
            Self::Key(scale, right_to_left) => {
                let key: &KeyboardEvent = event.unchecked_ref();
                let at = target(event)?.value();
                let at = ASCII.iter().zip(0..).find_map(|(ascii, score)| (*ascii == at).then_some(score));
                let told = keys::read(&key.key(), at?, scale, right_to_left)?;
                if key.ctrl_key() || key.alt_key() || key.meta_key() {
                    return None;
                }
                event.prevent_default();
                if let Event::Moved(score) = told {
                    stage::focus_score(score);
                }
                Message::Told(told)
            }
            // Escape also ends the composition of a Japanese word; that one is not for the panel.
            Self::AnyKey => {
                let key: &KeyboardEvent = event.unchecked_ref();
                if key.key() != "Escape" || key.is_composing() {
                    return None;
                }
                event.prevent_default();
                Message::Told(Event::Close)
            }
            Self::Edit(field) => Message::Edited(field, target(event)?),
            Self::Submit => {
                event.prevent_default();
                Message::Submitted
            }
        })
    }
}

/// The element that the event happened to; every field is read as an input is.
fn target(event: &web_sys::Event) -> Option<HtmlInputElement> {
    event.target().map(JsCast::unchecked_into)
}
