//! Why a file is refused as a whole, and why a row of it is.

use std::fmt;

use koe_shared::id::SurveyId;
use koe_shared::score::OffScale;

use super::bounds::{MOST_BYTES, MOST_ROWS};
use crate::store::StoreError;

/// Why nothing of a file is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ImportError {
    /// More rows or bytes than one request may bring.
    TooLarge,
    /// Bytes that are no CSV in UTF-8.
    Broken { line: u64 },
    /// A column that the file has to have, or that `map` names, is not there.
    NoColumn { column: String, header: String },
    /// A pair of `map` that names no column of ours.
    Map { pair: String },
    /// Neither a column nor a parameter says it.
    NotSaid { name: &'static str },
    /// The survey named for all rows is no id.
    SurveyName { given: String },
    /// The site has no survey of the name given for all rows.
    UnknownSurvey { survey: SurveyId },
    /// The time told for all rows is neither a day nor an instant.
    Time { given: String },
    /// Storage refused. Some rows may be stored.
    Store(StoreError),
}

impl ImportError {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "import_too_large",
            Self::Broken { .. } => "broken_csv",
            Self::NoColumn { .. } => "missing_column",
            Self::NotSaid { .. } => "missing_column_or_parameter",
            Self::Map { .. } | Self::SurveyName { .. } => "invalid_parameter",
            Self::UnknownSurvey { .. } => "unknown_survey",
            Self::Time { .. } => "invalid_time",
            Self::Store(_) => "storage_unavailable",
        }
    }

    pub(crate) fn field(&self) -> Option<&str> {
        match self {
            Self::TooLarge | Self::Broken { .. } | Self::Store(_) => None,
            Self::NoColumn { column, .. } => Some(column),
            Self::Map { .. } => Some("map"),
            Self::NotSaid { name } => Some(name),
            Self::SurveyName { .. } | Self::UnknownSurvey { .. } => Some("survey"),
            Self::Time { .. } => Some("answered_at"),
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(
                f,
                "an import is at most {MOST_ROWS} rows and {MOST_BYTES} bytes; split the file \
                 (cargo xtask import does)"
            ),
            Self::Broken { line } => write!(f, "line {line} is not CSV in UTF-8"),
            Self::NoColumn { column, header } => write!(
                f,
                "there is no column {column:?} in the header {header:?}; columns are separated by \
                 commas"
            ),
            Self::Map { pair } => {
                write!(f, "map {pair:?} is not of the form ours:theirs with a column we know")
            }
            Self::NotSaid { name } => {
                write!(f, "there is no column {name:?} and no parameter {name}")
            }
            Self::SurveyName { given } => write!(f, "survey {given:?} is not a survey id"),
            Self::UnknownSurvey { survey } => write!(f, "this site has no survey {survey}"),
            Self::Time { given } => write!(
                f,
                "answered_at {given:?} is neither a day (2026-10-01) nor an instant \
                 (2026-10-01T00:00:00Z)"
            ),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

/// Why a row is passed over. The others are stored all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowError {
    MissingScore,
    ScoreNotAnInteger(String),
    OffScale(OffScale),
    NoSurvey,
    UnknownSurvey(String),
    NoTime,
    Time(String),
    Ahead(String),
    OverRetention { at: String, days: u32 },
    CommentTooLong { units: usize, most: usize },
    Respondent,
}

impl RowError {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::MissingScore => "missing_score",
            Self::ScoreNotAnInteger(_) => "score_not_an_integer",
            Self::OffScale(_) => "score_off_scale",
            Self::NoSurvey => "missing_survey",
            Self::UnknownSurvey(_) => "unknown_survey",
            Self::NoTime => "missing_answered_at",
            Self::Time(_) => "invalid_answered_at",
            Self::Ahead(_) => "answered_at_ahead",
            Self::OverRetention { .. } => "older_than_retention",
            Self::CommentTooLong { .. } => "comment_too_long",
            Self::Respondent => "invalid_respondent",
        }
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingScore => write!(f, "the row has no score"),
            Self::ScoreNotAnInteger(score) => write!(f, "score {score:?} is not an integer"),
            Self::OffScale(error) => write!(f, "{error}"),
            Self::NoSurvey => write!(f, "the row names no survey"),
            Self::UnknownSurvey(survey) => write!(f, "this site has no survey {survey:?}"),
            Self::NoTime => write!(f, "the row has no answered_at"),
            Self::Time(at) => write!(
                f,
                "answered_at {at:?} is neither an instant (2026-10-01T09:30:00Z), nor a local time \
                 (2026-10-01 09:30:00), nor a day (2026-10-01)"
            ),
            Self::Ahead(at) => write!(f, "answered_at {at} lies ahead"),
            Self::OverRetention { at, days } => {
                write!(f, "answered_at {at} is older than the {days} days that answers are kept")
            }
            Self::CommentTooLong { units, most } => {
                write!(f, "a comment of {units} UTF-16 units is over {most}")
            }
            Self::Respondent => {
                write!(f, "a respondent's id is 1 to 128 printable ASCII characters")
            }
        }
    }
}
