//! `/v1/sites/{site}`: the site document, and below it everything an owner asks of a site.

mod answers;
mod imports;
mod keys;
mod recount;
mod respondents;
mod scores;

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::id::SiteId;
use koe_shared::instant::Instant;
use koe_shared::site::{OwnerView, SiteDocument};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::Edge;
use crate::http::origin::request_origin;
use crate::http::path::Path;
use crate::http::{auth, body};
use crate::problem::Problem;
use crate::sites::{Saved, Scope, Site, delete_site, named_site, put_site};

/// Every path below `/v1/sites`.
pub(super) fn router() -> OpenApiRouter<Arc<Edge>> {
    OpenApiRouter::new()
        .routes(routes!(put, get, delete))
        .routes(routes!(keys::post, keys::get))
        .routes(routes!(keys::delete))
        .routes(routes!(scores::get))
        .routes(routes!(recount::post))
        .routes(routes!(answers::get))
        .routes(routes!(imports::post))
        .routes(routes!(respondents::get, respondents::delete))
}

/// Sets up or replaces a site.
///
/// 1. 401, 403: the key. 2. 413, 415, 400, 422: the document. 3. 409: a survey whose wording,
///    labels or scale changed without a new version. 4. 201 new, 200 replaced: the document with its
///    defaults, the tag to paste, without the secret.
#[utoipa::path(
    put,
    operation_id = "put_site",
    path = "/v1/sites/{site}",
    tag = "sites",
    params(("site" = SiteId, Path)),
    request_body = SiteDocument,
    responses(
        (status = 200, body = OwnerView, description = "replaced"),
        (status = 201, body = OwnerView, description = "new", links(
            ("get" = (operation_id = "get_site", parameters(("site" = "$request.path.site")))),
            ("delete" = (operation_id = "delete_site",
                parameters(("site" = "$request.path.site")))),
            ("create_key" = (operation_id = "create_key",
                parameters(("site" = "$request.path.site")))),
            ("list_keys" = (operation_id = "list_keys",
                parameters(("site" = "$request.path.site")))),
            ("scores" = (operation_id = "get_scores", parameters(
                ("site" = "$request.path.site"), ("survey" = "$request.body#/surveys/0/id"),
            ))),
            ("answers" = (operation_id = "list_answers",
                parameters(("site" = "$request.path.site")))),
        )),
        (status = 400, description = "broken_json"),
        (status = 403, description = "key_of_another_site"),
        (status = 409, description = "version_not_raised"),
        (status = 415, description = "unsupported_media_type"),
        (status = 422, description = "invalid_id, missing_field, unknown_field, invalid_value, \
            empty, too_long, too_many, out_of_bounds, repeated, unknown_timezone, \
            locale_not_offered, invalid_origin, invalid_link, invalid_pattern, invalid_selector, \
            invalid_segment_name, invalid_segment_value, unknown_scale, display_not_for_metric, \
            secret_length"),
        (status = 503, description = "entropy_unavailable"),
    ),
    security(("key" = ["write"])),
)]
async fn put(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<OwnerView>), Problem> {
    // 1.
    let id: SiteId = site.parse()?;
    auth::require(&edge, &headers, &id, Scope::Write).await?;
    // 2.
    body::check_type(&headers, body::JSON)?;
    let body = body::read(&headers, body, body::DOCUMENT).await?;
    let document = SiteDocument::parse(&body)?;
    // 3.
    let (entropy, now) = (edge.entropy(), edge.now());
    let Saved { site, is_new } = put_site(edge.sites(), id, document, entropy, now).await?;
    // 4.
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(view(&site, &request_origin(&headers, &uri)))))
}

/// The site document.
#[utoipa::path(
    get,
    operation_id = "get_site",
    path = "/v1/sites/{site}",
    tag = "sites",
    params(("site" = SiteId, Path)),
    responses(
        (status = 200, body = OwnerView, description = "the document with its defaults"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
    ),
    security(("key" = ["write"])),
)]
async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<OwnerView>, Problem> {
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Write).await?;
    let site = edge.sites().get_fresh(&id).await?;
    Ok(Json(view(&site, &request_origin(&headers, &uri))))
}

/// Takes a site down: it is 404 at once, and its keys are gone. Its answers stay until their
/// retention ends; setting it up again finds them and every survey version.
#[utoipa::path(
    delete,
    operation_id = "delete_site",
    path = "/v1/sites/{site}",
    tag = "sites",
    params(("site" = SiteId, Path)),
    responses(
        (status = 204, description = "deleted"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
    ),
    security(("key" = ["write"])),
)]
async fn delete(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Write).await?;
    delete_site(edge.sites(), edge.store(), &id, edge.clock()).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn view(site: &Site, origin: &str) -> OwnerView {
    OwnerView {
        document: site.document().clone(),
        script: format!("<script async src=\"{origin}/s/{}.js\"></script>", site.id),
        updated_at: Instant(site.record.updated_at),
    }
}
