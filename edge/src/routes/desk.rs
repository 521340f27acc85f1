//! What a person sees who has a key: pages, by a session of their own.
//!
//! 1. 403: a page that is fetched or framed; a form from another origin. 2. 401: no session; the form for a key,
//!    with what was typed. 3. 403: a form without the token of its session; a key of another site or of a smaller
//!    scope. 4. 404: no such site. 5. 503: storage. All of them as pages, in the person's language.

mod answers;
mod cases;
mod check;
mod comments;
mod entry;
mod file;
mod guard;
mod hand_out;
mod import;
mod journey;
mod keys;
mod notes;
mod overview;
mod person;
mod report;
mod settings;
mod setup;
mod sign_in;
mod sign_out;
mod sites;
mod trend;
mod visit;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

use crate::app::Edge;
use crate::desk::place::{DOOR, SIGN_IN, SIGN_OUT};
use crate::http::path::PathError;
use crate::http::rest::receive_rest;

/// Every path of the desk.
pub(super) fn router(edge: &Arc<Edge>) -> Router<Arc<Edge>> {
    let pages = Router::new()
        .route(DOOR, get(sites::get))
        .route(SIGN_IN, get(sign_in::get).post(sign_in::post))
        .route(SIGN_OUT, post(sign_out::post))
        .route("/sites/{site}", get(overview::get))
        .route("/sites/{site}/trend", get(trend::get))
        .route("/sites/{site}/answers.csv", get(answers::csv))
        .route("/sites/{site}/answers.ndjson", get(answers::ndjson))
        .route("/sites/{site}/journey", get(journey::get))
        .route("/sites/{site}/notes", get(notes::get).post(notes::post))
        .route("/sites/{site}/check", get(check::get))
        .route("/sites/{site}/comments", get(comments::get).post(comments::post))
        .route("/sites/{site}/cases", get(cases::get).post(cases::post))
        .route("/sites/{site}/cases/figures", get(cases::figures))
        .route("/sites/{site}/cases/{case}", get(cases::get_one).post(cases::post_one))
        .route("/sites/{site}/hand-out", get(hand_out::get))
        .route("/sites/{site}/hand-out/code.svg", get(hand_out::code))
        .route("/sites/{site}/settings", get(settings::get))
        .route("/sites/{site}/keys", get(keys::get).post(keys::post))
        .route("/sites/{site}/import", get(import::get).post(import::post))
        .merge(setup::router())
        .method_not_allowed_fallback(no_method)
        .layer(from_fn_with_state(Arc::clone(edge), guard::pages))
        .layer(from_fn(receive_rest));
    pages.route("/desk/{file}", get(file::get))
}

async fn no_method() -> PathError {
    PathError::NoMethod
}
