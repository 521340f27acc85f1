//! One metric on one scale: what is measured of it, and how it stands in the reply.

use std::cmp::Reverse;

use koe_shared::disclosure::Reported;
use koe_shared::groups::{self, Group};
use koe_shared::id::SurveyId;
use koe_shared::metric::{Bounds, Bucket, Metric, Scale};
use koe_shared::precision::Needed;
use koe_shared::site::SiteDocument;
use koe_shared::tally::{MixedScales, Tally};
use serde::Serialize;
use utoipa::ToSchema;

use crate::reports::comparison::Comparison;
use crate::reports::count::{Counter, Counts, RangeCounts};
use crate::reports::query::{ScoresQuery, Subject};
use crate::reports::scores::{ExcludedView, GroupPrompts, Prompts, needed};
use crate::reports::shown::Shown;
use crate::sites::{Declared, Site};

/// A metric on one scale, as a score of it says, in groups by touchpoint.
#[derive(Serialize, ToSchema)]
#[schema(as = SummaryMetric)]
pub(crate) struct MetricView {
    pub(crate) metric: Metric,
    pub(crate) scale: Bounds,
    /// In the order of the document, then the archived ones with answers.
    pub(crate) surveys: Vec<SurveyView>,
    #[serde(flatten)]
    pub(crate) result: Reported,
    pub(crate) prompts: Prompts,
    pub(crate) excluded: ExcludedView,
    /// What the result needs further; null where it is withheld.
    #[schema(required = true)]
    pub(crate) needed: Option<Needed>,
    /// By touchpoint.
    pub(crate) groups: Vec<Group>,
    /// By touchpoint: how the prompts of each ended, of those as well that nobody answered.
    pub(crate) response: Vec<GroupPrompts>,
    /// Null where the range just before reaches behind the lives of the answers, and none was named.
    #[schema(required = true)]
    pub(crate) comparison: Option<Comparison>,
}

/// A survey on a metric.
#[derive(Serialize, ToSchema)]
#[schema(as = SummarySurvey)]
pub(crate) struct SurveyView {
    pub(crate) id: String,
    /// Null for an archived survey.
    #[schema(required = true)]
    pub(crate) goal: Option<String>,
    /// Its answers in the range.
    pub(crate) n: u64,
}

/// What is measured on one scale.
pub(super) struct Measured {
    query: ScoresQuery,
    shown: Shown,
    counts: Counts,
    by_survey: RangeCounts,
}

/// Every scale that a survey of the site was ever asked on, metric by metric.
pub(in crate::reports) fn scales(site: &Site) -> Vec<Scale> {
    let versions = &site.record.versions;
    let asked: Vec<Scale> = versions
        .surveys()
        .flat_map(|survey| versions.versions(survey).map(|(_, wording)| wording.scale()))
        .collect();
    Scale::ALL.into_iter().filter(|scale| asked.contains(scale)).collect()
}

/// The scales that a survey was ever asked on, metric by metric; without one those of the site.
pub(crate) fn asked_on(site: &Site, survey: Option<&SurveyId>) -> Vec<Scale> {
    let Some(survey) = survey else { return scales(site) };
    let asked = site.record.versions.versions(survey);
    let asked: Vec<Scale> = asked.map(|(_, wording)| wording.scale()).collect();
    Scale::ALL.into_iter().filter(|scale| asked.contains(scale)).collect()
}

/// A counter by touchpoint and one by survey for each scale.
pub(super) fn counters<'a>(
    queries: &'a [(ScoresQuery, ScoresQuery)],
    site: &'a Site,
    declared: &'a Declared,
) -> Vec<(Counter<'a>, Counter<'a>)> {
    let counter = |query: &'a ScoresQuery| Counter::new(query, site, declared, &[]);
    queries.iter().map(|(one, other)| (counter(one), counter(other))).collect()
}

impl Measured {
    pub(super) fn new(site: &Site, query: ScoresQuery, counts: (Counts, Counts)) -> Self {
        let (counts, by_survey) = (counts.0, counts.1.range);
        let shown = Shown::of(&query, u64::from(site.document().privacy.min_group));
        Self { query, shown, counts, by_survey }
    }

    /// Whether there is something to tell: a survey asks on this scale today, or prompts of either range did.
    pub(super) fn is_told(&self, document: &SiteDocument) -> bool {
        let Counts { range, compared, .. } = &self.counts;
        let is_asked = document
            .surveys
            .iter()
            .any(|survey| survey.scale() == self.query.scale && self.is_about(&survey.id));
        let has_some = |counts: &RangeCounts| counts.total.n() > 0 || counts.prompts.shown() > 0;
        is_asked || has_some(range) || has_some(compared)
    }

    /// Where it stands among the others: by metric, of two scales the one with more answers first.
    pub(super) fn place(&self) -> (Metric, Reverse<u64>) {
        (self.query.scale.metric(), Reverse(self.counts.range.total.n()))
    }

    pub(super) fn scale(&self) -> Scale {
        self.query.scale
    }

    /// How many answers of the range fall into a bucket.
    pub(super) fn in_bucket(&self, bucket: Bucket) -> u64 {
        self.counts.range.total.in_bucket(bucket)
    }

    /// The groups of the range by touchpoint.
    pub(super) fn groups(&self) -> Vec<(String, Tally)> {
        self.counts.range.answered().map(|(value, tally)| (value.clone(), *tally)).collect()
    }

    pub(super) fn view(self, document: &SiteDocument) -> Result<MetricView, MixedScales> {
        let surveys = self.surveys(document);
        let groups = self.groups();
        let Self { query, shown, counts, .. } = self;
        let Counts { range, compared, excluded, .. } = counts;
        let compare = query.range.compare;
        let comparison = match compare {
            Some(span) => Some(Comparison::of(span, &range, &compared, true, &shown)?),
            None => None,
        };
        Ok(MetricView {
            metric: query.scale.metric(),
            scale: query.scale.bounds(),
            surveys,
            result: shown.whole(&range.total),
            prompts: Prompts::of(&range.prompts, &query),
            response: GroupPrompts::of(&range, &query),
            excluded: excluded.into(),
            needed: needed(&range.total, compare.map(|_| &compared.total), &shown)?,
            groups: groups::compare(groups, shown.min_group, shown.confidence)?,
            comparison,
        })
    }

    fn is_about(&self, survey: &SurveyId) -> bool {
        match &self.query.subject {
            Subject::Survey(asked) => asked == survey,
            Subject::Metric(_) => true,
        }
    }

    fn surveys(&self, document: &SiteDocument) -> Vec<SurveyView> {
        let n = |id: &str| self.by_survey.groups.get(id).map_or(0, |group| group.tally.n());
        let own = document.surveys.iter().filter_map(|survey| {
            let n = n(survey.id.as_str());
            let is_told = n > 0 || survey.scale() == self.query.scale && self.is_about(&survey.id);
            let (id, goal) = (survey.id.as_str().to_owned(), Some(survey.goal.clone()));
            is_told.then_some(SurveyView { id, goal, n })
        });
        let is_archived =
            |id: &&String| document.surveys.iter().all(|survey| survey.id.as_str() != id.as_str());
        let archived = self.by_survey.answered().map(|(id, _)| id).filter(is_archived);
        let archived = archived.map(|id| SurveyView { id: id.clone(), goal: None, n: n(id) });
        own.chain(archived).collect()
    }
}
