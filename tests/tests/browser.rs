//! Visits to host pages and to the demo shop, in a real browser.

mod harness;
