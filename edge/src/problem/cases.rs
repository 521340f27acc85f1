//! Refusals around cases.

use super::{CONFLICT, Meanwhile, NOT_FOUND, OUT_OF_BOUNDS, Problem};
use crate::cases::{CaseError, CaseEventRequestError};

impl From<CaseEventRequestError> for Problem {
    fn from(error: CaseEventRequestError) -> Self {
        use CaseEventRequestError as E;
        let code = match &error {
            E::MissingField { .. } => "missing_field",
            E::WrongType { .. } => "wrong_type",
            E::NotWith { .. } => "unexpected_field",
            E::TooLong { .. } => "too_long",
            E::RemindOutOfBounds { .. } => "out_of_bounds",
        };
        Self::new(OUT_OF_BOUNDS, code, &error).of(error.field())
    }
}

impl From<CaseError> for Problem {
    fn from(error: CaseError) -> Self {
        match &error {
            CaseError::UnknownAnswer { .. } => Self::new(NOT_FOUND, "unknown_answer", &error),
            CaseError::Unknown { .. } => Self::new(NOT_FOUND, "unknown_case", &error),
            CaseError::Changed { since } => {
                let noted = serde_json::to_value(since).ok().map(Meanwhile::Noted);
                let problem = Self::new(CONFLICT, "case_changed", &error);
                Self { meanwhile: noted.map(Box::new), ..problem }
            }
            CaseError::OutOfOrder { .. } => Self::new(CONFLICT, "case_out_of_order", &error),
            CaseError::Store(error) => error.clone().into(),
        }
    }
}
