//! `/r/{site}/{id}`: the receipt of an answer, for whoever holds its id.
//!
//! GET:
//!
//! 1. 404: a site that never was, an id that is none, an answer that is erased or not visible here
//!    (yet). A page says so.
//! 2. 200: the newest visible revision, and the ways back.
//!
//! POST, from its forms:
//!
//! 1. 413, 415, 404, 429, 403 as for any answer.
//! 2. `do=take_back`: what `DELETE /v1/answers/{site}/{id}` does; 303 to the page that says so. A
//!    deleted site's answers can still be taken back.
//! 3. `do=change`: 422 with the form for a score that is missing and an answer older than 30 days,
//!    else a revision that outranks what may still be under way; 303 back.

mod change;
mod visit;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode, Uri};

use self::visit::{Seen, Visit};
use crate::cors;
use crate::edge::Edge;
use crate::pages::fields::Fields;
use crate::pages::receipt::Change;
use crate::problem::Problem;
use crate::routes::path::Path;

/// Shows the receipt.
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path((site, id)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let fields = Fields::of_address(&uri);
    let visit = match Visit::begin(&edge, &site, &id, &fields, &headers).await {
        Ok(visit) => visit,
        Err(page) => return page,
    };
    match &visit.seen {
        _ if fields.is_set("taken_back") => visit.taken_back(StatusCode::OK),
        Seen::Erased => visit.taken_back(StatusCode::NOT_FOUND),
        Seen::Nothing => visit.nothing(),
        Seen::Answer(answer) => {
            let change = if fields.is_set("changed") { Change::Done } else { Change::Open };
            visit.show(answer, change).unwrap_or_else(|problem| visit.refuse(problem))
        }
    }
}

/// Changes the answer, or takes it back.
pub(super) async fn post(
    State(edge): State<Arc<Edge>>,
    Path((site, id)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let fields = Fields::posted(&headers, body).await?;
    let visit = match Visit::begin(&edge, &site, &id, &fields, &headers).await {
        Ok(visit) => visit,
        Err(page) => return Ok(page),
    };
    if let Err(problem) = edge.count_write(&visit.site.id, &headers) {
        return Ok(visit.refuse(problem));
    }
    cors::check_origin(&headers, &uri, &visit.site.document().origins)?;
    if fields.get("do") == Some("take_back") {
        return Ok(visit.take_back().await.unwrap_or_else(|problem| visit.refuse(problem)));
    }
    match &visit.seen {
        Seen::Erased => Ok(visit.taken_back(StatusCode::NOT_FOUND)),
        Seen::Nothing => Ok(visit.nothing()),
        Seen::Answer(answer) => match visit.change(answer, &fields).await {
            Ok(page) => Ok(page),
            Err(problem) => Ok(visit.refuse(problem)),
        },
    }
}
