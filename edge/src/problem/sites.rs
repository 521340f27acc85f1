//! Refusals around a site: its name, its document, its keys, its text files.

use koe_shared::id::InvalidSlug;
use koe_shared::site::SiteError;
use koe_shared::site::versions::VersionNotRaised;

use super::{BAD, CONFLICT, NOT_FOUND, OUT_OF_BOUNDS, Problem};
use crate::sites::{
    ContentError, KeyRequestError, LookupError, OwnerKeyError, PutSiteError, RecordError,
};

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

impl From<RecordError> for Problem {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Version(error) => error.into(),
            RecordError::Entropy(error) => error.into(),
        }
    }
}

impl From<PutSiteError> for Problem {
    fn from(error: PutSiteError) -> Self {
        match error {
            PutSiteError::Record(error) => error.into(),
            PutSiteError::Store(error) => error.into(),
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
