//! Refusals of an answer, sent, changed, taken back or imported, and of the person who gave it.

use jiff::Timestamp;
use koe_shared::answer::AnswerError;

use super::{BAD, FORBIDDEN, NOT_FOUND, OUT_OF_BOUNDS, Problem, TOO_LARGE, UNAVAILABLE};
use crate::answers::{
    AcceptError, ChangeError, ImportError, RespondentIdError, TakeBackError, VisitorError,
};

/// How long until a new site document is visible everywhere: what KV promises.
const PROPAGATION: u64 = 60;

impl From<AnswerError> for Problem {
    fn from(error: AnswerError) -> Self {
        let broken = matches!(error, AnswerError::BrokenJson);
        let status = if broken { BAD } else { OUT_OF_BOUNDS };
        Self::new(status, error.code(), &error).maybe_of(error.field())
    }
}

impl From<VisitorError> for Problem {
    fn from(error: VisitorError) -> Self {
        match error {
            VisitorError::ForeignOrigin { .. } => Self::new(FORBIDDEN, "foreign_origin", &error),
            VisitorError::RateLimit(error) => error.into(),
        }
    }
}

impl From<AcceptError> for Problem {
    fn from(error: AcceptError) -> Self {
        match error {
            AcceptError::Visitor(error) => error.into(),
            AcceptError::Site(error) => error.into(),
            AcceptError::ClockSkew { server_time, .. } => {
                Self::new(OUT_OF_BOUNDS, "clock_skew", &error).of("id").at(server_time)
            }
            AcceptError::OverRetention { .. } => {
                Self::new(OUT_OF_BOUNDS, "older_than_retention", &error).of("id")
            }
            AcceptError::UnknownSurvey { .. } => {
                Self::new(NOT_FOUND, "unknown_survey", &error).of("survey")
            }
            AcceptError::VersionAhead { .. } => {
                let problem = Self::new(UNAVAILABLE, "survey_version_ahead", &error);
                problem.of("survey_version").after(PROPAGATION)
            }
            AcceptError::NoVersion { .. } => {
                Self::new(OUT_OF_BOUNDS, "unknown_survey_version", &error).of("survey_version")
            }
            AcceptError::Answer(error) => error.into(),
            AcceptError::Store(error) => error.into(),
        }
    }
}

impl From<ChangeError> for Problem {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::ClockSkew { server_time, .. } => {
                Self::new(OUT_OF_BOUNDS, "clock_skew", &error).of("id").at(server_time)
            }
            ChangeError::OverRetention { .. } => {
                Self::new(OUT_OF_BOUNDS, "older_than_retention", &error).of("id")
            }
            ChangeError::Answer(error) => error.into(),
            ChangeError::Store(error) => error.into(),
        }
    }
}

impl From<TakeBackError> for Problem {
    fn from(error: TakeBackError) -> Self {
        match error {
            TakeBackError::Visitor(error) => error.into(),
            TakeBackError::Site(error) => error.into(),
            TakeBackError::Store(error) => error.into(),
        }
    }
}

impl From<RespondentIdError> for Problem {
    fn from(error: RespondentIdError) -> Self {
        Self::new(OUT_OF_BOUNDS, "invalid_id", &error).of("id")
    }
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        let status = match error {
            ImportError::TooLarge => TOO_LARGE,
            ImportError::Broken { .. } => BAD,
            ImportError::UnknownSurvey { .. } => NOT_FOUND,
            ImportError::Store(error) => return error.into(),
            _ => OUT_OF_BOUNDS,
        };
        Self::new(status, error.code(), &error).maybe_of(error.field())
    }
}

impl Problem {
    /// With the time here, to correct by.
    fn at(self, server_time: Timestamp) -> Self {
        Self { server_time: Some(server_time), ..self }
    }
}
