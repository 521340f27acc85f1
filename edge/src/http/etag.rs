//! What names a reply's contents, so that whoever holds them need not be sent them again.

use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue, StatusCode};
use koe_shared::prompt_content::content_hash;

/// A text with its tag, or 304 where the caller's copy is still the same.
pub(crate) fn tagged(headers: &HeaderMap, content_type: &'static str, text: String) -> Response {
    let etag = format!("\"{}\"", content_hash(text.as_bytes()));
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
        ([(CONTENT_TYPE, content_type)], text).into_response()
    };
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        response.headers_mut().insert(ETAG, etag);
    }
    response
}
