//! The way to what stands in the page: the panel with its question, which TypeScript draws, and in it
//! the steps that Yew does. Yew never drops the listeners on its root, so the application is mounted
//! once a page, on an element that moves from panel to panel.

mod focus;

use std::cell::{OnceCell, RefCell};

use wasm_bindgen::prelude::*;
use yew::{AppHandle, AttrValue};

pub(crate) use self::focus::{Focus, ask_for_score, focus, focus_score, move_focus};
use crate::app::{App, Message};
use crate::content::JsObject;

thread_local! {
    static APP: OnceCell<AppHandle<App>> = const { OnceCell::new() };
    /// The panel of the prompt on show.
    static PANEL: RefCell<Option<Panel>> = const { RefCell::new(None) };
}

#[wasm_bindgen]
extern "C" {
    /// The panel, as `shell/panel.ts` has it.
    #[wasm_bindgen(extends = JsObject)]
    #[derive(Clone)]
    pub(crate) type Panel;

    #[wasm_bindgen(method, structural, catch)]
    fn reflect(
        this: &Panel,
        state: &str,
        asks: bool,
        chosen: Option<u8>,
        checked: Option<u8>,
        pointed: Option<u8>,
        spoken: &str,
        from: Option<f64>,
    ) -> Result<(), JsValue>;
}

/// Mounts the application on `steps`, once a page.
pub(crate) fn mount(steps: web_sys::Element) {
    APP.with(|app| {
        app.get_or_init(|| yew::Renderer::<App>::with_root(steps).render());
    });
}

/// Hands a message to the application.
pub(crate) fn dispatch(message: Message) {
    APP.with(|app| app.get().map(|app| app.send_message(message)));
}

/// From here on, this is the panel.
pub(crate) fn attach(panel: Panel) {
    PANEL.set(Some(panel));
}

/// What the panel is to show besides the steps that are drawn in it.
pub(crate) struct Reflection {
    /// The state's word.
    pub(crate) state: &'static str,
    /// Whether it shows the question.
    pub(crate) asks: bool,
    /// The confirmed score.
    pub(crate) chosen: Option<u8>,
    /// The score that the keyboard is at.
    pub(crate) checked: Option<u8>,
    /// The score that the eye is on.
    pub(crate) pointed: Option<u8>,
    /// What is read out.
    pub(crate) spoken: AttrValue,
}

/// Has the panel show it; `from` is the height that it comes from when this is another step.
pub(crate) fn reflect(reflection: &Reflection, from: Option<f64>) {
    let Reflection { state, asks, chosen, checked, pointed, spoken } = reflection;
    if let Some(panel) = panel() {
        _ = panel.reflect(state, *asks, *chosen, *checked, *pointed, spoken, from);
    }
}

/// The panel's height in CSS pixels.
pub(crate) fn height() -> f64 {
    element().number("offsetHeight")
}

fn panel() -> Option<Panel> {
    // Cloned, and not borrowed for longer: a change of the page's tree may call this module again.
    PANEL.with_borrow(Clone::clone)
}

fn element() -> JsObject {
    panel().map_or(JsValue::UNDEFINED.unchecked_into(), |panel| panel.get("element"))
}

fn find(selector: &str) -> JsObject {
    element().call("querySelector", &selector.into())
}
