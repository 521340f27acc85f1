//! `/r/{site}/{id}`: the receipt of an answer, for whoever holds its id.
//!
//! GET:
//!
//! 1. 429: too many receipts for one address. A page says so, as of what follows.
//! 2. 404: an unknown site, an invalid id, an answer that is erased or not visible here (yet).
//! 3. 200: the newest visible revision, and the ways back.
//!
//! POST, from its forms:
//!
//! 1. 413, 415, 404, 403, 429 as for any answer.
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

use self::visit::{Seen, Visit, turn_away};
use crate::cors;
use crate::edge::Edge;
use crate::limits::Counted;
use crate::pages::fields::Fields;
use crate::pages::receipt::Change;
use crate::problem::Problem;
use crate::routes::path::Path;
use crate::site::Site;

/// Shows the receipt.
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path((site, id)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let fields = Fields::of_address(&uri);
    if let Err(problem) = edge.count(Counted::Receipt, &headers) {
        return turn_away(&edge, &fields, &headers, problem);
    }
    let visit = match Visit::begin(&edge, &site, &id, &fields, &headers, |_| Ok(())).await {
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
    if let Ok(id) = site.parse()
        && let Err(problem) = edge.may_look_up(&id, &headers)
    {
        return Ok(turn_away(&edge, &fields, &headers, problem));
    }
    let admit = |site: &Site| {
        let listed = cors::check_origin(&headers, &uri, &site.document().origins);
        listed.map_err(|refusal| edge.refused(Counted::Refusal, &headers, refusal))?;
        edge.count_write(&site.id, &headers)
    };
    let visit = match Visit::begin(&edge, &site, &id, &fields, &headers, admit).await {
        Ok(visit) => visit,
        Err(page) => return Ok(page),
    };
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
