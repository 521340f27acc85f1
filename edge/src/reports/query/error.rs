//! Why a report can't be made as it is asked for.

use std::fmt;

use koe_shared::confidence::UnknownConfidence;
use koe_shared::id::SurveyId;
use koe_shared::tally::MixedScales;

/// Why the parameters of a report can't be answered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum QueryError {
    /// No such parameter here.
    Unknown { name: String },
    /// Neither `survey` nor `metric`.
    NoSubject,
    /// No `survey`, where it has to be one.
    NoSurvey,
    /// Both `survey` and `metric`.
    TwoSubjects,
    /// A survey that the site never had.
    UnknownSurvey { survey: SurveyId },
    /// A value that the parameter can't have.
    Value { name: String, value: String, expected: String },
    /// Neither a day nor an instant.
    Time { name: &'static str, value: String },
    /// The range ends before it begins.
    Backwards { name: &'static str, from: String, to: String },
    /// A level of confidence that is not offered.
    Confidence(UnknownConfidence),
    /// Answers on two scales would have to be pooled.
    MixedScales { scales: String },
    /// A series of too many periods.
    TooManyPeriods { interval: &'static str, most: usize },
    /// More answers than one reply may read.
    RangeTooLarge { pages: u32 },
    /// More hours than one call may have counted again.
    TooManyHours { hours: i64, most: i64 },
    /// The range reaches behind the lives of the answers, where days tell totals alone.
    BeyondRetention {
        /// The first instant that can be asked.
        first: String,
    },
    /// The tallies of the range are too large for one report.
    TalliesTooLarge,
    /// A cursor that no reply of this call gave.
    Cursor,
}

impl QueryError {
    /// What is wrong, as a stable word for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown_parameter",
            Self::NoSubject | Self::NoSurvey => "missing_parameter",
            Self::TwoSubjects => "conflicting_parameters",
            Self::UnknownSurvey { .. } => "unknown_survey",
            Self::Value { .. } | Self::Confidence(_) => "invalid_parameter",
            Self::Time { .. } => "invalid_time",
            Self::Backwards { .. } => "empty_range",
            Self::MixedScales { .. } => "mixed_scales",
            Self::TooManyPeriods { .. } => "too_many_buckets",
            Self::RangeTooLarge { .. } | Self::TalliesTooLarge | Self::TooManyHours { .. } => {
                "range_too_large"
            }
            Self::BeyondRetention { .. } => "beyond_retention",
            Self::Cursor => "invalid_cursor",
        }
    }

    /// The parameter to blame.
    pub(crate) fn field(&self) -> &str {
        match self {
            Self::Unknown { name } | Self::Value { name, .. } => name,
            Self::NoSubject | Self::NoSurvey | Self::TwoSubjects | Self::UnknownSurvey { .. } => {
                "survey"
            }
            Self::Time { name, .. } | Self::Backwards { name, .. } => name,
            Self::Confidence(_) => "confidence",
            Self::MixedScales { .. } => "scale",
            Self::TooManyPeriods { .. } => "interval",
            Self::RangeTooLarge { .. }
            | Self::TalliesTooLarge
            | Self::TooManyHours { .. }
            | Self::BeyondRetention { .. } => "from",
            Self::Cursor => "cursor",
        }
    }
}

impl From<MixedScales> for QueryError {
    fn from(error: MixedScales) -> Self {
        Self::MixedScales { scales: error.to_string() }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name } => write!(f, "there is no parameter {name:?} here"),
            Self::NoSubject => write!(f, "name what to score: survey=ID or metric=nps|ces|csat"),
            Self::NoSurvey => write!(f, "name the survey: survey=ID"),
            Self::TwoSubjects => write!(f, "survey and metric exclude each other"),
            Self::UnknownSurvey { survey } => write!(f, "this site has no survey {survey}"),
            Self::Value { name, value, expected } => {
                write!(f, "{name} {value:?} is not {expected}")
            }
            Self::Time { name, value } => write!(
                f,
                "{name} {value:?} is neither a day (2026-10-01) nor an instant \
                 (2026-10-01T00:00:00Z)"
            ),
            Self::Backwards { from, to, .. } => write!(f, "nothing lies from {from} to {to}"),
            Self::Confidence(error) => write!(f, "{error}"),
            Self::MixedScales { scales } => {
                write!(f, "scores on different scales are never pooled; choose one of {scales}")
            }
            Self::TooManyPeriods { interval, most } => write!(
                f,
                "interval {interval} makes over {most} buckets; narrow from and to, or choose a \
                 longer interval"
            ),
            Self::TooManyHours { hours, most } => write!(
                f,
                "the range holds {hours} hours, more than {most}; narrow it with from and to"
            ),
            Self::BeyondRetention { first } => write!(
                f,
                "answers before {first} are over; ask for what comes after, or for whole days \
                 without a filter, grouped by survey or version at most"
            ),
            Self::TalliesTooLarge => write!(
                f,
                "the counted hours of the range are larger than 64 MB; narrow it with from and to"
            ),
            Self::RangeTooLarge { pages } => write!(
                f,
                "the range holds more than {pages} pages of answers; narrow from and to, and \
                 compare with fewer days"
            ),
            Self::Cursor => write!(f, "the cursor is none that this call gave"),
        }
    }
}
