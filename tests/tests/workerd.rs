//! The HTTP journeys over HTTP, against the built Worker under workerd with local KV.

#![allow(
    clippy::unwrap_used,
    reason = "a journey that meets nothing where something should be fails"
)]

mod journeys;
mod worker;

use koe_tests::{client::Client, workerd::Workerd};

fn edge() -> Client {
    Workerd::shared().client()
}
