//! What a key of a site may do.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a key of a site may do there; the greater includes the smaller. The admin key may do
/// everything on every site and so needs no scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scope {
    /// Scores and answers.
    Read,
    /// That, and what is written when customers are answered: cases, approvals, notes.
    Care,
    /// That, and the site's document, keys and imports.
    Write,
}

impl Scope {
    /// Every scope, the smallest first.
    pub(crate) const ALL: [Self; 3] = [Self::Read, Self::Care, Self::Write];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Care => "care",
            Self::Write => "write",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
