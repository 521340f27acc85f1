//! The reply to a query for scores.

use jiff::Timestamp;
use koe_shared::disclosure::Reported;
use koe_shared::groups::{self, Group};
use koe_shared::id::{SiteId, SurveyId};
use koe_shared::instant::Instant;
use koe_shared::metric::{Bounds, Metric};
use koe_shared::paired::Paired;
use koe_shared::precision::Needed;
use koe_shared::result::{MetricResult, ResponseRate};
use koe_shared::tally::{MixedScales, PromptCounts, Tally};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked_twice::PairedReason;
use super::comparison::Comparison;
use super::count::{Counts, Excluded, RangeCounts};
use super::nullable::Nullable;
use super::query::{Period, ScoresQuery, Subject};
use super::series::{Point, Series, ShiftView, TrendView};
use super::shown::Shown;
use crate::notes::Note;
use crate::sites::Site;

/// The reply to a query for scores.
#[derive(Serialize, ToSchema)]
pub(crate) struct Scores {
    site: SiteId,
    /// Present where one survey was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = SurveyId, required = false)]
    survey: Option<SurveyId>,
    pub(crate) metric: Metric,
    pub(crate) scale: Bounds,
    /// The first instant of the range.
    pub(crate) from: Instant,
    /// The first instant after it.
    pub(crate) to: Instant,
    /// The IANA time zone of its days.
    timezone: String,
    /// What was received before it is counted.
    pub(crate) as_of: Instant,
    /// Where the tallies end: what is newer is read from the answers themselves. Null before the first
    /// count.
    #[schema(required = true)]
    counted_until: Option<Instant>,
    #[serde(flatten)]
    pub(crate) result: Reported,
    pub(crate) prompts: Prompts,
    pub(crate) excluded: ExcludedView,
    /// What the result needs further; null where it is withheld.
    #[schema(required = true)]
    pub(crate) needed: Option<Needed>,
    /// With `interval`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<Point>, required = false)]
    pub(crate) series: Option<Vec<Point>>,
    /// With `interval`; null with fewer than four buckets of at least five answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<TrendView>, required = false)]
    pub(crate) trend: Option<Nullable<TrendView>>,
    /// With `interval`, oldest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<ShiftView>, required = false)]
    pub(crate) shifts: Option<Vec<ShiftView>>,
    /// With `interval`: what the owner changed on the days of the range, the newest day first. With `touchpoint`, what
    /// was changed there or nowhere in particular.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<Note>, required = false)]
    pub(crate) notes: Option<Vec<Note>>,
    /// With `group_by`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<Group>, required = false)]
    pub(crate) groups: Option<Vec<Group>>,
    /// With `group_by`: how the prompts of each group ended, of those as well that nobody answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<GroupPrompts>, required = false)]
    pub(crate) response: Option<Vec<GroupPrompts>>,
    /// With `compare`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Comparison, required = false)]
    pub(crate) comparison: Option<Comparison>,
    /// With `paired=true`; null where `paired_reason` says why.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Paired>, required = false)]
    pub(crate) paired: Option<Nullable<Paired>>,
    /// Why `paired` is null.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = PairedReason, required = false)]
    pub(crate) paired_reason: Option<PairedReason>,
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
pub(crate) struct Prompts {
    pub(crate) shown: u64,
    pub(crate) answered: u64,
    pub(crate) dismissed: u64,
    pub(crate) ignored: u64,
    /// Null where none was shown.
    #[schema(required = true)]
    pub(crate) response_rate: Option<ResponseRate>,
}

/// How the prompts of a group ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct GroupPrompts {
    /// What the prompts have in common.
    pub(crate) value: String,
    pub(crate) prompts: Prompts,
}

/// Answers that are in no score.
#[derive(Serialize, ToSchema)]
#[schema(as = Excluded)]
pub(crate) struct ExcludedView {
    /// Marked as tests.
    pub(crate) test: u64,
    /// Taken back by their visitors or erased.
    pub(crate) withdrawn: u64,
    /// Present where some can't be read here: a newer release wrote them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = u64, required = false)]
    pub(crate) unreadable: Option<u64>,
}

impl Scores {
    /// What the answers of the range say, where it is shown.
    pub(super) fn result(&self) -> Option<&MetricResult> {
        self.result.result()
    }

    /// The same with what the owner changed on its days, where a series was asked for.
    pub(super) fn with_notes(self, notes: Option<Vec<Note>>) -> Self {
        Self { notes, ..self }
    }

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
        let needed = needed(&range.total, query.range.compare.map(|_| &compared.total), shown)?;
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
        let (mut groups, mut response) = (None, None);
        if is_grouped {
            let answered = range.answered().map(|(value, tally)| (value.clone(), *tally)).collect();
            groups = Some(groups::compare(answered, shown.min_group, query.confidence)?);
            response = Some(GroupPrompts::of(&range, query));
        }
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
            notes: None,
            groups,
            response,
            comparison,
            paired: paired.map(|paired| Nullable(paired.ok())),
            paired_reason: paired.and_then(Result::err),
        })
    }
}

/// What a result needs further; `None` where it is withheld. What is withheld of the range to compare with
/// tells nothing either.
pub(super) fn needed(
    now: &Tally,
    before: Option<&Tally>,
    shown: &Shown,
) -> Result<Option<Needed>, MixedScales> {
    if shown.whole(now).result().is_none() {
        return Ok(None);
    }
    let before = before.filter(|before| shown.whole(before).result().is_some());
    Needed::of(now, before, shown.confidence).map(Some)
}

impl Prompts {
    pub(super) fn of(counts: &PromptCounts, query: &ScoresQuery) -> Self {
        let PromptCounts { answered, dismissed, ignored } = *counts;
        let response_rate = ResponseRate::of(counts, query.confidence);
        Self { shown: counts.shown(), answered, dismissed, ignored, response_rate }
    }
}

impl GroupPrompts {
    /// Those of the groups that were shown a prompt.
    pub(super) fn of(range: &RangeCounts, query: &ScoresQuery) -> Vec<Self> {
        let shown = range.groups.iter().filter(|(_, group)| group.prompts.shown() > 0);
        shown
            .map(|(value, group)| Self {
                value: value.clone(),
                prompts: Prompts::of(&group.prompts, query),
            })
            .collect()
    }
}

impl From<Excluded> for ExcludedView {
    fn from(Excluded { test, withdrawn, unreadable }: Excluded) -> Self {
        Self { test, withdrawn, unreadable: (unreadable > 0).then_some(unreadable) }
    }
}
