//! What visitors and their pages call.

mod answers;
mod content;
mod hosted;
mod receipt;
mod released_file;
mod script;
mod voices;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;
use utoipa::OpenApi;

pub(super) use self::released_file::Bytes;
use super::calls::{Calls, routes};
use crate::app::Edge;
use crate::http::cors;
use crate::http::path::PathError;

/// Every path for visitors, each family in its wrapping.
pub(super) fn router() -> Router<Arc<Edge>> {
    let for_pages = Router::new()
        .route("/s/{file}", get(script::get))
        .route("/t/{site}/{file}", get(content::get))
        .route("/a/{file}", get(released_file::get))
        .route("/voices/{file}", get(voices::get))
        // The refusal of a method comes before the layer, to be wrapped as well: OPTIONS is no
        // method of a route, but one of the wrapping.
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(cors::everyone));
    let forms = Router::new()
        .route("/p/{site}/{survey}", get(hosted::get).post(hosted::post))
        .route("/r/{site}/{id}", get(receipt::get).post(receipt::post))
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(|request, next| cors::public(request, next, "GET, HEAD, POST, OPTIONS")));
    let calls = Router::from(described())
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(|request, next| cors::public(request, next, "POST, DELETE, OPTIONS")));
    calls.merge(for_pages).merge(forms)
}

/// The calls that describe themselves where they are routed.
pub(super) fn described() -> Calls {
    Calls::new().routes(routes!(answers::post::post)).routes(routes!(answers::delete::delete))
}

/// The paths for pages. Some end in a suffix that the router does not match by itself, and all stand in
/// another wrapping, so they are described here.
#[derive(OpenApi)]
#[openapi(paths(script::get, script::data, content::get, released_file::get, voices::get))]
pub(super) struct ForPages;

async fn no_method() -> PathError {
    PathError::NoMethod
}
