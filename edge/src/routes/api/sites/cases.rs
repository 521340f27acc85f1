//! `/v1/sites/{site}/cases`: answers that somebody follows up, and what was done about each.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http::{HeaderMap, StatusCode, Uri};
use jiff::Timestamp;
use koe_shared::id::{DepartmentId, PublicId, SiteId};
use utoipa::{IntoParams, ToSchema};

use crate::app::Edge;
use crate::cases::{CaseEventRequest, CaseEventRequestError, CaseEventView, act, open_by_hand};
use crate::http::path::Path;
use crate::http::{auth, body, query_string};
use crate::problem::Problem;
use crate::reports::{CaseList, CaseReport, CaseView, case_report, list_cases, one_case};
use crate::routes::api::parameters::Day;
use crate::sites::{Scope, named_site};

/// Which cases are asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes")]
pub(super) struct CaseParams {
    /// Where the range begins: cases that were opened in it, and all that are still to be done.
    #[param(value_type = Option<Day>)]
    from: Option<String>,
    /// Where the range ends, itself not in it.
    #[param(value_type = Option<Day>)]
    to: Option<String>,
    /// A touchpoint, as it was sent.
    touchpoint: Option<String>,
    /// A department of the site: its touchpoints together.
    department: Option<DepartmentId>,
    /// `active` (open or contacted), `closed`, or one state: `open`, `contacted`, `resolved`, `unresolvable`.
    #[param(pattern = "^(active|closed|open|contacted|resolved|unresolvable)$")]
    state: Option<String>,
    /// Who has the case; `-` for nobody.
    assignee: Option<String>,
    /// Whether something should have been done by now.
    late: Option<bool>,
    /// The hash of a person, as a case tells it.
    person: Option<String>,
    /// A text that the comment holds: 200 cases are looked into in a call.
    q: Option<String>,
}

/// The cases of a site: late first, then the most urgent, then the oldest; what is closed comes last. Beside them how
/// many there are, and what they say of the range.
///
/// 1. 401, 403: the key. 2. 404: the site. 3. 422: the query. 4. 200.
#[utoipa::path(
    get,
    operation_id = "list_cases",
    path = "/v1/sites/{site}/cases",
    tag = "cases",
    params(
        ("site" = SiteId, Path),
        CaseParams,
        ("cursor" = Option<String>, Query, description = "where the page before ended"),
    ),
    responses(
        (status = 200, body = CaseList, description = "a page of 40 cases at most"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            invalid_parameter, invalid_time, empty_range, invalid_cursor"),
    ),
    security(("key" = ["read"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<CaseList>, Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Read).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3, 4.
    let params = query_string::params(&uri)?;
    Ok(Json(list_cases(edge.store(), &site, (params, &[]), edge.now()).await?))
}

/// What the cases of a range say, and whether they helped: detractors who give 7 or more when they are asked again.
///
/// 1. 401, 403: the key. 2. 404: the site. 3. 422: the query. 4. 200.
#[utoipa::path(
    get,
    operation_id = "get_case_figures",
    path = "/v1/sites/{site}/cases/figures",
    tag = "cases",
    params(
        ("site" = SiteId, Path),
        ("from" = Option<Day>, Query, description = "where the range begins"),
        ("to" = Option<Day>, Query, description = "where the range ends, itself not in it"),
        ("touchpoint" = Option<String>, Query, description = "a touchpoint, as it was sent"),
        ("department" = Option<DepartmentId>, Query, description = "a department of the site"),
    ),
    responses(
        (status = 200, body = CaseReport, description = "the figures"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            invalid_parameter, invalid_time, empty_range"),
    ),
    security(("key" = ["read"])),
)]
pub(super) async fn figures(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<CaseReport>, Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Read).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3, 4.
    let params = query_string::params(&uri)?;
    Ok(Json(case_report(edge.store(), &site, params, edge.now()).await?))
}

/// The answer to follow up.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes")]
pub(super) struct CaseRequest {
    /// Its public id.
    answer: PublicId,
}

/// Opens the case of an answer by hand. One that is open already stays as it is.
///
/// 1. 401, 403: the key. 2. 404: the site. 3. 413, 415, 400, 422: the answer. 4. 404: no answer of that id counts.
///    5. 201: the case. 200: it was open already.
#[utoipa::path(
    post,
    operation_id = "open_case",
    path = "/v1/sites/{site}/cases",
    tag = "cases",
    params(("site" = SiteId, Path)),
    request_body = CaseRequest,
    responses(
        (status = 200, body = CaseView, description = "it was open already"),
        (status = 201, body = CaseView, description = "the case"),
        (status = 400, description = "broken_json"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_answer, unknown_case"),
        (status = 415, description = "unsupported_media_type"),
        (status = 422, description = "missing_field, wrong_type"),
    ),
    security(("key" = ["care"])),
)]
pub(super) async fn post(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<CaseView>), Problem> {
    // 1.
    let id = named_site(&site)?;
    let caller = auth::require(&edge, &headers, &id, Scope::Care).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3.
    body::check_type(&headers, body::JSON)?;
    let body = body::read(&headers, body, body::ANSWER).await?;
    let answer = body::object(&body)?.get("answer").filter(|given| !given.is_null()).cloned();
    let answer = answer.ok_or(CaseEventRequestError::MissingField { field: "answer" })?;
    let not_a_text = || CaseEventRequestError::not_a_text("answer", &answer);
    let answer = answer.as_str().ok_or_else(not_a_text)?;
    // 4, 5.
    let (store, now) = (edge.store(), edge.now());
    let (case, is_new) = open_by_hand(store, &site, answer, caller.name(), now).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    let view = one_case(store, &site, (&case.answer.to_string(), &[]), now).await?;
    Ok((status, Json(view)))
}

/// One case, with all that was done and said.
///
/// 1. 401, 403: the key. 2. 404: the site. 3. 404: no such case, or its answer is gone. 4. 200.
#[utoipa::path(
    get,
    operation_id = "get_case",
    path = "/v1/sites/{site}/cases/{id}",
    tag = "cases",
    params(("site" = SiteId, Path), ("id" = PublicId, Path, description = "the answer")),
    responses(
        (status = 200, body = CaseView, description = "the case"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_case"),
    ),
    security(("key" = ["read"])),
)]
pub(super) async fn get_one(
    State(edge): State<Arc<Edge>>,
    Path((site, case)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<CaseView>, Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Read).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3, 4.
    Ok(Json(one_case(edge.store(), &site, (&case, &[]), edge.now()).await?))
}

/// Notes what somebody did on a case. Sent twice with one id it is one event, and the second reply is the first one's.
///
/// 1. 401, 403: the key. 2. 404: the site. 3. 413, 415, 400, 422: the event. 4. 404: no such case, or its answer is
///    gone. 409: somebody noted something that the caller has not seen, or the event can't follow on where the case
///    stands. 5. 201: the event.
#[utoipa::path(
    post,
    operation_id = "note_case_event",
    path = "/v1/sites/{site}/cases/{id}/events",
    tag = "cases",
    params(("site" = SiteId, Path), ("id" = PublicId, Path, description = "the answer")),
    request_body = CaseEventRequest,
    responses(
        (status = 201, body = CaseEventView, description = "the event"),
        (status = 400, description = "broken_json"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_case"),
        (status = 409, description = "case_changed, case_out_of_order"),
        (status = 415, description = "unsupported_media_type"),
        (status = 422, description = "missing_field, wrong_type, unexpected_field, too_long, out_of_bounds"),
    ),
    security(("key" = ["care"])),
)]
pub(super) async fn note(
    State(edge): State<Arc<Edge>>,
    Path((site, case)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<CaseEventView>), Problem> {
    // 1.
    let id = named_site(&site)?;
    let caller = auth::require(&edge, &headers, &id, Scope::Care).await?;
    // 2.
    let site = edge.sites().get(&id).await?;
    // 3.
    body::check_type(&headers, body::JSON)?;
    let body = body::read(&headers, body, body::ANSWER).await?;
    let now: Timestamp = edge.now();
    let request = CaseEventRequest::read(&body::object(&body)?, now)?;
    // 4, 5.
    let noted = act(edge.store(), &site, (&case, &request), caller.name(), now).await?;
    Ok((StatusCode::CREATED, Json(CaseEventView::of(&noted))))
}
