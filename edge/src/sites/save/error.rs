//! Why a site is not saved.

use std::fmt;

use koe_shared::site::SiteError;
use koe_shared::site::versions::VersionNotRaised;

use crate::platform::EntropyError;
use crate::store::StoreError;

/// Why a site was not saved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SaveError {
    /// The document names an address that can't be called, or leaves out a secret that is not known.
    Document(SiteError),
    /// A survey changed its meaning and kept its version.
    Version(VersionNotRaised),
    /// The site was saved with another secret a moment ago, and this location does not show that yet.
    NotVisible,
    /// The platform gave no randomness for the id of the entry.
    Entropy(EntropyError),
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(error) => write!(f, "{error}"),
            Self::Version(error) => write!(f, "{error}"),
            Self::Entropy(error) => {
                write!(f, "{error}")
            }
            Self::NotVisible => {
                write!(f, "this site was saved elsewhere a moment ago and is not visible here yet")
            }
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<StoreError> for SaveError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
