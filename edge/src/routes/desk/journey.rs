//! `GET /sites/{site}/journey`: ジャーニー, every metric at every stage.
//!
//! 1. The way in, as for every report. 2. The journey. 3. 200: the page. 422: the query. 503: storage.

use axum::response::Response;
use http::Uri;

use super::entry::Entry;
use super::report::Opened;
use crate::desk::journey::JourneyPage;
use crate::desk::report::Told;
use crate::reports::journey;
use crate::sites::Span;

pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    // 1.
    let mut opened = match Opened::of(entry, &[], &uri).await {
        Ok(opened) => opened,
        Err(page) => return page,
    };
    // 2.
    let params = std::mem::take(&mut opened.params);
    let journey = match journey(opened.store(), opened.site(), params, opened.now()).await {
        Ok(journey) => journey,
        Err(error) => return opened.refuse(Some(error)),
    };
    // 3.
    let told = Told {
        range: Span { from: journey.from.0, to: journey.to.0 },
        compared: journey.compared,
        as_of: journey.as_of.0,
    };
    let ground = opened.ground(told);
    let body = JourneyPage { ground: &ground, journey: &journey }.body();
    opened.show("journeys", body)
}
