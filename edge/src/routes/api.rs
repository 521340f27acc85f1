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

/// Every path, as it describes itself.
pub(super) fn described() -> OpenApiRouter<Arc<Edge>> {
    OpenApiRouter::new()
        .merge(sites::router())
        .routes(routes!(release::get))
        .routes(routes!(releases::put))
        .routes(routes!(healthz::get))
}
