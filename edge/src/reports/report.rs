//! The score of a range, with everything that says how far to trust it.

use jiff::Timestamp;
use koe_shared::change::Change;
use koe_shared::disclosure::Reported;
use koe_shared::groups::{self, Group};
use koe_shared::id::{SiteId, SurveyId};
use koe_shared::instant::Instant;
use koe_shared::metric::{Bounds, Metric};
use koe_shared::result::ResponseRate;
use koe_shared::tally::{MixedScales, PromptCounts, Tally};
use serde::Serialize;
use utoipa::ToSchema;

use super::count::{Counter, Counts, Excluded};
use super::error::ReportError;
use super::query::{Declared, Params, Period, QueryError, ScoresQuery, Subject, periods};
use crate::answers::{Scan, Span};
use crate::sites::{Calendar, Site};
use crate::store::Store;
use crate::tallies::Tallied;

/// List pages of one report, at most: 200,000 keys, a fifth of the operations an invocation is
/// planned for, and about two seconds.
const PAGES: u32 = 200;

/// The reply to a query for scores.
#[derive(Serialize, ToSchema)]
pub(crate) struct Scores {
    site: SiteId,
    /// Present where one survey was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = SurveyId, required = false)]
    survey: Option<SurveyId>,
    metric: Metric,
    scale: Bounds,
    /// The first instant of the range.
    from: Instant,
    /// The first instant after it.
    to: Instant,
    /// The IANA time zone of its days.
    timezone: String,
    /// What was received before it is counted.
    as_of: Instant,
    /// Where the tallies end: what is newer is read from the answers themselves. Null before the first
    /// count.
    #[schema(required = true)]
    counted_until: Option<Instant>,
    #[serde(flatten)]
    result: Reported,
    prompts: Prompts,
    excluded: ExcludedView,
    /// With `interval`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<Point>, required = false)]
    series: Option<Vec<Point>>,
    /// With `group_by`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<Group>, required = false)]
    groups: Option<Vec<Group>>,
    /// With `compare`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Comparison, required = false)]
    comparison: Option<Comparison>,
}

/// How the prompts that Koe showed ended. A lower bound: a browser may die before it tells.
#[derive(Serialize, ToSchema)]
struct Prompts {
    shown: u64,
    answered: u64,
    dismissed: u64,
    ignored: u64,
    /// Null where none was shown.
    #[schema(required = true)]
    response_rate: Option<ResponseRate>,
}

/// Answers that are in no score.
#[derive(Serialize, ToSchema)]
#[schema(as = Excluded)]
struct ExcludedView {
    /// Marked as tests.
    test: u64,
    /// Taken back by their visitors or erased.
    withdrawn: u64,
    /// Present where some can't be read here: a newer release wrote them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = u64, required = false)]
    unreadable: Option<u64>,
}

/// One bucket of a series.
#[derive(Serialize, ToSchema)]
struct Point {
    from: Instant,
    to: Instant,
    /// Present at an edge of the range that cuts the bucket.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    clipped: bool,
    #[serde(flatten)]
    result: Reported,
}

/// Another range, and what changed since.
#[derive(Serialize, ToSchema)]
struct Comparison {
    from: Instant,
    to: Instant,
    #[serde(flatten)]
    result: Reported,
    /// Null where either side is withheld.
    #[schema(required = true)]
    change: Option<Change>,
}

/// Of when the numbers are.
#[derive(Clone, Copy)]
struct Freshness {
    /// What was received before it is counted.
    as_of: Timestamp,
    /// Where the tallies end.
    counted_until: Option<Timestamp>,
}

/// The score of a survey, or of all surveys on a metric.
///
/// 1. The query.
/// 2. The range, and the one to compare with, are read from tallies as far as these reach, and else from
///    the answers themselves, at most [`PAGES`] list pages together; past that the refusal says what to
///    narrow.
/// 3. What they come to.
pub(crate) async fn report(
    store: &dyn Store,
    site: &Site,
    params: Params,
    now: Timestamp,
) -> Result<Scores, ReportError> {
    // 1.
    let document = site.document();
    let declared = Declared::of(document);
    let calendar = Calendar::new(&document.timezone, now);
    let query = ScoresQuery::read(params, site, &declared, &calendar)?;
    let range = query.range.span;
    let periods = match query.interval {
        Some(interval) => periods(&calendar, range, interval)?,
        None => Vec::new(),
    };
    // 2.
    let mut counter = Counter::new(&query, site, &declared, &periods);
    let mut pages = PAGES;
    let mut freshness = Freshness { as_of: now, counted_until: None };
    let both = [Some(range), query.range.compare].into_iter().flatten();
    let cuts: Vec<Timestamp> = both.flat_map(|span| [span.from, span.to]).collect();
    for part in joined(range, query.range.compare) {
        let tallied = Tallied::read(store, &site.id, part, &cuts, now).await?;
        freshness.as_of = freshness.as_of.min(tallied.as_of);
        freshness.counted_until = tallied.counted_until;
        tallied.counted().for_each(|row| counter.count(row));
        for span in tallied.raw {
            let mut scan = Scan::new(store, &site.id, span, now, pages);
            let stopped = |error| ReportError::of_scan(error, PAGES);
            while let Some(entries) = scan.next().await.map_err(stopped)? {
                for entry in &entries {
                    counter.count(entry.into());
                }
            }
            pages = scan.pages_left();
        }
    }
    // 3.
    let scores = Scores::new(site, freshness, &query, &periods, counter.finish());
    Ok(scores.map_err(QueryError::from)?)
}

impl Scores {
    fn new(
        site: &Site,
        freshness: Freshness,
        query: &ScoresQuery,
        periods: &[Period],
        counts: Counts,
    ) -> Result<Self, MixedScales> {
        let document = site.document();
        let min_group = u64::from(document.privacy.min_group);
        let shown = Shown { query, min_group };
        let survey = match &query.subject {
            Subject::Survey(survey) => Some(survey.clone()),
            Subject::Metric(_) => None,
        };
        let groups = match &query.group_by {
            Some(_) => {
                let groups = counts.groups.into_iter().collect();
                Some(groups::compare(groups, min_group, query.confidence)?)
            }
            None => None,
        };
        let comparison = match query.range.compare {
            Some(span) => Some(shown.comparison(span, &counts.total, &counts.compared)?),
            None => None,
        };
        Ok(Self {
            site: site.id.clone(),
            survey,
            metric: query.scale.metric(),
            scale: query.scale.bounds(),
            from: Instant(query.range.span.from),
            to: Instant(query.range.span.to),
            timezone: document.timezone.clone(),
            as_of: Instant(freshness.as_of),
            counted_until: freshness.counted_until.map(Instant),
            result: shown.whole(&counts.total),
            prompts: Prompts::of(&counts.prompts, query),
            excluded: counts.excluded.into(),
            series: query.interval.map(|_| shown.series(periods, &counts.series)),
            groups,
            comparison,
        })
    }
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

/// What may be shown of a tally: everything, unless a filter narrows it to too few.
struct Shown<'a> {
    query: &'a ScoresQuery,
    min_group: u64,
}

impl Shown<'_> {
    fn whole(&self, tally: &Tally) -> Reported {
        if self.query.filter.is_set() {
            Reported::filtered(tally, self.min_group, self.query.confidence)
        } else {
            Reported::total(tally, self.query.confidence)
        }
    }

    fn series(&self, periods: &[Period], tallies: &[Tally]) -> Vec<Point> {
        let results = if self.query.filter.is_set() {
            Reported::parts(tallies, self.min_group, self.query.confidence)
        } else {
            tallies.iter().map(|tally| self.whole(tally)).collect()
        };
        periods
            .iter()
            .zip(results)
            .map(|(period, result)| Point {
                from: Instant(period.span.from),
                to: Instant(period.span.to),
                clipped: period.clipped,
                result,
            })
            .collect()
    }

    fn comparison(
        &self,
        span: Span,
        now: &Tally,
        before: &Tally,
    ) -> Result<Comparison, MixedScales> {
        let result = self.whole(before);
        let change = Change::between(now, before, self.query.confidence)?;
        let both = self.whole(now).result().is_some() && result.result().is_some();
        Ok(Comparison {
            from: Instant(span.from),
            to: Instant(span.to),
            result,
            change: both.then_some(change),
        })
    }
}

impl Prompts {
    fn of(counts: &PromptCounts, query: &ScoresQuery) -> Self {
        let PromptCounts { answered, dismissed, ignored } = *counts;
        let response_rate = ResponseRate::of(counts, query.confidence);
        Self { shown: counts.shown(), answered, dismissed, ignored, response_rate }
    }
}

impl From<Excluded> for ExcludedView {
    fn from(Excluded { test, withdrawn, unreadable }: Excluded) -> Self {
        Self { test, withdrawn, unreadable: (unreadable > 0).then_some(unreadable) }
    }
}
