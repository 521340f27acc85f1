//! A real browser, driven over its own protocol.
//!
//! - [`Browser`]: one for each journey, with a new profile.
//! - [`Page`]: a tab, or a frame in one. Its traffic, its mouse and keyboard, its history are in
//!   modules of their own.
//! - [`Looks`] and [`Watched`]: what a page looks like, and what it cost while it loaded.
//! - [`Prompt`] and [`Element`]: what a visitor sees, closed shadow root or not.
//! - [`Device`], [`Transfer`], [`Held`]: what a page costs, and on which device.
//! - [`Told`] and [`Findings`]: what a screen reader and an accessibility checker make of it.
//! - [`Fate`]: what becomes of requests and tabs.
//! - [`HostPage`]: a small site that embeds Koe.
//!
//! Every step waits for a condition; nothing here knows about scores or the edge.

mod axe;
mod chromium;
mod cost;
mod element;
mod fate;
mod frame;
mod history;
mod host_page;
mod input;
mod looks;
mod page;
mod prompt;
pub(crate) mod protocol;
mod senses;
mod shadow;
mod traffic;
mod watch;

pub use axe::Findings;
pub use chromium::{Browser, Habits};
pub use cost::{Device, Held, Transfer};
pub use element::Element;
pub use fate::{Fate, Waylaid};
pub use history::{Return, Tab};
pub use host_page::{File, HostPage, Html};
pub use input::Key;
pub use looks::Looks;
pub use page::Page;
pub use prompt::Prompt;
pub use senses::Told;
pub use traffic::{Request, Tamper};
pub use watch::{Script, Watched};
