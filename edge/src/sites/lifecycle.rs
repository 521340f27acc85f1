//! Deleting a site.

use jiff::Timestamp;
use koe_shared::id::SiteId;

use super::owner_key::OwnerKey;
use super::repository::Sites;
use super::save::{SaveError, save_deletion};
use crate::notes::delete_all_notes;
use crate::platform::Entropy;

/// Deletes a site with its notes and revokes its keys. Its record stays, marked (see [`SiteRecord`]), with its history, and
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
    delete_all_notes(store, id).await?;
    Ok(())
}
