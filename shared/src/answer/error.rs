//! Why an answer is refused.

use std::fmt;

use super::{MAX_COMMENT_UNITS, MAX_REVISION};
use crate::id::ClockSkew;
use crate::score::OffScale;

/// Why an answer is refused. Nothing of a refused answer is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerError {
    /// The body is not a JSON object.
    BrokenJson,
    /// A required field is absent.
    Missing(&'static str),
    /// A field is of another JSON type.
    WrongType {
        /// The field.
        field: &'static str,
        /// What it should be, with its article.
        expected: &'static str,
    },
    /// An id is not of its form. The message says of which.
    InvalidId {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// The revision is not 1–98.
    Revision(i64),
    /// The outcome has no such name.
    UnknownOutcome(String),
    /// `answered` without a score.
    MissingScore,
    /// A score that is no integer.
    ScoreNotAnInteger(String),
    /// A score where nothing was answered.
    ScoreWithoutAnswer,
    /// The score lies off the scale of its survey version.
    OffScale(OffScale),
    /// The comment is too long, in UTF-16 units.
    CommentTooLong(usize),
    /// A survey version below 1 or beyond what is counted.
    SurveyVersion(i64),
    /// The channel has no such name, or is not one that may be posted.
    UnknownChannel(String),
    /// A contact without the visitor's consent.
    ContactWithoutConsent,
    /// A part of the contact is too long, in characters.
    ContactTooLong {
        /// The field.
        field: &'static str,
        /// Its length.
        chars: usize,
        /// The bound.
        max: usize,
    },
    /// The answer's own time is too far from the edge's.
    ClockSkew(ClockSkew),
}

impl AnswerError {
    /// A stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BrokenJson => "broken_json",
            Self::Missing(_) => "missing_field",
            Self::WrongType { .. } => "wrong_type",
            Self::InvalidId { .. } => "invalid_id",
            Self::Revision(_) => "revision_out_of_bounds",
            Self::UnknownOutcome(_) => "unknown_outcome",
            Self::MissingScore => "missing_score",
            Self::ScoreNotAnInteger(_) => "score_not_an_integer",
            Self::ScoreWithoutAnswer => "score_without_answer",
            Self::OffScale(_) => "score_off_scale",
            Self::CommentTooLong(_) => "comment_too_long",
            Self::SurveyVersion(_) => "survey_version_out_of_bounds",
            Self::UnknownChannel(_) => "unknown_channel",
            Self::ContactWithoutConsent => "contact_without_consent",
            Self::ContactTooLong { .. } => "contact_too_long",
            Self::ClockSkew(_) => "clock_skew",
        }
    }

    /// The field to blame.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::BrokenJson => return None,
            Self::Missing(field)
            | Self::WrongType { field, .. }
            | Self::InvalidId { field, .. }
            | Self::ContactTooLong { field, .. } => field,
            Self::Revision(_) => "revision",
            Self::UnknownOutcome(_) => "outcome",
            Self::MissingScore
            | Self::ScoreNotAnInteger(_)
            | Self::ScoreWithoutAnswer
            | Self::OffScale(_) => "score",
            Self::CommentTooLong(_) => "comment",
            Self::SurveyVersion(_) => "survey_version",
            Self::UnknownChannel(_) => "channel",
            Self::ContactWithoutConsent => "contact.consent",
            Self::ClockSkew(_) => "id",
        })
    }
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BrokenJson => f.write_str("the body is not a JSON object"),
            Self::Missing(field) => write!(f, "{field} is missing"),
            Self::WrongType { field, expected } => write!(f, "{field} is not {expected}"),
            Self::InvalidId { detail, .. } => f.write_str(detail),
            Self::Revision(given) => write!(f, "revision {given} is outside 1–{MAX_REVISION}"),
            Self::UnknownOutcome(given) => {
                write!(f, "outcome {given:?} is not answered, dismissed or ignored")
            }
            Self::MissingScore => f.write_str("outcome answered comes with a score"),
            Self::ScoreNotAnInteger(given) => write!(f, "score {given} is not an integer"),
            Self::ScoreWithoutAnswer => f.write_str("a score comes with outcome answered only"),
            Self::OffScale(refusal) => refusal.fmt(f),
            Self::CommentTooLong(units) => {
                write!(f, "comment has {units} UTF-16 units, more than {MAX_COMMENT_UNITS}")
            }
            Self::SurveyVersion(given) => write!(
                f,
                "survey_version {given} is outside 1–{}",
                crate::site::versions::MAX_VERSION
            ),
            Self::UnknownChannel(given) => {
                write!(f, "channel {given:?} is not web, link, email, sms, qr or api")
            }
            Self::ContactWithoutConsent => f.write_str("contact comes with \"consent\": true only"),
            Self::ContactTooLong { field, chars, max } => {
                write!(f, "{field} has {chars} characters, more than {max}")
            }
            Self::ClockSkew(skew) => skew.fmt(f),
        }
    }
}

impl std::error::Error for AnswerError {}

impl From<ClockSkew> for AnswerError {
    fn from(skew: ClockSkew) -> Self {
        Self::ClockSkew(skew)
    }
}
