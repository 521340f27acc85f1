//! What happens in the prompt stays in it.
//!
//! A page listens to keys for its shortcuts, to typing and pasting for its editor, and to the focus
//! to hold it in a dialog of its own. A shadow root hides the field from it, not the event: that
//! goes on to the page as one on `<koe-prompt>`. So those events end there. Pointers go on: a page
//! closes its menus by them.

use wasm_bindgen::prelude::*;
use web_sys::Element;

/// The events that end at the prompt. Those that never leave a shadow root are not among them.
const OWN: [&str; 13] = [
    "keydown",
    "keypress",
    "keyup",
    "beforeinput",
    "input",
    "compositionstart",
    "compositionupdate",
    "compositionend",
    "copy",
    "cut",
    "paste",
    "focusin",
    "focusout",
];

/// Ends those events at `element`, which is the prompt's own and takes the listeners with it.
pub(super) fn raise(element: &Element) -> Result<(), JsValue> {
    let stop =
        Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| event.stop_propagation());
    let stop = stop.into_js_value();
    for event in OWN {
        element.add_event_listener_with_callback(event, stop.unchecked_ref())?;
    }
    Ok(())
}
