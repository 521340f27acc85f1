//! The report's first screen in one reply: every metric, the groups that stand out, the strongest contrary
//! voices, and what is urgent.

mod metric;
mod outermost;
mod reply;

use futures_util::future::join3;
use jiff::Timestamp;
use koe_shared::contrary::{Voice, contrary_bucket, strongest};
use koe_shared::metadata::Flags;
use koe_shared::metric::Bucket;
use koe_shared::urgency::Urgency;

pub(crate) use self::metric::MetricView;
pub(crate) use self::metric::asked_on;
pub(in crate::reports) use self::metric::scales;
use self::metric::{Measured, counters};
pub(crate) use self::outermost::OutermostView;
pub(in crate::reports) use self::outermost::outermost;
pub(crate) use self::reply::Summary;
use self::reply::{OpenCases, UrgentComments, WaitingVoices};
use super::cases::open_and_late;
use super::comments::{Bounds, Comment, newest_comments};
use super::error::ReportError;
use super::listing::{AnswerView, AnswerWithoutContact};
use super::pass::{Newest, PAGES, Wanted, read_once};
use super::query::{Params, QueryError, Slice, SummaryQuery};
use super::scores::Freshness;
use super::voices::waiting;
use crate::sites::{Calendar, Declared, Site};
use crate::store::Store;

/// Contrary voices, at most.
const CONTRARY: usize = 3;

/// The summary of a site.
///
/// 1. The query.
/// 2. The tallies of both ranges are read once for all metrics, and beside them the newest comments. Where
///    the range just before is over and nobody asked for it by name, the summary goes without.
/// 3. What they come to.
pub(crate) async fn summary(
    store: &dyn Store,
    site: &Site,
    params: Params,
    now: Timestamp,
) -> Result<Summary, ReportError> {
    // 1.
    let document = site.document();
    let declared = Declared::of(document);
    let calendar = Calendar::new(&document.timezone, now);
    let context = (&declared, &calendar);
    let query = SummaryQuery::read(params, site, context)?;
    // 2.
    let measured = async {
        let measured = count(store, site, context, &query).await;
        match query.alone_after(&measured) {
            Some(alone) => count(store, site, context, &alone).await,
            None => measured,
        }
    };
    let asked = (query.range.span, &query.filter, Flags::NONE);
    let comments = newest_comments(store, site, context, asked, Bounds::SUMMARY);
    let cases = open_and_late(store, site, now);
    let (measured, comments, cases) = join3(measured, comments, cases).await;
    let ((measured, freshness), comments) = (measured?, comments?.comments);
    // 3.
    let groups: Vec<_> =
        measured.iter().map(|measured| (measured.scale(), measured.groups())).collect();
    let (worst, best) = outermost(&groups, document.privacy.min_group, query.confidence)
        .map_err(QueryError::from)?;
    let waiting = waiting(store, site, &comments).await?;
    let (contrary, urgent) = voices(&measured, comments);
    let metrics: Result<Vec<_>, _> =
        measured.into_iter().map(|measured| measured.view(document)).collect();
    Ok(Summary::new(
        site,
        query.range.span,
        freshness,
        metrics.map_err(QueryError::from)?,
        (worst, best),
        (contrary, urgent),
        waiting.map(|waiting| WaitingVoices { waiting }),
        cases?.map(|(open, late)| OpenCases { open: open as u64, late: late as u64 }),
    ))
}

/// Counts the answers of both ranges on every scale.
async fn count(
    store: &dyn Store,
    site: &Site,
    (declared, calendar): (&Declared, &Calendar),
    query: &SummaryQuery,
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
        pages: PAGES,
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

/// The strongest contrary voices, and how many comments are urgent.
fn voices(
    measured: &[Measured],
    comments: Vec<Comment>,
) -> (Vec<AnswerWithoutContact>, UrgentComments) {
    let urgencies: Vec<Urgency> = comments
        .iter()
        .map(|comment| Urgency::of(comment.score, comment.text(), comment.has_address()))
        .collect();
    let voices: Vec<Voice<'_>> = comments
        .iter()
        .zip(&urgencies)
        .map(|(comment, urgency)| Voice {
            score: comment.score,
            comment: comment.text(),
            urgency,
            time_ms: comment.entry.time_ms,
            respondent: comment.value.respondent.as_deref(),
        })
        .collect();
    let in_bucket = |bucket| measured.iter().map(|measured| measured.in_bucket(bucket)).sum();
    let bucket = contrary_bucket(in_bucket(Bucket::Promoter), in_bucket(Bucket::Detractor));
    let places = strongest(&voices, bucket, CONTRARY);
    let urgent = urgencies.iter().filter(|urgency| urgency.is_urgent()).count();
    let urgent = UrgentComments::new(urgent, comments.len());
    let mut comments: Vec<Option<Comment>> = comments.into_iter().map(Some).collect();
    let taken = places.into_iter().filter_map(|place| comments.get_mut(place)?.take());
    let views = taken.filter_map(|comment| AnswerView::of(&comment.entry, comment.value));
    (views.map(AnswerWithoutContact::new).collect(), urgent)
}
