//! `GET /sites/{site}`: 概要, the report's first page.
//!
//! 1. The way in, as for every report. 2. The summary. 3. 200: the page. 422: the query. 503: storage.

use axum::response::Response;
use http::Uri;

use super::entry::Entry;
use super::report::Opened;
use crate::desk::overview::Overview;
use crate::desk::report::Told;
use crate::reports::summary;
use crate::sites::Span;

pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    // 1.
    let mut opened = match Opened::of(entry, &[], &uri).await {
        Ok(opened) => opened,
        Err(page) => return page,
    };
    // 2.
    let params = std::mem::take(&mut opened.params);
    let summary = match summary(opened.store(), opened.site(), params, opened.now()).await {
        Ok(summary) => summary,
        Err(error) => return opened.refuse(Some(error)),
    };
    opened.urgent = summary.urgent.comments as u64;
    opened.late = summary.cases.as_ref().map_or(0, |cases| cases.late);
    // 3.
    let compared = summary.metrics.iter().find_map(|metric| metric.comparison.as_ref());
    let told = Told {
        range: Span { from: summary.from.0, to: summary.to.0 },
        compared: compared.map(|compared| Span { from: compared.from.0, to: compared.to.0 }),
        as_of: summary.as_of.0,
    };
    let ground = opened.ground(told);
    let body = Overview { ground: &ground, summary: &summary }.body();
    opened.show("overview", body)
}
