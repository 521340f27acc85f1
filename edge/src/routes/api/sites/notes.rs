//! `/v1/sites/{site}/notes`: what the owner changed, and when.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http::{HeaderMap, StatusCode};
use koe_shared::id::SiteId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Edge;
use crate::http::path::Path;
use crate::http::{auth, body};
use crate::notes::{Note, NoteRequest, create_note, delete_note, list_notes};
use crate::problem::Problem;
use crate::sites::{Calendar, Scope, named_site};

/// The notes of a site, the newest day first.
#[derive(Serialize, ToSchema)]
pub(super) struct NoteList {
    notes: Vec<Note>,
}

/// Notes what was changed on a day: at most 200 notes a site. A series of scores tells those of its days.
///
/// 1. 401, 403: the key. 2. 404: the site. 3. 413, 415, 400, 422: the note. 4. 422: the site has as many notes as it
///    may have. 5. 201: the note with its id.
#[utoipa::path(
    post,
    operation_id = "create_note",
    path = "/v1/sites/{site}/notes",
    tag = "notes",
    params(("site" = SiteId, Path)),
    request_body = NoteRequest,
    responses(
        (status = 201, body = Note, description = "the note", links(
            ("delete" = (operation_id = "delete_note", parameters(
                ("site" = "$request.path.site"), ("id" = "$response.body#/id"),
            ))),
        )),
        (status = 400, description = "broken_json"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
        (status = 415, description = "unsupported_media_type"),
        (status = 422, description = "missing_field, wrong_type, invalid_time, out_of_bounds, \
            empty, too_long, unknown_touchpoint, too_many"),
        (status = 503, description = "entropy_unavailable"),
    ),
    security(("key" = ["care"])),
)]
pub(super) async fn post(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Note>), Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Care).await?;
    // 2: as it is stored now, since a touchpoint may be a minute old.
    let site = edge.sites().get_fresh(&id).await?;
    // 3.
    body::check_type(&headers, body::JSON)?;
    let body = body::read(&headers, body, body::ANSWER).await?;
    let now = edge.now();
    let today = Calendar::new(&site.document().timezone, now).zoned(now).date();
    let request = NoteRequest::read(&body::object(&body)?, site.document(), today)?;
    // 4, 5.
    let note = create_note(edge.store(), &id, request, edge.entropy(), now).await?;
    Ok((StatusCode::CREATED, Json(note)))
}

/// What the owner changed, and when: the newest day first. A note that was written elsewhere shows within a minute.
#[utoipa::path(
    get,
    operation_id = "list_notes",
    path = "/v1/sites/{site}/notes",
    tag = "notes",
    params(("site" = SiteId, Path)),
    responses(
        (status = 200, body = NoteList, description = "the notes, the newest day first"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
    ),
    security(("key" = ["read"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    headers: HeaderMap,
) -> Result<Json<NoteList>, Problem> {
    let site = named_site(&site)?;
    auth::require(&edge, &headers, &site, Scope::Read).await?;
    edge.sites().get(&site).await?;
    let notes = list_notes(edge.store(), &site).await?;
    Ok(Json(NoteList { notes }))
}

/// Deletes a note. Other locations follow within a minute.
#[utoipa::path(
    delete,
    operation_id = "delete_note",
    path = "/v1/sites/{site}/notes/{id}",
    tag = "notes",
    params(("site" = SiteId, Path), ("id" = String, Path, description = "the note")),
    responses(
        (status = 204, description = "deleted"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_note"),
    ),
    security(("key" = ["care"])),
)]
pub(super) async fn delete(
    State(edge): State<Arc<Edge>>,
    Path((site, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let site = named_site(&site)?;
    auth::require(&edge, &headers, &site, Scope::Care).await?;
    edge.sites().get(&site).await?;
    delete_note(edge.store(), &site, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
