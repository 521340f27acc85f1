//! The report's first screen in one reply: every metric, the groups that stand out, the strongest contrary
//! voices, and what is urgent.

mod metric;
mod outermost;
mod reply;
mod voices;
mod weekly;

use futures_util::future::join3;
use jiff::Timestamp;
use koe_shared::metadata::Flags;

pub(crate) use self::metric::MetricView;
pub(crate) use self::metric::asked_on;
pub(in crate::reports) use self::metric::scales;
use self::metric::{Measured, counters};
pub(crate) use self::outermost::OutermostView;
pub(in crate::reports) use self::outermost::outermost;
use self::reply::WaitingVoices;
pub(crate) use self::reply::{OpenCases, Summary};
pub(crate) use self::voices::Voice;
use self::voices::{Voices, voices};
pub(crate) use self::weekly::{Weekly, weekly};
use super::cases::open_and_late;
use super::comments::{Bounds, newest_comments};
use super::error::ReportError;
use super::pass::{Newest, PAGES, Wanted, read_once};
use super::query::{Params, QueryError, Slice, SummaryQuery};
use super::scores::Freshness;
use super::voices::waiting;
use crate::sites::{Calendar, Declared, Site};
use crate::store::Store;

/// The summary of a site.
pub(crate) async fn summary(
    store: &dyn Store,
    site: &Site,
    params: Params,
    now: Timestamp,
) -> Result<Summary, ReportError> {
    let (summary, voices) = with_voices(store, site, params, (now, PAGES)).await?;
    let contrary = voices.contrary.into_iter().map(|voice| voice.answer).collect();
    Ok(Summary { contrary, ..summary })
}

/// The summary without its voices, and these beside it. It reads so many list pages of answers, at most.
///
/// 1. The query.
/// 2. The tallies of both ranges are read once for all metrics, and beside them the newest comments. Where
///    the range just before is over and nobody asked for it by name, the summary goes without.
/// 3. What they come to.
async fn with_voices(
    store: &dyn Store,
    site: &Site,
    params: Params,
    (now, pages): (Timestamp, u32),
) -> Result<(Summary, Voices), ReportError> {
    // 1.
    let document = site.document();
    let declared = Declared::of(document);
    let calendar = Calendar::new(&document.timezone, now);
    let context = (&declared, &calendar);
    let query = SummaryQuery::read(params, site, context)?;
    // 2.
    let measured = async {
        let measured = count(store, site, context, (&query, pages)).await;
        match query.alone_after(&measured) {
            Some(alone) => count(store, site, context, (&alone, pages)).await,
            None => measured,
        }
    };
    let asked = (query.range.span, &query.filter, Flags::NONE);
    let comments = newest_comments(store, site, context, asked, Bounds::SUMMARY);
    let cases = open_and_late(store, site, &query.filter, now);
    let (measured, comments, cases) = join3(measured, comments, cases).await;
    let ((measured, freshness), comments) = (measured?, comments?.comments);
    // 3.
    let groups: Vec<_> =
        measured.iter().map(|measured| (measured.scale(), measured.groups())).collect();
    let (worst, best) = outermost(&groups, document.privacy.min_group, query.confidence)
        .map_err(QueryError::from)?;
    let waiting = waiting(store, site, &comments).await?;
    let (voices, urgent) = voices(&measured, comments);
    let metrics: Result<Vec<_>, _> =
        measured.into_iter().map(|measured| measured.view(document)).collect();
    let summary = Summary::new(
        site,
        query.range.span,
        freshness,
        metrics.map_err(QueryError::from)?,
        (worst, best),
        urgent,
        (
            waiting.map(|waiting| WaitingVoices { waiting }),
            cases?.map(|(open, late)| OpenCases { open: open as u64, late: late as u64 }),
        ),
    );
    Ok((summary, voices))
}

/// Counts the answers of both ranges on every scale.
async fn count(
    store: &dyn Store,
    site: &Site,
    (declared, calendar): (&Declared, &Calendar),
    (query, pages): (&SummaryQuery, u32),
) -> Result<(Vec<Measured>, Freshness), ReportError> {
    let by = |slice: Slice| {
        asked_on(site, query.filter.survey())
            .into_iter()
            .map(move |scale| query.on(scale, slice.clone()))
    };
    let queries: Vec<_> = by(Slice::Touchpoint).zip(by(Slice::Survey)).collect();
    let mut counters = counters(&queries, site, declared);
    let detail = query.filter.detail(Some(&Slice::Touchpoint));
    let wanted = Wanted {
        range: &query.range,
        begins: &[],
        detail: &detail,
        is_plain: false,
        newest: Newest::All,
        pages,
    };
    let freshness = read_once(store, site, (declared, calendar), wanted, &mut |counted| {
        for (by_touchpoint, by_survey) in &mut counters {
            by_touchpoint.count(counted);
            by_survey.count(counted);
        }
    })
    .await?;
    let finished = counters.into_iter().map(|(one, other)| (one.finish(), other.finish()));
    let finished: Vec<_> = finished.collect();
    let measured = queries.into_iter().zip(finished);
    let measured = measured.map(|((query, _), counts)| Measured::new(site, query, counts));
    let mut measured: Vec<Measured> =
        measured.filter(|measured| measured.is_told(site.document())).collect();
    measured.sort_by_key(Measured::place);
    Ok((measured, freshness))
}
