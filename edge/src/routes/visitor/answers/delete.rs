//! `DELETE /v1/answers/{site}/{id}`: whoever holds the id takes the answer back.
//!
//! 1. 404, 422: the site and the id; a deleted site's answers can still be taken back.
//! 2. 403: the page. 3. 429: the limits; what was refused so far has one of its own.
//! 4. What is there is hidden and erased, and what may still come is hidden: see
//!    [`take_back_answer`].
//! 5. 204, whether there was an answer or not: nobody learns which ids exist.

use std::sync::Arc;

use axum::extract::State;
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::answer::AnswerError;
use koe_shared::id::{AnswerId, InvalidAnswerId, SiteId};

use crate::answers::take_back_answer;
use crate::app::Edge;
use crate::http::caller::visitor;
use crate::http::path::Path;
use crate::problem::Problem;
use crate::sites::LookupError;

/// Takes an answer back, at any time.
#[utoipa::path(
    delete,
    operation_id = "take_answer_back",
    path = "/v1/answers/{site}/{id}",
    tag = "for visitors",
    params(
        ("site" = SiteId, Path),
        ("id" = AnswerId, Path, description = "the id the answer was sent with"),
    ),
    responses(
        (status = 204, description = "taken back, or there was nothing to take back"),
        (status = 403, description = "foreign_origin"),
        (status = 404, description = "unknown_site"),
        (status = 422, description = "invalid_id"),
    ),
)]
pub(in crate::routes) async fn delete(
    State(edge): State<Arc<Edge>>,
    Path((site, id)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    // 1.
    let site: SiteId = site.parse().map_err(|_| LookupError::Unknown { site })?;
    let id: AnswerId = id.parse().map_err(|error: InvalidAnswerId| AnswerError::InvalidId {
        field: "id",
        detail: error.to_string(),
    })?;
    // 1 to 4.
    let visitor = visitor(&edge, &headers, &uri);
    take_back_answer(edge.ledger(), edge.sites(), &visitor, (&site, id)).await?;
    // 5.
    Ok(StatusCode::NO_CONTENT)
}
