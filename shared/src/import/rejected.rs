//! Why a row is no answer.

use std::fmt;

use serde::Serialize;

use crate::score::OffScale;

/// A row that is no answer. The others are stored all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rejected {
    /// Its line in the file: where it begins.
    pub line: u64,
    /// What is wrong, as a stable word.
    #[cfg_attr(feature = "openapi", schema(example = "missing_score"))]
    pub code: &'static str,
    /// What is wrong, with the value and the bound.
    pub detail: String,
}

impl Rejected {
    pub(super) fn new(line: u64, error: &RowError) -> Self {
        Self { line, code: error.code(), detail: error.to_string() }
    }
}

/// Why a row is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowError {
    /// More cells than the header has columns.
    TooManyFields {
        /// Cells.
        fields: usize,
        /// Columns.
        columns: usize,
    },
    /// A cell goes on after the end of its quotes.
    StrayQuote {
        /// Where the quote opens.
        line: u64,
    },
    /// No score, or `NA`.
    MissingScore,
    /// A score that is no whole number, or a share, or a date.
    ScoreNotAnInteger(String),
    /// A score off the scale of its version.
    OffScale(OffScale),
    /// A score where nothing was answered.
    ScoreWithoutAnswer,
    /// Neither the row nor a parameter names the survey.
    NoSurvey,
    /// The site has no such survey.
    UnknownSurvey(String),
    /// The site's survey has no such version.
    UnknownVersion {
        /// The survey.
        survey: String,
        /// The version, as it stands there.
        version: String,
    },
    /// Neither the row nor a parameter says when.
    NoTime,
    /// A time that can't be read.
    Time(String),
    /// A bare number as a time, with no word on what it counts.
    NumberAsTime(String),
    /// A date that reads both ways, or not in the way that was said.
    DateOrder(String),
    /// A time that lies ahead.
    Ahead(String),
    /// The `id` column of Koe's own export holds no valid id.
    Id(String),
    /// The `ordinal` column holds no valid number.
    Ordinal(String),
}

impl RowError {
    /// A stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooManyFields { .. } => "too_many_fields",
            Self::StrayQuote { .. } => "stray_quote",
            Self::MissingScore => "missing_score",
            Self::ScoreNotAnInteger(_) => "score_not_an_integer",
            Self::OffScale(_) => "score_off_scale",
            Self::ScoreWithoutAnswer => "score_without_answer",
            Self::NoSurvey => "missing_survey",
            Self::UnknownSurvey(_) => "unknown_survey",
            Self::UnknownVersion { .. } => "unknown_survey_version",
            Self::NoTime => "missing_answered_at",
            Self::Time(_) | Self::NumberAsTime(_) | Self::DateOrder(_) => "invalid_answered_at",
            Self::Ahead(_) => "answered_at_ahead",
            Self::Id(_) => "invalid_id",
            Self::Ordinal(_) => "invalid_ordinal",
        }
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyFields { fields, columns } => write!(
                f,
                "{fields} fields under a header of {columns}; put quotes around a cell that holds \
                 the separator"
            ),
            Self::StrayQuote { line } => write!(
                f,
                "a cell goes on after its closing quote, so what the quote of line {line} \
                 encloses may be more than one row; double a quote within quotes"
            ),
            Self::MissingScore => write!(f, "the row has no score"),
            Self::ScoreNotAnInteger(score) => write!(f, "score {score:?} is not an integer"),
            Self::OffScale(error) => write!(f, "{error}"),
            Self::ScoreWithoutAnswer => {
                write!(f, "a score comes with outcome answered only")
            }
            Self::NoSurvey => write!(f, "the row names no survey"),
            Self::UnknownSurvey(survey) => write!(f, "this site has no survey {survey:?}"),
            Self::UnknownVersion { survey, version } => write!(
                f,
                "this site's survey {survey} has no version {version:?}, so the scale of its \
                 scores is not known here"
            ),
            Self::NoTime => write!(f, "the row has no answered_at"),
            Self::Time(at) => write!(
                f,
                "answered_at {at:?} is neither an instant (2026-10-01T09:30:00Z), nor a local time \
                 (2026-10-01 09:30:00), nor a day (2026-10-01)"
            ),
            Self::NumberAsTime(at) => write!(
                f,
                "answered_at {at:?} is a number; say what it counts by date_format=excel or \
                 date_format=unix (in seconds)"
            ),
            Self::DateOrder(at) => write!(
                f,
                "answered_at {at:?} is no date in the order of day and month that holds for its \
                 column"
            ),
            Self::Ahead(at) => write!(f, "answered_at {at} lies ahead"),
            Self::Id(id) => write!(f, "id {id:?} is not the id of an answer"),
            Self::Ordinal(ordinal) => {
                write!(f, "ordinal {ordinal:?} is not a whole number from 1 to {}", u32::MAX)
            }
        }
    }
}
