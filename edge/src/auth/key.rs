//! An owner key: how it is made, written and kept.

use jiff::Timestamp;
use koe_shared::id::SiteId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Scope;
use crate::hex;
use crate::keys;
use crate::state::{Entropy, EntropyError};
use crate::store::{List, MAX_BULK, Put, Store, StoreError};

const MARK: &str = "koe_";
/// 64 bits name a key among a site's few.
const ID_BYTES: usize = 8;
/// 192 bits can't be guessed, so a plain hash keeps them.
const SECRET_BYTES: usize = 24;

/// An owner key as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OwnerKey {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) scope: Scope,
    /// Hex of the SHA-256 of the whole key.
    pub(crate) hash: String,
    pub(crate) created_at: Timestamp,
}

impl OwnerKey {
    pub(crate) async fn load(
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

    /// Every key of a site.
    pub(crate) async fn list(store: &dyn Store, site: &SiteId) -> Result<Vec<Self>, StoreError> {
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
                let owner_key = serde_json::from_str(&value)
                    .map_err(|_| StoreError::Unreadable { key: key.clone() })?;
                found.push(owner_key);
            }
            cursor = page.cursor;
            if cursor.is_none() {
                return Ok(found);
            }
        }
    }

    /// Takes a key out of use.
    pub(crate) async fn revoke(
        store: &dyn Store,
        site: &SiteId,
        id: &str,
    ) -> Result<(), StoreError> {
        store.delete(&keys::owner_key(site, id)).await
    }

    pub(crate) async fn save(&self, store: &dyn Store, site: &SiteId) -> Result<(), StoreError> {
        let key = keys::owner_key(site, &self.id);
        let value =
            serde_json::to_string(self).map_err(|_| StoreError::Unreadable { key: key.clone() })?;
        store.put(&key, Put { value: &value, ..Put::default() }).await
    }
}

/// The id of a new key, and the key itself, to be shown once.
pub(crate) fn new_key(site: &SiteId, entropy: &Entropy) -> Result<(String, String), EntropyError> {
    let mut random = [0; ID_BYTES + SECRET_BYTES];
    entropy(&mut random)?;
    let (id, secret) = random.split_at(ID_BYTES);
    let id = hex::encode(id);
    let key = format!("{MARK}{site}_{id}_{}", hex::encode(secret));
    Ok((id, key))
}

/// The site and the id that a key names. A site has no underscore, an id is hex.
pub(super) fn parse(key: &str) -> Option<(SiteId, &str)> {
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
pub(crate) fn hash(key: &str) -> String {
    hex::encode(&Sha256::digest(key.as_bytes()))
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
        assert_eq!(parse(&key), Some((site, id.as_str())));
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
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
