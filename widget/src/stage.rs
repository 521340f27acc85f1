//! The prompt's place in the host page. Only this module touches the page, and it undoes all of it.
//!
//! What it adds: one `<koe-prompt>` element with a closed shadow root (open under preview, so that
//! accessibility checkers can look inside) and a constructable stylesheet, and while a prompt is
//! open listeners on the visual viewport. Yew never drops the listeners on its root, so the
//! application is mounted once a page; closing detaches the element, opening attaches it again.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, Element, EventTarget, ShadowRoot, ShadowRootInit, ShadowRootMode};
use yew::AppHandle;

use crate::content::{Bag, ascii};
use crate::panel::{Message, Panel};

const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/prompt.css"));

thread_local! {
    static STAGE: RefCell<Option<Rc<Stage>>> = const { RefCell::new(None) };
    /// What had the focus in the page before it came into the prompt.
    static BEFORE: RefCell<Option<Bag>> = const { RefCell::new(None) };
}

struct Stage {
    element: Element,
    root: ShadowRoot,
    preview: bool,
    app: AppHandle<Panel>,
    /// The owner's theme. A stylesheet, because pages may forbid style attributes.
    theme: CssStyleSheet,
    /// Keeps a sheet above the on-screen keyboard.
    rise: Closure<dyn FnMut()>,
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

/// Puts the prompt into the page: into `slot`, or over everything if that is nothing. `theme` is one
/// more rule for the stylesheet.
///
/// # Errors
/// What the browser threw, if it lacks something the prompt can't do without.
pub(crate) fn open(slot: Bag, preview: bool, theme: &str) -> Result<(), JsValue> {
    if stage().is_none_or(|stage| stage.preview != preview) {
        let stage = Stage::new(preview)?;
        STAGE.set(Some(Rc::new(stage)));
    }
    if let Some(stage) = stage() {
        stage.theme.replace_sync(theme)?;
        let root = || window().get("document").get("documentElement");
        let parent = if slot.is_truthy() { slot } else { root() };
        parent.unchecked_into::<Element>().append_child(&stage.element)?;
        stage.follow_the_keyboard(true)?;
    }
    Ok(())
}

/// Takes the prompt out of the page. The focus goes back to where it came from, if it was inside.
pub(crate) fn close() {
    let before = BEFORE.take();
    let inside = focus() != Focus::Outside;
    if let Some(stage) = stage() {
        _ = stage.follow_the_keyboard(false);
        stage.element.remove();
    }
    if let Some(before) = before.filter(|_| inside) {
        before.call("focus", &JsValue::UNDEFINED);
    }
}

/// Remembers what had the focus before, if the focus came from the page.
pub(crate) fn entered(from: Bag) {
    let outside = |stage: Rc<Stage>| {
        from.is_truthy() && stage.root.unchecked_ref::<Bag>().call("contains", &from).is_falsy()
    };
    if stage().is_some_and(outside) {
        BEFORE.set(Some(from));
    }
}

/// Hands a message to the panel.
pub(crate) fn tell(message: Message) {
    if let Some(stage) = stage() {
        stage.app.send_message(message);
    }
}

/// Whether the window is as narrow as a phone's.
pub(crate) fn is_narrow() -> bool {
    media("(max-width:479.98px)")
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

/// Moves the focus to the first element in the prompt that matches.
pub(crate) fn move_focus(selector: &str) {
    find(selector).call("focus", &JsValue::UNDEFINED);
}

/// Moves the focus to the radio of a score.
pub(crate) fn focus_score(score: u8) {
    move_focus(&["[value='", ascii(score), "']"].concat());
}

/// The panel's height in CSS pixels.
pub(crate) fn height() -> f64 {
    find(".panel").number("offsetHeight")
}

/// Does what a step needs once it is drawn: opens a dialog, fits the names of the ends, lets the
/// height follow from what it was, and moves the focus.
pub(crate) fn settle(height_before: f64, focus: Option<&str>) {
    find("dialog:not([open])").call("showModal", &JsValue::UNDEFINED);
    fit_ends();
    follow_height(height_before);
    if let Some(selector) = focus {
        move_focus(selector);
    }
}

/// Gives the name between the two ends a line of its own where the three do not fit into one.
fn fit_ends() {
    let ends = find(".ends");
    if ends.number("scrollWidth") > ends.number("clientWidth") {
        _ = ends.unchecked_into::<Element>().set_attribute("data-tight", "");
    }
}

fn follow_height(before: f64) {
    let after = height();
    let moves = (before - after).abs() >= 1.0 && before > 0.0;
    if !moves || media("(prefers-reduced-motion:reduce)") {
        return;
    }
    animate(".panel", "height", [&pixels(before), &pixels(after)]);
    // A body that is too high for a moment only must not show a scrollbar for it.
    animate(".body", "overflow", ["hidden", "hidden"]);
}

fn pixels(length: f64) -> String {
    let mut text = JsValue::from(length).unchecked_ref::<Bag>().plain();
    text.push_str("px");
    text
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

fn object(entries: &[(&str, JsValue)]) -> JsValue {
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

fn stage() -> Option<Rc<Stage>> {
    // Never borrowed for longer: the page may call in here again whenever its tree changes.
    STAGE.with_borrow(Clone::clone)
}

fn window() -> Bag {
    js_sys::global().unchecked_into()
}

fn root() -> Bag {
    stage().map_or(JsValue::UNDEFINED, |stage| stage.root.clone().into()).unchecked_into()
}

fn find(selector: &str) -> Bag {
    root().call("querySelector", &selector.into())
}

impl Stage {
    fn new(preview: bool) -> Result<Self, JsValue> {
        let document: web_sys::Document = window().get("document").unchecked_into();
        let element = document.create_element("koe-prompt")?;
        let mode = if preview { ShadowRootMode::Open } else { ShadowRootMode::Closed };
        let root = element.attach_shadow(&ShadowRootInit::new(mode))?;
        let (look, theme) = (CssStyleSheet::new()?, CssStyleSheet::new()?);
        look.replace_sync(CSS)?;
        Reflect::set(&root, &"adoptedStyleSheets".into(), &Array::of2(&look, &theme))?;
        let mount = document.create_element("div")?;
        root.append_child(&mount)?;
        let app = yew::Renderer::<Panel>::with_root(mount).render();
        Ok(Self { element, root, preview, app, theme, rise: Closure::new(rise) })
    }

    /// Listens to the visual viewport, or no longer.
    fn follow_the_keyboard(&self, follow: bool) -> Result<(), JsValue> {
        let viewport = window().get("visualViewport");
        if viewport.is_truthy() {
            let viewport: EventTarget = viewport.unchecked_into();
            let rise = self.rise.as_ref().unchecked_ref();
            for event in ["resize", "scroll"] {
                if follow {
                    viewport.add_event_listener_with_callback(event, rise)?;
                } else {
                    viewport.remove_event_listener_with_callback(event, rise)?;
                }
            }
        }
        rise();
        Ok(())
    }
}

/// Tells the stylesheet how much of the window the on-screen keyboard hides: it shrinks the visual
/// viewport but not the window.
fn rise() {
    let window = window();
    let viewport = window.get("visualViewport");
    let seen = viewport.number("height") + viewport.number("offsetTop");
    let hidden = window.number("innerHeight") - seen;
    // A zoomed page shows less of itself, too, and so does one with a scrollbar at its foot.
    let keyboard = (viewport.number("scale") - 1.0).abs() < 0.01 && hidden > 60.0;
    let rise = ["--keyboard:", &pixels(if keyboard { hidden } else { 0.0 })].concat();
    if let Some(stage) = stage() {
        let style = stage.element.unchecked_ref::<Bag>().get("style");
        _ = Reflect::set(&style, &"cssText".into(), &rise.into());
    }
}
