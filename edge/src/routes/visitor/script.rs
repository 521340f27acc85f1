//! `GET /s/{site}.js`: the one script an owner embeds. `GET /s/{site}.json`: the same configuration
//! for a page that pins the loader by its hash.
//!
//! 1. The site, at most a minute old; an unknown one is 404, with a script that says so once on the
//!    console, because a script tag shows nobody a problem document.
//! 2. The loader with the site's public configuration, and the rules that it names and no others,
//!    in the places of its two free identifiers. As JSON with the hashes of the files it names, and
//!    404 as a problem, since a script asks.
//! 3. 304 where the browser's copy is still the same.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use koe_shared::id::SiteId;

use crate::app::Edge;
use crate::http::caching::keep_a_while;
use crate::http::etag::tagged;
use crate::http::path::{Path, PathError};
use crate::problem::Problem;
use crate::releases::{PinnedConfig, pinned_config, script};
use crate::sites::{LookupError, named_site};

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// The loader and the site's public configuration, in one response.
#[utoipa::path(
    get,
    operation_id = "get_site_script",
    path = "/s/{site}.js",
    tag = "for pages",
    params(("site" = SiteId, Path)),
    responses(
        (status = 200, content_type = "text/javascript", body = String, description = "the script"),
        (status = 304, description = "the copy named by If-None-Match is still the same"),
        (status = 404, content_type = "text/javascript", body = String,
         description = "a script that names the unknown site on the console"),
    ),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(name) = file.strip_suffix(".json") {
        return data(&edge, name, &headers).await;
    }
    let name = file.strip_suffix(".js").ok_or(PathError::NoPath)?;
    let Ok(id) = name.parse::<SiteId>() else { return Ok(unknown(name)) };
    // 1.
    let site = match edge.sites().get(&id).await {
        Err(LookupError::Unknown { .. }) => return Ok(unknown(name)),
        site => site?,
    };
    // 2, 3.
    let text = script(&edge.config().release, &site);
    Ok(kept_a_while(&headers, &id, JAVASCRIPT, text))
}

/// The site's public configuration, with the hashes of the files it names.
#[utoipa::path(
    get,
    operation_id = "get_site_config",
    path = "/s/{site}.json",
    tag = "for pages",
    params(("site" = SiteId, Path)),
    responses(
        (status = 200, body = PinnedConfig, description = "the configuration"),
        (status = 304, description = "the copy named by If-None-Match is still the same"),
        (status = 404, description = "unknown_site"),
    ),
)]
pub(super) async fn data(
    edge: &Edge,
    name: &str,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let id = named_site(name)?;
    let site = edge.sites().get(&id).await?;
    let config = pinned_config(&edge.config().release, &site);
    let text = serde_json::to_string(&config).unwrap_or_default();
    Ok(kept_a_while(headers, &id, "application/json", text))
}

/// A text that browsers and caches keep for a while, and then ask whether it is still the same.
fn kept_a_while(
    headers: &HeaderMap,
    site: &SiteId,
    content_type: &'static str,
    text: String,
) -> Response {
    let mut response = tagged(headers, content_type, text);
    keep_a_while(response.headers_mut(), site);
    response
}

fn unknown(name: &str) -> Response {
    // A JSON string is a JavaScript string, whatever stands in it.
    let line = format!("koe: there is no site {name:?}; check the address of the script tag");
    let line = serde_json::to_string(&line).unwrap_or_default();
    let script = format!("console.error({line});\n");
    (StatusCode::NOT_FOUND, [(CONTENT_TYPE, JAVASCRIPT)], script).into_response()
}
