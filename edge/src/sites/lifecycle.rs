//! Setting up, replacing and deleting a site.

use std::sync::Arc;

use jiff::Timestamp;
use koe_shared::id::SiteId;
use koe_shared::site::SiteDocument;

use super::owner_key::OwnerKey;
use super::record::{RecordError, SiteRecord};
use super::repository::{LookupError, Sites};
use super::site::Site;
use crate::platform::{Clock, Entropy};
use crate::store::{Store, StoreError};

/// A site as it was stored.
pub(crate) struct Saved {
    pub(crate) site: Arc<Site>,
    /// Whether there was none before, or a deleted one.
    pub(crate) is_new: bool,
}

/// Why a site was not stored.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PutSiteError {
    /// The document can't become the site's record.
    Record(RecordError),
    /// Storage refused.
    Store(StoreError),
}

/// Sets up a site, or puts another document in place of its own.
pub(crate) async fn put_site(
    sites: &Sites,
    id: SiteId,
    document: SiteDocument,
    entropy: &Entropy,
    now: Timestamp,
) -> Result<Saved, PutSiteError> {
    let stored = sites.look_up(&id).await.map_err(PutSiteError::Store)?;
    let is_new = stored.as_ref().is_none_or(|site| site.record.is_deleted());
    let record = match stored {
        None => SiteRecord::new(document, entropy, now),
        Some(stored) => stored.record.clone().replaced(document, now),
    };
    let site = Arc::new(Site::new(id, record.map_err(PutSiteError::Record)?));
    sites.save(Arc::clone(&site)).await.map_err(PutSiteError::Store)?;
    Ok(Saved { site, is_new })
}

/// Deletes a site and revokes its keys. Its record stays, marked (see [`SiteRecord`]), and so do its
/// answers, until their retention ends.
pub(crate) async fn delete_site(
    sites: &Sites,
    store: &dyn Store,
    id: &SiteId,
    clock: &Clock,
) -> Result<(), LookupError> {
    let record = sites.get_fresh(id).await?.record.clone().deleted(clock());
    sites.save(Arc::new(Site::new(id.clone(), record))).await?;
    for key in OwnerKey::list(store, id).await? {
        OwnerKey::revoke(store, id, &key.id).await?;
    }
    Ok(())
}
