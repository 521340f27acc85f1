//! The focus: where it is, and moving it within the prompt.

use wasm_bindgen::JsValue;

use super::{element, find};
use crate::content::ascii;

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
    let active = element().call("getRootNode", &JsValue::UNDEFINED).get("activeElement");
    if !active.is_truthy() {
        Focus::Outside
    } else if active.call("matches", &":focus-visible".into()).is_truthy() {
        Focus::Typed
    } else {
        Focus::Pointed
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
