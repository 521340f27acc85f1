//! The path of a request and its parameters. A parameter that can't be read (a percent sign that
//! encodes no UTF-8) names nothing, and is refused as everything else is: with a problem document.

use std::fmt;

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;

/// The parameters of the matched path.
pub(crate) struct Path<T>(pub(crate) T);

/// Why a request leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathError {
    /// No such path.
    NoPath,
    /// The path has no such method.
    NoMethod,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPath => write!(f, "there is nothing at this path"),
            Self::NoMethod => write!(f, "this path has no such method; see Allow"),
        }
    }
}

impl<T: DeserializeOwned + Send + 'static, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = PathError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PathError> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(named)| Self(named)).map_err(|_| PathError::NoPath)
    }
}
