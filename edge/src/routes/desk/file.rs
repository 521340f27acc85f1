//! `GET /desk/{file}`: the stylesheet and the script of the desk.

use axum::response::{IntoResponse, Response};
use http::HeaderValue;
use http::header::{CONTENT_TYPE, HeaderName};

use crate::desk::files::DeskFile;
use crate::http::caching::keep_for_ever;
use crate::http::path::{Path, PathError};

const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

pub(super) async fn get(Path(file): Path<String>) -> Result<Response, PathError> {
    let found = DeskFile::named(&file).ok_or(PathError::NoPath)?;
    let mut response = ([(CONTENT_TYPE, found.kind)], found.text.as_str()).into_response();
    response.headers_mut().insert(RESOURCE, HeaderValue::from_static("same-origin"));
    // Under the name of an earlier release stands what changes with the next one.
    if found.is_at(&file) {
        keep_for_ever(response.headers_mut());
    }
    Ok(response)
}
