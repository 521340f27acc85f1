//! Owner keys of a site: how one is made, written and kept.
//!
//! An owner key names its site and itself, `koe_{site}_{id}_{secret}`, so that one read finds it.
//! Stored is its SHA-256, which is enough for 192 random bits. Revoking deletes the entry; other
//! locations follow within a minute. How a form makes one, `form_key` says.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::key_request::KeyRequest;
use super::scope::Scope;
use crate::hex;
use crate::platform::{Entropy, EntropyError};
use crate::store::{List, MAX_BULK, Put, Store, StoreError, keys};

const MARK: &str = "koe_";
/// 64 bits name a key among a site's few.
pub(super) const ID_BYTES: usize = 8;
/// 192 bits can't be guessed, so a plain hash keeps them.
pub(super) const SECRET_BYTES: usize = 24;
/// For how long the entry of a revoked key stays that a form has made: as long as the form could make it
/// again, and more.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(2);

/// Characters of a key's id that a refusal repeats, at most.
const SHOWN: usize = 64;

/// Why a key can't be made or revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OwnerKeyError {
    /// The site has no key of that id.
    Unknown {
        /// The id, cut to what a refusal can bear.
        id: String,
    },
    /// The platform gave no randomness for a new key.
    Entropy(EntropyError),
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for OwnerKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { id } => write!(f, "this site has no key {id:?}"),
            Self::Entropy(error) => write!(f, "{error}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<StoreError> for OwnerKeyError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// An owner key as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OwnerKey {
    pub(crate) id: String,
    /// What it is for. It stands for whoever calls with it in all that tells who did something.
    pub(crate) name: String,
    pub(crate) scope: Scope,
    /// The departments that its pages open on; none: all. A view, not a wall.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) departments: Vec<String>,
    /// Hex of the SHA-256 of the whole key.
    pub(crate) hash: String,
    pub(crate) created_at: Timestamp,
    /// Whether a form has made it, which could make it again.
    #[serde(default, skip_serializing_if = "is_false")]
    of_form: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    is_revoked: bool,
}

impl OwnerKey {
    /// Makes a key. The second part is the key itself, to be shown once.
    pub(crate) async fn create(
        store: &dyn Store,
        site: &SiteId,
        request: KeyRequest,
        entropy: &Entropy,
        now: Timestamp,
    ) -> Result<(Self, String), OwnerKeyError> {
        let (id, key) = new_key(site, entropy).map_err(OwnerKeyError::Entropy)?;
        let stored = Self::of(request, (id, &key), now);
        stored.save(store, site, None).await?;
        Ok((stored, key))
    }

    /// What is stored of a key.
    fn of(request: KeyRequest, (id, key): (String, &str), created_at: Timestamp) -> Self {
        let KeyRequest { name, scope, departments } = request;
        let (hash, of_form, is_revoked) = (hash_of_key(key), false, false);
        Self { id, name, scope, departments, hash, created_at, of_form, is_revoked }
    }

    /// The key that a form makes, stored; or the one that it has made already. `None` where that was revoked
    /// meanwhile, or another form made it.
    pub(super) async fn create_once(
        store: &dyn Store,
        site: &SiteId,
        request: KeyRequest,
        (id, key): (String, &str),
        now: Timestamp,
    ) -> Result<Option<Self>, StoreError> {
        if let Some(stored) = Self::load_even_revoked(store, site, &id).await? {
            let is_its = !stored.is_revoked && stored.hash == hash_of_key(key);
            return Ok(is_its.then_some(stored));
        }
        let stored = Self { of_form: true, ..Self::of(request, (id, key), now) };
        stored.save(store, site, None).await?;
        Ok(Some(stored))
    }

    pub(crate) async fn load(
        store: &dyn Store,
        site: &SiteId,
        id: &str,
    ) -> Result<Option<Self>, StoreError> {
        let stored = Self::load_even_revoked(store, site, id).await?;
        Ok(stored.filter(|stored| !stored.is_revoked))
    }

    async fn load_even_revoked(
        store: &dyn Store,
        site: &SiteId,
        id: &str,
    ) -> Result<Option<Self>, StoreError> {
        let key = keys::owner_key(site, id);
        match store.get(&key).await? {
            None => Ok(None),
            Some(entry) => match serde_json::from_str(&entry.value) {
                Ok(owner_key) => Ok(Some(owner_key)),
                Err(_) => Err(StoreError::Unreadable { key }),
            },
        }
    }

    /// Every key of a site, oldest first.
    pub(crate) async fn list_by_age(
        store: &dyn Store,
        site: &SiteId,
    ) -> Result<Vec<Self>, StoreError> {
        let mut keys = Self::list(store, site).await?;
        keys.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
        Ok(keys)
    }

    /// Every key of a site.
    pub(super) async fn list(store: &dyn Store, site: &SiteId) -> Result<Vec<Self>, StoreError> {
        let prefix = keys::owner_keys(site);
        let mut found = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let list = List { prefix: &prefix, limit: MAX_BULK, cursor: cursor.as_deref() };
            let page = store.list(list).await?;
            let names: Vec<String> = page.keys.into_iter().map(|listed| listed.key).collect();
            for (key, value) in names.iter().zip(store.get_many(&names).await?) {
                // A key that was just revoked may still be listed.
                let Some(value) = value else { continue };
                let owner_key: Self = serde_json::from_str(&value)
                    .map_err(|_| StoreError::Unreadable { key: key.clone() })?;
                if !owner_key.is_revoked {
                    found.push(owner_key);
                }
            }
            cursor = page.cursor;
            if cursor.is_none() {
                return Ok(found);
            }
        }
    }

    /// Takes the key of that id out of use.
    pub(crate) async fn revoke_known(
        store: &dyn Store,
        site: &SiteId,
        id: &str,
        now: Timestamp,
    ) -> Result<(), OwnerKeyError> {
        let id: String = id.chars().take(SHOWN).collect();
        match Self::load(store, site, &id).await? {
            None => Err(OwnerKeyError::Unknown { id }),
            Some(key) => Ok(key.revoke(store, site, now).await?),
        }
    }

    /// Takes the key out of use. One that a form has just made stays for a while, marked, so that the same
    /// form does not make it again.
    pub(super) async fn revoke(
        self,
        store: &dyn Store,
        site: &SiteId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if self.of_form && now.duration_since(self.created_at) < REMEMBERED {
            let revoked = Self { is_revoked: true, ..self };
            return revoked.save(store, site, Some(REMEMBERED)).await;
        }
        store.delete(&keys::owner_key(site, &self.id)).await
    }

    async fn save(
        &self,
        store: &dyn Store,
        site: &SiteId,
        time_to_live: Option<SignedDuration>,
    ) -> Result<(), StoreError> {
        let key = keys::owner_key(site, &self.id);
        let value =
            serde_json::to_string(self).map_err(|_| StoreError::Unreadable { key: key.clone() })?;
        store.put(&key, Put { value: &value, time_to_live, ..Put::default() }).await
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_false(is: &bool) -> bool {
    !*is
}

/// The site and the id that a key names. A site has no underscore, an id is hex.
pub(crate) fn parse_key(key: &str) -> Option<(SiteId, &str)> {
    let mut parts = key.strip_prefix(MARK)?.splitn(3, '_');
    let (site, id, secret) = (parts.next()?, parts.next()?, parts.next()?);
    let legal = |part: &str, bytes: usize| {
        part.len() == 2 * bytes && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    if !legal(id, ID_BYTES) || !legal(secret, SECRET_BYTES) {
        return None;
    }
    Some((site.parse().ok()?, id))
}

/// What is stored in a key's place.
pub(crate) fn hash_of_key(key: &str) -> String {
    hex::encode(&Sha256::digest(key.as_bytes()))
}

/// The id of a new key, and the key itself, to be shown once.
fn new_key(site: &SiteId, entropy: &Entropy) -> Result<(String, String), EntropyError> {
    let mut random = [0; ID_BYTES + SECRET_BYTES];
    entropy(&mut random)?;
    let (id, secret) = random.split_at(ID_BYTES);
    Ok(written(site, id, secret))
}

/// The id of a key, and the key itself.
pub(super) fn written(site: &SiteId, id: &[u8], secret: &[u8]) -> (String, String) {
    let id = hex::encode(id);
    let key = format!("{MARK}{site}_{id}_{}", hex::encode(secret));
    (id, key)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_new_key_names_its_site_and_itself() {
        let entropy: Entropy = Arc::new(|buffer| {
            buffer.fill(0xab);
            Ok(())
        });
        let site: SiteId = "kokage-2".parse().unwrap();
        let (id, key) = new_key(&site, &entropy).unwrap();
        assert_eq!(id, "abababababababab");
        assert_eq!(key, format!("koe_kokage-2_{id}_{}", "ab".repeat(24)));
        assert_eq!(parse_key(&key), Some((site, id.as_str())));
    }

    #[test]
    fn what_is_no_key_is_not_looked_up() {
        let secret = "ab".repeat(24);
        for text in [
            "",
            "koe_",
            "koe_kokage",
            "koe_kokage_abababababababab",
            "koe_kokage_abababababababab_ab",
            &format!("koe_Kokage_abababababababab_{secret}"),
            &format!("koe_kokage_abababab/../abab_{secret}"),
            &format!("koe_kokage_abababababababab_{secret}ab"),
            &format!("kokage_abababababababab_{secret}"),
        ] {
            assert_eq!(parse_key(text), None, "{text}");
        }
    }
}
