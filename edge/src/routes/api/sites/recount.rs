//! `POST /v1/sites/{site}/recount`: has the hours of a range counted again.
//!
//! 1. 401, 403: the key. 2. 404: the site. 3. 422: the range; past a bound `range_too_large`.
//! 4. 202: how many hours the cron will count again.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::id::SiteId;

use crate::app::Edge;
use crate::http::path::Path;
use crate::http::{auth, query_string};
use crate::problem::Problem;
use crate::reports::{Recount, recount};
use crate::routes::api::parameters::Day;
use crate::sites::{Scope, named_site};

/// Has hours counted again, where storage was slower than ten minutes.
#[utoipa::path(
    post,
    operation_id = "recount_hours",
    path = "/v1/sites/{site}/recount",
    tag = "reports",
    params(
        ("site" = SiteId, Path),
        ("from" = Option<Day>, Query, description = "the first hour"),
        ("to" = Option<Day>, Query, description = "the first hour after it; by default now"),
    ),
    responses(
        (status = 202, body = Recount, description = "hours that the cron will count again"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            invalid_time, empty_range, range_too_large"),
    ),
    security(("key" = ["write"])),
)]
pub(super) async fn post(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<Recount>), Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Write).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3, 4.
    let params = query_string::params(&uri)?;
    let recount = recount(edge.ledger(), &site, params, edge.now()).await?;
    Ok((StatusCode::ACCEPTED, Json(recount)))
}
