//! `GET /sites/{site}/comments`: コメント, what visitors wrote.
//!
//! 1. The way in, as for every report. 2. The comments. 3. 200: the page. 422: the query. 503: storage.

use axum::response::Response;
use http::Uri;

use super::entry::Entry;
use super::report::Opened;
use crate::desk::comments::{CHOICES, Comments};
use crate::desk::report::Told;
use crate::reports::{Only, comment_report};

pub(super) async fn get(entry: Entry, uri: Uri) -> Response {
    // 1.
    let mut opened = match Opened::of(entry, &CHOICES, &uri).await {
        Ok(opened) => opened,
        Err(page) => return page,
    };
    // 2.
    let params = std::mem::take(&mut opened.params);
    let report = match comment_report(opened.store(), opened.site(), params, opened.now()).await {
        Ok(report) => report,
        Err(error) => return opened.refuse(Some(error)),
    };
    opened.urgent = report.read.only(Only::Urgent);
    // 3.
    let told = Told { range: report.range, compared: None, as_of: report.as_of };
    let ground = opened.ground(told);
    let body = Comments { ground: &ground, report: &report }.body();
    opened.show("comments", body)
}
