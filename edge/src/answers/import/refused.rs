//! Why a row that can be read is not taken in.

use std::fmt;

use koe_shared::answer::MAX_REVISION;
use koe_shared::instant::Instant;

/// Why a row that can be read is not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It would expire at once.
    OverRetention { at: Instant, days: u32 },
    /// The id of an export lies ahead.
    Ahead { at: Instant },
    /// Its person was erased after it was given.
    PersonErased,
    /// It was corrected or undone too often.
    NoRevisionLeft,
}

impl Refused {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::OverRetention { .. } => "older_than_retention",
            Self::Ahead { .. } => "answered_at_ahead",
            Self::PersonErased => "respondent_erased",
            Self::NoRevisionLeft => "no_revision_left",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OverRetention { at, days } => {
                write!(f, "answered_at {at} is older than the {days} days that answers are kept")
            }
            Self::Ahead { at } => write!(f, "id is of {at}, which lies ahead"),
            Self::PersonErased => {
                write!(f, "the respondent was erased, and an answer from before that stays away")
            }
            Self::NoRevisionLeft => write!(
                f,
                "the answer was corrected or undone {MAX_REVISION} times, and can't be once more; leave \
                 it as it is, or give the row another external_id"
            ),
        }
    }
}
