//! Whose answers a report is about.

use koe_shared::id::SurveyId;
use koe_shared::metric::Metric;

use super::{Params, QueryError};

/// Whose answers a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// One survey's.
    Survey(SurveyId),
    /// Those of every survey on a metric, archived ones included.
    Metric(Metric),
}

impl Subject {
    /// Reads `survey` or `metric`, which exclude each other.
    pub(crate) fn of(params: &mut Params) -> Result<Option<Self>, QueryError> {
        let survey = params.parse("survey", "a survey id")?;
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
