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
use koe_shared::confidence::Confidence;
use koe_shared::id::{SiteId, SurveyId};
use koe_shared::instant::Instant;
use koe_shared::metric::Metric;
use koe_shared::tally::MixedScales;

use self::count::Counter;
use self::query::ScoresQuery;
use self::reply::Scores;
use super::site_id;
use crate::auth::{self, Scope};
use crate::edge::Edge;
use crate::problem::{Problem, ProblemDocument};
use crate::query::{Calendar, Declared, Params, QueryError};
use crate::reading::{Scan, ScanError, Span};
use crate::routes::path::Path;

/// List pages of one report, at most: 200,000 keys, a fifth of the operations an invocation is
/// planned for, and about two seconds.
const PAGES: u32 = 200;

/// The score of a survey, or of all surveys on a metric, with its interval and distribution.
#[utoipa::path(
    get,
    path = "/v1/sites/{site}/scores",
    tag = "reports",
    params(
        ("site" = SiteId, Path),
        ("survey" = Option<SurveyId>, Query, description = "this or `metric`"),
        ("metric" = Option<Metric>, Query, description = "pools the surveys on that metric"),
        ("scale" = Option<u8>, Query, description = "where two scales would be mixed: 5 or 7"),
        ("from" = Option<String>, Query, description = "a day of the site or an instant"),
        ("to" = Option<String>, Query, description = "likewise; not itself in the range"),
        ("touchpoint" = Option<String>, Query),
        ("locale" = Option<String>, Query),
        ("channel" = Option<String>, Query),
        ("version" = Option<u32>, Query),
        ("segment.NAME" = Option<String>, Query, description = "of a declared segment"),
        ("interval" = Option<String>, Query, description = "hour, day, week or month: a series"),
        ("group_by" = Option<String>, Query,
         description = "survey, touchpoint, locale, channel, version or segment.NAME"),
        ("compare" = Option<String>, Query, description = "previous, or FROM..TO"),
        ("confidence" = Option<Confidence>, Query),
    ),
    responses(
        (status = 200, body = Scores),
        (status = 404, body = ProblemDocument, description = "unknown_site, unknown_survey"),
        (status = 422, body = ProblemDocument,
         description = "mixed_scales, range_too_large, a parameter out of its bounds"),
    ),
    security(("key" = [])),
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
