//! Refusals of a request as such: its path, body, query string and key.

use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::{BAD, FORBIDDEN, NOT_FOUND, OUT_OF_BOUNDS, Problem, TOO_LARGE, UNAUTHORIZED};
use crate::http::auth::AuthError;
use crate::http::body::BodyError;
use crate::http::origin::OtherOriginError;
use crate::http::path::PathError;
use crate::http::query_string::QueryStringError;

impl From<PathError> for Problem {
    fn from(error: PathError) -> Self {
        let (status, code) = match error {
            PathError::NoPath => (NOT_FOUND, "not_found"),
            PathError::NoMethod => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
        };
        Self::new(status, code, &error)
    }
}

impl IntoResponse for PathError {
    fn into_response(self) -> Response {
        Problem::from(self).into_response()
    }
}

impl From<BodyError> for Problem {
    fn from(error: BodyError) -> Self {
        let (status, code) = match error {
            BodyError::TooLarge { .. } => (TOO_LARGE, "body_too_large"),
            BodyError::Broken => (BAD, "body_broken"),
            BodyError::MediaType { .. } => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            BodyError::NotJson => (BAD, "broken_json"),
        };
        Self::new(status, code, &error)
    }
}

impl From<OtherOriginError> for Problem {
    fn from(error: OtherOriginError) -> Self {
        Self::new(FORBIDDEN, "foreign_origin", &error)
    }
}

impl From<QueryStringError> for Problem {
    fn from(error: QueryStringError) -> Self {
        match &error {
            QueryStringError::Broken => Self::new(OUT_OF_BOUNDS, "broken_query", &error),
            QueryStringError::Repeated { name } => {
                Self::new(OUT_OF_BOUNDS, "repeated_parameter", &error).of(name)
            }
        }
    }
}

impl From<AuthError> for Problem {
    fn from(error: AuthError) -> Self {
        let (status, code) = match error {
            AuthError::NoKey | AuthError::NoUser => (UNAUTHORIZED, "key_missing"),
            AuthError::UnknownKey => (UNAUTHORIZED, "key_unknown"),
            AuthError::NoAdminKey(_) => (UNAUTHORIZED, "admin_key_not_set"),
            AuthError::Scope { .. } | AuthError::NotAdmin { .. } => (FORBIDDEN, "scope_too_small"),
            AuthError::NamesNoSite | AuthError::OtherSite { .. } => {
                (FORBIDDEN, "key_of_another_site")
            }
            AuthError::RateLimit(error) => return error.into(),
            AuthError::Store(error) => return error.into(),
        };
        Self::new(status, code, &error)
    }
}
