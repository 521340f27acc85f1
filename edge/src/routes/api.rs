//! What owners, programs and deployments call.

#[cfg(feature = "contract-route")]
pub(super) mod contract;
mod healthz;
pub(super) mod parameters;
mod release;
mod releases;
mod sites;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::Edge;

/// The paths that take a key, as they describe themselves.
pub(super) fn for_owners() -> OpenApiRouter<Arc<Edge>> {
    OpenApiRouter::new().merge(sites::router()).routes(routes!(releases::put))
}

/// The others.
pub(super) fn for_everyone() -> OpenApiRouter<Arc<Edge>> {
    OpenApiRouter::new().routes(routes!(release::get)).routes(routes!(healthz::get))
}
