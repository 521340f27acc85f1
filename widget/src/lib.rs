//! The prompt: the half of the widget that is WebAssembly, fetched only when a prompt shows.
//!
//! The question stands before this module is there: `shell` (TypeScript, beside this folder) draws
//! it with the panel around it and is the only one to touch the page; the prompt's script hands both
//! over with a host object (`show`); where a prompt is likely, `mount` is called ahead.
//! From there on everything that the visitor does is decided here, and every step after the question
//! is drawn here. The sender (TypeScript) alone talks to the network and to storage.
//!
//! - [`state`], [`draft`], [`keys`] and [`words`] are what a prompt means: pure, and tested natively;
//! - `host` and `content` read the host object, `bridge` is the way to what stands in the page,
//!   `showing` is the prompt on show and `view` what is drawn of it, for the stylesheets in `look`
//!   beside this folder; `app`, the Yew component, alone acts on the document. They exist in
//!   WebAssembly only.
//!
//! Nothing in here panics into the page: what cannot be done is left undone, with one line on the
//! console.

pub mod draft;
pub mod keys;
pub mod state;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod bridge;
#[cfg(target_arch = "wasm32")]
mod content;
#[cfg(target_arch = "wasm32")]
mod host;
#[cfg(target_arch = "wasm32")]
mod showing;
#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
pub use wasm::{gesture, hide, mount, show};

#[cfg(target_arch = "wasm32")]
mod wasm {
    use lol_alloc::{AssumeSingleThreaded, FreeListAllocator};
    use wasm_bindgen::prelude::*;
    use web_sys::Element;

    use crate::app::Message;
    use crate::bridge;
    use crate::content::{Content, JsObject};
    use crate::host::{Host, log};
    use crate::showing::{Placement, Showing};
    use crate::state::Event;

    // SAFETY: the module is built without threads.
    #[allow(unsafe_code)]
    #[global_allocator]
    static ALLOCATOR: AssumeSingleThreaded<FreeListAllocator> =
        unsafe { AssumeSingleThreaded::new(FreeListAllocator::new()) };

    /// Does what all prompts begin with, once a page: from then on, steps are drawn into `steps`.
    #[wasm_bindgen]
    pub fn mount(steps: Element) {
        bridge::mount(steps);
    }

    /// Takes over the prompt that `host` describes, whose question is on the page.
    #[wasm_bindgen]
    pub fn show(host: Host) {
        match read(host) {
            Some(showing) => bridge::dispatch(Message::Show(Box::new(showing))),
            None => log(&"koe: this is no text file of a prompt".into()),
        }
    }

    fn read(host: Host) -> Option<Showing> {
        let content = Content::read(host.get("content"))?;
        let placement = match host.text("placement").as_deref() {
            Some("inline") => Placement::Inline,
            Some("page") => Placement::Page,
            _ => Placement::Over,
        };
        Some(Showing::new(host, content, placement))
    }

    /// What the visitor does with the scale: a `click`, a `keydown`, or the pointer coming and
    /// going, on a score or on none.
    #[wasm_bindgen]
    pub fn gesture(event: JsObject, score: Option<u8>) {
        bridge::dispatch(Message::Scaled(event, score));
    }

    /// Closes the prompt, if one is on show.
    #[wasm_bindgen]
    pub fn hide() {
        bridge::dispatch(Message::Happened(Event::Close));
    }
}
