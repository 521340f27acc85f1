//! Every refusal, as a problem document (RFC 9457), and the only place that knows status codes.
//!
//! A refusal tells its reader what is wrong with the value and the bound. What went wrong inside
//! (a storage error, a key's name) goes into the log line that [`Failure`] carries to the shell,
//! never into the document.

mod document;

use std::fmt;

use http::StatusCode;
use jiff::Timestamp;
use koe_shared::answer::AnswerError;
use koe_shared::id::{ClockSkew, InvalidSlug, SiteId, SurveyId};
use koe_shared::site::SiteError;
use koe_shared::site::versions::VersionNotRaised;

use crate::auth::Scope;
use crate::limits::{TooMany, Whose};
use crate::query::QueryError;
use crate::routes::ImportError;
use crate::state::EntropyError;
use crate::store::StoreError;

pub(crate) use document::name_route;
pub use document::{Failure, ProblemDocument};

/// How long a caller should wait when storage refuses: KV counts writes to a key by the second, and
/// a location that lost its way is back within a few.
const STORAGE_RETRY: u64 = 5;
/// How long until a new site document is visible everywhere: what KV promises.
const PROPAGATION: u64 = 60;

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
    /// The body is no JSON.
    Json { reason: String },
    /// The body is JSON of another shape.
    Shape { reason: String },

    /// An owner call without a key.
    NoKey,
    /// A key that nobody has.
    UnknownKey,
    /// A deployment that was given no admin key.
    NoAdminKey,
    /// A key whose scope is too small.
    Scope { has: Scope, needs: Scope },
    /// A key of another site.
    OtherSite { site: SiteId },
    /// A page that the site does not list.
    ForeignOrigin { origin: String },

    /// A site that was never set up, or was deleted.
    UnknownSite { site: String },
    /// A survey the site never had.
    UnknownSurvey { survey: SurveyId },
    /// A text file that no survey of the site has.
    UnknownContent { hash: String },
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
    /// A key without a name, or with one that is too long.
    KeyName { chars: usize },

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

impl Problem {
    /// The status of the reply.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Json { .. } | Self::BodyBroken => StatusCode::BAD_REQUEST,
            Self::NoKey | Self::UnknownKey | Self::NoAdminKey => StatusCode::UNAUTHORIZED,
            Self::Scope { .. } | Self::OtherSite { .. } | Self::ForeignOrigin { .. } => {
                StatusCode::FORBIDDEN
            }
            Self::NoPath
            | Self::UnknownSite { .. }
            | Self::UnknownSurvey { .. }
            | Self::UnknownContent { .. }
            | Self::UnknownOwnerKey { .. } => StatusCode::NOT_FOUND,
            Self::NoMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Version(_) => StatusCode::CONFLICT,
            Self::Import(ImportError::Broken { .. }) => StatusCode::BAD_REQUEST,
            Self::BodyTooLarge { .. } | Self::Import(ImportError::TooLarge) => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::MediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Answer(AnswerError::BrokenJson) | Self::Site(SiteError::BrokenJson) => {
                StatusCode::BAD_REQUEST
            }
            Self::Shape { .. }
            | Self::NoVersion { .. }
            | Self::ClockSkew { .. }
            | Self::OverRetention { .. }
            | Self::Query(_)
            | Self::Import(_)
            | Self::Answer(_)
            | Self::SiteName(_)
            | Self::Site(_)
            | Self::KeyName { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::VersionAhead { .. } | Self::Storage(_) | Self::Entropy(_) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }

    /// The stable word for what is wrong.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NoPath => "not_found",
            Self::NoMethod => "method_not_allowed",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::BodyBroken => "body_broken",
            Self::MediaType { .. } => "unsupported_media_type",
            Self::Json { .. } => "broken_json",
            Self::Shape { .. } => "wrong_shape",
            Self::NoKey => "key_missing",
            Self::UnknownKey => "key_unknown",
            Self::NoAdminKey => "admin_key_not_set",
            Self::Scope { .. } => "scope_too_small",
            Self::OtherSite { .. } => "key_of_another_site",
            Self::ForeignOrigin { .. } => "foreign_origin",
            Self::UnknownSite { .. } => "unknown_site",
            Self::UnknownSurvey { .. } => "unknown_survey",
            Self::UnknownContent { .. } => "unknown_content",
            Self::UnknownOwnerKey { .. } => "unknown_key",
            Self::VersionAhead { .. } => "survey_version_ahead",
            Self::NoVersion { .. } => "unknown_survey_version",
            Self::ClockSkew { .. } => "clock_skew",
            Self::OverRetention { .. } => "older_than_retention",
            Self::Query(error) => error.code(),
            Self::Import(error) => error.code(),
            Self::Answer(error) => error.code(),
            Self::SiteName(_) => "invalid_id",
            Self::Site(error) => error.code(),
            Self::Version(error) => error.code(),
            Self::KeyName { .. } => "key_name_length",
            Self::TooMany(_) => "rate_limited",
            Self::Storage(_) => "storage_unavailable",
            Self::Entropy(_) => "entropy_unavailable",
        }
    }

    /// The field to blame, where it is one.
    pub(crate) fn field(&self) -> Option<String> {
        match self {
            Self::UnknownSurvey { .. } => Some("survey".to_owned()),
            Self::UnknownSite { .. } | Self::SiteName(_) => Some("site".to_owned()),
            Self::Answer(error) => error.field().map(str::to_owned),
            Self::Site(error) => error.field().map(str::to_owned),
            Self::Version(error) => Some(error.field()),
            Self::KeyName { .. } => Some("name".to_owned()),
            Self::VersionAhead { .. } | Self::NoVersion { .. } => Some("survey_version".to_owned()),
            Self::ClockSkew { .. } | Self::OverRetention { .. } => Some("id".to_owned()),
            Self::Query(error) => error.field().map(str::to_owned),
            Self::Import(error) => error.field().map(str::to_owned),
            _ => None,
        }
    }

    /// Seconds after which it is worth trying again.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooMany(too_many) => Some(too_many.retry_after),
            Self::VersionAhead { .. } => Some(PROPAGATION),
            Self::Storage(_) | Self::Entropy(_) => Some(STORAGE_RETRY),
            _ => None,
        }
    }

    /// What went wrong inside, for the log alone.
    fn cause(&self) -> Option<String> {
        match self {
            Self::Storage(error) => Some(error.to_string()),
            Self::Entropy(error) => Some(error.to_string()),
            _ => None,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPath => write!(f, "there is nothing at this path"),
            Self::NoMethod => write!(f, "this path has no such method; see Allow"),
            Self::BodyTooLarge { limit } => write!(f, "the body is over {limit} bytes"),
            Self::BodyBroken => write!(f, "the body broke off"),
            Self::MediaType { given, accepted } => {
                write!(f, "content type {given:?} is not {}", accepted.join(" or "))
            }
            Self::Json { reason } => write!(f, "the body is not JSON: {reason}"),
            Self::Shape { reason, .. } => write!(f, "{reason}"),
            Self::NoKey => write!(f, "this call needs a key: Authorization: Bearer <key>"),
            Self::UnknownKey => write!(f, "nobody has this key; it may have been revoked"),
            Self::NoAdminKey => write!(
                f,
                "this deployment has no admin key: set the Worker secret ADMIN_KEY \
                 (npx wrangler secret put ADMIN_KEY)"
            ),
            Self::Scope { has, needs } => {
                write!(f, "this call needs a key of scope {needs}, this one has {has}")
            }
            Self::OtherSite { site } => write!(f, "this key belongs to site {site}"),
            Self::ForeignOrigin { origin } => {
                write!(f, "origin {origin:?} is not among the origins of this site")
            }
            Self::UnknownSite { site } => write!(f, "there is no site {site:?}"),
            Self::UnknownSurvey { survey } => write!(f, "this site has no survey {survey}"),
            Self::UnknownContent { hash } => write!(f, "this site has no text file {hash:?}"),
            Self::UnknownOwnerKey { id } => write!(f, "this site has no key {id:?}"),
            Self::VersionAhead { survey, version, known } => write!(
                f,
                "version {version} of survey {survey} is not known here yet, only up to {known}"
            ),
            Self::NoVersion { survey, version } => {
                write!(f, "survey {survey} never had a version {version}")
            }
            Self::ClockSkew { skew, .. } => write!(f, "{skew}"),
            Self::OverRetention { days } => {
                write!(f, "the time in id is older than the {days} days that answers are kept")
            }
            Self::Query(error) => write!(f, "{error}"),
            Self::Import(error) => write!(f, "{error}"),
            Self::Answer(error) => write!(f, "{error}"),
            Self::SiteName(error) => write!(f, "{error}"),
            Self::Site(error) => write!(f, "{error}"),
            Self::Version(error) => write!(f, "{error}"),
            Self::KeyName { chars } => write!(f, "a name of {chars} characters is outside 1–100"),
            Self::TooMany(TooMany { limit, whose: Whose::Client, .. }) => {
                write!(f, "over {limit} writes in 10 s from this address")
            }
            Self::TooMany(TooMany { limit, whose: Whose::Site, .. }) => {
                write!(f, "over {limit} writes in 10 s to this site")
            }
            Self::Storage(_) => write!(f, "storage refuses for now; nothing is lost, try again"),
            Self::Entropy(_) => write!(f, "the platform gave no randomness; try again"),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::Storage(error)
    }
}

impl From<EntropyError> for Problem {
    fn from(error: EntropyError) -> Self {
        Self::Entropy(error)
    }
}

impl From<TooMany> for Problem {
    fn from(too_many: TooMany) -> Self {
        Self::TooMany(too_many)
    }
}

impl From<AnswerError> for Problem {
    fn from(error: AnswerError) -> Self {
        Self::Answer(error)
    }
}

impl From<SiteError> for Problem {
    fn from(error: SiteError) -> Self {
        Self::Site(error)
    }
}

impl From<VersionNotRaised> for Problem {
    fn from(error: VersionNotRaised) -> Self {
        Self::Version(error)
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        Self::Query(error)
    }
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        Self::Import(error)
    }
}
