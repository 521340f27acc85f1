//! The HTTP journeys on the application in this process, each on an edge of its own; and those
//! that need a clock one can move.

#![allow(
    clippy::unwrap_used,
    reason = "a journey that meets nothing where something should be fails"
)]

mod journeys;
mod passing_time;

use koe_tests::client::{Client, Lab};

fn edge() -> Client {
    Lab::new().client()
}
