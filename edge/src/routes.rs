//! The paths, in one table; each family has a file that mirrors its path.
//!
//! | path | methods | who |
//! | --- | --- | --- |
//! | `/s/{site}.js` | GET | pages |
//! | `/t/{site}/{hash}.json` | GET | pages |
//! | `/v1/answers` | POST | visitors |
//! | `/v1/answers/{site}/{id}` | DELETE | the visitor who holds the id |
//! | `/v1/sites/{site}` | PUT, GET, DELETE | admin, write |
//! | `/v1/sites/{site}/keys`, `…/keys/{id}` | POST, GET, DELETE | admin, write |
//! | `/v1/sites/{site}/scores` | GET | read |
//! | `/v1/sites/{site}/answers` | GET | read |
//! | `/v1/sites/{site}/imports` | POST | write |
//! | `/v1/openapi.json`, `/healthz` | GET | everyone |

mod content;
mod healthz;
mod openapi;
mod script;
mod sites;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cors;
use crate::edge::Edge;
use crate::problem::{self, Problem};

/// Every path, each with its wrapping.
pub(crate) fn router() -> Router<Arc<Edge>> {
    let for_pages = Router::new()
        .route("/s/{file}", axum::routing::get(script::get))
        .route("/t/{site}/{file}", axum::routing::get(content::get))
        .layer(from_fn(cors::everyone));
    Router::from(documented())
        .merge(for_pages)
        .fallback(no_path)
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(problem::name_route))
}

/// The description of every path, from the handlers' own types.
pub(crate) fn description() -> OpenApi {
    documented().into_openapi()
}

fn documented() -> OpenApiRouter<Arc<Edge>> {
    let for_visitors = OpenApiRouter::new()
        .layer(from_fn(cors::public));
    OpenApiRouter::with_openapi(openapi::Head::openapi())
        .merge(for_visitors)
        .merge(sites::router())
        .routes(routes!(healthz::get))
        .routes(routes!(openapi::get))
}

async fn no_path() -> Problem {
    Problem::NoPath
}

async fn no_method() -> Problem {
    Problem::NoMethod
}
