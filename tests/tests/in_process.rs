//! The HTTP journeys on the application in this process, each on an edge of its own; and those
//! that need a clock one can move.

#![allow(
    clippy::unwrap_used,
    reason = "a journey that meets nothing where something should be fails"
)]

mod journeys;
mod passing_time;

use koe_tests::client::{Client, Lab, Limits};

fn edge() -> Client {
    Lab::new().client()
}

/// An edge that lets so many calls of an address, and writes to a site, pass in ten seconds.
fn limited(client: usize, site: usize) -> Client {
    let limit = |count| u32::try_from(count).unwrap();
    Lab::limited(Limits { client: limit(client), site: limit(site), ..Limits::default() }).client()
}
