//! Why nothing is noted on a case.

use std::fmt;

use super::case::State;
use super::event::Kind;
use super::told::CaseEventView;
use crate::store::StoreError;

/// Why a case is not opened, or nothing is noted on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CaseError {
    /// No answer of that id can be followed up.
    UnknownAnswer {
        /// The id, cut to what a refusal can bear.
        id: String,
    },
    /// No case of that id is there, or its answer is gone.
    Unknown {
        /// The id, cut to what a refusal can bear.
        id: String,
    },
    /// Somebody else did something meanwhile.
    Changed {
        /// What was done since.
        since: Vec<CaseEventView>,
    },
    /// It can't follow on where the case stands.
    OutOfOrder {
        /// What was to be noted.
        kind: Kind,
        /// Where the case stands.
        state: State,
    },
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownAnswer { id } => {
                write!(f, "this site has no answer {id:?} that can be followed up")
            }
            Self::Unknown { id } => write!(f, "this site has no case {id:?}"),
            Self::Changed { since } => write!(
                f,
                "somebody noted {} on this case meanwhile: read it again",
                if since.len() == 1 {
                    "one event".to_owned()
                } else {
                    format!("{} events", since.len())
                }
            ),
            Self::OutOfOrder { kind, state } => {
                let (kind, state) = (kind.as_str(), state.as_str());
                write!(f, "{kind} can't follow on a case that is {state}")
            }
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<StoreError> for CaseError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
