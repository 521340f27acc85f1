//! The focus: where it is, moving it within the prompt, and giving it back to the page.

use std::cell::RefCell;

use wasm_bindgen::JsValue;

use super::{find, fit::object, root, stage};
use crate::content::{Bag, ascii};

thread_local! {
    /// What had the focus in the page before it came into the prompt.
    static BEFORE: RefCell<Option<Bag>> = const { RefCell::new(None) };
}

/// Where the focus is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Focus {
    /// Somewhere in the page.
    Outside,
    /// In the prompt, brought there by a pointer.
    Pointed,
    /// In the prompt, brought there by the keyboard.
    Typed,
}

/// Where the focus is.
pub(crate) fn focus() -> Focus {
    let active = root().get("activeElement");
    if !active.is_truthy() {
        Focus::Outside
    } else if active.call("matches", &":focus-visible".into()).is_truthy() {
        Focus::Typed
    } else {
        Focus::Pointed
    }
}

/// Remembers what had the focus before, if the focus came from the page.
pub(crate) fn entered(from: Bag) {
    if from.is_truthy() && root().call("contains", &from).is_falsy() && stage().is_some() {
        BEFORE.set(Some(from));
    }
}

/// Moves the focus to the first element in the prompt that matches.
pub(crate) fn move_focus(selector: &str) {
    find(selector).call("focus", &JsValue::UNDEFINED);
}

/// Moves the focus to the radio of a score.
pub(crate) fn focus_score(score: u8) {
    move_focus(&["[value='", ascii(score), "']"].concat());
}

/// Has the browser say, in its own words, that a score is needed.
pub(crate) fn ask_for_score() {
    find("[data-koe=score]").call("reportValidity", &JsValue::UNDEFINED);
}

/// Forgets what had the focus before. What is returned gives it back, if the focus is inside now.
pub(super) fn take_back() -> impl FnOnce() {
    let inside = focus() != Focus::Outside;
    let before = BEFORE.take().filter(|_| inside);
    move || {
        if let Some(before) = before {
            // What the visitor looks at stays in sight.
            before.call("focus", &object(&[("preventScroll", true.into())]));
        }
    }
}
