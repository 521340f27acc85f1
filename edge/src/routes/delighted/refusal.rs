//! A refusal as Delighted's clients read it.

use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// Why a call is refused, to be told to one of Delighted's clients.
pub(super) struct Refusal(Problem);

impl<E: Into<Problem>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        self.0.into_delighted_response()
    }
}
