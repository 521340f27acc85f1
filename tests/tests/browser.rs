//! Visits to host pages and to the demo shop, in a real browser: Chromium, driven by mouse and
//! keyboard, against the built Worker under workerd.
//!
//! Visits share that Worker and nothing else. Each has a browser with a new profile, a host page on
//! an origin of its own and a site of its own, so they may run side by side.

#![allow(
    clippy::unwrap_used,
    reason = "a journey that meets nothing where something should be fails"
)]

mod harness;
mod visits;
