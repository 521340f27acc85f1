//! Every page: one visit to each kind of host page there is, in Chromium, against the built Worker
//! under workerd. Whatever the page is like, the prompt shows, is answered, and arrives once, and
//! neither of the two notices the other: see [`citizen`] for the steps that all visits share.
//!
//! Each visit has a browser with a new profile and a host page and a site of its own.

#![allow(
    clippy::unwrap_used,
    reason = "a journey that meets nothing where something should be fails"
)]

mod apps;
mod citizen;
mod content_security;
mod frames;
mod host;
mod hostile_styles;
mod isolation;
mod lifecycle;
mod quiet;
mod right_to_left;
mod tags;
mod trusted_types;
