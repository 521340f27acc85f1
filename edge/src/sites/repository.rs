//! Finding a site: in this isolate where it is kept, else in storage.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use koe_shared::id::{SiteId, SurveyId};

use super::cache::SiteCache;
use super::history::{UNITED, list_history, load_entries};
use super::record::SiteRecord;
use super::site::Site;
use crate::config::AdminKey;
use crate::platform::Clock;
use crate::store::{Store, StoreError};

/// Characters of a site's name that a refusal repeats, at most: one more than a legal id has.
const SHOWN: usize = 65;

/// The sites of a deployment.
pub(crate) struct Sites {
    store: Arc<dyn Store>,
    clock: Clock,
    /// None where the deployment has none.
    admin_key: Option<AdminKey>,
    cache: SiteCache,
    /// Those that were saved here and not told of yet.
    saved: Mutex<Vec<SiteId>>,
}

/// Why there is no site to work with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LookupError {
    /// The site was never set up, or its owner deleted it.
    Unknown {
        /// What the call named it by, legal as an id or not.
        site: String,
    },
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { site } => write!(f, "there is no site {site:?}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<StoreError> for LookupError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The id that a call names a site by. An illegal name can't have been set up.
pub(crate) fn named_site(name: &str) -> Result<SiteId, LookupError> {
    let unknown = |_| LookupError::Unknown { site: name.chars().take(SHOWN).collect() };
    name.parse().map_err(unknown)
}

impl Sites {
    /// The sites in a store, none of them kept yet.
    pub(crate) fn new(store: Arc<dyn Store>, clock: Clock, admin_key: Option<AdminKey>) -> Self {
        Self { store, clock, admin_key, cache: SiteCache::default(), saved: Mutex::default() }
    }

    /// The site, at most a minute old.
    pub(crate) async fn get(&self, id: &SiteId) -> Result<Arc<Site>, LookupError> {
        let site = match self.cache.get(id, self.now()) {
            Some(site) => Some(site),
            None => self.look_up(id).await?,
        };
        existing(id, site)
    }

    /// The site as storage has it now, for a call that names what the kept one does not have.
    pub(crate) async fn get_fresh(&self, id: &SiteId) -> Result<Arc<Site>, LookupError> {
        existing(id, self.look_up(id).await?)
    }

    /// The site, though its owner may have deleted it: for what a visitor may do at any time.
    pub(crate) async fn get_even_deleted(&self, id: &SiteId) -> Result<Arc<Site>, LookupError> {
        match self.get(id).await {
            Err(refusal @ LookupError::Unknown { .. }) => self.look_up(id).await?.ok_or(refusal),
            found => found,
        }
    }

    /// The site, and its survey if there is one or ever was. Where the kept site does not have the
    /// survey, the site is looked up once more.
    pub(crate) async fn get_with_survey(
        &self,
        id: &SiteId,
        survey: &str,
    ) -> Result<(Arc<Site>, Option<SurveyId>), LookupError> {
        let site = self.get(id).await?;
        let Ok(survey) = survey.parse() else { return Ok((site, None)) };
        if site.newest_version(&survey).is_some() {
            return Ok((site, Some(survey)));
        }
        let site = self.get_fresh(id).await?;
        let is_known = site.newest_version(&survey).is_some();
        Ok((site, is_known.then_some(survey)))
    }

    /// Whether the site is kept, so that [`Self::get`] asks no storage.
    pub(crate) fn keeps(&self, id: &SiteId) -> bool {
        self.cache.get(id, self.now()).is_some()
    }

    /// The site as storage has it now, deleted or not; or as this isolate has just written it, since
    /// storage may not show that yet.
    pub(crate) async fn look_up(&self, id: &SiteId) -> Result<Option<Arc<Site>>, StoreError> {
        let now = self.now();
        let stored = SiteRecord::load(&*self.store, id).await?;
        let stored = stored.map(|record| Arc::new(Site::new(id.clone(), record)));
        let newest = match (self.cache.get(id, now), stored) {
            (Some(kept), Some(stored)) => Some(newer(kept, stored)),
            (kept, stored) => kept.or(stored),
        };
        if let Some(site) = &newest {
            self.cache.keep(Arc::clone(site), now);
        }
        Ok(newest)
    }

    /// The site with the survey versions that the newest entries of its history hold and its record does not:
    /// two owners may have saved without seeing each other, or this location is behind. It is not looked for
    /// them again for some seconds, since anybody can name a version that never was.
    pub(crate) async fn look_in_history(&self, site: Arc<Site>) -> Result<Arc<Site>, StoreError> {
        if !self.cache.may_look_in_history(&site.id, self.now()) {
            return Ok(site);
        }
        let listed = list_history(&*self.store, &site.id, UNITED).await?;
        let ids = listed.into_iter().map(|listed| listed.id);
        let unseen: Vec<_> = ids.filter(|id| !site.record.has_seen(id)).collect();
        let entries = load_entries(&*self.store, &site.id, &unseen).await?;
        if entries.is_empty() {
            return Ok(site);
        }
        let mut record = site.record.clone();
        for (_, entry) in &entries {
            record.unite_versions(&entry.record.versions);
        }
        let site = Arc::new(Site::new(site.id.clone(), record));
        self.cache.keep(Arc::clone(&site), self.now());
        Ok(site)
    }

    /// The site as storage has it, after a form was sent again. Where the record of its first save is not
    /// there, that save was cut off, or this location is behind: the record is written again.
    pub(super) async fn settle(
        &self,
        id: &SiteId,
        record: &SiteRecord,
    ) -> Result<Arc<Site>, StoreError> {
        let stored = self.look_up(id).await?;
        if let Some(site) = stored.filter(|site| site.record.has_seen(&record.entry())) {
            return Ok(site);
        }
        let site = Arc::new(Site::new(id.clone(), record.clone()));
        self.save(Arc::clone(&site)).await?;
        Ok(site)
    }

    /// The admin key of the deployment, under which sites are set up.
    pub(super) fn admin_key(&self) -> Option<&AdminKey> {
        self.admin_key.as_ref()
    }

    pub(super) fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// Stores a site and keeps it, since storage may take a minute to show it.
    pub(crate) async fn save(&self, site: Arc<Site>) -> Result<(), StoreError> {
        site.record.save(&*self.store, &site.id).await?;
        self.saved.lock().unwrap_or_else(PoisonError::into_inner).push(site.id.clone());
        self.cache.keep(site, self.now());
        Ok(())
    }

    /// The sites that this isolate has saved since this was asked last: whatever was made from them is old.
    pub(crate) fn take_saved(&self) -> Vec<SiteId> {
        std::mem::take(&mut *self.saved.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

/// The one that was saved later, the stored one where they are as old; with the survey versions of both.
fn newer(kept: Arc<Site>, stored: Arc<Site>) -> Arc<Site> {
    let is_kept = kept.record.updated_at > stored.record.updated_at;
    let (newer, older) = if is_kept { (kept, stored) } else { (stored, kept) };
    if newer.record.versions == older.record.versions {
        return newer;
    }
    let mut record = newer.record.clone();
    record.unite_versions(&older.record.versions);
    Arc::new(Site::new(newer.id.clone(), record))
}

fn existing(id: &SiteId, found: Option<Arc<Site>>) -> Result<Arc<Site>, LookupError> {
    let found = found.filter(|site| !site.record.is_deleted());
    found.ok_or_else(|| LookupError::Unknown { site: id.to_string() })
}
