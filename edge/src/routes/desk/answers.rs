//! `GET /sites/{site}/answers.csv` and `answers.ndjson`: the answers of a report, as a file to keep.
//!
//! 1. The way in, as for every report. 2. The newest answers under the report's choices, page by page as the API
//!    lists them, at most [`MOST`]. Where there are more, the file's name says so: `cargo xtask export` takes all.
//! 3. 200: the file. 422: the query. 503: storage.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, Uri};

use super::entry::Entry;
use super::report::Opened;
use crate::app::Edge;
use crate::desk::place::SitePage;
use crate::http::path::Path;
use crate::reports::{csv_table, list_answers};

/// Answers of a file, at most: five lists and fifty bulk reads of storage.
const MOST: usize = 5_000;
/// Answers of a page, at most.
const PAGE: usize = 1_000;

pub(super) async fn csv(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    reply(&edge, &site, &uri, &headers, "csv").await
}

pub(super) async fn ndjson(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    reply(&edge, &site, &uri, &headers, "ndjson").await
}

async fn reply(
    edge: &Arc<Edge>,
    site: &str,
    uri: &Uri,
    headers: &HeaderMap,
    format: &'static str,
) -> Response {
    // 1.
    let entry = match Entry::open(edge, (site, SitePage::Comments), headers, uri).await {
        Ok(entry) => entry,
        Err(page) => return page,
    };
    let mut opened = match Opened::of(entry, &[], uri).await {
        Ok(opened) => opened,
        Err(page) => return page,
    };
    // 2.
    let mut params = std::mem::take(&mut opened.params);
    params.set("format", format);
    params.set("limit", PAGE.to_string());
    let (mut answers, mut cursor) = (Vec::new(), None);
    let name = loop {
        let mut page = params.clone();
        if let Some(cursor) = cursor.take() {
            page.set("cursor", cursor);
        }
        let listed = list_answers(opened.store(), opened.site(), page, opened.now(), 0).await;
        let listed = match listed {
            Ok(listed) => listed,
            Err(error) => return opened.refuse(Some(error)),
        };
        answers.extend(listed.answers);
        cursor = listed.cursor;
        if cursor.is_none() || answers.len() >= MOST {
            break listed.file_name;
        }
    };
    // 3.
    let stem = name.strip_suffix(".csv").unwrap_or(&name);
    let newest =
        if cursor.is_some() { format!("-newest-{}", answers.len()) } else { String::new() };
    let (kind, body) = if format == "csv" {
        let segments = opened.site().document().segments.keys().map(String::as_str);
        ("text/csv; charset=utf-8", csv_table(&answers, &segments.collect::<Vec<_>>()))
    } else {
        let line = |answer| serde_json::to_string(answer).unwrap_or_default() + "\n";
        ("application/x-ndjson", answers.iter().map(line).collect())
    };
    let disposition = format!("attachment; filename=\"{stem}{newest}.{format}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], body).into_response()
}
