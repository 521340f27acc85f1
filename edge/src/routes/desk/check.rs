//! `GET /sites/{site}/check?seen=`: the tag, and what a page of the owner says of it.
//!
//! 1. The person, the site. 2. What the overlay saw, as the address brings it: it is shown and stored nowhere.
//! 3. The newest answers, by one list. 4. 200; 503: storage.

use axum::response::Response;
use http::{StatusCode, Uri};

use super::entry::Entry;
use super::person::later;
use crate::desk::check::{Check, Seen};
use crate::desk::place::SitePage;
use crate::desk::settings::name;
use crate::http::forms::address_fields;
use crate::reports::tried;

/// The parameter that the overlay's link has.
const SEEN: &str = "seen";

// 1.
pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    let (visit, edge) = (&entry.person.visit, entry.edge());
    // 2.
    let seen = address_fields(&uri).get(SEEN).map(Seen::read);
    // 3.
    let tried = match tried(edge.store(), &entry.site, edge.now()).await {
        Ok(tried) => tried,
        Err(error) => return later(visit, error),
    };
    // 4.
    let body = Check {
        site: &entry.site.id,
        document: entry.site.document(),
        deployment: &visit.origin,
        release: &edge.config().release.sender,
        seen: seen.as_ref(),
        tried: &tried,
        now: edge.now(),
        language: visit.language,
    }
    .body();
    entry.reply(StatusCode::OK, (visit.language.say(name(SitePage::Check)), "check"), body)
}
