//! `GET /healthz`: whether this deployment can do its work.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Edge;
use crate::problem::Problem;

/// The reply of a deployment that works.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
    /// The release.
    #[schema(example = "0.1.0")]
    version: String,
}

/// 200 when storage can be reached, 503 when it can't.
#[utoipa::path(
    get,
    operation_id = "get_health",
    path = "/healthz",
    tag = "deployment",
    responses((status = 200, body = Health, description = "storage can be reached")),
)]
pub(super) async fn get(State(edge): State<Arc<Edge>>) -> Result<Json<Health>, Problem> {
    edge.reach_storage().await?;
    Ok(Json(Health { status: "ok", version: edge.config().version.clone() }))
}
