//! A score on the wire, with everything that says how far to trust it.

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

use super::count::{Counts, Excluded};
use super::query::ScoresQuery;
use crate::query::{Bucket, Subject};
use crate::reading::Span;

/// The reply to a query for scores.
#[derive(Serialize, ToSchema)]
pub(in crate::routes::sites) struct Scores {
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

impl Scores {
    pub(super) fn new(
        site: SiteId,
        timezone: String,
        min_group: u64,
        as_of: Instant,
        query: &ScoresQuery,
        buckets: &[Bucket],
        counts: Counts,
    ) -> Result<Self, MixedScales> {
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
            site,
            survey,
            metric: query.scale.metric(),
            scale: query.scale.bounds(),
            from: Instant(query.range.span.from),
            to: Instant(query.range.span.to),
            timezone,
            as_of,
            result: shown.whole(&counts.total),
            prompts: Prompts::of(&counts.prompts, query),
            excluded: counts.excluded.into(),
            series: query.interval.map(|_| shown.series(buckets, &counts.series)),
            groups,
            comparison,
        })
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

    fn series(&self, buckets: &[Bucket], tallies: &[Tally]) -> Vec<Point> {
        let results = if self.query.filter.is_set() {
            Reported::parts(tallies, self.min_group, self.query.confidence)
        } else {
            tallies.iter().map(|tally| self.whole(tally)).collect()
        };
        buckets
            .iter()
            .zip(results)
            .map(|(bucket, result)| Point {
                from: Instant(bucket.span.from),
                to: Instant(bucket.span.to),
                clipped: bucket.clipped,
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
