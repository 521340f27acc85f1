//! Why there is no report.

use std::fmt;

use koe_shared::instant::Instant;

use super::query::QueryError;
use crate::answers::ScanError;
use crate::store::StoreError;
use crate::tallies::TalliedError;

/// Why there is no report.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ReportError {
    /// The report can't be made as it is asked for.
    Query(QueryError),
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Query(error) => write!(f, "{error}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<QueryError> for ReportError {
    fn from(error: QueryError) -> Self {
        Self::Query(error)
    }
}

impl From<StoreError> for ReportError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<TalliedError> for ReportError {
    fn from(error: TalliedError) -> Self {
        match error {
            TalliedError::TooLarge => Self::Query(QueryError::TalliesTooLarge),
            TalliedError::BeyondRetention { first } => {
                Self::Query(QueryError::BeyondRetention { first: Instant(first).to_string() })
            }
            TalliedError::Store(error) => Self::Store(error),
        }
    }
}

impl ReportError {
    /// Why a scan that was bound to so many list pages stopped.
    pub(super) fn of_scan(error: ScanError, pages: u32) -> Self {
        match error {
            ScanError::TooManyPages => Self::Query(QueryError::RangeTooLarge { pages }),
            ScanError::Store(error) => Self::Store(error),
        }
    }
}
