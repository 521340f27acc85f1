//! Why a site document is refused.

use std::fmt;

/// Why a site document is refused. Nothing of a refused document is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteError {
    /// The body is not JSON.
    BrokenJson,
    /// A field has another shape, or is not known.
    WrongShape {
        /// The path of the field.
        field: String,
        /// What is wrong with it.
        detail: String,
    },
}

impl SiteError {
    /// A stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BrokenJson => "broken_json",
            Self::WrongShape { .. } => "wrong_shape",
        }
    }

    /// The path of the field to blame, such as `surveys[0].question.ja`.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::BrokenJson => None,
            Self::WrongShape { field, .. } => Some(field),
        }
    }
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BrokenJson => f.write_str("the body is not JSON"),
            Self::WrongShape { detail, .. } => f.write_str(detail),
        }
    }
}

impl std::error::Error for SiteError {}
