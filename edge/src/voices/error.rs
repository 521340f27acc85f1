//! Why a decision is not written.

use std::fmt;

use crate::store::StoreError;

/// Why a decision is not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum VoiceError {
    /// No comment of that id may be published.
    Unknown {
        /// The id, cut to what a refusal can bear.
        id: String,
    },
    /// Its visitor has changed it: another text would be published than was read.
    Changed {
        /// The revision that was decided on.
        seen: u8,
        /// The revision that stands now.
        now: u8,
    },
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for VoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { id } => {
                write!(f, "this site has no comment {id:?} that its visitor allows to be published")
            }
            Self::Changed { seen, now } => write!(
                f,
                "the visitor has changed this comment: revision {now} stands, and {seen} was decided on; read it \
                 again"
            ),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<StoreError> for VoiceError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
