//! What a problem is to a program: its status, its stable code, the field to blame. One row each.

use http::StatusCode;
use koe_shared::answer::AnswerError;
use koe_shared::site::SiteError;

use super::Problem;
use crate::routes::ImportError;

/// How long a caller should wait when storage refuses: KV counts writes to a key by the second, and
/// a location that lost its way is back within a few.
const STORAGE_RETRY: u64 = 5;
/// How long until a new site document is visible everywhere: what KV promises.
const PROPAGATION: u64 = 60;

/// What a problem is to a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) status: StatusCode,
    /// Never renamed.
    pub(super) code: &'static str,
    pub(super) field: Option<String>,
    /// Seconds after which it is worth trying again.
    pub(super) retry_after: Option<u64>,
}

const BAD: StatusCode = StatusCode::BAD_REQUEST;
const UNAUTHORIZED: StatusCode = StatusCode::UNAUTHORIZED;
const FORBIDDEN: StatusCode = StatusCode::FORBIDDEN;
const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;
const CONFLICT: StatusCode = StatusCode::CONFLICT;
const TOO_LARGE: StatusCode = StatusCode::PAYLOAD_TOO_LARGE;
const OUT_OF_BOUNDS: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const UNAVAILABLE: StatusCode = StatusCode::SERVICE_UNAVAILABLE;

impl Problem {
    /// Whether the request itself is to blame. A second try of the same request ends the same way.
    pub(crate) fn is_callers_fault(&self) -> bool {
        let status = self.facts().status;
        status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS
    }

    pub(super) fn facts(&self) -> Facts {
        match self {
            Self::NoPath => at(NOT_FOUND, "not_found"),
            Self::NoMethod => at(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            Self::BodyTooLarge { .. } => at(TOO_LARGE, "body_too_large"),
            Self::BodyBroken => at(BAD, "body_broken"),
            Self::MediaType { .. } => {
                at(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            Self::Json => at(BAD, "broken_json"),

            Self::NoKey => at(UNAUTHORIZED, "key_missing"),
            Self::UnknownKey => at(UNAUTHORIZED, "key_unknown"),
            Self::NoAdminKey => at(UNAUTHORIZED, "admin_key_not_set"),
            Self::Scope { .. } | Self::NotAdmin { .. } => at(FORBIDDEN, "scope_too_small"),
            Self::OtherSite { .. } => at(FORBIDDEN, "key_of_another_site"),
            Self::ForeignOrigin { .. } => at(FORBIDDEN, "foreign_origin"),

            Self::UnknownSite { .. } => at(NOT_FOUND, "unknown_site").of("site"),
            Self::UnknownSurvey { .. } => at(NOT_FOUND, "unknown_survey").of("survey"),
            Self::UnknownContent { .. } => at(NOT_FOUND, "unknown_content"),
            Self::UnknownFile { .. } => at(NOT_FOUND, "unknown_file"),
            Self::UnknownOwnerKey { .. } => at(NOT_FOUND, "unknown_key"),

            Self::VersionAhead { .. } => {
                at(UNAVAILABLE, "survey_version_ahead").of("survey_version").after(PROPAGATION)
            }
            Self::NoVersion { .. } => {
                at(OUT_OF_BOUNDS, "unknown_survey_version").of("survey_version")
            }
            Self::ClockSkew { .. } => at(OUT_OF_BOUNDS, "clock_skew").of("id"),
            Self::OverRetention { .. } => at(OUT_OF_BOUNDS, "older_than_retention").of("id"),
            Self::Answer(error) => {
                let broken = matches!(error, AnswerError::BrokenJson);
                at(if broken { BAD } else { OUT_OF_BOUNDS }, error.code()).maybe_of(error.field())
            }

            Self::SiteName(_) => at(OUT_OF_BOUNDS, "invalid_id").of("site"),
            Self::Site(error) => {
                let broken = matches!(error, SiteError::BrokenJson);
                at(if broken { BAD } else { OUT_OF_BOUNDS }, error.code()).maybe_of(error.field())
            }
            Self::Version(error) => at(CONFLICT, error.code()).of(&error.field()),
            Self::MissingField { field } => at(OUT_OF_BOUNDS, "missing_field").of(field),
            Self::NotAString { field, .. } => at(OUT_OF_BOUNDS, "wrong_type").of(field),
            Self::KeyName { .. } => at(OUT_OF_BOUNDS, "key_name_length").of("name"),
            Self::KeyScope { .. } => at(OUT_OF_BOUNDS, "unknown_scope").of("scope"),

            Self::FileName(_) => at(OUT_OF_BOUNDS, "invalid_file_name").of("file"),
            Self::FileHash { .. } => at(OUT_OF_BOUNDS, "file_hash_differs").of("file"),

            Self::Query(error) => at(OUT_OF_BOUNDS, error.code()).maybe_of(error.field()),
            Self::Import(error) => {
                let status = match error {
                    ImportError::TooLarge => TOO_LARGE,
                    ImportError::Broken { .. } => BAD,
                    _ => OUT_OF_BOUNDS,
                };
                at(status, error.code()).maybe_of(error.field())
            }

            Self::TooMany(too_many) => {
                at(StatusCode::TOO_MANY_REQUESTS, "rate_limited").after(too_many.retry_after)
            }
            Self::Storage(_) => at(UNAVAILABLE, "storage_unavailable").after(STORAGE_RETRY),
            Self::Entropy(_) => at(UNAVAILABLE, "entropy_unavailable").after(STORAGE_RETRY),
        }
    }
}

#[cfg(test)]
impl Problem {
    /// What the API's description has to name.
    pub(crate) fn status_and_code(&self) -> (StatusCode, &'static str) {
        let Facts { status, code, .. } = self.facts();
        (status, code)
    }
}

fn at(status: StatusCode, code: &'static str) -> Facts {
    Facts { status, code, field: None, retry_after: None }
}

impl Facts {
    fn of(self, field: &str) -> Self {
        Self { field: Some(field.to_owned()), ..self }
    }

    fn maybe_of(self, field: Option<&str>) -> Self {
        Self { field: field.map(str::to_owned), ..self }
    }

    fn after(self, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }
}
