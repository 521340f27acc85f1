//! The same visits in Firefox and in WebKit, to host pages and to pages of Koe's own, against the built
//! Worker under workerd. What arrived is looked up at the edge, not on the page alone.
//!
//! Each visit has empty storage, a host page on an origin of its own and a site of its own. Visits
//! take turns in an engine, and the two engines run side by side.

#![allow(
    clippy::unwrap_used,
    reason = "a journey that meets nothing where something should be fails"
)]

mod answering;
mod changing;
mod delivery;
mod desk;
mod hosted;
mod looks;
mod places;
mod shop;

/// A visit, as a test in each engine.
macro_rules! in_both {
    ($($(#[$doc:meta])* $name:ident => $visit:expr;)+) => {
        $($(#[$doc])* mod $name {
            use super::*;

            #[test]
            fn in_firefox() {
                $visit(koe_tests::engines::Engine::Firefox);
            }

            #[test]
            fn in_webkit() {
                $visit(koe_tests::engines::Engine::WebKit);
            }
        })+
    };
}
pub(crate) use in_both;
