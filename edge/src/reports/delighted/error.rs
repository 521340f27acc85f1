//! Why a call of Delighted's API can't be answered.

use std::fmt;

use super::{PAGES, READS};
use crate::answers::ScanError;
use crate::reports::error::ReportError;
use crate::reports::query::QueryError;
use crate::store::{MAX_BULK, MAX_PAGE, StoreError};

/// Why a call can't be answered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum DelightedError {
    /// The path names a survey that the site never had.
    UnknownSurvey {
        /// What it was named by, legal as an id or not.
        survey: String,
    },
    /// A parameter is not what it can be.
    Query(QueryError),
    /// Delighted knows the parameter, and Koe has nothing like it.
    NoCounterpart { name: &'static str, instead: &'static str },
    /// The answer lies behind more keys or values than one call may read.
    TooFar,
    /// The range reaches behind the lives of the answers.
    BeyondRetention {
        /// The first instant that can be asked.
        first: String,
    },
    /// Storage refused.
    Store(StoreError),
}

impl DelightedError {
    /// What is wrong, as a stable word for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Query(error) => error.code(),
            Self::UnknownSurvey { .. } => "unknown_survey",
            Self::NoCounterpart { .. } => "unknown_parameter",
            Self::TooFar => "range_too_large",
            Self::BeyondRetention { .. } => "beyond_retention",
            Self::Store(_) => "storage_unavailable",
        }
    }

    /// The parameter to blame.
    pub(crate) fn field(&self) -> &str {
        match self {
            Self::Query(error) => error.field(),
            Self::UnknownSurvey { .. } => "survey",
            Self::NoCounterpart { name, .. } => name,
            Self::TooFar | Self::BeyondRetention { .. } | Self::Store(_) => "since",
        }
    }
}

impl fmt::Display for DelightedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Query(error) => write!(f, "{error}"),
            Self::UnknownSurvey { survey } => {
                write!(f, "the site of this key has no survey {survey:?}")
            }
            Self::NoCounterpart { name, instead } => {
                write!(f, "Koe has no counterpart of {name}; {instead}")
            }
            Self::TooFar => write!(
                f,
                "this lies behind more than one call reads ({PAGES} lists of {MAX_PAGE} keys, {} \
                 answers); narrow it with since and until, or begin again at page 1 with the \
                 created_at of the last response as since",
                READS as usize * MAX_BULK
            ),
            Self::BeyondRetention { first } => {
                write!(f, "answers before {first} are over; ask since then, or for all there is")
            }
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<QueryError> for DelightedError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::RangeTooLarge { .. } | QueryError::TalliesTooLarge => Self::TooFar,
            QueryError::BeyondRetention { first } => Self::BeyondRetention { first },
            error => Self::Query(error),
        }
    }
}

impl From<ReportError> for DelightedError {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Query(error) => error.into(),
            ReportError::Store(error) => Self::Store(error),
        }
    }
}

impl From<ScanError> for DelightedError {
    fn from(error: ScanError) -> Self {
        match error {
            ScanError::TooManyPages => Self::TooFar,
            ScanError::Store(error) => Self::Store(error),
        }
    }
}

impl From<StoreError> for DelightedError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
