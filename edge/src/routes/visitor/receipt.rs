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

mod visit;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode, Uri};

use self::visit::{Visit, turn_away};
use crate::answers::Visible;
use crate::app::Edge;
use crate::http::caller::{client, visitor};
use crate::http::forms::{address_fields, posted_fields};
use crate::http::path::Path;
use crate::limits::Counted;
use crate::pages::receipt::Change;
use crate::problem::Problem;

/// Shows the receipt.
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path((site, id)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let fields = address_fields(&uri);
    // 1.
    if let Err(error) = edge.limits().call(Counted::Receipt, client(&headers), edge.now()) {
        return turn_away(&edge, &fields, &headers, error);
    }
    // 2.
    let visit = match Visit::begin(&edge, (&site, &id), &fields, &headers, None).await {
        Ok(visit) => visit,
        Err(page) => return page,
    };
    // 3.
    match &visit.seen {
        _ if fields.is_set("taken_back") => visit.taken_back(StatusCode::OK),
        Visible::Erased => visit.taken_back(StatusCode::NOT_FOUND),
        Visible::Nothing => visit.nothing(),
        Visible::Answer(answer) => {
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
    // 1.
    let fields = posted_fields(&headers, body).await?;
    let visitor = visitor(&edge, &headers, &uri);
    if let Ok(id) = site.parse()
        && let Err(error) = visitor.may_look_up(edge.sites(), &id)
    {
        return Ok(turn_away(&edge, &fields, &headers, error));
    }
    let visit = match Visit::begin(&edge, (&site, &id), &fields, &headers, Some(&visitor)).await {
        Ok(visit) => visit,
        Err(page) => return Ok(page),
    };
    // 2.
    if fields.get("do") == Some("take_back") {
        return Ok(visit.take_back().await.unwrap_or_else(|problem| visit.refuse(problem)));
    }
    // 3.
    match &visit.seen {
        Visible::Erased => Ok(visit.taken_back(StatusCode::NOT_FOUND)),
        Visible::Nothing => Ok(visit.nothing()),
        Visible::Answer(answer) => match visit.change(answer, &fields).await {
            Ok(page) => Ok(page),
            Err(problem) => Ok(visit.refuse(problem)),
        },
    }
}
