//! The HTTP journeys over HTTP, against the built Worker under workerd with local KV.

#![allow(
    clippy::unwrap_used,
    reason = "a journey that meets nothing where something should be fails"
)]

mod journeys;
mod worker;

use koe_tests::{
    client::Client,
    patience,
    workerd::{Limits, Workerd},
};
use std::sync::OnceLock;

/// Seconds of a window that a journey about limits may need.
const NEEDED: i64 = 6;

fn edge() -> Client {
    Workerd::shared().client()
}

/// An edge that lets so many calls of an address, and writes to a site, pass in ten seconds, early in
/// such a window. The journeys that ask for it ask for the same limits.
fn limited(client: usize, site: usize) -> Client {
    static SHARED: OnceLock<Workerd> = OnceLock::new();
    let limit = |count| u32::try_from(count).unwrap();
    let limits = Limits { client: limit(client), site: limit(site) };
    let client = SHARED.get_or_init(|| Workerd::start(limits)).client();
    patience::eventually("a window to begin", || {
        (client.now().as_second().rem_euclid(10) <= 10 - NEEDED).then_some(())
    });
    client
}
