//! The sites that an isolate keeps, so that an answer costs one write and no read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;

use super::site::Site;

/// How long a kept site is used without looking again. KV itself promises no less.
const FRESH: SignedDuration = SignedDuration::from_secs(60);
/// How many sites are kept: at most 64 MB where every document is as large as it may be, and in
/// truth a few kilobytes each.
const KEPT: usize = 64;
/// For how long the history of a site is not looked through again.
const LOOKED: SignedDuration = SignedDuration::from_secs(10);

/// The sites this isolate has read or written within the last minute, deleted ones included. That a
/// site does not exist is never kept: the next request looks again.
#[derive(Default)]
pub(super) struct SiteCache {
    kept: Mutex<HashMap<SiteId, Kept>>,
    /// When the history of a site was looked through last.
    looked: Mutex<HashMap<SiteId, Timestamp>>,
}

struct Kept {
    site: Arc<Site>,
    loaded_at: Timestamp,
}

impl SiteCache {
    /// The kept site, less than a minute old, deleted or not.
    pub(super) fn get(&self, id: &SiteId, now: Timestamp) -> Option<Arc<Site>> {
        self.kept().get(id).filter(|kept| kept.is_fresh(now)).map(|kept| Arc::clone(&kept.site))
    }

    /// Keeps a site that was just read or written.
    pub(super) fn keep(&self, site: Arc<Site>, now: Timestamp) {
        let mut kept = self.kept();
        if kept.len() >= KEPT {
            kept.retain(|_, kept| kept.is_fresh(now));
        }
        if kept.len() < KEPT || kept.contains_key(&site.id) {
            kept.insert(site.id.clone(), Kept { site, loaded_at: now });
        }
    }

    /// Whether the history of a site may be looked through now; then it may not be for some seconds.
    pub(super) fn may_look_in_history(&self, id: &SiteId, now: Timestamp) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        looked.retain(|_, at| now.duration_since(*at) < LOOKED);
        let may = !looked.contains_key(id);
        if may {
            looked.insert(id.clone(), now);
        }
        may
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
