//! `GET /v1/sites/{site}/scores`: what the answers of a range say.
//!
//! 1. 401, 403: the key. 2. 404: the site, the survey. 3. 422: the query.
//! 4. The range, and the one to compare with, are read from the answers themselves, newest first, at
//!    most [`PAGES`] list pages together; past that 422 `range_too_large` says what to narrow.
//! 5. 200. Read raw, a score is as old as storage shows: `as_of` is the present.

mod count;
mod query;
mod reply;

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, Uri};
use koe_shared::id::SiteId;
use koe_shared::instant::Instant;
use koe_shared::tally::MixedScales;

use self::count::Counter;
use self::query::ScoresQuery;
use self::reply::Scores;
use super::site_id;
use crate::auth::{self, Scope};
use crate::edge::Edge;
use crate::problem::Problem;
use crate::query::{
    Calendar, Compare, ConfidenceLevel, Declared, GroupBy, Interval, Params, QueryError,
    ReportParams,
};
use crate::reading::{Scan, ScanError, Span};
use crate::routes::path::Path;

/// List pages of one report, at most: 200,000 keys, a fifth of the operations an invocation is
/// planned for, and about two seconds.
const PAGES: u32 = 200;

/// The score of a survey, or of all surveys on a metric, with its interval and distribution.
#[utoipa::path(
    get,
    operation_id = "get_scores",
    path = "/v1/sites/{site}/scores",
    tag = "reports",
    params(
        ("site" = SiteId, Path),
        ReportParams,
        ("interval" = Option<Interval>, Query, description = "adds a series"),
        ("group_by" = Option<GroupBy>, Query, description = "adds groups"),
        ("compare" = Option<Compare>, Query, description = "adds a comparison"),
        ("confidence" = Option<ConfidenceLevel>, Query, description = "0.95 unless another is named"),
    ),
    responses(
        (status = 200, body = Scores, description = "what the answers say"),
        (status = 403, description = "key_of_another_site"),
        (status = 404, description = "unknown_site, unknown_survey"),
        (status = 422, description = "broken_query, unknown_parameter, repeated_parameter, \
            missing_parameter, conflicting_parameters, invalid_parameter, invalid_time, \
            empty_range, mixed_scales, too_many_buckets, range_too_large"),
    ),
    security(("key" = ["read"])),
)]
pub(super) async fn get(
    State(edge): State<Arc<Edge>>,
    Path(site): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Scores>, Problem> {
    let id = site_id(&site)?;
    auth::require(&edge, &headers, &id, Scope::Read).await?;
    let site = edge.site(&id).await?;
    let document = site.document();
    let declared = Declared::of(document);
    let calendar = Calendar::new(&document.timezone, edge.now());
    let query = ScoresQuery::read(Params::of(&uri)?, &site, &declared, &calendar)?;
    let range = query.range.span;
    let buckets = match query.interval {
        Some(interval) => calendar.buckets(range, interval)?,
        None => Vec::new(),
    };

    let mut counter = Counter::new(&query, &site, &declared, &buckets);
    let mut pages = PAGES;
    for part in joined(range, query.range.compare) {
        let mut scan = Scan::new(edge.store(), &id, part, calendar.now, pages);
        while let Some(found) = scan.next().await? {
            for answer in &found {
                counter.count(answer);
            }
        }
        pages = scan.pages_left();
    }

    let min_group = u64::from(document.privacy.min_group);
    let (timezone, as_of) = (document.timezone.clone(), Instant(calendar.now));
    let scores = Scores::new(id, timezone, min_group, as_of, &query, &buckets, counter.finish())?;
    Ok(Json(scores))
}

/// The spans to read, each answer once: one where the two touch or overlap.
fn joined(range: Span, compared: Option<Span>) -> Vec<Span> {
    match compared {
        None => vec![range],
        Some(other) if other.from <= range.to && range.from <= other.to => {
            vec![Span { from: range.from.min(other.from), to: range.to.max(other.to) }]
        }
        Some(other) => vec![range, other],
    }
}

impl From<ScanError> for Problem {
    fn from(error: ScanError) -> Self {
        match error {
            ScanError::TooManyPages => Self::Query(QueryError::RangeTooLarge { pages: PAGES }),
            ScanError::Store(error) => Self::Storage(error),
        }
    }
}

impl From<MixedScales> for Problem {
    fn from(error: MixedScales) -> Self {
        Self::Query(QueryError::MixedScales { scales: error.to_string() })
    }
}
