//! What a summary is asked for.

use koe_shared::confidence::Confidence;
use koe_shared::metric::Scale;

use super::error::QueryError;
use super::filter::{Filter, Slice};
use super::params::Params;
use super::scores::{ScoresQuery, confidence};
use super::subject::{Subject, known_survey};
use super::time::{Range, comparison, previous, range};
use crate::reports::ReportError;
use crate::sites::{Calendar, Declared, Site};

/// A query for a summary: the same for every metric.
pub(in crate::reports) struct SummaryQuery {
    pub(in crate::reports) range: Range,
    /// Whether the range to compare with was named, and not taken because none was.
    is_compare_named: bool,
    pub(in crate::reports) filter: Filter,
    pub(in crate::reports) confidence: Confidence,
}

impl SummaryQuery {
    pub(in crate::reports) fn read(
        mut params: Params,
        site: &Site,
        (declared, calendar): (&Declared, &Calendar),
    ) -> Result<Self, QueryError> {
        let span = range(calendar, &mut params)?;
        let named = comparison(calendar, &mut params, span)?;
        let survey = known_survey(&mut params, site)?;
        let filter = Filter::of(&mut params, declared)?.of_survey(survey);
        let confidence = confidence(&mut params)?;
        params.finish()?;
        let compare = named.unwrap_or_else(|| previous(calendar, span));
        let range = Range { span, compare: Some(compare) };
        Ok(Self { range, is_compare_named: named.is_some(), filter, confidence })
    }

    /// The same without a range to compare with, where the one just before turned out to be over and nobody asked
    /// for it by name.
    pub(in crate::reports) fn alone_after<T>(
        &self,
        counted: &Result<T, ReportError>,
    ) -> Option<Self> {
        let is_over =
            matches!(counted, Err(ReportError::Query(QueryError::BeyondRetention { .. })));
        (is_over && !self.is_compare_named).then(|| self.alone())
    }

    /// The same without a range to compare with.
    pub(in crate::reports) fn alone(&self) -> Self {
        Self {
            range: Range { compare: None, ..self.range.clone() },
            is_compare_named: false,
            filter: self.filter.clone(),
            confidence: self.confidence,
        }
    }

    /// What it asks of one scale, in groups.
    pub(in crate::reports) fn on(&self, scale: Scale, group_by: Slice) -> ScoresQuery {
        ScoresQuery {
            subject: match self.filter.survey() {
                Some(survey) => Subject::Survey(survey.clone()),
                None => Subject::Metric(scale.metric()),
            },
            scale,
            range: self.range.clone(),
            filter: self.filter.clone(),
            interval: None,
            group_by: Some(group_by),
            paired: false,
            confidence: self.confidence,
        }
    }
}
