//! Refusals around a site: its name, its document, its keys, its notes, its voices, its text files.

use koe_shared::id::InvalidSlug;
use koe_shared::site::SiteError;
use koe_shared::site::versions::VersionNotRaised;

use super::{
    BAD, CONFLICT, Meanwhile, NOT_FOUND, OUT_OF_BOUNDS, PRECONDITION_FAILED, Problem, UNAVAILABLE,
};
use crate::alerts::AgainError;
use crate::http::condition::EditedMeanwhileError;
use crate::notes::{NoteError, NoteRequestError};
use crate::sites::{
    ContentError, EntryError, KeyRequestError, LookupError, OwnerKeyError, SaveError,
};
use crate::voices::{VoiceError, VoiceRequestError};

/// Seconds after which storage may show what was saved elsewhere: it does within a minute, as a rule.
const VISIBLE_AFTER: u64 = 15;

/// A path names a site to set up by what can't be its id.
impl From<InvalidSlug> for Problem {
    fn from(error: InvalidSlug) -> Self {
        Self::new(OUT_OF_BOUNDS, "invalid_id", &error).of("site")
    }
}

impl From<LookupError> for Problem {
    fn from(error: LookupError) -> Self {
        match error {
            LookupError::Unknown { .. } => Self::new(NOT_FOUND, "unknown_site", &error).of("site"),
            LookupError::Store(error) => error.into(),
        }
    }
}

impl From<SiteError> for Problem {
    fn from(error: SiteError) -> Self {
        let broken = matches!(error, SiteError::BrokenJson);
        let status = if broken { BAD } else { OUT_OF_BOUNDS };
        Self::new(status, error.code(), &error).maybe_of(error.field())
    }
}

impl From<VersionNotRaised> for Problem {
    fn from(error: VersionNotRaised) -> Self {
        Self::new(CONFLICT, error.code(), &error).of(&error.field())
    }
}

impl From<SaveError> for Problem {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Document(error) => error.into(),
            SaveError::Version(error) => error.into(),
            SaveError::NotVisible => {
                Self::new(UNAVAILABLE, "not_visible_yet", &error).after(VISIBLE_AFTER)
            }
            SaveError::Entropy(error) => error.into(),
            SaveError::Store(error) => error.into(),
        }
    }
}

impl From<EditedMeanwhileError> for Problem {
    fn from(error: EditedMeanwhileError) -> Self {
        let problem = Self::new(PRECONDITION_FAILED, "edited_meanwhile", &error);
        let EditedMeanwhileError { current, fields } = error;
        let meanwhile = Meanwhile::Edited { current, fields };
        Self { meanwhile: Some(Box::new(meanwhile)), ..problem }
    }
}

impl From<EntryError> for Problem {
    fn from(error: EntryError) -> Self {
        match error {
            EntryError::Site(error) => error.into(),
            EntryError::Unknown { .. } => Self::new(NOT_FOUND, "unknown_entry", &error),
            EntryError::Store(error) => error.into(),
        }
    }
}

impl From<ContentError> for Problem {
    fn from(error: ContentError) -> Self {
        match error {
            ContentError::Site(error) => error.into(),
            ContentError::Unknown { .. } => Self::new(NOT_FOUND, "unknown_content", &error),
        }
    }
}

impl From<KeyRequestError> for Problem {
    fn from(error: KeyRequestError) -> Self {
        let (code, field) = match error {
            KeyRequestError::MissingField { field } => ("missing_field", field),
            KeyRequestError::NotAString { field, .. } => ("wrong_type", field),
            KeyRequestError::NameLength { .. } => ("key_name_length", "name"),
            KeyRequestError::NotAList { .. } => ("wrong_type", "departments"),
            KeyRequestError::Department { .. } => ("invalid_id", "departments"),
            KeyRequestError::TooManyDepartments { .. } => ("too_many", "departments"),
            KeyRequestError::UnknownScope { .. } => ("unknown_scope", "scope"),
        };
        Self::new(OUT_OF_BOUNDS, code, &error).of(field)
    }
}

impl From<OwnerKeyError> for Problem {
    fn from(error: OwnerKeyError) -> Self {
        match error {
            OwnerKeyError::Unknown { .. } => Self::new(NOT_FOUND, "unknown_key", &error),
            OwnerKeyError::Entropy(error) => error.into(),
            OwnerKeyError::Store(error) => error.into(),
        }
    }
}

impl From<NoteRequestError> for Problem {
    fn from(error: NoteRequestError) -> Self {
        let (code, field) = match error {
            NoteRequestError::MissingField { field } => ("missing_field", field),
            NoteRequestError::NotAString { field, .. } => ("wrong_type", field),
            NoteRequestError::NotADay { .. } => ("invalid_time", "at"),
            NoteRequestError::DayOutOfBounds { .. } => ("out_of_bounds", "at"),
            NoteRequestError::NoText => ("empty", "text"),
            NoteRequestError::TextTooLong { .. } => ("too_long", "text"),
            NoteRequestError::UnknownTouchpoint { .. } => ("unknown_touchpoint", "touchpoint"),
        };
        Self::new(OUT_OF_BOUNDS, code, &error).of(field)
    }
}

impl From<NoteError> for Problem {
    fn from(error: NoteError) -> Self {
        match error {
            NoteError::TooMany => Self::new(OUT_OF_BOUNDS, "too_many", &error),
            NoteError::Unknown { .. } => Self::new(NOT_FOUND, "unknown_note", &error),
            NoteError::Entropy(error) => error.into(),
            NoteError::Store(error) => error.into(),
        }
    }
}

impl From<VoiceRequestError> for Problem {
    fn from(error: VoiceRequestError) -> Self {
        let (code, field) = match error {
            VoiceRequestError::MissingField { field } => ("missing_field", field),
            VoiceRequestError::WrongType { field, .. } => ("wrong_type", field),
            VoiceRequestError::RevisionOutOfBounds { .. } => ("out_of_bounds", "revision"),
        };
        Self::new(OUT_OF_BOUNDS, code, &error).of(field)
    }
}

impl From<AgainError> for Problem {
    fn from(error: AgainError) -> Self {
        match error {
            AgainError::Unknown { .. } => Self::new(NOT_FOUND, "unknown_alert", &error),
            AgainError::NotFailed { .. } => Self::new(CONFLICT, "alert_not_failed", &error),
            AgainError::Store(error) => error.into(),
        }
    }
}

impl From<VoiceError> for Problem {
    fn from(error: VoiceError) -> Self {
        match error {
            VoiceError::Unknown { .. } => Self::new(NOT_FOUND, "unknown_voice", &error),
            VoiceError::Changed { .. } => Self::new(CONFLICT, "voice_changed", &error),
            VoiceError::Store(error) => error.into(),
        }
    }
}
