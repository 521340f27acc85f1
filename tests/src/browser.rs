//! A real browser, driven over its own protocol.
//!
//! - [`Browser`]: one for each journey, with a new profile.
//! - [`Page`]: a tab. Its traffic, its mouse and keyboard are in modules of their own.
//! - [`Prompt`] and [`Element`]: what a visitor sees, closed shadow root or not.
//! - [`HostPage`]: a small site that embeds Koe.
//!
//! Every step waits for a condition; nothing here knows about scores or the edge.

mod chromium;
mod element;
mod host_page;
mod input;
mod page;
mod prompt;
mod protocol;
mod traffic;

pub use chromium::{Browser, Habits};
pub use element::Element;
pub use host_page::{HostPage, Html};
pub use input::Key;
pub use page::Page;
pub use prompt::Prompt;
pub use traffic::{Request, Tamper};
