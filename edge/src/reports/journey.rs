//! The journey: every metric at every stage, now and before, in one pass over the answers.
//!
//! A stage is what the site document says of its touchpoints. The touchpoints of a stage are pooled; scales never are,
//! and no figure is made of several stages: different people answered there.

mod reply;
mod rows;
mod stages;

use futures_util::future::join;
use jiff::Timestamp;
use koe_shared::metadata::Flags;

pub(crate) use self::reply::{Cell, Journey, Measured, Row, Stage};
use self::rows::Scaled;
use self::stages::Stages;
use super::comments::{Bounds, newest_comments};
use super::count::Counter;
use super::error::ReportError;
use super::pass::{Newest, PAGES, Wanted, read_once};
use super::query::{Params, QueryError, ScoresQuery, Slice, SummaryQuery};
use super::scores::Freshness;
use super::summary::{asked_on, outermost};
use crate::sites::{Calendar, Declared, Site};
use crate::store::Store;

/// The journey of a site, asked for as a summary is.
///
/// 1. The query.
/// 2. The tallies of both ranges are read once for all metrics, and beside them the newest comments. Where the range
///    just before is over and nobody asked for it by name, the journey goes without.
/// 3. What they come to, stage by stage.
pub(crate) async fn journey(
    store: &dyn Store,
    site: &Site,
    params: Params,
    now: Timestamp,
) -> Result<Journey, ReportError> {
    // 1.
    let document = site.document();
    let declared = Declared::of(document);
    let calendar = Calendar::new(&document.timezone, now);
    let context = (&declared, &calendar);
    let query = SummaryQuery::read(params, site, context)?;
    // 2.
    let counted = async {
        let counted = count(store, site, context, &query).await;
        match query.alone_after(&counted) {
            Some(alone) => count(store, site, context, &alone).await,
            None => counted,
        }
    };
    let asked = (query.range.span, &query.filter, Flags::NONE);
    let comments = newest_comments(store, site, context, asked, Bounds::SUMMARY);
    let (counted, comments) = join(counted, comments).await;
    let ((counted, freshness), comments) = (counted?, comments?);
    // 3.
    let compared = counted.iter().find_map(Scaled::compared);
    let min_group = document.privacy.min_group;
    let groups: Vec<_> = counted.iter().map(|scaled| (scaled.scale(), scaled.groups())).collect();
    let (worst, best) =
        outermost(&groups, min_group, query.confidence).map_err(QueryError::from)?;
    let has_answers = |touchpoint: &str| counted.iter().any(|scaled| scaled.has(touchpoint));
    let stages = Stages::of(document, has_answers);
    let views = stages.with_comments(&declared, comments.comments);
    let mut counted: Vec<Scaled> =
        counted.into_iter().filter(|scaled| scaled.is_told(document)).collect();
    counted.sort_by_key(Scaled::place);
    let rows: Result<Vec<Row>, _> =
        counted.iter().map(|scaled| scaled.row(document, &stages)).collect();
    Ok(Journey::new(
        (query.range.span, compared),
        freshness,
        (views, rows.map_err(QueryError::from)?),
        (worst, best),
    ))
}

/// Counts the answers of both ranges on every scale, touchpoint by touchpoint.
async fn count(
    store: &dyn Store,
    site: &Site,
    (declared, calendar): (&Declared, &Calendar),
    query: &SummaryQuery,
) -> Result<(Vec<Scaled>, Freshness), ReportError> {
    let on = |scale| query.on(scale, Slice::Touchpoint);
    let queries: Vec<ScoresQuery> =
        asked_on(site, query.filter.survey()).into_iter().map(on).collect();
    let mut counters: Vec<Counter<'_>> =
        queries.iter().map(|query| Counter::new(query, site, declared, &[])).collect();
    let min_group = u64::from(site.document().privacy.min_group);
    let mut counted: Vec<Scaled> =
        queries.iter().map(|query| Scaled::new(query.clone(), min_group)).collect();
    let detail = query.filter.detail(Some(&Slice::Touchpoint));
    let wanted = Wanted {
        range: &query.range,
        begins: &[],
        detail: &detail,
        is_plain: false,
        newest: Newest::All,
        pages: PAGES,
    };
    let freshness = read_once(store, site, (declared, calendar), wanted, &mut |one| {
        for (counter, scaled) in counters.iter_mut().zip(&mut counted) {
            if let Some(metadata) = counter.takes(one) {
                scaled.count(declared.touchpoint(metadata), one, metadata);
            }
        }
    })
    .await?;
    Ok((counted, freshness))
}
