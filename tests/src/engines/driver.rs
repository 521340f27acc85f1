//! What is asked of an engine. Tabs go by the engine's own names for them.

use serde_json::{Value, json};
use std::fmt;

/// A window of an engine, with its tabs.
pub(super) trait Driver: fmt::Debug + Send + Sync {
    /// The tab that was there first.
    fn first(&self) -> String;

    /// A new tab, in front of the others.
    fn another(&self) -> String;

    /// Goes to an address and waits until the page has loaded.
    fn goto(&self, tab: &str, url: &str);

    /// Goes back by one page and waits until it is there.
    fn back(&self, tab: &str);

    /// The JSON of an expression in a page, or in the frame of the prompt in it; a promise is awaited.
    /// Refused with what was thrown, or why there is nothing to ask.
    fn eval(&self, tab: &str, inside: bool, expression: &str) -> Result<Value, String>;

    /// An element of a page by its selector, as the engine's actions take it for the point they begin at:
    /// what there is to go by where no script runs.
    fn find(&self, tab: &str, selector: &str) -> Option<Value>;

    /// Clicks a point of the page's window, or of the frame's, with the mouse. `origin` is what it is
    /// measured from: an element, from its middle, or the corner of the window ([`WINDOW`]).
    fn click(&self, tab: &str, inside: bool, origin: &Value, point: (f64, f64));

    /// Presses keys one after the other, where the focus of the page is, or of the frame.
    fn press(&self, tab: &str, inside: bool, keys: &str);

    /// Closes a tab at once, as a visitor does.
    fn close(&self, tab: &str);

    /// A picture of what the visitor sees, as base64.
    fn picture(&self, tab: &str) -> String;

    /// What the browser itself wrote on its console about the page, where its driver tells.
    fn console(&self) -> Vec<String> {
        Vec::new()
    }
}

/// What points are measured from when they are those of the window.
pub(super) const WINDOW: &str = "viewport";

/// A click, in the words of WebDriver, which both engines know.
pub(super) fn clicking(origin: &Value, (x, y): (f64, f64)) -> Value {
    json!([{
        "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" },
        "actions": [
            { "type": "pointerMove", "x": x.round(), "y": y.round(), "duration": 0, "origin": origin },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 },
        ],
    }])
}

/// Keys that are pressed and let go, the same.
pub(super) fn pressing(keys: &str) -> Value {
    let strokes = keys.chars().flat_map(|key| {
        ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }))
    });
    json!([{ "type": "key", "id": "keys", "actions": strokes.collect::<Vec<_>>() }])
}
