//! Which requests reach the desk at all, and what holds for every reply of it.
//!
//! Pages of visitors (hosted pages, receipts) live at the same origin. So a page of the desk is given only to a
//! person who opens it: a script that fetches it and a frame get a refusal. A form is taken only from a page of
//! this very origin; a sibling subdomain is another one, since Koe may live on a shop's.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{CACHE_CONTROL, ORIGIN, SET_COOKIE};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use super::visit::{LANGUAGE_COOKIE, Visit};
use crate::app::Edge;
use crate::desk::notice::Notice;
use crate::desk::page::Bar;
use crate::desk::words::notice as words;
use crate::http::forms::address_fields;
use crate::http::origin::is_request_origin;
use crate::routes::page_reply::page_reply;

const SITE: &str = "sec-fetch-site";
const DESTINATION: &str = "sec-fetch-dest";
/// A year: who has chosen a language once keeps it.
const CHOICE: &str = "Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax";

/// Wraps the pages of the desk.
pub(super) async fn pages(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let (headers, uri) = (request.headers().clone(), request.uri().clone());
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = if is_read && !is_opened(&headers) {
        refuse(&edge, &headers, &uri, (words::NOT_EMBEDDED, words::NOT_EMBEDDED_TEXT))
    } else if !is_read && !is_own_form(&headers, &uri) {
        refuse(&edge, &headers, &uri, (words::NOT_FROM_HERE, words::NOT_FROM_HERE_TEXT))
    } else {
        next.run(request).await
    };
    let replied = response.headers_mut();
    replied.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if is_read && address_fields(&uri).get("lang").is_some() {
        let language = Visit::of(&edge, &headers, &uri).language.tag();
        let choice = HeaderValue::try_from(format!("{LANGUAGE_COOKIE}={language}; {CHOICE}"));
        replied.extend(choice.ok().map(|choice| (SET_COOKIE, choice)));
    }
    response
}

/// Whether a person opened the page. Browsers that do not say so pass.
fn is_opened(headers: &HeaderMap) -> bool {
    headers.get(DESTINATION).is_none_or(|destination| destination == "document")
}

/// Whether a form was posted by a page of this origin.
fn is_own_form(headers: &HeaderMap, uri: &Uri) -> bool {
    if let Some(site) = headers.get(SITE) {
        return site == "same-origin";
    }
    let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    origin.is_some_and(|origin| is_request_origin(origin, headers, uri))
}

fn refuse(
    edge: &Arc<Edge>,
    headers: &HeaderMap,
    uri: &Uri,
    (title, text): (crate::desk::language::Bilingual, crate::desk::language::Bilingual),
) -> Response {
    let visit = Visit::of(edge, headers, uri);
    let language = visit.language;
    let notice = Notice { title: language.say(title), text: language.say(text), next: None };
    page_reply(StatusCode::FORBIDDEN, notice.render(language, &visit.here, Bar::Door))
}
