//! Who may call what: the admin key of the deployment, and owner keys of a site with a scope.
//!
//! An owner key names its site and itself, `koe_{site}_{id}_{secret}`, so that one read finds it.
//! Stored is its SHA-256, which is enough for 192 random bits, and every comparison takes the same
//! time whatever it finds. Revoking deletes the entry; other locations follow within a minute.

mod key;

use std::fmt;

use http::HeaderMap;
use http::header::AUTHORIZATION;
use koe_shared::id::SiteId;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use utoipa::ToSchema;

pub(crate) use key::{OwnerKey, hash, new_key};

use crate::edge::Edge;
use crate::limits::Counted;
use crate::problem::Problem;

/// What a key of a site may do there; the greater includes the smaller. The admin key may do
/// everything on every site and so needs no scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scope {
    /// Scores and answers.
    Read,
    /// That, and the site's document, keys and imports.
    Write,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Write => "write",
        })
    }
}

/// Lets a call pass whose key has the scope it needs on this site. Refused keys are counted by
/// their client: past the limit no key is looked up any more. The admin key passes even then,
/// because it needs no storage.
pub(crate) async fn require(
    edge: &Edge,
    headers: &HeaderMap,
    site: &SiteId,
    needs: Scope,
) -> Result<(), Problem> {
    let checked = check(edge, headers, site, needs).await;
    checked.map_err(|refusal| edge.refused(Counted::RefusedKey, headers, refusal))
}

/// Lets a call pass that carries the admin key; counted as [`require`] counts.
pub(crate) async fn require_admin(edge: &Edge, headers: &HeaderMap) -> Result<(), Problem> {
    let checked = check_admin(edge, headers).await;
    checked.map_err(|refusal| edge.refused(Counted::RefusedKey, headers, refusal))
}

async fn check(
    edge: &Edge,
    headers: &HeaderMap,
    site: &SiteId,
    needs: Scope,
) -> Result<(), Problem> {
    let presented = bearer(headers).ok_or(Problem::NoKey)?;
    let admin = edge.config().admin_key.as_ref();
    if admin.is_some_and(|admin| equal(&hash(presented), &hash(admin.as_str()))) {
        return Ok(());
    }
    let Some((key_site, id)) = key::parse(presented) else {
        return Err(if admin.is_none() { Problem::NoAdminKey } else { Problem::UnknownKey });
    };
    let stored = stored(edge, headers, presented, &key_site, id).await?;
    if key_site != *site {
        return Err(Problem::OtherSite { site: key_site });
    }
    if stored.scope < needs {
        return Err(Problem::Scope { has: stored.scope, needs });
    }
    Ok(())
}

async fn check_admin(edge: &Edge, headers: &HeaderMap) -> Result<(), Problem> {
    let presented = bearer(headers).ok_or(Problem::NoKey)?;
    let admin = edge.config().admin_key.as_ref().ok_or(Problem::NoAdminKey)?;
    if equal(&hash(presented), &hash(admin.as_str())) {
        return Ok(());
    }
    let (site, id) = key::parse(presented).ok_or(Problem::UnknownKey)?;
    let stored = stored(edge, headers, presented, &site, id).await?;
    Err(Problem::NotAdmin { has: stored.scope })
}

/// The stored owner key that matches a presented one.
async fn stored(
    edge: &Edge,
    headers: &HeaderMap,
    presented: &str,
    site: &SiteId,
    id: &str,
) -> Result<OwnerKey, Problem> {
    edge.may_ask(Counted::RefusedKey, headers)?;
    let stored = OwnerKey::load(edge.store(), site, id).await?;
    stored.filter(|stored| equal(&hash(presented), &stored.hash)).ok_or(Problem::UnknownKey)
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
