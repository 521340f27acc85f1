//! What is stored of a site: the document, every version its surveys ever had, and its secrets.
//!
//! A deleted site keeps its record, marked: the path is 404 at once, but the versions that its
//! answers are judged by, and the secret that import ids are made with, must outlive it, so that
//! setting it up again neither recounts an old answer on a new scale nor imports a file twice.
//!
//! A record tells which entry of the site's history it was saved as, and which others it has taken in:
//! [`SiteRecord::unite`] takes in what a save did that its owner could not see.

use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;
use koe_shared::site::versions::{SurveyVersions, VersionNotRaised};
use koe_shared::site::{DestinationSecrets, SigningSecrets, SiteDocument};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::fingerprint::fingerprint;
use super::history::PastRecord;
use super::list::ListedDigests;
use super::retention::Retention;
use crate::hex;
use crate::store::keys::HistoryId;
use crate::store::{Put, Store, StoreError, keys};

/// How many entries of its history a record remembers to have taken in: twice as many as are looked through.
const REMEMBERED: usize = 40;
/// No two saves have the same time.
const TICK: SignedDuration = SignedDuration::from_millis(1);

/// A site as it is stored.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SiteRecord {
    pub(crate) document: SiteDocument,
    /// Every version of every survey, those left out of the document included.
    pub(crate) versions: SurveyVersions,
    pub(crate) signing: SigningSecrets,
    /// Keys the HMACs of imported rows and of persons. Made once (see `import_secret`), never shown, never
    /// changed: another one would import the same file a second time.
    import_secret: String,
    /// The secrets of its destinations.
    #[serde(default, skip_serializing_if = "DestinationSecrets::is_empty")]
    destinations: DestinationSecrets,
    /// Whether it ever had a rule of alerts: then its answers may have some.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    has_told: bool,
    /// Where this deployment was reached when the site was saved last: the origin of links to its report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deployment: Option<String>,
    created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deleted_at: Option<Timestamp>,
    /// How long its answers live.
    #[serde(default)]
    retention: Retention,
    /// When its time zone was changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    zone_since: Option<Timestamp>,
    /// The entry of its history that it was saved as. `None`: there was no history then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entry: Option<HistoryId>,
    /// The newest entries that it comes from or has taken in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    seen: Vec<HistoryId>,
}

impl SiteRecord {
    /// A site that is set up for the first time.
    pub(crate) fn new(
        document: SiteDocument,
        import_secret: String,
        now: Timestamp,
    ) -> Result<Self, VersionNotRaised> {
        let retention = Retention::of(document.privacy.retention_days, now);
        let signing = SigningSecrets::default().updated(&document.identity.secret);
        Ok(Self {
            versions: SurveyVersions::default().with(&document)?,
            document,
            signing,
            import_secret,
            destinations: DestinationSecrets::default(),
            has_told: false,
            deployment: None,
            created_at: now,
            updated_at: now,
            deleted_at: None,
            retention,
            zone_since: None,
            entry: None,
            seen: Vec::new(),
        })
    }

    /// The site with another document in place of this one; it exists again where it was deleted.
    pub(crate) fn replaced(
        self,
        document: SiteDocument,
        now: Timestamp,
    ) -> Result<Self, VersionNotRaised> {
        let (updated_at, deleted_at) = (self.next_time(now), None);
        let versions = self.versions.with(&document)?;
        let signing = self.signing.updated(&document.identity.secret);
        let is_same_zone = document.timezone == self.document.timezone;
        let zone_since = if is_same_zone { self.zone_since } else { Some(now) };
        let retention = self.retention.clone().changed(document.privacy.retention_days, now);
        Ok(Self {
            document,
            versions,
            signing,
            updated_at,
            deleted_at,
            retention,
            zone_since,
            ..self
        })
    }

    /// The same with these secrets of its destinations, saved where the deployment is reached at that origin.
    pub(super) fn saved_at(self, origin: &str, destinations: DestinationSecrets) -> Self {
        let has_told = self.has_told || !self.document.alerts.is_empty();
        Self { deployment: Some(origin.to_owned()), destinations, has_told, ..self }
    }

    /// The same, saved where the deployment is reached at that origin.
    #[cfg(test)]
    pub(crate) fn at_origin(self, origin: &str) -> Self {
        let destinations = self.destinations.clone();
        self.saved_at(origin, destinations)
    }

    /// The site, taken down.
    pub(crate) fn deleted(self, now: Timestamp) -> Self {
        Self { updated_at: self.next_time(now), deleted_at: Some(now), ..self }
    }

    /// The time of a save that takes the place of this one: later, whatever the clocks say.
    fn next_time(&self, now: Timestamp) -> Timestamp {
        now.max(self.updated_at.checked_add(TICK).unwrap_or(now))
    }

    /// The entry that it was saved as. A record from before there was a history has the id that its entry
    /// gets when it is saved next.
    pub(crate) fn entry(&self) -> HistoryId {
        self.entry.clone().unwrap_or_else(|| HistoryId::new(self.updated_at, 0))
    }

    /// Whether it was saved before there was a history.
    pub(super) fn is_before_history(&self) -> bool {
        self.entry.is_none()
    }

    /// The same record, with the id of the entry that it gets in its history.
    pub(super) fn with_entry(self) -> Self {
        Self { entry: Some(self.entry()), ..self }
    }

    /// Whether it was saved as that entry, comes from it, or has taken it in.
    pub(super) fn has_seen(&self, entry: &HistoryId) -> bool {
        self.entry() == *entry || self.seen.contains(entry)
    }

    /// The newest entries that it comes from or has taken in.
    pub(super) fn seen(&self) -> &[HistoryId] {
        &self.seen
    }

    /// The record, saved as that entry.
    pub(super) fn saved_as(self, entry: HistoryId) -> Self {
        let mut seen = self.seen;
        seen.extend(self.entry);
        Self { entry: Some(entry), seen: newest(seen), ..self }
    }

    /// Takes in what another save did that this one did not see: its survey versions, and of the lives that
    /// both give an hour the shorter. The document and the secrets stay as they are.
    pub(super) fn unite(&mut self, entry: &HistoryId, other: &PastRecord, now: Timestamp) {
        self.versions = std::mem::take(&mut self.versions).united(&other.versions);
        self.retention = self.retention.united(&other.retention, now);
        if other.document.timezone != self.document.timezone || other.zone_since != self.zone_since
        {
            // Days that were summed meanwhile were summed in another zone.
            self.zone_since = Some(now);
        }
        self.seen.push(entry.clone());
        self.seen = newest(std::mem::take(&mut self.seen));
    }

    /// Takes in only the survey versions of another save.
    pub(super) fn unite_versions(&mut self, other: &SurveyVersions) {
        self.versions = std::mem::take(&mut self.versions).united(other);
    }

    /// The record without its secrets.
    pub(super) fn past(&self) -> PastRecord {
        PastRecord {
            document: self.document.clone(),
            versions: self.versions.clone(),
            secrets: self.hashes(),
            created_at: self.created_at,
            updated_at: self.updated_at,
            deleted_at: self.deleted_at,
            retention: self.retention.clone(),
            zone_since: self.zone_since,
            seen: self.seen.clone(),
        }
    }

    /// The record that was saved as an entry, with the secrets of this one. `None` where the entry had other
    /// signing secrets: this location does not show them yet.
    pub(super) fn at(&self, entry: HistoryId, past: PastRecord) -> Option<Self> {
        (past.secrets == self.hashes()).then(|| Self {
            document: past.document,
            versions: past.versions,
            signing: self.signing.clone(),
            import_secret: self.import_secret.clone(),
            destinations: self.destinations.clone(),
            has_told: self.has_told,
            deployment: self.deployment.clone(),
            created_at: past.created_at,
            updated_at: past.updated_at,
            deleted_at: past.deleted_at,
            retention: past.retention,
            zone_since: past.zone_since,
            entry: Some(entry),
            seen: past.seen,
        })
    }

    /// What stands for the secrets in the history: those that sign, the newest first, then those of destinations.
    fn hashes(&self) -> Vec<String> {
        let hash = |use_of: &str, secret: &[u8]| {
            let mac = Hmac::<Sha256>::new_from_slice(self.import_secret());
            let mac = mac.expect("HMAC takes a key of any length");
            // Other uses of the same key have words of their own.
            let digest =
                mac.chain_update(use_of).chain_update("\n").chain_update(secret).finalize();
            hex::encode(&digest.into_bytes())
        };
        let signing = self.signing.valid().map(|secret| hash("signing secret", secret));
        let destinations = self.destinations.iter();
        let destinations = destinations.map(|(name, secret)| hash(name, secret.as_bytes()));
        signing.chain(destinations).collect()
    }

    /// The secrets of its destinations.
    pub(crate) fn destinations(&self) -> &DestinationSecrets {
        &self.destinations
    }

    /// Whether its answers may have alerts.
    pub(crate) fn has_told(&self) -> bool {
        self.has_told
    }

    /// The origin of links to its report. `None`: it was not saved since there are such links.
    pub(crate) fn deployment(&self) -> Option<&str> {
        self.deployment.as_deref()
    }

    /// The hosts at which this deployment is known to be reached.
    pub(crate) fn own_hosts(&self) -> Vec<String> {
        let hosts = self.deployment.iter().filter_map(|origin| origin.split_once("://"));
        hosts.map(|(_, host)| host.to_owned()).collect()
    }

    pub(crate) fn is_deleted(&self) -> bool {
        self.deleted_at.is_some()
    }

    pub(crate) fn import_secret(&self) -> &[u8] {
        self.import_secret.as_bytes()
    }

    /// How long its answers live.
    pub(crate) fn retention(&self) -> &Retention {
        &self.retention
    }

    /// When its time zone was changed last, if it ever was.
    pub(crate) fn zone_since(&self) -> Option<Timestamp> {
        self.zone_since
    }

    /// Tells the time zone from others, and from itself before a change away from it and back: days that
    /// were summed then were not kept meanwhile.
    pub(crate) fn zone_fingerprint(&self) -> String {
        let since = self.zone_since.map(Timestamp::as_millisecond);
        fingerprint(&format!("{} {since:?}", self.document.timezone))
    }

    /// The record of a site, deleted or not.
    pub(crate) async fn load(store: &dyn Store, site: &SiteId) -> Result<Option<Self>, StoreError> {
        let key = keys::site(site);
        match store.get(&key).await? {
            None => Ok(None),
            Some(entry) => match serde_json::from_str::<Self>(&entry.value) {
                Ok(record) => Ok(Some(record.with_retention())),
                Err(_) => Err(StoreError::Unreadable { key }),
            },
        }
    }

    /// The record of a release that did not note the changes of its retention: as if there were none.
    fn with_retention(mut self) -> Self {
        if self.retention.is_unknown() {
            self.retention = Retention::of(self.document.privacy.retention_days, self.created_at);
        }
        self
    }

    pub(crate) async fn save(&self, store: &dyn Store, site: &SiteId) -> Result<(), StoreError> {
        let key = keys::site(site);
        let value =
            serde_json::to_string(self).map_err(|_| StoreError::Unreadable { key: key.clone() })?;
        let digests = ListedDigests::of(&self.document).filter(|_| !self.is_deleted());
        let metadata = digests.map(|digests| digests.encode());
        let put = Put { value: &value, metadata: metadata.as_deref(), ..Put::default() };
        store.put(&key, put).await
    }
}

/// As many of the newest as a record remembers, each once.
fn newest(mut entries: Vec<HistoryId>) -> Vec<HistoryId> {
    entries.sort_unstable();
    entries.dedup();
    entries.truncate(REMEMBERED);
    entries
}
