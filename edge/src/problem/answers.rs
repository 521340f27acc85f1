//! Refusals of an answer, sent, changed, taken back or imported, and of the person who gave it.

use http::StatusCode;
use jiff::Timestamp;
use koe_shared::answer::AnswerError;
use koe_shared::import::TableError;

use super::{BAD, CONFLICT, FORBIDDEN, NOT_FOUND, OUT_OF_BOUNDS, Problem, TOO_LARGE, UNAVAILABLE};
use crate::answers::{
    AcceptError, ChangeError, ImportError, RespondentIdError, SettlingError, TakeBackError,
    UndoError, VisitorError,
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
        match error {
            ImportError::TooLarge => Self::new(TOO_LARGE, "import_too_large", &error),
            ImportError::Table(error) => error.into(),
            ImportError::Batch(_) => {
                Self::new(OUT_OF_BOUNDS, "invalid_parameter", &error).of("batch")
            }
            ImportError::MissingOrdinal => {
                Self::new(OUT_OF_BOUNDS, "missing_ordinal", &error).of("ordinal")
            }
            ImportError::Settling(settling) => settling.into(),
            ImportError::Store(error) => error.into(),
        }
    }
}

impl From<TableError> for Problem {
    fn from(error: TableError) -> Self {
        let status = match error {
            TableError::UnknownCharset { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            TableError::OtherCharset { .. }
            | TableError::NotInCharset { .. }
            | TableError::Undecodable { .. }
            | TableError::LooksLike { .. }
            | TableError::NotATable { .. }
            | TableError::Nul { .. }
            | TableError::Empty
            | TableError::OpenQuote { .. }
            | TableError::StrayQuote { .. }
            | TableError::RecordTooLong { .. } => BAD,
            TableError::TooManyRows { .. } => TOO_LARGE,
            TableError::UnknownSurvey { .. } => NOT_FOUND,
            _ => OUT_OF_BOUNDS,
        };
        Self::new(status, error.code(), &error).maybe_of(error.field())
    }
}

impl From<SettlingError> for Problem {
    fn from(settling: SettlingError) -> Self {
        Self::new(CONFLICT, "import_settling", &settling).after(settling.retry_after)
    }
}

impl From<UndoError> for Problem {
    fn from(error: UndoError) -> Self {
        match error {
            UndoError::Unknown { .. } => Self::new(NOT_FOUND, "unknown_import", &error),
            UndoError::Settling(settling) => settling.into(),
            UndoError::Store(error) => error.into(),
        }
    }
}

impl Problem {
    /// With the time here, to correct by.
    fn at(self, server_time: Timestamp) -> Self {
        Self { server_time: Some(server_time), ..self }
    }
}
