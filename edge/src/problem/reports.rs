//! Refusals of a report.

use super::{NOT_FOUND, OUT_OF_BOUNDS, Problem};
use crate::reports::{QueryError, ReportError};

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        let status = match error {
            QueryError::UnknownSurvey { .. } => NOT_FOUND,
            _ => OUT_OF_BOUNDS,
        };
        Self::new(status, error.code(), &error).of(error.field())
    }
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Query(error) => error.into(),
            ReportError::Store(error) => error.into(),
        }
    }
}
