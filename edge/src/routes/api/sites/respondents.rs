//! `/v1/sites/{site}/respondents/{id}`: everything of one person, to give it to them or to erase it. The id
//! is the owner's, percent-encoded.
//!
//! GET:
//!
//! 1. 401, 403, 404: the key, the site. 2. 422: the id, the query, the cursor.
//! 3. 200: a page of the person's answers. A person whom nobody knows has none, and that is no 404: one
//!    who never answered, one who was erased and one whose answers do not show here yet look the same.
//!
//! DELETE:
//!
//! 1. 401, 403, 404: the key, the site. 2. 422: the id.
//! 3. 204: all that shows is erased, and what shows later will be (see [`erase_person`]).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::id::SiteId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::answers::{RespondentId, erase_person};
use crate::app::Edge;
use crate::http::path::Path;
use crate::http::{auth, query_string};
use crate::problem::Problem;
use crate::reports::{AnswerView, list_respondent};
use crate::sites::{Scope, named_site};

/// A page of one person's answers.
#[derive(Serialize, ToSchema)]
pub(super) struct RespondentAnswers {
    /// The owner's id of the person.
    respondent: String,
    answers: Vec<AnswerView>,
    /// Where the next page begins; null at the end.
    #[schema(required = true)]
    cursor: Option<String>,
}

/// Everything that one person answered, newest first, whatever its outcome.
#[utoipa::path(
    get,
    operation_id = "list_respondent_answers",
    path = "/v1/sites/{site}/respondents/{id}",
    tag = "people",
    params(
        ("site" = SiteId, Path),
        ("id" = String, Path, description = "the owner's id of the person",
         min_length = 1, max_length = 128, pattern = "^[ -~]+$"),
        ("cursor" = Option<String>, Query, description = "of the page before, of the same person"),
    ),
    responses(
        (status = 200, body = RespondentAnswers, description = "a page, which may be short or \
            empty; only a cursor of null is the end. A person whom nobody knows has no answers"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
        (status = 422, description = "invalid_id, broken_query, unknown_parameter, \
            repeated_parameter, invalid_cursor"),
    ),
    security(("key" = ["read"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path((site, id)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<RespondentAnswers>, Problem> {
    // 1.
    let site = named_site(&site)?;
    auth::require(&edge, &headers, &site, Scope::Read).await?;
    let site = edge.sites().get(&site).await?;
    // 2.
    let id: RespondentId = id.parse()?;
    let params = query_string::params(&uri)?;
    // 2, 3.
    let (answers, cursor) = list_respondent(edge.store(), &site, &id, params, edge.now()).await?;
    Ok(Json(RespondentAnswers { respondent: id.into(), answers, cursor }))
}

/// Erases everything that one person answered. What of it was on its way is erased within half an hour,
/// and what a browser sends later from before the erasure within half a day. Of more than some hundred
/// answers the cron erases the rest; the same call again goes on at once.
#[utoipa::path(
    delete,
    operation_id = "erase_respondent",
    path = "/v1/sites/{site}/respondents/{id}",
    tag = "people",
    params(
        ("site" = SiteId, Path),
        ("id" = String, Path, description = "the owner's id of the person",
         min_length = 1, max_length = 128, pattern = "^[ -~]+$"),
    ),
    responses(
        (status = 204, description = "erased, or there was nothing to erase"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
        (status = 422, description = "invalid_id"),
    ),
    security(("key" = ["write"])),
)]
pub(super) async fn delete(
    State(edge): State<Arc<Edge>>,
    Path((site, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    // 1.
    let site = named_site(&site)?;
    auth::require(&edge, &headers, &site, Scope::Write).await?;
    let site = edge.sites().get(&site).await?;
    // 2.
    let id: RespondentId = id.parse()?;
    // 3.
    erase_person(edge.ledger(), &site, &id, edge.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
