//! The reply to a query for scores.

use jiff::Timestamp;
use koe_shared::disclosure::Reported;
use koe_shared::groups::{self, Group};
use koe_shared::id::{SiteId, SurveyId};
use koe_shared::instant::Instant;
use koe_shared::metric::{Bounds, Metric};
use koe_shared::paired::Paired;
use koe_shared::precision::Needed;
use koe_shared::result::ResponseRate;
use koe_shared::tally::{MixedScales, PromptCounts};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked_twice::PairedReason;
use super::comparison::Comparison;
use super::count::{Counts, Excluded};
use super::nullable::Nullable;
use super::query::{Period, ScoresQuery, Subject};
use super::series::{Point, Series, ShiftView, TrendView};
use super::shown::Shown;
use crate::sites::Site;

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
    /// What the result needs further; null where it is withheld.
    #[schema(required = true)]
    needed: Option<Needed>,
    /// With `interval`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<Point>, required = false)]
    series: Option<Vec<Point>>,
    /// With `interval`; null with fewer than four buckets of at least five answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<TrendView>, required = false)]
    trend: Option<Nullable<TrendView>>,
    /// With `interval`, oldest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<ShiftView>, required = false)]
    shifts: Option<Vec<ShiftView>>,
    /// With `group_by`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<Group>, required = false)]
    groups: Option<Vec<Group>>,
    /// With `compare`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Comparison, required = false)]
    comparison: Option<Comparison>,
    /// With `paired=true`; null where `paired_reason` says why.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Paired>, required = false)]
    paired: Option<Nullable<Paired>>,
    /// Why `paired` is null.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = PairedReason, required = false)]
    paired_reason: Option<PairedReason>,
}

/// Of when the numbers are.
#[derive(Clone, Copy)]
pub(super) struct Freshness {
    /// What was received before it is counted.
    pub(super) as_of: Timestamp,
    /// Where the tallies end.
    pub(super) counted_until: Option<Timestamp>,
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

impl Scores {
    /// What counts come to. `paired` is there where it was asked for.
    pub(super) fn new(
        site: &Site,
        freshness: Freshness,
        query: &ScoresQuery,
        periods: &[Period],
        counts: Counts,
        shown: &Shown,
        paired: Option<Result<Paired, PairedReason>>,
    ) -> Result<Self, MixedScales> {
        let Counts { range, compared, excluded, series, .. } = counts;
        let survey = match &query.subject {
            Subject::Survey(survey) => Some(survey.clone()),
            Subject::Metric(_) => None,
        };
        let result = shown.whole(&range.total);
        let is_compared =
            query.range.compare.is_some() && shown.whole(&compared.total).result().is_some();
        let before = is_compared.then_some(&compared.total);
        let needed = match result.result() {
            Some(_) => Some(Needed::of(&range.total, before, query.confidence)?),
            None => None,
        };
        let (mut points, mut trend, mut shifts) = (None, None, None);
        if let Some(interval) = query.interval {
            let series = Series::of(periods, &series, interval, shown)?;
            points = Some(series.points);
            trend = Some(Nullable(series.trend));
            shifts = Some(series.shifts);
        }
        let is_grouped = query.group_by.is_some();
        let comparison = match query.range.compare {
            Some(span) => Some(Comparison::of(span, &range, &compared, is_grouped, shown)?),
            None => None,
        };
        let groups = if is_grouped {
            let groups = range.groups.into_iter().collect();
            Some(groups::compare(groups, shown.min_group, query.confidence)?)
        } else {
            None
        };
        Ok(Self {
            site: site.id.clone(),
            survey,
            metric: query.scale.metric(),
            scale: query.scale.bounds(),
            from: Instant(query.range.span.from),
            to: Instant(query.range.span.to),
            timezone: site.document().timezone.clone(),
            as_of: Instant(freshness.as_of),
            counted_until: freshness.counted_until.map(Instant),
            result,
            prompts: Prompts::of(&range.prompts, query),
            excluded: excluded.into(),
            needed,
            series: points,
            trend,
            shifts,
            groups,
            comparison,
            paired: paired.map(|paired| Nullable(paired.ok())),
            paired_reason: paired.and_then(Result::err),
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
