//! The paths, in one table; each family has a file that mirrors its path.
//!
//! | path | methods | who |
//! | --- | --- | --- |
//! | `/s/{site}.js` | GET | pages |
//! | `/s/{site}.json` | GET | pages that pin the loader |
//! | `/t/{site}/{hash}-{locale}.json` | GET | pages |
//! | `/a/{file}` | GET | pages that name a file of an earlier release |
//! | `/p/{site}/{survey}` | GET, POST | visitors |
//! | `/r/{site}/{id}` | GET, POST | the visitor who holds the id |
//! | `/v1/answers` | POST | visitors |
//! | `/v1/answers/{site}/{id}` | DELETE | the visitor who holds the id |
//! | `/v1/sites/{site}` | PUT, GET, DELETE | admin, write |
//! | `/v1/sites/{site}/keys`, `…/keys/{id}` | POST, GET, DELETE | admin, write |
//! | `/v1/sites/{site}/scores` | GET | read |
//! | `/v1/sites/{site}/answers` | GET | read |
//! | `/v1/sites/{site}/imports` | POST | write |
//! | `/v1/releases/{file}` | PUT | admin |
//! | `/v1/release`, `/v1/openapi.json`, `/healthz` | GET | everyone |

mod answers;
mod content;
#[cfg(feature = "contract-route")]
mod contract;
mod healthz;
mod hosted;
mod openapi;
mod path;
mod receipt;
mod release;
mod script;
mod sites;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cors;
use crate::edge::Edge;
use crate::problem::{self, Problem};

#[cfg(test)]
pub(crate) use self::release::file::FileName;
pub(crate) use self::release::file::InvalidFileName;
pub(crate) use self::sites::ImportError;

/// Every path, each family in its wrapping.
pub(crate) fn router() -> Router<Arc<Edge>> {
    let for_pages = Router::new()
        .route("/s/{file}", axum::routing::get(script::get))
        .route("/t/{site}/{file}", axum::routing::get(content::get))
        .route("/a/{file}", axum::routing::get(release::files::get))
        // The refusal of a method comes before the layer, to be wrapped as well: OPTIONS is no
        // method of a route, but one of the wrapping.
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(cors::everyone));
    let forms = Router::new()
        .route("/p/{site}/{survey}", axum::routing::get(hosted::get).post(hosted::post))
        .route("/r/{site}/{id}", axum::routing::get(receipt::get).post(receipt::post))
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(|request, next| cors::public(request, next, "GET, HEAD, POST, OPTIONS")));
    let for_visitors = Router::from(for_visitors())
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(|request, next| cors::public(request, next, "POST, DELETE, OPTIONS")));
    let router = Router::from(for_owners());
    #[cfg(feature = "contract-route")]
    let router = router.route("/dev/contract", axum::routing::post(contract::post));
    router
        .merge(for_visitors)
        .merge(for_pages)
        .merge(forms)
        .fallback(no_path)
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(problem::name_route))
        .layer(from_fn(careful))
}

/// The description of every path, from the handlers' own types.
pub(crate) fn description() -> OpenApi {
    let head = OpenApiRouter::with_openapi(openapi::Head::openapi());
    head.merge(for_visitors()).merge(for_owners()).into_openapi()
}

fn for_visitors() -> OpenApiRouter<Arc<Edge>> {
    OpenApiRouter::new()
        .routes(routes!(answers::post::post))
        .routes(routes!(answers::delete::delete))
}

fn for_owners() -> OpenApiRouter<Arc<Edge>> {
    OpenApiRouter::new()
        .merge(sites::router())
        .routes(routes!(release::get))
        .routes(routes!(release::files::put))
        .routes(routes!(healthz::get))
        .routes(routes!(openapi::get))
}

/// Tells caches not to keep a reply that says nothing about caching, and browsers not to guess the
/// type of any reply.
async fn careful(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

async fn no_path() -> Problem {
    Problem::NoPath
}

async fn no_method() -> Problem {
    Problem::NoMethod
}
