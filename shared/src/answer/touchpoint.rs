//! The touchpoint of an answer, whatever the page said.

use std::fmt;

use serde::Serialize;

use super::OTHER;
use crate::id::TouchpointId;

/// The touchpoint an answer names. Whether the site declares it is judged when it is read, so that
/// a document that comes later still finds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
pub enum AnsweredAt {
    /// A touchpoint by its id.
    Touchpoint(TouchpointId),
    /// Something that is no id. It counts as `(other)` and costs nobody their answer.
    Other,
}

impl AnsweredAt {
    /// What a page said, whatever it was.
    #[must_use]
    pub fn from_page(said: &str) -> Self {
        said.parse().map_or(Self::Other, Self::Touchpoint)
    }

    /// The id, or `(other)`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Touchpoint(id) => id.as_str(),
            Self::Other => OTHER,
        }
    }
}

impl From<AnsweredAt> for String {
    fn from(touchpoint: AnsweredAt) -> Self {
        touchpoint.as_str().to_owned()
    }
}

impl fmt::Display for AnsweredAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
