//! The prompt's place in the host page. Only this module touches the page, and it undoes all of it.
//!
//! What it adds: one `<koe-prompt>` element with a closed shadow root (open under preview, so that
//! accessibility checkers can look inside) and a constructable stylesheet. Yew never drops the listeners on its root, so the application is mounted once a page;
//! closing detaches the element, opening attaches it again.

use std::cell::RefCell;

use gloo::events::EventListener;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{
    CssStyleSheet, Document, Element, HtmlDialogElement, HtmlElement, ShadowRoot, ShadowRootInit,
    ShadowRootMode, Window,
};
use yew::AppHandle;

use crate::content::{Bag, ascii};
use crate::panel::{Message, Panel, Placement};

const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/prompt.css"));

thread_local! {
    static STAGE: RefCell<Option<Stage>> = const { RefCell::new(None) };
    /// What had the focus in the page before it came into the prompt.
    static BEFORE: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

struct Stage {
    element: HtmlElement,
    root: ShadowRoot,
    preview: bool,
    app: AppHandle<Panel>,
    /// The listeners outside the element, while the prompt is open.
    while_open: Vec<EventListener>,
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

/// Puts the prompt into the page.
///
/// # Errors
/// What the browser threw, if it lacks something the prompt can't do without.
pub(crate) fn open(
    placement: Placement,
    slot: Option<HtmlElement>,
    preview: bool,
) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let document = window.document().ok_or(JsValue::UNDEFINED)?;
    let parent = slot
        .map(Element::from)
        .or_else(|| document.document_element())
        .ok_or(JsValue::UNDEFINED)?;
    // The page may react to what happens to its tree by calling in here again, so the stage is never
    // borrowed while the tree changes.
    if STAGE.with_borrow(|stage| stage.as_ref().is_none_or(|stage| stage.preview != preview)) {
        let stage = Stage::new(&document, preview)?;
        STAGE.set(Some(stage));
    }
    let Some(element) = element() else { return Ok(()) };
    let listeners = match placement {
        Placement::Popover => follow_the_keyboard(&window, &element),
        _ => Vec::new(),
    };
    parent.append_child(&element)?;
    while_open(listeners);
    Ok(())
}

/// Takes the prompt out of the page. The focus goes back to where it came from, if it was inside.
pub(crate) fn close() {
    let before = BEFORE.take();
    let inside = focus() != Focus::Outside;
    while_open(Vec::new());
    if let Some(element) = element() {
        element.remove();
    }
    if let Some(before) = before.filter(|_| inside) {
        _ = before.focus();
    }
}

/// Remembers what had the focus before, if the focus came from the page.
pub(crate) fn entered(from: Bag) {
    if let Ok(from) = from.dyn_into::<HtmlElement>()
        && root().is_some_and(|root| !root.contains(Some(&from)))
    {
        BEFORE.set(Some(from));
    }
}

/// Hands a message to the panel.
pub(crate) fn tell(message: Message) {
    STAGE.with_borrow(|stage| {
        if let Some(stage) = stage {
            stage.app.send_message(message);
        }
    });
}

/// Whether the window is as narrow as a phone's.
pub(crate) fn is_narrow() -> bool {
    media("(max-width:479.98px)")
}

/// Where the focus is.
pub(crate) fn focus() -> Focus {
    let active = root().and_then(|root| root.active_element());
    match active.map(|active| active.matches(":focus-visible")) {
        None => Focus::Outside,
        Some(Ok(true)) => Focus::Typed,
        Some(_) => Focus::Pointed,
    }
}

/// Moves the focus to the first element in the prompt that matches.
pub(crate) fn move_focus(selector: &str) {
    if let Some(element) = find(selector) {
        _ = element.focus();
    }
}

/// Moves the focus to the radio of a score.
pub(crate) fn focus_score(score: u8) {
    move_focus(&["[value='", ascii(score), "']"].concat());
}

/// The panel's height in CSS pixels.
pub(crate) fn height() -> i32 {
    find(".panel").map_or(0, |panel| panel.offset_height())
}

/// Does what a step needs once it is drawn: opens a dialog, fits the names of the ends, lets the
/// height follow from what it was, and moves the focus.
pub(crate) fn settle(height_before: i32, focus: Option<&str>) {
    if let Some(dialog) = find("dialog:not([open])") {
        _ = dialog.unchecked_into::<HtmlDialogElement>().show_modal();
    }
    fit_ends();
    follow_height(height_before);
    if let Some(selector) = focus {
        move_focus(selector);
    }
}

/// Gives the name between the two ends a line of its own where the three do not fit into one.
fn fit_ends() {
    if let Some(ends) = find(".ends") {
        _ = ends.remove_attribute("data-tight");
        if ends.scroll_width() > ends.client_width() {
            _ = ends.set_attribute("data-tight", "");
        }
    }
}

fn follow_height(before: i32) {
    let after = height();
    if before == after || before == 0 || media("(prefers-reduced-motion:reduce)") {
        return;
    }
    animate(".panel", "height", [&pixels(before), &pixels(after)]);
    // A body that is too high for a moment only must not show a scrollbar for it.
    animate(".body", "overflow", ["hidden", "hidden"]);
}

fn pixels(length: i32) -> String {
    let mut text = String::from(Object::from(JsValue::from(length)).to_string());
    text.push_str("px");
    text
}

fn animate(selector: &str, property: &str, values: [&str; 2]) {
    let (Some(element), Ok(frames), Ok(options)) = (
        find(selector),
        object(&[(property, Array::of2(&values[0].into(), &values[1].into()).into())]),
        object(&[("duration", 180.into()), ("easing", "cubic-bezier(.2,0,0,1)".into())]),
    ) else {
        return;
    };
    _ = element.unchecked_ref::<Animated>().animate(&frames, &options);
}

fn object(entries: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for (key, value) in entries {
        Reflect::set(&object, &(*key).into(), value)?;
    }
    Ok(object.into())
}

#[wasm_bindgen]
extern "C" {
    type Animated;
    #[wasm_bindgen(method, structural, catch)]
    fn animate(this: &Animated, frames: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;
}

fn media(query: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

fn element() -> Option<HtmlElement> {
    STAGE.with_borrow(|stage| stage.as_ref().map(|stage| stage.element.clone()))
}

fn while_open(listeners: Vec<EventListener>) {
    STAGE.with_borrow_mut(|stage| {
        if let Some(stage) = stage {
            stage.while_open = listeners;
        }
    });
}

fn root() -> Option<ShadowRoot> {
    STAGE.with_borrow(|stage| stage.as_ref().map(|stage| stage.root.clone()))
}

fn find(selector: &str) -> Option<HtmlElement> {
    root()?.query_selector(selector).ok()?.map(JsCast::unchecked_into)
}

impl Stage {
    fn new(document: &Document, preview: bool) -> Result<Self, JsValue> {
        let element: HtmlElement = document.create_element("koe-prompt")?.unchecked_into();
        let mode = if preview { ShadowRootMode::Open } else { ShadowRootMode::Closed };
        let root = element.attach_shadow(&ShadowRootInit::new(mode))?;
        let sheet = CssStyleSheet::new()?;
        sheet.replace_sync(CSS)?;
        Reflect::set(&root, &"adoptedStyleSheets".into(), &Array::of1(&sheet))?;
        let mount = document.create_element("div")?;
        root.append_child(&mount)?;
        let app = yew::Renderer::<Panel>::with_root(mount).render();

        Ok(Self { element, root, preview, app, while_open: Vec::new() })
    }
}

/// Keeps a sheet above the on-screen keyboard, which shrinks the visual viewport but not the window.
fn follow_the_keyboard(window: &Window, element: &HtmlElement) -> Vec<EventListener> {
    let Some(viewport) = window.visual_viewport() else { return Vec::new() };
    let follow = {
        let (window, viewport, element) = (window.clone(), viewport.clone(), element.clone());
        move || {
            let inner = window.inner_height().ok().and_then(|height| height.as_f64());
            let hidden = inner.unwrap_or_default() - viewport.height() - viewport.offset_top();
            // A zoomed page also shows less of itself; there is no keyboard then.
            let keyboard = if viewport.scale() > 1.01 { 0.0 } else { hidden.max(0.0) };
            _ = element.style().set_property("--keyboard", &pixels(keyboard as i32));
        }
    };
    follow();
    ["resize", "scroll"]
        .map(|name| {
            let follow = follow.clone();
            EventListener::new(&viewport, name, move |_| follow())
        })
        .into()
}
