//! `/v1/sites/{site}/imports`: answers that were given elsewhere, from a table; and what was imported.
//!
//! POST:
//!
//! 1. 401, 403, 404: the key, the site. 2. 415: the type, or an encoding that nobody reads.
//! 3. 413 `import_too_large`: over 120 rows or 1 MiB, and nothing is stored.
//! 4. 400, 422: no table, a column or parameter that is missing; 422 `missing_ordinal`: rows of a piece that
//!    nothing tells from those of another. 5. 409 `import_settling`: another import was changed a short while
//!    ago.
//! 6. Each row is an answer or is rejected; a bad row never stops the good ones. What is there already, or was
//!    taken back, is left alone and counted as a duplicate.
//! 7. 200.
//!
//! GET:
//!
//! 1. 401, 403, 404: the key, the site. 2. 422: the query, the cursor. 3. 200: the imports, newest first.

mod batch;

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http::{HeaderMap, Uri};
use koe_shared::id::{SiteId, SurveyId};
use koe_shared::import::{Options, Separator};

pub(super) use self::batch::{__path_delete, delete};
use crate::answers::{
    ImportError, ImportOptions, Imported, ImportsPage, MOST_BYTES, import_answers, list_imports,
};
use crate::app::Edge;
use crate::http::body::BodyError;
use crate::http::path::Path;
use crate::http::{auth, body, query_string};
use crate::problem::Problem;
use crate::reports::QueryError;
use crate::routes::api::parameters::Day;
use crate::sites::{Scope, named_site};
use crate::store::StoreError;

/// Takes in a table of answers.
#[utoipa::path(
    post,
    operation_id = "import_answers",
    path = "/v1/sites/{site}/imports",
    tag = "imports",
    params(
        ("site" = SiteId, Path),
        ("survey" = Option<SurveyId>, Query, description = "of rows that name none"),
        ("answered_at" = Option<Day>, Query, description = "of rows that tell none"),
        ("map" = Option<Vec<String>>, Query, style = Form, explode,
         description = "columns under other names, such as score:nps,comment:explication; where a \
            name holds a comma, one parameter for each column"),
        ("date_order" = Option<String>, Query, pattern = "^(?:dmy|mdy)$",
         description = "whether 3/11/2026 has the day first or the month"),
        ("date_format" = Option<String>, Query, pattern = "^(?:excel|unix)$",
         description = "what times that are bare numbers count: days of Excel, or Unix seconds"),
        ("batch" = Option<String>, Query, pattern = "^[0-9a-z-]{1,64}$",
         description = "the file's name for itself, the same in each of its pieces; by default SHA-256 \
            of the body"),
        ("first_line" = Option<u32>, Query, minimum = 1, maximum = 2_147_483_647,
         description = "the line of the first row in its file"),
        ("dry_run" = Option<bool>, Query,
         description = "stores nothing, and tells how the file is read"),
    ),
    request_body(content = String, content_type = "text/csv",
        description = "A table with a header. Rows need a `score`, and `survey` and `answered_at` \
                       unless the parameters say them."),
    responses(
        (status = 200, body = Imported, description = "what came of each row"),
        (status = 400, description = "broken_csv, wrong_charset, not_a_table"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_survey"),
        (status = 409, description = "import_settling"),
        (status = 413, description = "import_too_large"),
        (status = 415, description = "unsupported_media_type, unknown_charset"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            invalid_parameter, invalid_time, missing_column, ambiguous_column, ambiguous_dates, \
            row_per_question, missing_column_or_parameter, missing_ordinal"),
    ),
    security(("key" = ["write"])),
)]
pub(super) async fn post(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Imported>, Problem> {
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Write).await?;
    // 2.
    body::check_type(&headers, body::TABLE)?;
    // 3.
    let file = match body::read(&headers, body, MOST_BYTES).await {
        Err(BodyError::TooLarge { .. }) => return Err(ImportError::TooLarge.into()),
        file => file?,
    };
    // 1, 4.
    let site = edge.sites().get_fresh(&id).await?;
    let (mut params, mut lists) = query_string::params_and_lists(&uri, &["map"])?;
    let map = lists.remove("map").unwrap_or_default();
    let options = ImportOptions {
        batch: params.take("batch"),
        table: Options {
            survey: params.take("survey"),
            answered_at: params.take("answered_at"),
            map: map.into_iter().filter(|columns| !columns.is_empty()).collect(),
            date_order: params.take("date_order"),
            date_format: params.take("date_format"),
            charset: body::charset(&headers),
            separator: body::is_tab_separated(&headers).then_some(Separator::Tab),
            first_line: params.parse_with("first_line", "a line number, from 1", line)?,
            ..Options::default()
        },
        is_dry_run: params.parse("dry_run", "true or false")?.unwrap_or(false),
    };
    params.finish()?;
    // 4 to 7.
    let (ledger, settle, now) = (edge.ledger(), edge.config().import_settle, edge.now());
    Ok(Json(import_answers(ledger, &site, &file, options, settle, now).await?))
}

/// The imports of a site, newest first, each with the name to undo it by.
#[utoipa::path(
    get,
    operation_id = "list_imports",
    path = "/v1/sites/{site}/imports",
    tag = "imports",
    params(
        ("site" = SiteId, Path),
        ("cursor" = Option<String>, Query, description = "of the page before"),
    ),
    responses(
        (status = 200, body = ImportsPage, description = "a page; only a cursor of null is the end"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            invalid_cursor"),
    ),
    security(("key" = ["write"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<ImportsPage>, Problem> {
    // 1.
    let site = named_site(&site)?;
    auth::require(&edge, &headers, &site, Scope::Write).await?;
    let site = edge.sites().get(&site).await?;
    // 2.
    let mut params = query_string::params(&uri)?;
    let cursor = params.take("cursor");
    params.finish()?;
    // 3.
    match list_imports(edge.store(), &site.id, cursor).await {
        Err(StoreError::Cursor) => Err(QueryError::Cursor.into()),
        page => Ok(Json(page?)),
    }
}

/// A line of a file, in the numbers that every client has.
fn line(text: &str) -> Option<u64> {
    text.parse::<i32>().ok().and_then(|line| u64::try_from(line).ok()).filter(|line| *line > 0)
}
