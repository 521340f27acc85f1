//! `GET /v1/openapi.json`: this API, described by the handlers' own types.

use axum::Json;
use utoipa::openapi::OpenApi as Description;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{content, release, script};

/// What stands above the paths. Some paths end in a suffix that the router does not match by itself,
/// or stand in another wrapping, so they are named here; all others describe themselves where they are routed.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Koe",
        description = "Asks a website's visitors one short question, and tells its owner what the \
                       answers say. Every refusal is `application/problem+json` with a stable \
                       `code`.",
    ),
    paths(script::get, script::data, content::get, release::files::get),
    modifiers(&OwnerKeys),
)]
pub(super) struct Head;

struct OwnerKeys;

impl Modify for OwnerKeys {
    fn modify(&self, description: &mut Description) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        description.components.get_or_insert_default().add_security_scheme("key", scheme);
    }
}

/// This description.
#[utoipa::path(
    get,
    path = "/v1/openapi.json",
    tag = "deployment",
    responses((status = 200, description = "OpenAPI 3.1", body = Object)),
)]
pub(super) async fn get() -> Json<Description> {
    Json(super::description())
}
