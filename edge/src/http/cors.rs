//! How replies tell a browser which pages may read them.
//!
//! Replies name the one origin that asked, never a list, and vary by it. Whether a page may write is
//! judged on the request itself (see [`crate::answers::Visitor::check_page`]), since a `text/plain`
//! POST comes without a preflight.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    CONTENT_TYPE, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const TIMING: HeaderName = HeaderName::from_static("timing-allow-origin");

/// Bytes of the header names that a preflight may have allowed, at most: thrice what a page with every
/// kind of tracing adds.
const MAX_NAMES: usize = 1_024;

/// Wraps the public calls: answers `OPTIONS`, and names the origin on every reply, refusals
/// included, so that a page can read why. `methods` are those that such a path has.
pub(crate) async fn public(request: Request, next: Next, methods: &'static str) -> Response {
    let origin = request.headers().get(ORIGIN).cloned();
    let (mut response, varies) = if request.method() == Method::OPTIONS {
        (preflight(&request, methods), "Origin, Access-Control-Request-Headers")
    } else {
        (next.run(request).await, "Origin")
    };
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static(varies));
    if let Some(origin) = origin {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Retry-After"));
    }
    response
}

/// Wraps what every page may read, whatever its site: scripts and text files. Pages that isolate
/// themselves (COEP) need both headers, on refusals too. Only the reply to `OPTIONS` names the
/// origin: the others are kept by caches, which one origin for all suits best.
pub(crate) async fn everyone(request: Request, next: Next) -> Response {
    if request.method() == Method::OPTIONS {
        return public(request, next, "GET, HEAD, OPTIONS").await;
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    allow_everyone(headers);
    // The page may know what Koe weighs on it: the owner's check says so, as it was measured.
    headers.insert(TIMING, HeaderValue::from_static("*"));
    response
}

/// Lets every page read a reply, isolated or not.
pub(crate) fn allow_everyone(headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CORP, HeaderValue::from_static("cross-origin"));
}

/// The answer to `OPTIONS`: any header may come along, because a page may wrap `fetch` and add its
/// own. None of them is read.
fn preflight(request: &Request, methods: &'static str) -> Response {
    let asked = request.headers().get_all(ACCESS_CONTROL_REQUEST_HEADERS);
    let headers = [
        (ACCESS_CONTROL_ALLOW_METHODS, methods),
        (ACCESS_CONTROL_ALLOW_HEADERS, &allowed(asked.iter())),
        (ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// `Content-Type`, and every name of a header that was asked for, as long as they are not too many.
fn allowed<'a>(asked: impl Iterator<Item = &'a HeaderValue>) -> String {
    let names = asked.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let mut allowed = CONTENT_TYPE.as_str().to_owned();
    for name in names.filter_map(|name| name.trim().parse::<HeaderName>().ok()) {
        let is_new = name != CONTENT_TYPE;
        if is_new && allowed.len() + ", ".len() + name.as_str().len() <= MAX_NAMES {
            allowed.push_str(", ");
            allowed.push_str(name.as_str());
        }
    }
    allowed
}
