//! `GET /sites/{site}/document`: the site document itself.

use axum::response::Response;
use http::StatusCode;

use super::super::entry::Entry;
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::desk::setup::document;

pub(super) async fn get(entry: Entry) -> Response {
    let language = entry.person.visit.language;
    let json = serde_json::to_string_pretty(entry.site.document()).unwrap_or_default();
    let body = document::body(language, &SitePage::Settings.path(&entry.site.id), &json);
    entry.reply(StatusCode::OK, (language.say(name(SitePage::Document)), "settings"), body)
}
