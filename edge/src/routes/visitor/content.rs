//! `GET /t/{site}/{hash}-{locale}.json`: the words of one survey version in one language.
//!
//! The address names the content, so it never changes: a page keeps it for ever. Nothing is stored
//! under it; the file is made from the site document, which brings it forth again and again.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use koe_shared::id::SiteId;
use koe_shared::locale::Locale;
use koe_shared::prompt_content::PromptContent;

use crate::app::Edge;
use crate::http::caching::keep_text_for_ever;
use crate::http::path::{Path, PathError};
use crate::problem::Problem;
use crate::sites::{LookupError, content};

/// The words, the scale and the look of one prompt.
#[utoipa::path(
    get,
    operation_id = "get_prompt_content",
    path = "/t/{site}/{hash}-{locale}.json",
    tag = "for pages",
    params(
        ("site" = SiteId, Path),
        ("hash" = String, Path, description = "names the survey's text files in all languages"),
        ("locale" = Locale, Path, description = "one of the site's languages"),
    ),
    responses(
        (status = 200, body = PromptContent, description = "immutable"),
        (status = 404, description = "unknown_site, unknown_content"),
    ),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path((site, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let name = file.strip_suffix(".json").ok_or(PathError::NoPath)?;
    let id: SiteId = site.parse().map_err(|_| LookupError::Unknown { site })?;
    let content = content(edge.sites(), &id, name).await?;
    let mut response = ([(CONTENT_TYPE, "application/json")], content.to_json()).into_response();
    keep_text_for_ever(response.headers_mut(), &id);
    Ok(response)
}
