//! Which pages may call, and how replies say so.
//!
//! Only a browser is sure to report the page's origin, so the rule restrains pages and is no
//! authentication. It is enforced on the request itself, since a `text/plain` POST comes without a
//! preflight. Replies name the one origin that asked, never a list, and vary by it.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    CONTENT_TYPE, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};

use crate::origin;
use crate::problem::Problem;

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

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
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CORP, HeaderValue::from_static("cross-origin"));
    response
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

/// Lets pass: no origin (no page asks), the deployment's own, and those the site lists.
pub(crate) fn check_origin(
    headers: &HeaderMap,
    uri: &Uri,
    listed: &[String],
) -> Result<(), Problem> {
    let Some(origin) = headers.get(ORIGIN) else { return Ok(()) };
    let Ok(origin) = origin.to_str() else {
        return Err(Problem::ForeignOrigin { origin: String::new() });
    };
    if origin::is_own(origin, headers, uri) || listed.iter().any(|allowed| allowed == origin) {
        Ok(())
    } else {
        Err(Problem::ForeignOrigin { origin: origin.chars().take(200).collect() })
    }
}

#[cfg(test)]
mod tests {
    use http::header::HOST;

    use super::*;

    #[track_caller]
    fn check(origin: Option<&str>, allowed: bool) {
        let mut headers = HeaderMap::new();
        if let Some(origin) = origin {
            headers.insert(ORIGIN, origin.parse().unwrap());
        }
        let uri: Uri = "https://koe.example/v1/answers".parse().unwrap();
        let listed = ["https://shop.example".to_owned(), "http://localhost:3000".to_owned()];
        assert_eq!(check_origin(&headers, &uri, &listed).is_ok(), allowed, "{origin:?}");
    }

    #[test]
    fn listed_origins_the_own_one_and_none_at_all_pass() {
        check(None, true);
        check(Some("https://shop.example"), true);
        check(Some("http://localhost:3000"), true);
        check(Some("https://koe.example"), true);
    }

    #[test]
    fn a_null_origin_and_near_misses_do_not() {
        for foreign in [
            "null",
            "",
            "https://evil.example",
            "http://shop.example",
            "https://shop.example:8443",
            "https://shop.example.evil.example",
            "https://sub.shop.example",
            "http://koe.example",
            "http://localhost:3001",
        ] {
            check(Some(foreign), false);
        }
    }

    #[test]
    fn without_a_whole_address_the_host_is_the_own_origin() {
        let mut headers = HeaderMap::new();
        headers.insert(ORIGIN, "http://localhost:8787".parse().unwrap());
        let uri: Uri = "/v1/answers".parse().unwrap();
        assert!(check_origin(&headers, &uri, &[]).is_err());
        headers.insert(HOST, "localhost:8787".parse().unwrap());
        assert!(check_origin(&headers, &uri, &[]).is_ok());
    }
}
