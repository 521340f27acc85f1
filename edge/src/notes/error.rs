//! Why a note is not written, or not found.

use std::fmt;

use super::bounds::MAX_NOTES;
use crate::platform::EntropyError;
use crate::store::StoreError;

/// Why a note is not written, or not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoteError {
    /// The site has as many notes as it may have.
    TooMany,
    /// The site has no note of that id.
    Unknown {
        /// The id, cut to what a refusal can bear.
        id: String,
    },
    /// The platform gave no randomness for an id.
    Entropy(EntropyError),
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for NoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany => {
                write!(f, "this site has {MAX_NOTES} notes, which is the most: delete one first")
            }
            Self::Unknown { id } => write!(f, "this site has no note {id:?}"),
            Self::Entropy(error) => write!(f, "{error}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<StoreError> for NoteError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
