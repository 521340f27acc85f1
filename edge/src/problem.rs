//! Every refusal, as a problem document (RFC 9457), and the only place that knows status codes.
//!
//! A refusal tells its reader what is wrong with the value and the bound. What went wrong inside
//! (a storage error, a key's name) goes into the log line that [`Failure`] carries to the shell,
//! never into the document.

mod document;
#[cfg(test)]
mod every;
mod facts;
mod message;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use koe_shared::answer::AnswerError;
use koe_shared::id::{ClockSkew, InvalidSlug, SiteId, SurveyId};
use koe_shared::site::SiteError;
use koe_shared::site::versions::VersionNotRaised;

use crate::auth::Scope;
use crate::limits::TooMany;
use crate::query::QueryError;
use crate::routes::{ImportError, InvalidFileName};
use crate::state::EntropyError;
use crate::store::StoreError;

pub(crate) use document::name_route;
pub use document::{Failure, ProblemDocument};
#[cfg(test)]
pub(crate) use every::every;

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Problem {
    /// No such path.
    NoPath,
    /// The path has no such method.
    NoMethod,
    /// The body is over its cap.
    BodyTooLarge { limit: usize },
    /// The body broke off.
    BodyBroken,
    /// The body's type is none of those accepted.
    MediaType { given: String, accepted: &'static [&'static str] },
    /// The body is no JSON object.
    Json,

    /// An owner call without a key.
    NoKey,
    /// A key that nobody has.
    UnknownKey,
    /// A deployment that was given no admin key.
    NoAdminKey,
    /// A key whose scope is too small.
    Scope { has: Scope, needs: Scope },
    /// A key of a site, where only the deployment's own will do.
    NotAdmin { has: Scope },
    /// A key of another site.
    OtherSite { site: SiteId },
    /// A page that the site does not list.
    ForeignOrigin { origin: String },

    /// A site that was never set up, or was deleted.
    UnknownSite { site: String },
    /// A survey the site never had.
    UnknownSurvey { survey: SurveyId },
    /// A text file that no survey of the site has.
    UnknownContent { name: String },
    /// A file that no release had.
    UnknownFile { file: String },
    /// An owner key that does not exist.
    UnknownOwnerKey { id: String },

    /// A survey version that this location does not know yet.
    VersionAhead { survey: SurveyId, version: u32, known: u32 },
    /// A survey version that never was.
    NoVersion { survey: SurveyId, version: u32 },
    /// The answer's own time is too far off.
    ClockSkew { skew: ClockSkew, server_time: Timestamp },
    /// An answer that would expire at once.
    OverRetention { days: u32 },
    /// An answer that breaks a rule of its own.
    Answer(AnswerError),

    /// A path names a site by what can't be one.
    SiteName(InvalidSlug),
    /// A site document that breaks a rule.
    Site(SiteError),
    /// A site document whose survey changed its meaning and kept its version.
    Version(VersionNotRaised),
    /// A field that has to be there.
    MissingField { field: &'static str },
    /// A field that is of another JSON type. `given` is JSON.
    NotAString { field: &'static str, given: String },
    /// A key whose name is empty or too long.
    KeyName { chars: usize },
    /// A key of an unknown scope. `given` is JSON.
    KeyScope { given: String },

    /// A released file with an invalid name.
    FileName(InvalidFileName),
    /// A released file whose contents are not what its name says.
    FileHash { named: String, found: String },

    /// A report that can't be made as it is asked for.
    Query(QueryError),

    /// A file that can't be imported.
    Import(ImportError),

    /// Too many public writes.
    TooMany(TooMany),
    /// Storage did not do what it was asked.
    Storage(StoreError),
    /// The platform gave no randomness.
    Entropy(EntropyError),
}

/// Each inner error becomes its variant.
macro_rules! from {
    ($($error:ty => $variant:ident,)*) => {
        $(impl From<$error> for Problem {
            fn from(error: $error) -> Self {
                Self::$variant(error)
            }
        })*
    };
}

from! {
    StoreError => Storage,
    EntropyError => Entropy,
    TooMany => TooMany,
    AnswerError => Answer,
    SiteError => Site,
    VersionNotRaised => Version,
    QueryError => Query,
    ImportError => Import,
}
