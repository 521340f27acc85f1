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

/// The sites this isolate has read or written within the last minute, deleted ones included.
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
        let site = match self.fresh(id, now) {
            Some(site) => Some(site),
            None => self.look_up(store, id, now).await?,
        };
        Ok(site.filter(|site| !site.record.is_deleted()))
    }

    /// Whether the site is here, so that asking for it asks no storage.
    pub(crate) fn keeps(&self, id: &SiteId, now: Timestamp) -> bool {
        self.fresh(id, now).is_some()
    }

    /// The site as storage has it now, deleted or not; or as this isolate has just written it, since
    /// storage may not show that yet.
    pub(crate) async fn look_up(
        &self,
        store: &dyn Store,
        id: &SiteId,
        now: Timestamp,
    ) -> Result<Option<Arc<Site>>, StoreError> {
        let stored = SiteRecord::load(store, id).await?;
        let stored = stored.map(|record| Arc::new(Site::new(id.clone(), record)));
        // If both are equally old, `max_by_key` takes the last: the one in storage.
        let known = self.fresh(id, now).into_iter().chain(stored);
        let newest = known.max_by_key(|site| site.record.updated_at);
        if let Some(site) = &newest {
            self.keep(Arc::clone(site), now);
        }
        Ok(newest)
    }

    /// Keeps a site that was just read or written.
    pub(crate) fn keep(&self, site: Arc<Site>, now: Timestamp) {
        let mut kept = self.kept();
        if kept.len() >= KEPT {
            kept.retain(|_, kept| kept.is_fresh(now));
        }
        if kept.len() < KEPT || kept.contains_key(&site.id) {
            kept.insert(site.id.clone(), Kept { site, loaded_at: now });
        }
    }

    fn fresh(&self, id: &SiteId, now: Timestamp) -> Option<Arc<Site>> {
        self.kept().get(id).filter(|kept| kept.is_fresh(now)).map(|kept| Arc::clone(&kept.site))
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
