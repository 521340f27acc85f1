//! Sites kept in the isolate, so that an answer costs one write and no read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;

use super::{Site, SiteRecord};
use crate::store::{Store, StoreError};

/// How long a kept site is used without looking again. KV itself promises no less.
const FRESH: SignedDuration = SignedDuration::from_secs(60);
/// How many sites are kept: at most 64 MB where every document is as large as it may be, and in
/// truth a few kilobytes each.
const KEPT: usize = 64;

/// The sites this isolate has seen within the last minute.
#[derive(Default)]
pub(crate) struct Sites {
    kept: Mutex<HashMap<SiteId, Kept>>,
}

struct Kept {
    site: Arc<Site>,
    loaded_at: Timestamp,
}

impl Sites {
    /// The site, at most a minute old. That a site does not exist is never kept: the next request
    /// looks again.
    pub(crate) async fn get(
        &self,
        store: &dyn Store,
        id: &SiteId,
        now: Timestamp,
    ) -> Result<Option<Arc<Site>>, StoreError> {
        let kept = self.kept().get(id).filter(|kept| kept.is_fresh(now)).map(|k| k.site.clone());
        match kept {
            Some(site) => Ok(Some(site)),
            None => self.refresh(store, id, now).await,
        }
    }

    /// The site as storage has it now.
    pub(crate) async fn refresh(
        &self,
        store: &dyn Store,
        id: &SiteId,
        now: Timestamp,
    ) -> Result<Option<Arc<Site>>, StoreError> {
        let record = SiteRecord::load(store, id).await?.filter(|record| !record.is_deleted());
        let site = record.map(|record| Arc::new(Site::new(id.clone(), record)));
        let mut kept = self.kept();
        kept.remove(id);
        if let Some(site) = &site {
            if kept.len() >= KEPT {
                kept.retain(|_, kept| kept.is_fresh(now));
            }
            if kept.len() < KEPT {
                kept.insert(id.clone(), Kept { site: Arc::clone(site), loaded_at: now });
            }
        }
        Ok(site)
    }

    pub(crate) fn forget(&self, id: &SiteId) {
        self.kept().remove(id);
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<SiteId, Kept>> {
        // The map is whole between two calls, whatever panicked while it was held.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn is_fresh(&self, now: Timestamp) -> bool {
        now.duration_since(self.loaded_at) < FRESH
    }
}
