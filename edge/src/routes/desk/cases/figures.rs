//! `/sites/{site}/cases/figures`: what the cases of a period say.
//!
//! 1. The way in, as for every report. 2. 200: the page. 422: the query. 503: storage.

use axum::response::Response;
use http::Uri;

use super::open;
use crate::desk::address::{DEPARTMENT, FROM, TO, TOUCHPOINT};
use crate::desk::cases::CaseNumbers;
use crate::desk::report::{Ground, Told};
use crate::desk::words::cases as words;
use crate::reports::case_report;
use crate::routes::desk::entry::Entry;
use crate::sites::Span;

pub(in crate::routes::desk) async fn get(entry: Entry, uri: Uri) -> Response {
    // 1.
    let mut opened = match open(entry, &uri).await {
        Ok(opened) => opened,
        Err(page) => return page,
    };
    let path = format!("{}/figures", opened.page.path(&opened.entry.site.id));
    opened.address = opened.address.at(path);
    let mut params = std::mem::take(&mut opened.params);
    params.keep(&[FROM, TO, TOUCHPOINT, DEPARTMENT]);
    // 2.
    let now = opened.now();
    let report = match case_report(opened.store(), opened.site(), params, now).await {
        Ok(report) => report,
        Err(error) => return opened.refuse(Some(error)),
    };
    let range = Span { from: report.from.0, to: report.to.0.min(now) };
    let ground = opened.ground(Told { range, compared: None, as_of: now });
    let ground = Ground { title: words::FIGURES, ..ground };
    opened.show("case-figures", CaseNumbers { ground: &ground, report: &report }.body())
}
