//! Host pages, each with a peculiarity that once cost an answer or broke the page: in Chromium,
//! against the built Worker under workerd. Most pages are files in `tests/hosts/pages`; those that
//! differ from one of them in a line or two are written beside their test.
//!
//! Every page is visited twice: as it is, with the prompt drawn in the page, and under a policy that
//! forbids WebAssembly, with the prompt in a frame. Each visit has a browser with a new profile and a
//! host and a site of its own. See [`host`] for what the visits share.

#![allow(
    clippy::unwrap_used,
    reason = "a journey that meets nothing where something should be fails"
)]

mod host;

mod delivery;
mod languages;
mod libraries;
mod life;
mod listeners;
mod module;
mod one_place;
mod prototypes;
mod rules;
mod seen;
mod typing;
mod usable;
