//! `GET /sites/{site}/hand-out?survey=&touchpoint=&locale=`: links, code, card, mail and message of a survey.
//! `GET /sites/{site}/hand-out/code.svg`: the code as a file.
//!
//! 1. The person, the site. 2. What is chosen: as far as the site has it, else the first of each. 3. 200; 404:
//!    there is nothing to hand out.

use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{StatusCode, Uri};
use koe_shared::answer::Channel;

use super::entry::{Entry, nowhere};
use crate::desk::hand_out::{Choice, Code, HandOut};
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::http::forms::address_fields;
use crate::http::path::PathError;

// 1.
pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    // 2.
    let (visit, document) = (&entry.person.visit, entry.site.document());
    let Some(choice) = Choice::of(document, &address_fields(&uri)) else {
        return nowhere(&entry.person, PathError::NoPath);
    };
    // 3.
    let (site, deployment, language) = (&entry.site.id, &*visit.origin, visit.language);
    let body = HandOut { site, document, deployment, choice, language }.body();
    entry.reply(StatusCode::OK, (language.say(name(SitePage::HandOut)), "hand-out"), body)
}

// 1.
pub(super) async fn code(entry: Entry, uri: Uri) -> Response {
    // 2.
    let (site, document) = (&entry.site.id, entry.site.document());
    let choice = Choice::of(document, &address_fields(&uri));
    let link = choice
        .as_ref()
        .map(|choice| choice.place(&entry.person.visit.origin, site, document).link(Channel::Qr));
    let code = link.as_ref().and_then(|link| Some((link, Code::of(link).ok()?)));
    // 3.
    let Some(((link, code), choice)) = code.zip(choice.as_ref()) else {
        return nowhere(&entry.person, PathError::NoPath);
    };
    let file = format!("attachment; filename=\"{site}-{}.svg\"", choice.survey.id);
    let headers = [
        (CONTENT_TYPE, "image/svg+xml"),
        (CONTENT_DISPOSITION, &file),
        (CONTENT_SECURITY_POLICY, "default-src 'none'"),
    ];
    (headers, code.svg(link).into_string()).into_response()
}
