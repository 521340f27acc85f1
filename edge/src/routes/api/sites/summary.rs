//! `GET /v1/sites/{site}/summary`: the report's first screen, from one pass over the tallies.
//!
//! 1. 401, 403: the key. 2. 404: the site. 3. 422: the query.
//! 4. Both ranges are read once for all metrics, and the newest comments beside them.
//! 5. 200.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, Uri};
use koe_shared::id::{SiteId, SurveyId};

use crate::app::Edge;
use crate::http::path::Path;
use crate::http::{auth, query_string};
use crate::problem::Problem;
use crate::reports::{Summary, summary};
use crate::routes::api::parameters::{Compare, ConfidenceLevel, Day, FilterParams};
use crate::sites::{Scope, named_site};

/// Every metric of a site with what stands out, what speaks against it, and what is urgent.
#[utoipa::path(
    get,
    operation_id = "get_summary",
    path = "/v1/sites/{site}/summary",
    tag = "reports",
    params(
        ("site" = SiteId, Path),
        ("from" = Option<Day>, Query,
         description = "where the range begins: a day of the site, or an instant"),
        ("to" = Option<Day>, Query, description = "where the range ends, itself not in it"),
        ("compare" = Option<Compare>, Query, description = "`previous` unless another is named"),
        ("survey" = Option<SurveyId>, Query, description = "one survey alone"),
        FilterParams,
        ("confidence" = Option<ConfidenceLevel>, Query, description = "0.95 unless another is named"),
    ),
    responses(
        (status = 200, body = Summary, description = "the first screen of a report"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_survey"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            invalid_parameter, invalid_time, empty_range, range_too_large, beyond_retention"),
    ),
    security(("key" = ["read"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Summary>, Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Read).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3 to 5.
    let params = query_string::params(&uri)?;
    Ok(Json(summary(edge.store(), &site, params, edge.now()).await?))
}
