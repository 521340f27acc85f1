//! Deleting a site.

use jiff::Timestamp;
use koe_shared::id::SiteId;

use super::owner_key::OwnerKey;
use super::repository::Sites;
use super::save::{SaveError, save_deletion};
use crate::notes::delete_all_notes;
use crate::platform::Entropy;
use crate::store::{List, Store, StoreError, keys};

/// Digests that are deleted at once, at most: those of 20 departments in ten weeks. The cron deletes what is left.
const MAX_DIGESTS: usize = 200;

/// Deletes a site with its notes and digests and revokes its keys. Its record stays, marked (see [`SiteRecord`]), with its history, and
/// so do its answers, until their retention ends. It has to exist.
///
/// [`SiteRecord`]: super::SiteRecord
pub(crate) async fn delete_site(
    sites: &Sites,
    id: &SiteId,
    by: &str,
    entropy: &Entropy,
    now: Timestamp,
) -> Result<(), SaveError> {
    save_deletion(sites, id, by, entropy, now).await?;
    let store = sites.store();
    for key in OwnerKey::list(store, id).await? {
        key.revoke(store, id, now).await?;
    }
    delete_leftovers(store, id).await?;
    Ok(())
}

/// Deletes what is kept of a site beside its answers: its notes, and what came of its digests. Tells how many
/// operations that took.
pub(crate) async fn delete_leftovers(store: &dyn Store, id: &SiteId) -> Result<usize, StoreError> {
    let of_notes = delete_all_notes(store, id).await?;
    let prefix = keys::digests(id);
    let list = List { prefix: &prefix, limit: MAX_DIGESTS, cursor: None };
    let digests = store.list(list).await?.keys;
    for digest in &digests {
        store.delete(&digest.key).await?;
    }
    Ok(of_notes + 1 + digests.len())
}
