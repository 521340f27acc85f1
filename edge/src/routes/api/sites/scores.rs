//! `GET /v1/sites/{site}/scores`: what the answers of a range say.
//!
//! 1. 401, 403: the key. 2. 404: the site, the survey. 3. 422: the query.
//! 4. The range, and the one to compare with, are read from tallies and, where these do not reach, from
//!    the answers themselves; past a bound 422 `range_too_large` says what to narrow.
//! 5. 200. `as_of` says of when the numbers are, `counted_until` where the tallies end.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, Uri};
use koe_shared::id::SiteId;

use crate::app::Edge;
use crate::http::path::Path;
use crate::http::{auth, query_string};
use crate::problem::Problem;
use crate::reports::{Interval, Scores, report};
use crate::routes::api::parameters::{
    Compare, ConfidenceLevel, FilterParams, GroupBy, ReportParams,
};
use crate::sites::{Scope, named_site};

/// The score of a survey, or of all surveys on a metric, with its interval and distribution.
#[utoipa::path(
    get,
    operation_id = "get_scores",
    path = "/v1/sites/{site}/scores",
    tag = "reports",
    params(
        ("site" = SiteId, Path),
        ReportParams,
        FilterParams,
        ("interval" = Option<Interval>, Query, description = "adds a series"),
        ("group_by" = Option<GroupBy>, Query, description = "adds groups"),
        ("compare" = Option<Compare>, Query, description = "adds a comparison"),
        ("paired" = Option<bool>, Query, description = "adds the same people asked twice"),
        ("confidence" = Option<ConfidenceLevel>, Query, description = "0.95 unless another is named"),
    ),
    responses(
        (status = 200, body = Scores, description = "what the answers say"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_survey"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            missing_parameter, conflicting_parameters, invalid_parameter, invalid_time, \
            empty_range, mixed_scales, too_many_buckets, range_too_large, beyond_retention"),
    ),
    security(("key" = ["read"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Scores>, Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Read).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3 to 5.
    let params = query_string::params(&uri)?;
    Ok(Json(report(edge.store(), &site, params, edge.now()).await?))
}
