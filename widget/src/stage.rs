//! The prompt's place in the host page. Only this module touches the page, and it undoes all of it.
//!
//! What it adds: one `<koe-prompt>` element with a closed shadow root (open under preview, so that
//! accessibility checkers can look inside) and constructable stylesheets, and while a prompt is
//! open listeners on the visual viewport. Yew never drops the listeners on its root, so the
//! application is mounted once a page; closing detaches the element, opening attaches it again.
//!
//! `shield` keeps what happens in the prompt from the page, `focus` moves the focus, `fit` measures.

mod fit;
mod focus;
mod shield;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, Element, EventTarget, ShadowRoot, ShadowRootInit, ShadowRootMode};
use yew::AppHandle;

pub(crate) use self::fit::{height, is_narrow};
pub(crate) use self::focus::{Focus, ask_for_score, entered, focus, focus_score, move_focus};
use crate::content::Bag;
use crate::panel::{Message, Panel};

thread_local! {
    static STAGE: RefCell<Option<Rc<Stage>>> = const { RefCell::new(None) };
}

struct Stage {
    element: Element,
    root: ShadowRoot,
    preview: bool,
    app: AppHandle<Panel>,
    /// The owner's theme. A stylesheet, because pages may forbid style attributes.
    theme: CssStyleSheet,
    /// Fits the prompt to what is left of the window.
    refit: Closure<dyn FnMut()>,
}

/// Makes the prompt's place, but not in the page yet.
///
/// # Errors
/// What the browser threw, if it lacks something the prompt can't do without.
pub(crate) fn mount(look: &CssStyleSheet) -> Result<(), JsValue> {
    if stage().is_none() {
        STAGE.set(Some(Rc::new(Stage::new(false, look)?)));
    }
    Ok(())
}

/// Puts the prompt into the page: into `slot`, or over everything if that is nothing. `theme` is
/// what its owner adds to the `look`.
///
/// # Errors
/// What the browser threw, if it lacks something the prompt can't do without.
pub(crate) fn open(
    slot: Bag,
    preview: bool,
    look: &CssStyleSheet,
    theme: &str,
) -> Result<(), JsValue> {
    if stage().is_none_or(|stage| stage.preview != preview) {
        let stage = Stage::new(preview, look)?;
        STAGE.set(Some(Rc::new(stage)));
    }
    if let Some(stage) = stage() {
        stage.theme.replace_sync(theme)?;
        // A theme that inherits the page's face ends so; the face is the body's, seldom the root's.
        let element = if theme.ends_with(",inherit)") { "body" } else { "documentElement" };
        let parent = if slot.is_truthy() { slot } else { window().get("document").get(element) };
        let now = stage.element.unchecked_ref::<Bag>().get("parentElement");
        // Moved, a dialog would stay open but leave the top layer.
        if JsValue::from(now) != JsValue::from(parent.clone()) {
            parent.unchecked_into::<Element>().append_child(&stage.element)?;
        }
        stage.follow_the_viewport(true)?;
    }
    Ok(())
}

/// Takes the prompt out of the page. The focus goes back to where it came from, if it was inside.
pub(crate) fn close() {
    let give_back = focus::take_back();
    if let Some(stage) = stage() {
        _ = stage.follow_the_viewport(false);
        stage.element.remove();
    }
    give_back();
}

/// Hands a message to the panel.
pub(crate) fn tell(message: Message) {
    if let Some(stage) = stage() {
        stage.app.send_message(message);
    }
}

/// Does what a step needs once it is drawn: puts the panel above everything the page has, fits it,
/// lets the height follow from what it was, and moves the focus.
pub(crate) fn settle(height_before: f64, focus: Option<&str>) {
    // Neither takes the focus from the page: only a dialog does, which is the modal prompt.
    for (unopened, open) in
        [("dialog:not([open])", "showModal"), ("[popover]:not(:popover-open)", "showPopover")]
    {
        find(unopened).call(open, &JsValue::UNDEFINED);
    }
    fit::fit();
    fit::follow_height(height_before);
    if let Some(selector) = focus {
        move_focus(selector);
    }
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
    fn new(preview: bool, look: &CssStyleSheet) -> Result<Self, JsValue> {
        let document: web_sys::Document = window().get("document").unchecked_into();
        let element = document.create_element("koe-prompt")?;
        shield::raise(&element)?;
        let mode = if preview { ShadowRootMode::Open } else { ShadowRootMode::Closed };
        let root = element.attach_shadow(&ShadowRootInit::new(mode))?;
        let theme = CssStyleSheet::new()?;
        Reflect::set(&root, &"adoptedStyleSheets".into(), &Array::of2(look, &theme))?;
        let mount = document.create_element("div")?;
        root.append_child(&mount)?;
        let app = yew::Renderer::<Panel>::with_root(mount).render();
        let refit = Closure::new(|| {
            fit::fit();
            tell(Message::Fitted);
        });
        Ok(Self { element, root, preview, app, theme, refit })
    }

    /// Listens to the visual viewport, or no longer.
    fn follow_the_viewport(&self, follow: bool) -> Result<(), JsValue> {
        let viewport = window().get("visualViewport");
        if viewport.is_truthy() {
            let viewport: EventTarget = viewport.unchecked_into();
            let refit = self.refit.as_ref().unchecked_ref();
            for event in ["resize", "scroll"] {
                if follow {
                    viewport.add_event_listener_with_callback(event, refit)?;
                } else {
                    viewport.remove_event_listener_with_callback(event, refit)?;
                }
            }
        }
        Ok(())
    }
}
