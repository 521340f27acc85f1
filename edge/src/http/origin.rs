//! Where this deployment is reached, as the request itself tells: scheme and authority.

use http::header::HOST;
use http::uri::Authority;
use http::{HeaderMap, Uri};

/// The origin a request was sent to, such as `https://koe.example`. The Workers runtime gives the
/// whole address; where only the host is known, the scheme is taken to be `https`.
pub(crate) fn request_origin(headers: &HeaderMap, uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or("https");
    format!("{scheme}://{}", authority(headers, uri).unwrap_or("localhost"))
}

/// Whether `origin` is the one a request was sent to; any scheme will do where it is not known.
pub(crate) fn is_request_origin(origin: &str, headers: &HeaderMap, uri: &Uri) -> bool {
    let Some((scheme, asking)) = origin.split_once("://") else { return false };
    uri.scheme_str().is_none_or(|own| own == scheme) && authority(headers, uri) == Some(asking)
}

fn authority<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let host = || headers.get(HOST).and_then(|host| host.to_str().ok());
    uri.authority().map(Authority::as_str).or_else(host)
}
