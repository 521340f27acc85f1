//! `DELETE /v1/answers/{site}/{id}`: whoever holds the id takes the answer back.
//!
//! 1. 404, 422: the site and the id; a deleted site's answers can still be taken back. 2. 429: the
//!    limits. 3. 403: the page.
//! 4. The tombstone, written without reading: it outranks every revision, present or to come. It
//!    has no content and stays until the answer's retention ends.
//! 5. The late marker, which brings the cron back to what is not visible yet.
//! 6. The revisions that a list shows are deleted.
//! 7. 204, whether there was an answer or not: nobody learns which ids exist.

use std::sync::Arc;

use axum::extract::State;
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::answer::AnswerError;
use koe_shared::id::{AnswerId, InvalidAnswerId, SiteId, SurveyId};

use crate::cors;
use crate::edge::Edge;
use crate::keys::{self, Rank};
use crate::problem::{Problem, ProblemDocument};
use crate::query::Params;
use crate::routes::path::Path;
use crate::site::Site;
use crate::store::{Put, StoreError};
use crate::stored::{self, Tombstone};
use crate::sweep;

/// Takes an answer back, at any time.
#[utoipa::path(
    delete,
    path = "/v1/answers/{site}/{id}",
    tag = "for visitors",
    params(
        ("site" = SiteId, Path),
        ("id" = AnswerId, Path, description = "the id the answer was sent with"),
        ("survey" = Option<SurveyId>, Query,
         description = "counts the withdrawal on this survey alone"),
    ),
    responses(
        (status = 204, description = "taken back, or there was nothing to take back"),
        (status = 403, body = ProblemDocument, description = "foreign_origin"),
        (status = 404, body = ProblemDocument, description = "unknown_site"),
        (status = 422, body = ProblemDocument, description = "invalid_id"),
        (status = 429, body = ProblemDocument),
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
    let survey = Params::of(&uri).ok().and_then(|mut params| params.take("survey"));
    let survey: Option<SurveyId> = survey.and_then(|survey| survey.parse().ok());
    edge.count_write(&site_id, &headers)?;
    let site = edge.site_even_deleted(&site_id).await?;
    cors::check_origin(&headers, &uri, &site.document().origins)?;
    take_back(&edge, &site, id, survey.as_ref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes an answer back, whichever way its visitor said so: steps 4 to 6.
pub(in crate::routes) async fn take_back(
    edge: &Edge,
    site: &Site,
    id: AnswerId,
    survey: Option<&SurveyId>,
) -> Result<(), Problem> {
    let now = edge.now();
    let Some(expires_at) = stored::expiry(site.document(), id.time(), now) else {
        // Whatever there was has expired.
        return Ok(());
    };
    let public_id = id.public(&site.id);
    let metadata = Tombstone::encode(survey);
    let put = Put { value: "", metadata: Some(&metadata), expires_at: Some(expires_at) };
    let tombstone = keys::answer(&site.id, &public_id, Rank::Tombstone);
    // Storage takes a key once a second. A tombstone that is there stays there, whoever clicks twice.
    match edge.store().put(&tombstone, put).await {
        Err(StoreError::Busy) if edge.store().get(&tombstone).await?.is_some() => return Ok(()),
        put => put?,
    }
    sweep::mark(edge.store(), &site.id, &public_id, now, expires_at).await?;
    match sweep::delete_revisions(edge.store(), &site.id, &public_id).await {
        // A revision that was written this very second: the marker brings the cron back to it.
        Ok(_) | Err(StoreError::Busy) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
