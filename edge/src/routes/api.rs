//! What owners, programs and deployments call.

#[cfg(feature = "contract-route")]
pub(super) mod contract;
mod healthz;
pub(super) mod parameters;
mod release;
mod releases;
mod sites;

use super::calls::{Calls, routes};

/// The paths that take a key, as they describe themselves.
pub(super) fn for_owners() -> Calls {
    Calls::new().merge(sites::router()).routes(routes!(releases::put))
}

/// The others.
pub(super) fn for_everyone() -> Calls {
    Calls::new()
        .merge(sites::for_everyone())
        .routes(routes!(release::get))
        .routes(routes!(healthz::get))
}
