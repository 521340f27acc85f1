//! Whose answers a report is about.

use koe_shared::id::SurveyId;
use koe_shared::metric::Metric;

use super::error::QueryError;
use super::params::Params;
use crate::sites::Site;

/// Whose answers a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// One survey's.
    Survey(SurveyId),
    /// Those of every survey on a metric, archived ones included.
    Metric(Metric),
}

impl Subject {
    /// Reads `survey` or `metric`, which exclude each other. A survey is one that the site has or had.
    pub(crate) fn of(params: &mut Params, site: &Site) -> Result<Option<Self>, QueryError> {
        let survey = known_survey(params, site)?;
        let metric = params.parse_with("metric", "nps, ces or csat", |name| {
            Metric::ALL.into_iter().find(|metric| metric.as_str() == name)
        })?;
        match (survey, metric) {
            (Some(_), Some(_)) => Err(QueryError::TwoSubjects),
            (Some(survey), None) => Ok(Some(Self::Survey(survey))),
            (None, Some(metric)) => Ok(Some(Self::Metric(metric))),
            (None, None) => Ok(None),
        }
    }
}

/// Reads `survey`: one that the site has or had.
pub(in crate::reports) fn known_survey(
    params: &mut Params,
    site: &Site,
) -> Result<Option<SurveyId>, QueryError> {
    match params.parse("survey", "a survey id")? {
        Some(survey) if site.newest_version(&survey).is_none() => {
            Err(QueryError::UnknownSurvey { survey })
        }
        survey => Ok(survey),
    }
}
