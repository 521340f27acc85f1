//! A page that says one thing: there is nothing here, the question has closed, try again later.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::RETRY_AFTER;
use koe_shared::text::Texts;
use maud::html;

use super::document::{Ground, Page};
use super::icon;
use crate::problem::Problem;

/// What a page says instead of its content.
pub(crate) struct Notice<'a> {
    pub(crate) title: &'a str,
    /// A sentence under it, or nothing.
    pub(crate) text: &'a str,
}

impl Notice<'_> {
    /// The page as a reply.
    pub(crate) fn reply(&self, status: StatusCode, ground: Ground<'_>) -> Response {
        let body = html! {
            (ground.brand())
            main id="koe" {
                div.card {
                    div.head {
                        span.mark.alert { (icon::alert()) }
                        div {
                            h1 { (self.title) }
                            @if !self.text.is_empty() { p { (self.text) } }
                        }
                    }
                }
            }
        };
        let head = html! {};
        Page { title: self.title, ground, class: "notice", head, body }.reply(status)
    }
}

/// A refusal for people: the status, the log line and when to come back are the problem's, the words
/// the visitor's.
pub(crate) fn refusal(problem: Problem, ground: Ground<'_>) -> Response {
    let told = problem.into_response();
    let words = &Texts::or_fallback(ground.locale, ground.locale).pages;
    let notice = if told.status() == StatusCode::NOT_FOUND {
        Notice { title: &words.not_found, text: &words.not_found_text }
    } else {
        Notice { title: &words.try_later, text: "" }
    };
    let page = notice.reply(told.status(), ground);
    as_refused(page, told)
}

/// A page with what a refusal tells a program: when to come back, and the line for the log.
pub(crate) fn as_refused(mut page: Response, mut told: Response) -> Response {
    if let Some(after) = told.headers_mut().remove(RETRY_AFTER) {
        page.headers_mut().insert(RETRY_AFTER, after);
    }
    *page.status_mut() = told.status();
    page.extensions_mut().extend(std::mem::take(told.extensions_mut()));
    page
}
