//! Refusals of a report.

use super::{NOT_FOUND, OUT_OF_BOUNDS, Problem};
use crate::reports::{BadgeError, DelightedError, QueryError, ReportError};

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        let status = match error {
            QueryError::UnknownSurvey { .. } => NOT_FOUND,
            _ => OUT_OF_BOUNDS,
        };
        Self::new(status, error.code(), &error).of(error.field())
    }
}

impl From<BadgeError> for Problem {
    fn from(error: BadgeError) -> Self {
        let code = match error {
            BadgeError::Private => "no_public_badge",
        };
        Self::new(NOT_FOUND, code, &error)
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

impl From<DelightedError> for Problem {
    fn from(error: DelightedError) -> Self {
        match error {
            DelightedError::Query(error) => error.into(),
            DelightedError::Store(error) => error.into(),
            DelightedError::UnknownSurvey { .. } => {
                Self::new(NOT_FOUND, error.code(), &error).of(error.field())
            }
            error => Self::new(OUT_OF_BOUNDS, error.code(), &error).of(error.field()),
        }
    }
}
