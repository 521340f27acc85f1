//! Journeys through the real edge and the real widget in a real browser.
//!
//! The crate holds what journeys are told with; the journeys themselves are in `tests/`:
//!
//! | run by | what | needs |
//! | --- | --- | --- |
//! | `cargo test` | `in_process`: HTTP journeys on the application in this process | nothing |
//! | `--features workerd` | `workerd`: the same journeys over HTTP against the built Worker | `cargo xtask build`, `npm ci` |
//! | `--features browser` | `browser`: visits to host pages and to the demo shop | Chromium as well |
//! | | `first_screen`: the report's first page with a million answers behind it, alone, so that the time it prints means something | the same, and the year that `cargo xtask test browser` lets go by |
//! | | `every_page`: pages under strict policies, hostile styles, frames, apps | the same |
//! | | `host_pages`: pages whose libraries, workers and networks get in the way | the same |
//! | | `engines`: the same visits in Firefox and in WebKit | both of them, and a screen in memory (Xvfb) |
//! | | `guides`: every snippet of `docs/`, as an owner would paste it | the same |
//!
//! `cargo xtask test` prepares all of it and runs everything. What one crate's code promises by
//! itself is tested in that crate, not here.

#![allow(
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "a step of a journey panics when it fails; that is what it is for"
)]

#[cfg(feature = "workerd")]
pub mod assistant;
pub mod client;
pub mod figures;
pub mod fixtures;
#[cfg(feature = "workerd")]
pub mod lifeline;
pub mod patience;
#[cfg(feature = "workerd")]
pub mod programs;
#[cfg(feature = "workerd")]
pub mod receiver;
pub mod scratch;
pub mod workspace;

#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "browser")]
pub mod desk;
#[cfg(feature = "browser")]
pub mod engines;
#[cfg(feature = "workerd")]
pub mod workerd;
