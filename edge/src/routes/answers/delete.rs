//! `DELETE /v1/answers/{site}/{id}`: whoever holds the id takes the answer back.
//!
//! 1. 404, 422: the site and the id; a deleted site's answers can still be taken back.
//! 2. 403: the page. 3. 429: the limits; what was refused so far has one of its own.
//! 4. What is there is hidden and erased, and what may still come is hidden: see
//!    [`crate::withdrawal::take_back`].
//! 5. 204, whether there was an answer or not: nobody learns which ids exist.

use std::sync::Arc;

use axum::extract::State;
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::answer::AnswerError;
use koe_shared::id::{AnswerId, InvalidAnswerId, SiteId};

use crate::cors;
use crate::edge::Edge;
use crate::limits::Counted;
use crate::problem::Problem;
use crate::routes::path::Path;
use crate::site::Site;
use crate::withdrawal;

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
    let site_id: SiteId = site.parse().map_err(|_| Problem::UnknownSite { site })?;
    let id: AnswerId = id.parse().map_err(|error: InvalidAnswerId| AnswerError::InvalidId {
        field: "id",
        detail: error.to_string(),
    })?;
    let site = admitted(&edge, &uri, &headers, &site_id).await;
    let site = site.map_err(|refusal| edge.refused(Counted::Refusal, &headers, refusal))?;
    edge.count_write(&site_id, &headers)?;
    withdrawal::take_back(edge.store(), &site, id, None, edge.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The site, if the page that asks is one of its.
async fn admitted(
    edge: &Edge,
    uri: &Uri,
    headers: &HeaderMap,
    id: &SiteId,
) -> Result<Arc<Site>, Problem> {
    edge.may_look_up(id, headers)?;
    let site = edge.site_even_deleted(id).await?;
    cors::check_origin(headers, uri, &site.document().origins)?;
    Ok(site)
}
