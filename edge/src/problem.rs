//! Every error as a problem document (RFC 9457), and the only place that knows the status codes of
//! refusals.
//!
//! Each layer has its own closed error enum, beside its cause, whose sentence tells the value and the
//! bound. The files here turn those enums, a family each, into a [`Problem`]. What went wrong inside
//! (a storage error, a key's name) goes into the log line that [`Failure`] carries to the shell, never
//! into the document.

mod answers;
mod cases;
mod document;
mod mcp;
mod platform;
mod releases;
mod reports;
mod requests;
mod sites;
#[cfg(test)]
mod tests;

use std::fmt;

use http::StatusCode;
use jiff::Timestamp;
use serde_json::Value;

pub(crate) use self::document::name_route;
pub use self::document::{Failure, ProblemDocument};
pub(crate) use self::mcp::status_of;
#[cfg(test)]
pub(crate) use self::tests::every::every;

/// Why a request was refused, as a program and its reader are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    status: StatusCode,
    /// Never renamed.
    code: &'static str,
    /// The value and the bound, in one sentence.
    detail: Box<str>,
    /// The field to blame, where it is one.
    field: Option<Box<str>>,
    /// Seconds after which it is worth trying again.
    retry_after: Option<u64>,
    /// The time here, where the caller's clock is to blame.
    server_time: Option<Timestamp>,
    /// What somebody else did meanwhile.
    meanwhile: Option<Box<Meanwhile>>,
    /// What went wrong inside, for the log alone.
    cause: Option<Box<str>>,
}

/// What somebody else did meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Meanwhile {
    /// They saved a document: as it is now, and the fields in which it differs from the caller's.
    Edited { current: Option<Value>, fields: Vec<String> },
    /// They noted these events on a case.
    Noted(Value),
}

const BAD: StatusCode = StatusCode::BAD_REQUEST;
const UNAUTHORIZED: StatusCode = StatusCode::UNAUTHORIZED;
const FORBIDDEN: StatusCode = StatusCode::FORBIDDEN;
const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;
const CONFLICT: StatusCode = StatusCode::CONFLICT;
const PRECONDITION_FAILED: StatusCode = StatusCode::PRECONDITION_FAILED;
const TOO_LARGE: StatusCode = StatusCode::PAYLOAD_TOO_LARGE;
const OUT_OF_BOUNDS: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const UNAVAILABLE: StatusCode = StatusCode::SERVICE_UNAVAILABLE;

impl Problem {
    /// The status of the reply.
    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// What is wrong, with the value and the bound.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// A problem whose detail is what the error says.
    fn new(status: StatusCode, code: &'static str, error: &impl fmt::Display) -> Self {
        Self {
            status,
            code,
            detail: error.to_string().into(),
            field: None,
            retry_after: None,
            server_time: None,
            meanwhile: None,
            cause: None,
        }
    }

    fn of(self, field: &str) -> Self {
        self.maybe_of(Some(field))
    }

    fn maybe_of(self, field: Option<&str>) -> Self {
        Self { field: field.map(Box::from), ..self }
    }

    fn after(self, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }
}

#[cfg(test)]
impl Problem {
    /// What the API's description has to name.
    pub(crate) fn status_and_code(&self) -> (StatusCode, &'static str) {
        (self.status, self.code)
    }
}
