//! What a problem tells its reader: the value and the bound, in one sentence.

use std::fmt;

use super::Problem;
use crate::config::MIN_ADMIN_KEY;
use crate::limits::{Counted, TooMany, Whose};

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
            Self::Json => write!(f, "the body is not a JSON object"),
            Self::NoKey => write!(f, "this call needs a key: Authorization: Bearer <key>"),
            Self::UnknownKey => write!(f, "nobody has this key; it may have been revoked"),
            Self::NoAdminKey => write!(
                f,
                "this deployment has no admin key of {MIN_ADMIN_KEY} characters or more: set the \
                 Worker secret ADMIN_KEY (npx wrangler secret put ADMIN_KEY)"
            ),
            Self::Scope { has, needs } => {
                write!(f, "this call needs a key of scope {needs}, this one has {has}")
            }
            Self::NotAdmin { has } => {
                write!(f, "this call needs the admin key, this one has scope {has}")
            }
            Self::OtherSite { site } => write!(f, "this key belongs to site {site}"),
            Self::ForeignOrigin { origin } => {
                write!(f, "origin {origin:?} is not among the origins of this site")
            }
            Self::UnknownSite { site } => write!(f, "there is no site {site:?}"),
            Self::UnknownSurvey { survey } => write!(f, "this site has no survey {survey}"),
            Self::UnknownContent { name } => write!(f, "this site has no text file {name:?}"),
            Self::UnknownFile { file } => write!(f, "no release had a file {file:?}"),
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
            Self::MissingField { field } => write!(f, "{field} is missing"),
            Self::NotAString { field, given } => write!(f, "{field} {given} is not a string"),
            Self::KeyName { chars } => write!(f, "a name of {chars} characters is outside 1–100"),
            Self::KeyScope { given } => write!(f, "scope {given} is not read or write"),
            Self::FileName(error) => write!(f, "{error}"),
            Self::FileHash { named, found } => {
                write!(f, "SHA-256 of the body begins with {found}, not with {named}")
            }
            Self::TooMany(TooMany { limit, whose: Whose::Client, .. }) => {
                write!(f, "over {limit} writes in 10 s from this address")
            }
            Self::TooMany(TooMany { limit, whose: Whose::Site, .. }) => {
                write!(f, "over {limit} writes in 10 s to this site")
            }
            Self::TooMany(TooMany { limit, whose: Whose::Calls(counted), .. }) => {
                let calls = match counted {
                    Counted::Refusal => "refused writes",
                    Counted::RefusedKey => "refused keys",
                    Counted::Receipt => "receipts",
                };
                write!(f, "over {limit} {calls} in 10 s from this address")
            }
            Self::Storage(_) => write!(f, "storage refuses for now; try again"),
            Self::Entropy(_) => write!(f, "the platform gave no randomness; try again"),
        }
    }
}
