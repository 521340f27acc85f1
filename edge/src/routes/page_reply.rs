//! A page as a reply, and a refusal as a page.

use axum::response::{IntoResponse, Response};
use http::header::RETRY_AFTER;
use http::{HeaderName, HeaderValue, StatusCode};
use koe_shared::text::Texts;

use crate::pages::document::{PageContext, Rendered};
use crate::pages::notice::Notice;
use crate::problem::Problem;

/// A page as a reply.
pub(in crate::routes) fn page_reply(status: StatusCode, page: Rendered) -> Response {
    let mut response = (status, page.html).into_response();
    for (name, value) in page.headers {
        // A value that no header may hold is left out; none of ours is one.
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

/// A refusal for people: the status, the log line and when to come back are the problem's, the words
/// the visitor's.
pub(in crate::routes) fn refusal_page(
    problem: impl Into<Problem>,
    ground: PageContext<'_>,
) -> Response {
    let problem: Problem = problem.into();
    let words = &Texts::or_fallback(ground.locale, ground.locale).pages;
    let notice = if problem.status() == StatusCode::NOT_FOUND {
        Notice { title: &words.not_found, text: &words.not_found_text }
    } else {
        Notice { title: &words.try_later, text: "" }
    };
    as_refused(notice.render(ground), problem)
}

/// A page with what a refusal tells a program: its status, when to come back, and the line for the log.
pub(in crate::routes) fn as_refused(page: Rendered, problem: Problem) -> Response {
    let page = page_reply(problem.status(), page);
    with_log(page, problem)
}

/// A page that stands already, with when to come back and the line for the log.
pub(in crate::routes) fn with_log(mut page: Response, problem: Problem) -> Response {
    let mut told = problem.into_response();
    if let Some(after) = told.headers_mut().remove(RETRY_AFTER) {
        page.headers_mut().insert(RETRY_AFTER, after);
    }
    page.extensions_mut().extend(std::mem::take(told.extensions_mut()));
    page
}
