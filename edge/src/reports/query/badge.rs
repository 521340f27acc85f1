//! What a badge is asked for.

use koe_shared::confidence::Confidence;

use super::error::QueryError;
use super::filter::Filter;
use super::params::Params;
use super::scores::ScoresQuery;
use super::subject::Subject;
use super::time::{Range, range};
use crate::sites::{Calendar, Site};

/// The query behind a badge: one survey, on the scale of its newest version, over the default range.
pub(in crate::reports) fn badge_query(
    mut params: Params,
    site: &Site,
    calendar: &Calendar,
) -> Result<ScoresQuery, QueryError> {
    let survey = params.parse("survey", "a survey id")?.ok_or(QueryError::NoSurvey)?;
    params.finish()?;
    let versions = &site.record.versions;
    let newest = versions.newest(&survey).and_then(|newest| versions.scale(&survey, newest));
    let Some(scale) = newest else { return Err(QueryError::UnknownSurvey { survey }) };
    let span = range(calendar, &mut Params::default())?;
    Ok(ScoresQuery {
        subject: Subject::Survey(survey),
        scale,
        range: Range { span, compare: None },
        filter: Filter::default(),
        interval: None,
        group_by: None,
        paired: false,
        confidence: Confidence::default(),
    })
}
