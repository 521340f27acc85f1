//! `GET /v1/openapi.json`: this API, described by the handlers' own types.
//!
//! What a handler's attribute says is completed here, the same for every call: [`refusals`] adds
//! what calls of a kind have in common, [`flat`] makes one object of what serde flattens, and
//! [`prose`] takes the marks of Rust's documentation out of descriptions.

mod flat;
mod prose;
mod refusals;
#[cfg(test)]
mod tests;

use axum::Json;
use serde_json::Value;
use utoipa::openapi::OpenApi as Description;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::api::parameters::{Compare, ConfidenceLevel, Day, GroupBy, HighestScore, SegmentFilter};
use super::calls::{Calls, routes};
use super::{api, visitor};
use crate::releases::FileName;
use crate::reports::{Format, Interval as BucketWidth};

/// The path of this description, as it describes itself.
pub(super) fn described() -> Calls {
    Calls::new().routes(routes!(get))
}

/// What stands above the paths.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Koe",
        description = "Asks a website's visitors one short question, and tells its owner what the \
                       answers say.\n\nEvery refusal is `application/problem+json` with a stable \
                       `code`; the responses name the codes that a call may give. A path answers \
                       any other method with 405 and `Allow`.",
    ),
    tags(
        (name = "for visitors", description = "Calls of a page's visitors, without a credential."),
        (name = "sites", description = "The document that says what a site asks, and how."),
        (name = "keys", description = "What colleagues and programs call with."),
        (name = "notes", description = "What the owner changed, and when."),
        (name = "alerts", description = "Who was told at once of which answers, and what came of it."),
        (name = "cases", description = "Answers that somebody follows up, and what was done about each."),
        (name = "voices", description = "Comments that may be published, and which of them are."),
        (name = "reports", description = "Scores, and the answers behind them."),
        (name = "people", description = "Everything of one person, to give it to them or to erase it."),
        (name = "imports", description = "Answers that were given elsewhere."),
        (name = "deployment", description = "What a deployment says of itself."),
        (name = "for pages", description = "What the tag on a page loads."),
    ),
    // What only parameters name is not found by itself.
    components(schemas(
        BucketWidth, Compare, ConfidenceLevel, Day, FileName, Format, GroupBy, HighestScore, SegmentFilter,
    )),
    modifiers(&OwnerKeys),
)]
struct Head;

struct OwnerKeys;

impl Modify for OwnerKeys {
    fn modify(&self, description: &mut Description) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(
            "The admin key of the deployment, or a key of the site with the scope that the call \
             needs.",
        ));
        let scheme = SecurityScheme::Http(bearer.build());
        description.components.get_or_insert_default().add_security_scheme("key", scheme);
        // The derive takes that of the package, which names none.
        description.info.license = None;
    }
}

/// The document, from what the handlers say of themselves.
fn document() -> Value {
    let mut head = Head::openapi();
    head.merge(visitor::ForPages::openapi());
    let calls =
        visitor::described().merge(api::for_owners()).merge(api::for_everyone()).merge(described());
    let mut description = calls.describe(head);
    refusals::complete(&mut description);
    if let Some(components) = &mut description.components {
        flat::flatten(&mut components.schemas);
    }
    let mut document = serde_json::to_value(description).unwrap_or_default();
    prose::polish(&mut document);
    document
}

/// This description.
#[utoipa::path(
    get,
    operation_id = "get_openapi",
    path = "/v1/openapi.json",
    tag = "deployment",
    responses((status = 200, description = "OpenAPI 3.1", body = Object)),
)]
async fn get() -> Json<Value> {
    Json(document())
}
