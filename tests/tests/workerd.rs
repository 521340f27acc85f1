//! The HTTP journeys over HTTP, against the built Worker under workerd with local KV.

mod journeys;
mod worker;

use koe_tests::{client::Client, workerd::Workerd};

fn edge() -> Client {
    Workerd::shared().client()
}
