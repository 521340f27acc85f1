//! `GET /s/{site}.js`: the one script an owner embeds.
//!
//! 1. The site, at most a minute old; an unknown one is 404, with a script that says so once on the
//!    console, because a script tag shows nobody a problem document.
//! 2. The loader with the site's public configuration in the place of its one free identifier.
//! 3. 304 where the browser's copy is still the same.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue, StatusCode};
use koe_shared::config::{Assets, PublicConfig};
use koe_shared::id::SiteId;
use koe_shared::prompt_content::content_hash;

use crate::config::Release;
use crate::edge::Edge;
use crate::problem::{Problem, ProblemDocument};
use crate::routes::path::Path;
use crate::site::Site;

/// What the loader leaves for the configuration.
const PLACEHOLDER: &str = "__KOE__";
/// Five minutes, so that a changed document is soon on every page; a day's grace to fetch it behind
/// a page that already runs.
const CACHING: &str = "public, max-age=300, stale-while-revalidate=86400";

/// The loader and the site's public configuration, in one response.
#[utoipa::path(
    get,
    path = "/s/{site}.js",
    tag = "for pages",
    params(("site" = SiteId, Path)),
    responses(
        (status = 200, content_type = "text/javascript", body = String),
        (status = 304, description = "the copy named by If-None-Match is still the same"),
        (status = 404, content_type = "text/javascript", body = String,
         description = "a script that names the unknown site on the console"),
        (status = 503, body = ProblemDocument),
    ),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let name = file.strip_suffix(".js").ok_or(Problem::NoPath)?;
    let Ok(id) = name.parse::<SiteId>() else { return Ok(unknown(name)) };
    let site = match edge.site(&id).await {
        Err(Problem::UnknownSite { .. }) => return Ok(unknown(name)),
        site => site?,
    };
    let script = script(&edge.config().release, id, &site);
    let etag = format!("\"{}\"", content_hash(script.as_bytes()));
    let same = headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        // A cache on the way that compresses weakens the tag.
        .any(|tag| matches!(tag.trim().trim_start_matches("W/"), tag if tag == etag || tag == "*"));
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        javascript(StatusCode::OK, script)
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(CACHING));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(ETAG, etag);
    }
    Ok(response)
}

fn script(release: &Release, id: SiteId, site: &Site) -> String {
    let Release { sender, prompt, wasm, .. } = release.clone();
    let assets = Assets { sender, prompt, wasm };
    let config = PublicConfig::new(id, site.document(), assets, |survey, locale| {
        site.content_hash(survey, locale)
    });
    let config = serde_json::to_string(&config).unwrap_or_default();
    release.loader.replacen(PLACEHOLDER, &config, 1)
}

fn unknown(name: &str) -> Response {
    // A JSON string is a JavaScript string, whatever stands in it.
    let line = format!("koe: there is no site {name:?}; check the address of the script tag");
    let line = serde_json::to_string(&line).unwrap_or_default();
    javascript(StatusCode::NOT_FOUND, format!("console.error({line});\n"))
}

fn javascript(status: StatusCode, script: String) -> Response {
    (status, [(CONTENT_TYPE, "text/javascript; charset=utf-8")], script).into_response()
}
