//! Measures, and fits the prompt to the window: to what the on-screen keyboard leaves of it, to the
//! size of text the visitor has set, and to how far the page is zoomed.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::{find, stage, window};
use crate::content::Bag;

/// The size of text that browsers begin with, in CSS pixels: all lengths in the look are meant for it.
const USUAL_TEXT: f64 = 16.0;

/// What the stylesheet begins with and most windows need. Setting it would have all styles computed
/// once more.
const USUAL: &str = "--keyboard:0px;--text:1;--zoom:1";

/// Whether the window is as narrow as a phone's.
pub(crate) fn is_narrow() -> bool {
    media("(max-width:479.98px)")
}

/// The panel's height in CSS pixels.
pub(crate) fn height() -> f64 {
    find(".panel").number("offsetHeight")
}

/// Fits what is drawn to the window.
pub(super) fn fit() {
    let style = find(".panel").get("style");
    let text = text();
    let set = ["--keyboard:", &pixels(keyboard()), ";--text:", &plain(text)].concat();
    let set = [&set, ";--zoom:", &plain(text / page_zoom())].concat();
    if set != USUAL || style.number("length") > 0.0 {
        _ = Reflect::set(&style, &"cssText".into(), &set.into());
    }
    fit_ends();
}

/// How much of the window the on-screen keyboard hides: it shrinks the visual viewport but not the
/// window. A zoomed page shows less of itself, too, and so does one with a scrollbar at its foot.
fn keyboard() -> f64 {
    let window = window();
    let viewport = window.get("visualViewport");
    let seen = viewport.number("height") + viewport.number("offsetTop");
    let hidden = window.number("innerHeight") - seen;
    let zoomed = (viewport.number("scale") - 1.0).abs() >= 0.01;
    if zoomed || hidden <= 60.0 { 0.0 } else { hidden }
}

/// How much larger than usual the visitor has text drawn; everything grows with it.
fn text() -> f64 {
    let Some(stage) = stage() else { return 1.0 };
    // All of the element's style is initial, so this is what the visitor has set, not the page.
    let style = window().call("getComputedStyle", &stage.element);
    let size = window().call("parseFloat", &style.get("fontSize")).as_f64();
    size.unwrap_or(USUAL_TEXT) / USUAL_TEXT
}

/// What the page zooms itself by, to be taken back over it. In the page it is part of it.
fn page_zoom() -> f64 {
    let Some(stage) = stage() else { return 1.0 };
    let parent = stage.element.unchecked_ref::<Bag>().get("parentElement");
    let zoom = parent.number("currentCSSZoom");
    if zoom > 0.0 && find(".floating").is_truthy() { zoom } else { 1.0 }
}

/// Gives the name between the two ends a line of its own where the three do not fit into one.
fn fit_ends() {
    let ends = find(".ends");
    if ends.is_truthy() {
        ends.call("removeAttribute", &"data-tight".into());
        if ends.number("scrollWidth") > ends.number("clientWidth") {
            _ = ends.unchecked_into::<Element>().set_attribute("data-tight", "");
        }
    }
}

/// Lets the height follow from what it was. A frame around the panel follows by itself.
pub(super) fn follow_height(before: f64) {
    let after = height();
    let moves = (before - after).abs() >= 1.0 && before > 0.0;
    if !moves || media("(prefers-reduced-motion:reduce)") {
        return;
    }
    animate(".panel:not(.frame)", "height", [&pixels(before), &pixels(after)]);
    // A body that is too high for a moment only must not show a scrollbar for it.
    animate(".body", "overflow", ["hidden", "hidden"]);
}

fn plain(number: f64) -> String {
    JsValue::from(number).unchecked_ref::<Bag>().plain()
}

fn pixels(length: f64) -> String {
    [&plain(length), "px"].concat()
}

fn animate(selector: &str, property: &str, values: [&str; 2]) {
    let element: Animated = find(selector).unchecked_into();
    let values = Array::of2(&values[0].into(), &values[1].into());
    let frames = object(&[(property, values.into())]);
    let options = object(&[("duration", 180.into()), ("easing", "cubic-bezier(.2,0,0,1)".into())]);
    _ = element.animate(&frames, &options);
}

#[wasm_bindgen]
extern "C" {
    type Animated;
    #[wasm_bindgen(method, structural, catch)]
    fn animate(this: &Animated, frames: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;
}

pub(super) fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        // A plain object takes every property.
        _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}

fn media(query: &str) -> bool {
    window().call("matchMedia", &query.into()).get("matches").is_truthy()
}
