//! What the list of voices is asked for.

use super::error::QueryError;
use super::filter::Filter;
use super::params::Params;
use super::subject::known_survey;
use super::time::range;
use crate::sites::{Calendar, Declared, Site, Span};

/// A query for comments that may be published.
pub(in crate::reports) struct VoicesQuery {
    pub(in crate::reports) span: Span,
    pub(in crate::reports) filter: Filter,
}

impl VoicesQuery {
    pub(in crate::reports) fn read(
        mut params: Params,
        site: &Site,
        (declared, calendar): (&Declared, &Calendar),
    ) -> Result<Self, QueryError> {
        let span = range(calendar, &mut params)?;
        let survey = known_survey(&mut params, site)?;
        let filter = Filter::of(&mut params, declared)?.of_survey(survey);
        params.finish()?;
        Ok(Self { span, filter })
    }
}
