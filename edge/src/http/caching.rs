//! What a cache may keep of a reply.
//!
//! There are two: the browser's, and Cloudflare's in front of the Worker, which a deployment may switch
//! on. The latter finds a reply by path and query and never looks at `Authorization`, so a reply to an
//! owner that said `public` would reach anybody.
//!
//! | reply | `Cache-Control` |
//! | --- | --- |
//! | to a call with a key, refusals included | `private, no-store` |
//! | a site's document, whose `ETag` names its state | `private, no-store, no-transform` |
//! | what the tag on a page loads, by a name that stays | five minutes, then asked again |
//! | a public badge, published comments | five minutes |
//! | what is named by its hash | for ever |
//! | all else | `no-store` |

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::CACHE_CONTROL;
use http::{HeaderMap, HeaderName, HeaderValue};
use koe_shared::id::SiteId;

use crate::app::Edge;
use crate::platform::Purge;

/// Names, for Cloudflare's cache, what a reply was made from.
const CACHE_TAG: HeaderName = HeaderName::from_static("cache-tag");
/// What Cloudflare's cache goes by where it stands; it never reaches a browser.
const AT_CLOUDFLARE: HeaderName = HeaderName::from_static("cloudflare-cdn-cache-control");

const NOT_AT_ALL: HeaderValue = HeaderValue::from_static("no-store");
const NOT_EVEN_FOR_OTHERS: HeaderValue = HeaderValue::from_static("private, no-store");
/// The same, and nobody on the way may compress it.
pub(super) const FOR_THE_CALLER_AS_IT_IS: HeaderValue =
    HeaderValue::from_static("private, no-store, no-transform");

/// Five minutes, so that a changed document is soon on every page; a day's grace to fetch it behind
/// a page that already runs.
const A_WHILE: HeaderValue =
    HeaderValue::from_static("public, max-age=300, stale-while-revalidate=86400");
/// As the contract has it, and nothing stale: a score that moved is seen.
const FIVE_MINUTES: HeaderValue = HeaderValue::from_static("public, max-age=300");
/// A minute, and nothing stale: what is made just after a save may be made from the old document, since
/// storage shows a write a minute later or more, and no purge comes after that.
const A_MINUTE: HeaderValue = HeaderValue::from_static("public, max-age=60");
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Wraps every call: nobody keeps a reply that does not say otherwise.
pub(crate) async fn nobody(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().entry(CACHE_CONTROL).or_insert(NOT_AT_ALL);
    response
}

/// Wraps the calls that take a key, refusals included: whatever they say, their replies are for the
/// caller alone.
pub(crate) async fn caller_alone(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.headers().get(CACHE_CONTROL) != Some(&FOR_THE_CALLER_AS_IT_IS) {
        keep_for_the_caller(response.headers_mut());
    }
    response
}

/// What is for the caller alone, of a call that may go without a key.
pub(crate) fn keep_for_the_caller(headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, NOT_EVEN_FOR_OTHERS);
}

/// Wraps every call: when a site was saved, what Cloudflare keeps of it has to go. The reply carries
/// that to the shell.
pub(crate) async fn purge_saved(
    State(edge): State<Arc<Edge>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let tags: Vec<String> = edge.sites().take_saved().iter().map(tag).collect();
    if !tags.is_empty() {
        response.extensions_mut().insert(Purge { tags });
    }
    response
}

/// What is made from a site's document, under a name that stays.
pub(crate) fn keep_a_while(headers: &mut HeaderMap, site: &SiteId) {
    headers.insert(CACHE_CONTROL, A_WHILE);
    headers.insert(AT_CLOUDFLARE, A_MINUTE);
    mark(headers, site);
}

/// What is made from a site's answers, where its document lets everybody see it.
pub(crate) fn keep_five_minutes(headers: &mut HeaderMap, site: &SiteId) {
    headers.insert(CACHE_CONTROL, FIVE_MINUTES);
    headers.insert(AT_CLOUDFLARE, A_MINUTE);
    mark(headers, site);
}

/// What is made from a site's document, under a name that holds the hash of it.
pub(crate) fn keep_text_for_ever(headers: &mut HeaderMap, site: &SiteId) {
    keep_for_ever(headers);
    mark(headers, site);
}

/// What is named by its hash and of no site.
pub(crate) fn keep_for_ever(headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, FOR_EVER);
}

fn mark(headers: &mut HeaderMap, site: &SiteId) {
    if let Ok(tag) = HeaderValue::from_str(&tag(site)) {
        headers.insert(CACHE_TAG, tag);
    }
}

fn tag(site: &SiteId) -> String {
    format!("site-{site}")
}
