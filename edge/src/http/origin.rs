//! Where this deployment is reached, as the request itself tells: scheme and authority.

use std::fmt;

use http::header::{HOST, ORIGIN};
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

/// Characters of an origin that a refusal repeats, at most.
const SHOWN: usize = 100;

/// A call from a page of another origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OtherOriginError {
    origin: String,
}

impl fmt::Display for OtherOriginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "origin {:?} is not the one of this deployment", self.origin)
    }
}

/// Lets programs pass, which have no origin, and pages of this deployment.
pub(crate) fn require_own(headers: &HeaderMap, uri: &Uri) -> Result<(), OtherOriginError> {
    let Some(origin) = headers.get(ORIGIN) else { return Ok(()) };
    let origin = origin.to_str().unwrap_or_default();
    if is_request_origin(origin, headers, uri) {
        return Ok(());
    }
    Err(OtherOriginError { origin: origin.chars().take(SHOWN).collect() })
}

fn authority<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let host = || headers.get(HOST).and_then(|host| host.to_str().ok());
    uri.authority().map(Authority::as_str).or_else(host)
}
