//! Who may call what: the admin key of the deployment, and owner keys of a site with a scope (see
//! [`OwnerKey`]). Every comparison of keys takes the same time whatever it finds.

use std::fmt;

use http::HeaderMap;
use http::header::AUTHORIZATION;
use koe_shared::id::SiteId;
use subtle::ConstantTimeEq;

use super::caller::client;
use crate::app::Edge;
use crate::config::MIN_ADMIN_KEY;
use crate::limits::{Counted, RateLimitError};
use crate::sites::{OwnerKey, Scope, hash_of_key, parse_key};
use crate::store::StoreError;

/// Why a call does not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AuthError {
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
    /// Too many refused keys.
    RateLimit(RateLimitError),
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
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
            Self::RateLimit(error) => write!(f, "{error}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl AuthError {
    /// Whether the request itself is to blame: a second try of the same request ends the same way.
    fn is_callers_fault(&self) -> bool {
        !matches!(self, Self::RateLimit(_) | Self::Store(_))
    }
}

/// Lets a call pass whose key has the scope it needs on this site. Refused keys are counted by their
/// client: past the limit a key is not looked up any more, but the admin key, which needs no storage.
pub(crate) async fn require(
    edge: &Edge,
    headers: &HeaderMap,
    site: &SiteId,
    needs: Scope,
) -> Result<(), AuthError> {
    counted(edge, headers, check(edge, headers, site, needs).await)
}

/// Lets a call pass that carries the admin key; counted as [`require`] counts.
pub(crate) async fn require_admin(edge: &Edge, headers: &HeaderMap) -> Result<(), AuthError> {
    counted(edge, headers, check_admin(edge, headers).await)
}

/// Counts a refused key; past the limit another refusal takes its place. Where it is not the caller who
/// is to blame nothing is counted.
fn counted(
    edge: &Edge,
    headers: &HeaderMap,
    checked: Result<(), AuthError>,
) -> Result<(), AuthError> {
    if checked.as_ref().is_err_and(AuthError::is_callers_fault) {
        let counted = edge.limits().call(Counted::RefusedKey, client(headers), edge.now());
        counted.map_err(AuthError::RateLimit)?;
    }
    checked
}

async fn check(
    edge: &Edge,
    headers: &HeaderMap,
    site: &SiteId,
    needs: Scope,
) -> Result<(), AuthError> {
    let presented = bearer(headers).ok_or(AuthError::NoKey)?;
    let admin = edge.config().admin_key.as_ref();
    if admin.is_some_and(|admin| equal(&hash_of_key(presented), &hash_of_key(admin.as_str()))) {
        return Ok(());
    }
    let Some((key_site, id)) = parse_key(presented) else {
        return Err(if admin.is_none() { AuthError::NoAdminKey } else { AuthError::UnknownKey });
    };
    let stored = stored(edge, headers, presented, &key_site, id).await?;
    if key_site != *site {
        return Err(AuthError::OtherSite { site: key_site });
    }
    if stored.scope < needs {
        return Err(AuthError::Scope { has: stored.scope, needs });
    }
    Ok(())
}

async fn check_admin(edge: &Edge, headers: &HeaderMap) -> Result<(), AuthError> {
    let presented = bearer(headers).ok_or(AuthError::NoKey)?;
    let admin = edge.config().admin_key.as_ref().ok_or(AuthError::NoAdminKey)?;
    if equal(&hash_of_key(presented), &hash_of_key(admin.as_str())) {
        return Ok(());
    }
    let (site, id) = parse_key(presented).ok_or(AuthError::UnknownKey)?;
    let stored = stored(edge, headers, presented, &site, id).await?;
    Err(AuthError::NotAdmin { has: stored.scope })
}

/// The stored key that a presented one is.
async fn stored(
    edge: &Edge,
    headers: &HeaderMap,
    presented: &str,
    site: &SiteId,
    id: &str,
) -> Result<OwnerKey, AuthError> {
    let now = edge.now();
    let may_ask = edge.limits().check(Counted::RefusedKey, client(headers), now);
    may_ask.map_err(AuthError::RateLimit)?;
    let stored = OwnerKey::load(edge.store(), site, id).await.map_err(AuthError::Store)?;
    stored
        .filter(|stored| equal(&hash_of_key(presented), &stored.hash))
        .ok_or(AuthError::UnknownKey)
}

/// The key of `Authorization: Bearer <key>`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, key) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let key = key.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !key.is_empty()).then_some(key)
}

fn equal(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}
