//! Reading a body: its size is capped before anything looks at it.

use std::fmt;

use axum::body::{Body, Bytes};
use futures_util::StreamExt;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use serde_json::{Map, Value};

/// Bytes of an answer, at most: the longest comment is 4,000 units of up to three bytes (twelve
/// where JSON escapes them), and what stands beside it is bounded below 4 KiB.
pub(crate) const ANSWER: usize = 32 * 1_024;
/// Bytes of a hosted page's form, at most: a form writes the 4,000 units of a comment in up to nine
/// bytes each, and what stands beside it is bounded as in an answer, at thrice the length.
pub(crate) const FORM: usize = 64 * 1_024;
/// Bytes of an assistant's message, at most: the longest arguments of a tool have a hundredth of it.
pub(crate) const MESSAGE: usize = 64 * 1_024;
/// Bytes of a site document or a new key, at most: 50 surveys with every wording in ten languages.
pub(crate) const DOCUMENT: usize = 1_024 * 1_024;
/// Bytes of a released file, at most: the largest of today's has an eighth of it.
pub(crate) const RELEASED: usize = 1_024 * 1_024;

/// The type of a document.
pub(crate) const JSON: &[&str] = &["application/json"];
/// The types of an answer: a page sends `text/plain`, which needs no preflight.
pub(crate) const TEXT_OR_JSON: &[&str] = &["text/plain", "application/json"];
/// The type of a form.
pub(crate) const URL_ENCODED: &[&str] = &["application/x-www-form-urlencoded"];
/// The types of an import: browsers on Windows call a table `application/vnd.ms-excel`.
pub(crate) const TABLE: &[&str] = &["text/csv", TAB_SEPARATED, "application/vnd.ms-excel"];
/// The type of a table whose cells tabs separate.
const TAB_SEPARATED: &str = "text/tab-separated-values";

/// Why a body can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// The body is over its cap.
    TooLarge { limit: usize },
    /// The body broke off.
    Broken,
    /// The call does not accept the body's content type.
    MediaType { given: String, accepted: &'static [&'static str] },
    /// The body is no JSON object.
    NotJson,
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => write!(f, "the body is over {limit} bytes"),
            Self::Broken => write!(f, "the body broke off"),
            Self::MediaType { given, accepted } => {
                write!(f, "content type {given:?} is not {}", accepted.join(" or "))
            }
            Self::NotJson => write!(f, "the body is not a JSON object"),
        }
    }
}

/// Reads a body of at most `limit` bytes, and stops as soon as it is over.
pub(crate) async fn read(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<Vec<u8>, BodyError> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if announced.and_then(|length| length.parse().ok()).is_some_and(|length: usize| length > limit)
    {
        return Err(BodyError::TooLarge { limit });
    }
    let mut bytes = Vec::new();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk: Bytes = chunk.map_err(|_| BodyError::Broken)?;
        if bytes.len() + chunk.len() > limit {
            return Err(BodyError::TooLarge { limit });
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Lets pass the content types a call accepts, whatever their parameters.
pub(crate) fn check_type(
    headers: &HeaderMap,
    accepted: &'static [&'static str],
) -> Result<(), BodyError> {
    let given = content_type(headers);
    let essence = essence(given);
    if accepted.iter().any(|accepted| accepted.eq_ignore_ascii_case(essence)) {
        Ok(())
    } else {
        let given = given.chars().take(100).collect();
        Err(BodyError::MediaType { given, accepted })
    }
}

/// The encoding that the content type names.
pub(crate) fn charset(headers: &HeaderMap) -> Option<String> {
    let parameters = content_type(headers).split(';').skip(1);
    let mut named = parameters.filter_map(|parameter| parameter.split_once('='));
    let (_, charset) = named.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    let charset = charset.trim().trim_matches('"');
    (!charset.is_empty()).then(|| charset.to_owned())
}

/// Whether the content type says that tabs separate the cells of a table.
pub(crate) fn is_tab_separated(headers: &HeaderMap) -> bool {
    essence(content_type(headers)).eq_ignore_ascii_case(TAB_SEPARATED)
}

fn content_type(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|given| given.to_str().ok()).unwrap_or_default()
}

fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// The fields of a small JSON body.
pub(crate) fn object(body: &[u8]) -> Result<Map<String, Value>, BodyError> {
    serde_json::from_slice(body).map_err(|_| BodyError::NotJson)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_the_one_that_the_content_type_names() {
        for (given, named, is_tab_separated) in [
            ("text/csv", None, false),
            ("text/csv; charset=Shift_JIS", Some("Shift_JIS"), false),
            ("text/csv;header=present;Charset=\"utf-8\"", Some("utf-8"), false),
            ("Text/Tab-Separated-Values ; charset=", None, true),
            ("text/csv; charset", None, false),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, given.parse().unwrap())]);
            assert_eq!(charset(&headers).as_deref(), named, "{given}");
            assert_eq!(super::is_tab_separated(&headers), is_tab_separated, "{given}");
        }
        assert_eq!(charset(&HeaderMap::new()), None);
    }
}
