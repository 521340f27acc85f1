//! `POST /v1/sites/{site}/imports`: answers that were given elsewhere, from a CSV file.
//!
//! 1. 401, 403, 404: the key, the site. 2. 415: the type. 3. 413 `import_too_large`: over 500 rows or
//!    1 MiB, and nothing is stored. 4. 400, 422: no CSV, a column or parameter that is missing.
//! 5. Each row is an answer or is rejected; a bad row never stops the good ones.
//! 6. What is there already, or was taken back, is left alone and counted as a duplicate. Counting
//!    is best effort, for storage may not show yet what was stored a minute ago; that nothing counts
//!    twice is certain, since a row's id is its own (see [`ident`]).
//! 7. 200.
//!
//! No late marker is written: as long as scores are read raw there is no tally that an imported
//! answer could be late for.

mod columns;
mod error;
mod ident;
mod row;

use std::collections::HashSet;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use futures_util::{StreamExt, TryStreamExt, stream};
use http::{HeaderMap, Uri};
use koe_shared::id::{SiteId, SurveyId};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

pub(crate) use self::error::ImportError;
use self::row::{Judged, Reader, Row};
use super::site_id;
use crate::auth::{self, Scope};
use crate::body;
use crate::edge::Edge;
use crate::hex;
use crate::keys::{self, Rank};
use crate::problem::Problem;
use crate::query::{Calendar, Day, Params};
use crate::routes::path::Path;
use crate::store::{MAX_BULK, Store, StoreError, StoreFuture};

/// Rows of a request, at most: with one write each, and a read for every 50, they stay well below
/// the 1,000 operations an invocation is planned for.
const MOST_ROWS: usize = 500;
/// Writes under way at once: the connections an invocation may have waiting.
const AT_ONCE: usize = 6;

/// What came of a file.
#[derive(Serialize, ToSchema)]
pub(super) struct Imported {
    /// Rows that are answers now.
    accepted: usize,
    /// Rows that were there already, or were taken back.
    duplicates: usize,
    /// Rows that are no answers.
    rejected: Vec<Rejected>,
}

/// A row that is no answer.
#[derive(Serialize, ToSchema)]
struct Rejected {
    /// Its line in the file.
    line: u64,
    /// What is wrong, as a stable word.
    #[schema(example = "missing_score")]
    code: &'static str,
    /// What is wrong, with the value and the bound.
    detail: String,
}

/// Takes in a CSV file of answers.
#[utoipa::path(
    post,
    operation_id = "import_answers",
    path = "/v1/sites/{site}/imports",
    tag = "imports",
    params(
        ("site" = SiteId, Path),
        ("survey" = Option<SurveyId>, Query, description = "of rows that name none"),
        ("answered_at" = Option<Day>, Query, description = "of rows that tell none"),
        ("map" = Option<String>, Query,
         description = "columns under other names, such as score:nps,comment:explication"),
        ("batch" = Option<String>, Query,
         description = "the file's name for itself; by default SHA-256 of the body"),
        ("first_line" = Option<u32>, Query, minimum = 1, maximum = 2_147_483_647,
         description = "the line of the first row in its file"),
    ),
    request_body(content = String, content_type = "text/csv",
        description = "A table with a header. Rows need a `score`, and `survey` and `answered_at` \
                       unless the parameters say them."),
    responses(
        (status = 200, body = Imported, description = "what came of each row"),
        (status = 400, description = "broken_csv"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_survey"),
        (status = 413, description = "import_too_large"),
        (status = 415, description = "unsupported_media_type"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            invalid_parameter, invalid_time, missing_column, missing_column_or_parameter"),
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
    let id = site_id(&site)?;
    auth::require(&edge, &headers, &id, Scope::Write).await?;
    body::check_type(&headers, body::CSV)?;
    let bytes = match body::read(&headers, body, body::IMPORT).await {
        Err(Problem::BodyTooLarge { .. }) => return Err(ImportError::TooLarge.into()),
        bytes => bytes?,
    };
    let site = edge.fresh_site(&id).await?;
    let mut params = Params::of(&uri)?;
    let calendar = Calendar::new(&site.document().timezone, edge.now());
    let reader = Reader {
        site: &site,
        calendar: &calendar,
        survey: params.take("survey"),
        answered_at: params.take("answered_at"),
        batch: params.take("batch").unwrap_or_else(|| hex::encode(&Sha256::digest(&bytes))),
        first_line: params.parse_with("first_line", "a line number, from 1", line)?,
    };
    let map = params.take("map");
    params.finish()?;
    reader.check_parameters()?;

    let (rows, rejected) = sorted(reader.read(&bytes, map.as_deref())?);
    let given = rows.len();
    let new = unknown(edge.store(), &id, rows).await?;
    let writes: Vec<StoreFuture<'_, ()>> =
        new.iter().map(|row| row.revision.save(edge.store(), &id)).collect();
    stream::iter(writes).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
    Ok(Json(Imported { accepted: new.len(), duplicates: given - new.len(), rejected }))
}

/// A line of a file, in the numbers that every client has.
fn line(text: &str) -> Option<u64> {
    text.parse::<i32>().ok().and_then(|line| u64::try_from(line).ok()).filter(|line| *line > 0)
}

fn sorted(read: Vec<(u64, Judged)>) -> (Vec<Row>, Vec<Rejected>) {
    let (mut rows, mut rejected) = (Vec::new(), Vec::new());
    for (line, row) in read {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => {
                let (code, detail) = (error.code(), error.to_string());
                rejected.push(Rejected { line, code, detail });
            }
        }
    }
    (rows, rejected)
}

/// The rows that storage does not have yet, each once.
async fn unknown(store: &dyn Store, site: &SiteId, rows: Vec<Row>) -> Result<Vec<Row>, StoreError> {
    let mut seen = HashSet::new();
    let rows: Vec<Row> = rows.into_iter().filter(|row| seen.insert(row.revision.id)).collect();
    let mut is_known = Vec::with_capacity(rows.len());
    // Two keys a row: the answer, and the tombstone it may have since.
    for chunk in rows.chunks(MAX_BULK / 2) {
        let keys: Vec<String> = chunk
            .iter()
            .flat_map(|row| {
                let id = &row.revision.id;
                [row.revision.rank, Rank::Tombstone].map(|rank| keys::answer(site, id, rank))
            })
            .collect();
        let found = store.get_many(&keys).await?;
        is_known.extend(found.chunks(2).map(|pair| pair.iter().any(Option::is_some)));
    }
    let known = rows.into_iter().zip(is_known);
    Ok(known.filter(|(_, is_known)| !is_known).map(|(row, _)| row).collect())
}
