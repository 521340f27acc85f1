//! The prompt: the half of the widget that is WebAssembly, fetched only when a prompt shows.
//!
//! The sender (TypeScript) decides that a prompt is due, fetches this module with its text file and
//! calls [`show`] with a host object; it alone talks to the network and to storage. In here:
//!
//! - [`state`], [`draft`], [`keys`] and [`words`] are what a prompt means: pure, and tested natively;
//! - `host` and `content` read the host object, `stage` alone touches the page, `panel` is the Yew component and
//!   `view` what it draws. They exist in WebAssembly only.
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
mod stage;
#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
pub use wasm::{hide, show};

#[cfg(target_arch = "wasm32")]
mod wasm {
    use wasm_bindgen::prelude::*;

    use crate::content::Content;
    use crate::host::{Host, log};
    use crate::panel::{Message, Placement};
    use crate::stage;
    use crate::state::Event;

    /// Shows the prompt that `host` describes.
    #[wasm_bindgen]
    pub fn show(host: Host) {
        let Some(content) = Content::read(host.get("content")) else {
            return log(&"koe: this is no text file of a prompt".into());
        };
        // A phone has no room for a card in the middle: there it is a sheet, too.
        let placement = match host.text("placement").as_deref() {
            Some("inline") => Placement::Inline,
            Some("modal") if !stage::is_narrow() => Placement::Modal,
            _ => Placement::Popover,
        };
        let slot = host.get("inline").dyn_into().ok();
        match stage::open(placement, slot, host.get("preview").is_truthy()) {
            Ok(()) => stage::tell(Message::Show(host, content, placement)),
            Err(error) => log(&error),
        }
    }

    /// Closes the prompt, if one is on show.
    #[wasm_bindgen]
    pub fn hide() {
        stage::tell(Message::Told(Event::Close));
    }
}
