//! `GET /v1/sites/{site}/answers`: the answers themselves, newest first.
//!
//! 1. 401, 403: the key. 2. 404: the site, the survey. 3. 422: the query, the cursor.
//! 4. List pages are read until `limit` answers match, or a bound of them was looked through: a page of
//!    the reply may be short, even empty, while more follow. Only a cursor of null is the end.
//! 5. 200, as JSON, CSV or NDJSON; the latter two carry the cursor in `Koe-Cursor`, and CSV a file name. Each
//!    page of CSV is a whole file, with byte order mark and header: who joins pages drops those of later ones.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use koe_shared::answer::Outcome;
use koe_shared::id::SiteId;
use koe_shared::metric::Bucket;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Edge;
use crate::http::path::Path;
use crate::http::{auth, query_string};
use crate::problem::Problem;
use crate::reports::{AnswerView, Format, Listing, csv_table, list_answers};
use crate::routes::api::parameters::{FilterParams, ReportParams};
use crate::sites::{Scope, named_site};

const CURSOR: HeaderName = HeaderName::from_static("koe-cursor");

/// A page of answers.
#[derive(Serialize, ToSchema)]
pub(super) struct Answers {
    answers: Vec<AnswerView>,
    /// Where the next page begins; null at the end.
    #[schema(required = true)]
    cursor: Option<String>,
}

/// The answers of a site, newest first.
#[utoipa::path(
    get,
    operation_id = "list_answers",
    path = "/v1/sites/{site}/answers",
    tag = "reports",
    params(
        ("site" = SiteId, Path),
        ReportParams,
        FilterParams,
        ("outcome" = Option<Outcome>, Query, description = "`answered` unless another is named"),
        ("bucket" = Option<Bucket>, Query, description = "of its scale"),
        ("has_comment" = Option<bool>, Query, description = "only with, or only without a comment"),
        ("q" = Option<String>, Query, description = "a text that the comment holds, in any case"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000,
         description = "answers of a page, at most; 100 unless another is named"),
        ("cursor" = Option<String>, Query,
         description = "of the page before, asked for with the same filters"),
        ("format" = Option<Format>, Query, description = "`json` unless another is named"),
    ),
    responses(
        (status = 200, description = "a page; only a cursor of null, or none, is the end", content(
            (Answers = "application/json"),
            (String = "text/csv"),
            (String = "application/x-ndjson"),
        ), headers(
            ("Koe-Cursor" = Option<String>,
             description = "where the next page begins, with `text/csv` and `application/x-ndjson`"),
            ("Content-Disposition" = Option<String>,
             description = "a file name with site and days, with `text/csv`"),
        )),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_survey"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            conflicting_parameters, invalid_parameter, invalid_time, empty_range, invalid_cursor, \
            range_too_large"),
    ),
    security(("key" = ["read"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Read).await?;
    // 2.
    let spent = u32::from(!edge.sites().keeps(&id));
    let site = edge.sites().get(&id).await?;
    // 3, 4.
    let params = query_string::params(&uri)?;
    let listing = list_answers(edge.store(), &site, params, edge.now(), spent).await?;
    // 5.
    let Listing { answers, cursor, format, file_name } = listing;
    Ok(match format {
        Format::Json => Json(Answers { answers, cursor }).into_response(),
        Format::Csv => {
            let segments = &site.document().segments;
            let segments: Vec<&str> = segments.keys().map(String::as_str).collect();
            let table = csv_table(&answers, &segments);
            let mut response = text("text/csv; charset=utf-8", table, cursor);
            let disposition = format!("attachment; filename=\"{file_name}\"");
            let disposition = HeaderValue::from_str(&disposition).ok();
            response.headers_mut().extend(disposition.map(|value| (CONTENT_DISPOSITION, value)));
            response
        }
        Format::Ndjson => {
            let line = |answer| serde_json::to_string(answer).unwrap_or_default() + "\n";
            text("application/x-ndjson", answers.iter().map(line).collect(), cursor)
        }
    })
}

fn text(kind: &'static str, body: String, cursor: Option<String>) -> Response {
    let mut response = ([(CONTENT_TYPE, kind)], body).into_response();
    if let Some(cursor) = cursor.and_then(|cursor| HeaderValue::from_str(&cursor).ok()) {
        response.headers_mut().insert(CURSOR, cursor);
    }
    response
}
