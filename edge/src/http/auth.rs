//! Who may call what: the admin key of the deployment, and owner keys of a site with a scope (see
//! [`OwnerKey`]). Every comparison of keys takes the same time whatever it finds.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use http::HeaderMap;
use http::header::AUTHORIZATION;
use koe_shared::id::SiteId;
use subtle::ConstantTimeEq;

use super::caller::client;
use super::session::Holder;
use crate::app::Edge;
use crate::config::{MIN_ADMIN_KEY, NoAdminKey};
use crate::limits::{Counted, RateLimitError};
use crate::sites::{OwnerKey, Scope, hash_of_key, parse_key};
use crate::store::StoreError;

/// Why a call does not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AuthError {
    /// An owner call without a key.
    NoKey,
    /// A call of another service's client without a key.
    NoUser,
    /// A key that nobody has.
    UnknownKey,
    /// A deployment without an admin key.
    NoAdminKey(NoAdminKey),
    /// A key whose scope is too small.
    Scope { has: Scope, needs: Scope },
    /// A key of a site, where only the deployment's own will do.
    NotAdmin { has: Scope },
    /// The key of the deployment, where the key has to tell the site.
    NamesNoSite,
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
            Self::NoUser => write!(
                f,
                "this call needs a key of scope read as the user of Basic authentication, without a \
                 password"
            ),
            Self::UnknownKey => write!(f, "nobody has this key; it may have been revoked"),
            Self::NoAdminKey(why) => write!(
                f,
                "this deployment has no admin key, since {why}: set it to {MIN_ADMIN_KEY} characters \
                 or more (npx wrangler secret put ADMIN_KEY)"
            ),
            Self::Scope { has, needs } => {
                write!(f, "this call needs a key of scope {needs}, this one has {has}")
            }
            Self::NotAdmin { has } => {
                write!(f, "this call needs the admin key, this one has scope {has}")
            }
            Self::NamesNoSite => write!(
                f,
                "the admin key names no site; make a key of scope read for the site \
                 (POST /v1/sites/{{site}}/keys)"
            ),
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

/// Who calls, by a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Whoever has the key of the deployment.
    Admin,
    /// Whoever has a key of the site.
    Key(OwnerKey),
}

impl Caller {
    /// What the caller is called in all that tells who did something.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Admin => "admin",
            Self::Key(key) => &key.name,
        }
    }
}

/// Lets a call pass whose key has the scope it needs on this site, and tells whose it is. Refused keys are counted by their
/// client: past the limit a key is not looked up any more, but the admin key, which needs no storage.
pub(crate) async fn require(
    edge: &Edge,
    headers: &HeaderMap,
    site: &SiteId,
    needs: Scope,
) -> Result<Caller, AuthError> {
    counted(edge, headers, check(edge, headers, site, needs).await)
}

/// Lets a call pass whose key is the user of Basic authentication, and has the scope it needs on its own
/// site, which is returned; counted as [`require`] counts. Clients of other services send keys so.
pub(crate) async fn require_user(
    edge: &Edge,
    headers: &HeaderMap,
    needs: Scope,
) -> Result<SiteId, AuthError> {
    counted(edge, headers, check_user(edge, headers, needs).await)
}

/// Lets a call pass whose key has the scope it needs on its own site, which is returned with the key; counted as
/// [`require`] counts. Such a call names no site.
pub(crate) async fn require_own(
    edge: &Edge,
    headers: &HeaderMap,
    needs: Scope,
) -> Result<(SiteId, OwnerKey), AuthError> {
    let checked = async {
        let presented = bearer(headers).ok_or(AuthError::NoKey)?;
        check_own(edge, headers, presented, needs).await
    };
    counted(edge, headers, checked.await)
}

/// Lets a call pass that carries the admin key; counted as [`require`] counts.
pub(crate) async fn require_admin(edge: &Edge, headers: &HeaderMap) -> Result<(), AuthError> {
    counted(edge, headers, check_admin(edge, headers).await)
}

/// Whose key it is that a person types at the desk, and the key as it is stored; counted as [`require`]
/// counts.
pub(crate) async fn holder(
    edge: &Edge,
    headers: &HeaderMap,
    presented: &str,
) -> Result<(Holder, Option<OwnerKey>), AuthError> {
    let found = async {
        if is_admin(edge, presented) {
            return Ok((Holder::Admin, None));
        }
        let (site, id) = parse_key(presented).ok_or(AuthError::UnknownKey)?;
        let key = stored(edge, headers, presented, &site, id).await?;
        Ok((Holder::Key { site, id: id.to_owned() }, Some(key)))
    };
    counted(edge, headers, found.await)
}

/// Counts a refused key; past the limit another refusal takes its place. Where it is not the caller who
/// is to blame nothing is counted.
fn counted<T>(
    edge: &Edge,
    headers: &HeaderMap,
    checked: Result<T, AuthError>,
) -> Result<T, AuthError> {
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
) -> Result<Caller, AuthError> {
    let presented = bearer(headers).ok_or(AuthError::NoKey)?;
    if is_admin(edge, presented) {
        return Ok(Caller::Admin);
    }
    let Some((key_site, id)) = parse_key(presented) else {
        let admin = edge.config().admin_key.as_ref();
        return Err(admin.map_or_else(|why| AuthError::NoAdminKey(*why), |_| AuthError::UnknownKey));
    };
    let stored = stored(edge, headers, presented, &key_site, id).await?;
    if key_site != *site {
        return Err(AuthError::OtherSite { site: key_site });
    }
    if stored.scope < needs {
        return Err(AuthError::Scope { has: stored.scope, needs });
    }
    Ok(Caller::Key(stored))
}

async fn check_user(edge: &Edge, headers: &HeaderMap, needs: Scope) -> Result<SiteId, AuthError> {
    let presented = user(headers).ok_or(AuthError::NoUser)?;
    check_own(edge, headers, &presented, needs).await.map(|(site, _)| site)
}

/// The site of a key that has the scope a call needs there, and the key as it is stored.
async fn check_own(
    edge: &Edge,
    headers: &HeaderMap,
    presented: &str,
    needs: Scope,
) -> Result<(SiteId, OwnerKey), AuthError> {
    if is_admin(edge, presented) {
        return Err(AuthError::NamesNoSite);
    }
    let (site, id) = parse_key(presented).ok_or(AuthError::UnknownKey)?;
    let stored = stored(edge, headers, presented, &site, id).await?;
    if stored.scope < needs {
        return Err(AuthError::Scope { has: stored.scope, needs });
    }
    Ok((site, stored))
}

fn is_admin(edge: &Edge, presented: &str) -> bool {
    let admin = edge.config().admin_key.as_ref();
    admin.is_ok_and(|admin| equal(&hash_of_key(presented), &hash_of_key(admin.as_str())))
}

async fn check_admin(edge: &Edge, headers: &HeaderMap) -> Result<(), AuthError> {
    let presented = bearer(headers).ok_or(AuthError::NoKey)?;
    let admin = edge.config().admin_key.as_ref().map_err(|why| AuthError::NoAdminKey(*why))?;
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
    credentials(headers, "bearer")
}

/// The user of `Authorization: Basic <user:password in base64>`. Delighted's client in Python leaves out
/// the colon, so all of it is the user then.
fn user(headers: &HeaderMap) -> Option<String> {
    let decoded = STANDARD.decode(credentials(headers, "basic")?).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    let user = text.split_once(':').map_or(&*text, |(user, _)| user);
    (!user.is_empty()).then(|| user.to_owned())
}

/// What follows the name of a scheme.
fn credentials<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let (named, told) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let told = told.trim();
    (named.eq_ignore_ascii_case(scheme) && !told.is_empty()).then_some(told)
}

fn equal(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}
