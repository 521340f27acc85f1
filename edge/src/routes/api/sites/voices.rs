//! `/v1/sites/{site}/voices`: comments that visitors allow to be published, and which of them are.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http::{HeaderMap, Uri};
use koe_shared::id::{PublicId, SiteId, SurveyId};

use crate::app::Edge;
use crate::http::path::Path;
use crate::http::{auth, body, query_string};
use crate::problem::Problem;
use crate::reports::{DecisionView, VoiceList, voices};
use crate::routes::api::parameters::{Day, FilterParams};
use crate::sites::{Scope, named_site};
use crate::store::keys::HistoryId;
use crate::voices::{VoiceRequest, decide};

/// The comments that their visitors allow to be published, the newest first, each with what was decided.
///
/// 1. 401, 403: the key. 2. 404: the site. 3. 422: the query. 4. 200.
#[utoipa::path(
    get,
    operation_id = "list_voices",
    path = "/v1/sites/{site}/voices",
    tag = "voices",
    params(
        ("site" = SiteId, Path),
        ("from" = Option<Day>, Query,
         description = "where the range begins: a day of the site, or an instant"),
        ("to" = Option<Day>, Query, description = "where the range ends, itself not in it"),
        ("survey" = Option<SurveyId>, Query, description = "one survey alone"),
        FilterParams,
    ),
    responses(
        (status = 200, body = VoiceList, description = "the comments, the newest first"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_survey"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            invalid_parameter, invalid_time, empty_range"),
    ),
    security(("key" = ["read"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<VoiceList>, Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Read).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3, 4.
    let params = query_string::params(&uri)?;
    Ok(Json(voices(edge.store(), &site, params, edge.now()).await?))
}

/// Publishes a comment in the revision that was read, or does not publish it any more. Everybody sees that within six
/// minutes.
///
/// 1. 401, 403: the key. 2. 404: the site. 3. 413, 415, 400, 422: the decision. 4. 404: no comment of that id may be
///    published. 409: its visitor has changed it meanwhile. 5. 200: the decision.
#[utoipa::path(
    put,
    operation_id = "decide_on_voice",
    path = "/v1/sites/{site}/voices/{id}",
    tag = "voices",
    params(("site" = SiteId, Path), ("id" = PublicId, Path, description = "the answer")),
    request_body = VoiceRequest,
    responses(
        (status = 200, body = DecisionView, description = "the decision"),
        (status = 400, description = "broken_json"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_voice"),
        (status = 409, description = "voice_changed"),
        (status = 415, description = "unsupported_media_type"),
        (status = 422, description = "missing_field, wrong_type, out_of_bounds"),
        (status = 503, description = "entropy_unavailable"),
    ),
    security(("key" = ["care"])),
)]
pub(super) async fn put(
    State(edge): State<Arc<Edge>>,
    Path((site, answer)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DecisionView>, Problem> {
    // 1.
    let id = named_site(&site)?;
    let caller = auth::require(&edge, &headers, &id, Scope::Care).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3.
    body::check_type(&headers, body::JSON)?;
    let body = body::read(&headers, body, body::ANSWER).await?;
    let request = VoiceRequest::read(&body::object(&body)?)?;
    // 4, 5.
    let event = edge.new_form_id()?;
    let event = HistoryId::new(event.time(), event.random());
    let by = (&event, caller.name());
    let decision = decide(edge.store(), &site, (&answer, request), by, edge.now()).await?;
    Ok(Json(DecisionView::from(&decision)))
}
