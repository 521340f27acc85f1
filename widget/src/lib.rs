//! The prompt: the half of the widget that is WebAssembly, fetched only when a prompt shows.
//!
//! The sender (TypeScript) decides that a prompt is due, fetches this module with its text file and
//! calls `show` with a host object, and where a prompt is likely `mount` and `draw` before; it alone talks to the network and to storage. In here:
//!
//! - [`state`], [`draft`], [`keys`] and [`words`] are what a prompt means: pure, and tested natively;
//! - `host` and `content` read the host object, `stage` alone touches the page, `panel` is the
//!   Yew component, `showing` the prompt it shows and `view` what it draws, for the stylesheets in
//!   `look` beside this folder. They exist in WebAssembly only.
//!
//! Nothing in here panics into the page: what cannot be done is left undone, with one line on the
//! console.

pub mod draft;
pub mod keys;
pub mod state;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod content;
#[cfg(target_arch = "wasm32")]
mod host;
#[cfg(target_arch = "wasm32")]
mod panel;
#[cfg(target_arch = "wasm32")]
mod showing;
#[cfg(target_arch = "wasm32")]
mod stage;
#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
pub use wasm::{draw, hide, mount, show};

#[cfg(target_arch = "wasm32")]
mod wasm {
    use lol_alloc::{AssumeSingleThreaded, FreeListAllocator};
    use wasm_bindgen::prelude::*;
    use web_sys::CssStyleSheet;

    use crate::content::Content;
    use crate::host::{Host, log};
    use crate::panel::Message;
    use crate::showing::{Placement, Showing};
    use crate::stage;
    use crate::state::Event;

    // SAFETY: the module is built without threads.
    #[allow(unsafe_code)]
    #[global_allocator]
    static ALLOCATOR: AssumeSingleThreaded<FreeListAllocator> =
        unsafe { AssumeSingleThreaded::new(FreeListAllocator::new()) };

    /// Does ahead of the first prompt what all begin with. The page is not touched.
    #[wasm_bindgen]
    pub fn mount(look: &CssStyleSheet) {
        if let Err(error) = stage::mount(look) {
            log(&error);
        }
    }

    /// Draws ahead, off the page, the prompt that `host` describes, of which nothing is called.
    #[wasm_bindgen]
    pub fn draw(host: Host) {
        if let Some(showing) = read(host) {
            stage::tell(Message::Draw(Box::new(showing)));
        }
    }

    /// Shows the prompt that `host` describes, in a look of its own.
    #[wasm_bindgen]
    pub fn show(host: Host, look: &CssStyleSheet) {
        let (slot, preview) = (host.get("inline"), host.get("preview").is_truthy());
        let Some(showing) = read(host) else {
            return log(&"koe: this is no text file of a prompt".into());
        };
        match stage::open(slot, preview, look, &showing.content.theme()) {
            Ok(()) => stage::tell(Message::Show(Box::new(showing))),
            Err(error) => log(&error),
        }
    }

    fn read(host: Host) -> Option<Showing> {
        let content = Content::read(host.get("content"))?;
        // A phone has no room for a card in the middle: there it is a sheet, too.
        let placement = match host.text("placement").as_deref() {
            Some("inline") => Placement::Inline,
            Some("page") => Placement::Page,
            Some("frame") => Placement::Frame,
            Some("modal") if !stage::is_narrow() => Placement::Modal,
            _ => Placement::Popover,
        };
        Some(Showing::new(host, content, placement))
    }

    /// Closes the prompt, if one is on show.
    #[wasm_bindgen]
    pub fn hide() {
        stage::tell(Message::Told(Event::Close));
    }
}
