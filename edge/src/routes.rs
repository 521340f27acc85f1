//! The paths, in one table. A handler extracts, calls and replies; each family has a file that mirrors
//! its path, below `visitor`, `api`, `delighted` or `desk`; `mcp` is one of its own.
//!
//! | path | methods | who |
//! | --- | --- | --- |
//! | `/s/{site}.js` | GET | pages |
//! | `/s/{site}.json` | GET | pages that pin the loader |
//! | `/t/{site}/{hash}-{locale}.json` | GET | pages |
//! | `/a/{file}` | GET | pages that name a file of an earlier release |
//! | `/p/{site}/{survey}` | GET, POST | visitors |
//! | `/r/{site}/{id}` | GET, POST | the visitor who holds the id |
//! | `/voices/{site}`, `/voices/{site}.json` | GET | everyone |
//! | `/v1/answers` | POST | visitors |
//! | `/v1/answers/{site}/{id}` | DELETE | the visitor who holds the id |
//! | `/v1/sites/{site}` | PUT, GET, DELETE | admin, write |
//! | `/v1/sites/{site}/history`, `…/history/{id}`, `…/{id}/restore` | GET, POST | write |
//! | `/v1/sites/{site}/keys`, `…/keys/{id}` | POST, GET, DELETE | admin, write |
//! | `/v1/sites/{site}/notes`, `…/notes/{id}` | GET, POST, DELETE | read, care |
//! | `/v1/sites/{site}/voices`, `…/voices/{id}` | GET, PUT | read, care |
//! | `/v1/sites/{site}/cases`, `…/cases/{id}`, `…/{id}/events`, `…/cases/figures` | GET, POST | read, care |
//! | `/v1/sites/{site}/alerts`, `…/alerts/{id}/retry` | GET, POST | read, care |
//! | `/v1/sites/{site}/scores`, `…/summary` | GET | read |
//! | `/v1/sites/{site}/badge.svg` | GET | everyone, or read |
//! | `/v1/sites/{site}/answers` | GET | read |
//! | `/v1/sites/{site}/imports` | POST, GET | write |
//! | `/v1/sites/{site}/imports/{batch}` | DELETE | write |
//! | `/v1/sites/{site}/respondents/{id}` | GET, DELETE | read, write |
//! | `/v1/releases/{file}` | PUT | admin |
//! | `/delighted/{survey}/v1/metrics.json`, `survey_responses.json`, `people.json` | GET | read |
//! | `/mcp` | POST | read, by an assistant |
//! | `/v1/release`, `/v1/openapi.json`, `/healthz` | GET | everyone |
//! | `/`, `/sign-in`, `/sign-out`, `/sites/{site}`, `/sites/{site}/…` | GET, POST | owners, by a session |
//! | `/desk/{file}` | GET | the pages of the desk |

mod api;
mod calls;
mod delighted;
mod desk;
mod mcp;
mod openapi;
mod page_reply;
mod visitor;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use http::HeaderValue;
use http::header::X_CONTENT_TYPE_OPTIONS;

use crate::app::Edge;
use crate::http::caching;
use crate::http::path::PathError;
use crate::problem;

/// Every path, each family in its wrapping.
pub(crate) fn router(edge: &Arc<Edge>) -> Router<Arc<Edge>> {
    let owners = Router::from(api::for_owners())
        .merge(delighted::router())
        .route("/mcp", axum::routing::post(mcp::post))
        // The refusal of a method comes before the layer, to be wrapped as well.
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(caching::caller_alone));
    let everyone = Router::from(api::for_everyone()).merge(Router::from(openapi::described()));
    let router = owners.merge(everyone);
    #[cfg(feature = "contract-route")]
    let router = router.route("/dev/contract", axum::routing::post(api::contract::post));
    router
        .merge(visitor::router())
        .merge(desk::router(edge))
        .fallback(no_path)
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(problem::name_route))
        .layer(from_fn_with_state(Arc::clone(edge), caching::purge_saved))
        .layer(from_fn(caching::nobody))
        .layer(from_fn(careful))
}

/// What holds for every reply: nobody guesses its type.
async fn careful(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

async fn no_path() -> PathError {
    PathError::NoPath
}

async fn no_method() -> PathError {
    PathError::NoMethod
}
