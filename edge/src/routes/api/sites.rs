//! `/v1/sites/{site}`: the site document, and below it everything an owner asks of a site.

mod alerts;
mod answers;
mod badge;
mod history;
mod imports;
mod keys;
mod notes;
mod recount;
mod respondents;
mod scores;
mod summary;
mod voices;

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, Uri};
use koe_shared::id::SiteId;
use koe_shared::instant::Instant;
use koe_shared::site::{OwnerView, SiteDocument};

use crate::app::Edge;
use crate::http::condition::EditedMeanwhileError;
use crate::http::origin::request_origin;
use crate::http::path::Path;
use crate::http::{auth, body, condition};
use crate::problem::Problem;
use crate::routes::calls::{Calls, routes};
use crate::sites::{
    Conflict, Contents, Outcome, Saved, Saving, Scope, Site, delete_site, named_site, save_site,
};

/// Every path below `/v1/sites`.
pub(super) fn router() -> Calls {
    Calls::new()
        .routes(routes!(put, get, delete))
        .routes(routes!(history::list))
        .routes(routes!(history::get))
        .routes(routes!(history::restore))
        .routes(routes!(keys::post, keys::get))
        .routes(routes!(keys::delete))
        .routes(routes!(notes::post, notes::get))
        .routes(routes!(notes::delete))
        .routes(routes!(scores::get))
        .routes(routes!(summary::get))
        .routes(routes!(alerts::get))
        .routes(routes!(alerts::retry))
        .routes(routes!(voices::get))
        .routes(routes!(voices::put))
        .routes(routes!(recount::post))
        .routes(routes!(answers::get))
        .routes(routes!(imports::post, imports::get))
        .routes(routes!(imports::delete))
        .routes(routes!(respondents::get, respondents::delete))
}

/// What everybody may see of a site, where it says so.
pub(super) fn for_everyone() -> Calls {
    Calls::new().routes(routes!(badge::get))
}

/// Sets up or replaces a site.
///
/// 1. 401, 403: the key. 2. 413, 415, 400, 422: the document. 3. 409: a survey whose wording,
///    labels or scale changed without a new version. 412: somebody else saved meanwhile (only with
///    `If-Match`); the document as it is now, and the fields that differ. 4. 201 new, 200 replaced: the
///    document with its defaults, the tag to paste, without the secret. `ETag` names this state.
#[utoipa::path(
    put,
    operation_id = "put_site",
    path = "/v1/sites/{site}",
    tag = "sites",
    params(
        ("site" = SiteId, Path),
        ("If-Match" = Option<String>, Header, description = "the `ETag` of the state that is edited"),
    ),
    request_body = SiteDocument,
    responses(
        (status = 200, body = OwnerView, description = "replaced",
            headers(("ETag" = String, description = "names the new state"))),
        (status = 201, body = OwnerView, description = "new",
            headers(("ETag" = String, description = "names the new state")), links(
            ("get" = (operation_id = "get_site", parameters(("site" = "$request.path.site")))),
            ("delete" = (operation_id = "delete_site",
                parameters(("site" = "$request.path.site")))),
            ("create_key" = (operation_id = "create_key",
                parameters(("site" = "$request.path.site")))),
            ("list_keys" = (operation_id = "list_keys",
                parameters(("site" = "$request.path.site")))),
            ("list_notes" = (operation_id = "list_notes",
                parameters(("site" = "$request.path.site")))),
            ("history" = (operation_id = "list_history",
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
        (status = 412, description = "edited_meanwhile"),
        (status = 415, description = "unsupported_media_type"),
        (status = 422, description = "invalid_id, missing_field, unknown_field, invalid_value, \
            empty, too_long, too_many, out_of_bounds, repeated, unknown_timezone, \
            locale_not_offered, invalid_origin, invalid_link, invalid_pattern, invalid_selector, \
            invalid_segment_name, invalid_segment_value, invalid_theme_name, too_short, \
            unknown_scale, display_not_for_metric, secret_length, matches_everything, \
            not_one_address, invalid_address, unknown_address, invalid_secret, \
            invalid_quiet_hours, invalid_hours, never_open, invalid_day, unknown_department"),
        (status = 503, description = "entropy_unavailable, not_visible_yet"),
    ),
    security(("key" = ["write"])),
)]
async fn put(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    // 1.
    let id: SiteId = site.parse()?;
    let caller = auth::require(&edge, &headers, &id, Scope::Write).await?;
    // 2.
    body::check_type(&headers, body::JSON)?;
    let body = body::read(&headers, body, body::DOCUMENT).await?;
    let contents = Contents::Document(Box::new(SiteDocument::parse(&body)?));
    // 3.
    let (based_on, by) = (condition::based_on(&headers), caller.name());
    let origin = request_origin(&headers, &uri);
    let reached = edge.reached(&origin);
    let saving = Saving { site: id, contents, based_on, by, form: None, reached };
    let outcome = save_site(edge.sites(), saving, edge.entropy(), edge.now()).await?;
    // 4.
    Ok(reply(outcome, &origin))
}

/// What a save came to: 201 new, 200 replaced, 412 edited meanwhile.
fn reply(outcome: Outcome, origin: &str) -> Response {
    match outcome {
        Outcome::Saved(Saved { site, is_new, .. }) => {
            let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
            let response = (status, Json(view(&site, origin))).into_response();
            condition::with_state(response, &site)
        }
        Outcome::Edited(Conflict { current: site, fields }) => {
            let current = site.as_ref().map(|site| serde_json::to_value(view(site, origin)));
            let current = current.and_then(Result::ok);
            let response = Problem::from(EditedMeanwhileError { current, fields }).into_response();
            match site {
                Some(site) => condition::with_state(response, &site),
                None => response,
            }
        }
    }
}

/// The site document.
#[utoipa::path(
    get,
    operation_id = "get_site",
    path = "/v1/sites/{site}",
    tag = "sites",
    params(("site" = SiteId, Path)),
    responses(
        (status = 200, body = OwnerView, description = "the document with its defaults",
            headers(("ETag" = String, description = "names this state"))),
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
) -> Result<Response, Problem> {
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Write).await?;
    let site = edge.sites().get_fresh(&id).await?;
    let response = Json(view(&site, &request_origin(&headers, &uri))).into_response();
    Ok(condition::with_state(response, &site))
}

/// Takes a site down: it is 404 at once, and its keys are gone. Its answers stay until their
/// retention ends; setting it up again finds them, every survey version and its history.
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
        (status = 503, description = "entropy_unavailable, not_visible_yet"),
    ),
    security(("key" = ["write"])),
)]
async fn delete(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let id = named_site(&site)?;
    let caller = auth::require(&edge, &headers, &id, Scope::Write).await?;
    edge.sites().get_fresh(&id).await?;
    delete_site(edge.sites(), &id, caller.name(), edge.entropy(), edge.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn view(site: &Site, origin: &str) -> OwnerView {
    OwnerView {
        document: site.document().clone(),
        script: format!("<script async src=\"{origin}/s/{}.js\"></script>", site.id),
        updated_at: Instant(site.record.updated_at),
    }
}
