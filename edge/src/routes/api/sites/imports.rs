//! `POST /v1/sites/{site}/imports`: answers that were given elsewhere, from a CSV file.
//!
//! 1. 401, 403, 404: the key, the site. 2. 415: the type. 3. 413 `import_too_large`: over 450 rows or
//!    1 MiB, and nothing is stored. 4. 400, 422: no CSV, a column or parameter that is missing.
//! 5. Each row is an answer or is rejected; a bad row never stops the good ones.
//! 6. What is there already, or was taken back, is left alone and counted as a duplicate.
//! 7. 200.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http::{HeaderMap, Uri};
use koe_shared::id::{SiteId, SurveyId};

use crate::answers::{ImportError, ImportOptions, Imported, MOST_BYTES, import_answers};
use crate::app::Edge;
use crate::http::body::BodyError;
use crate::http::path::Path;
use crate::http::{auth, body, query_string};
use crate::problem::Problem;
use crate::routes::api::parameters::Day;
use crate::sites::{Scope, named_site};

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
    // 1.
    let id = named_site(&site)?;
    auth::require(&edge, &headers, &id, Scope::Write).await?;
    // 2.
    body::check_type(&headers, body::CSV)?;
    // 3.
    let file = match body::read(&headers, body, MOST_BYTES).await {
        Err(BodyError::TooLarge { .. }) => return Err(ImportError::TooLarge.into()),
        file => file?,
    };
    // 1, 4.
    let site = edge.sites().get_fresh(&id).await?;
    let mut params = query_string::params(&uri)?;
    let options = ImportOptions {
        survey: params.take("survey"),
        answered_at: params.take("answered_at"),
        batch: params.take("batch"),
        first_line: params.parse_with("first_line", "a line number, from 1", line)?,
        map: params.take("map"),
    };
    params.finish()?;
    // 5 to 7.
    Ok(Json(import_answers(edge.ledger(), &site, &file, options, edge.now()).await?))
}

/// A line of a file, in the numbers that every client has.
fn line(text: &str) -> Option<u64> {
    text.parse::<i32>().ok().and_then(|line| u64::try_from(line).ok()).filter(|line| *line > 0)
}
