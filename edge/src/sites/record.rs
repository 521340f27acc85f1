//! What is stored of a site: the document, every version its surveys ever had, and its secrets.
//!
//! A deleted site keeps its record, marked: the path is 404 at once, but the versions that its
//! answers are judged by, and the secret that import ids are made with, must outlive it, so that
//! setting it up again neither recounts an old answer on a new scale nor imports a file twice.

use jiff::Timestamp;
use koe_shared::id::SiteId;
use koe_shared::site::versions::{SurveyVersions, VersionNotRaised};
use koe_shared::site::{SigningSecrets, SiteDocument};
use serde::{Deserialize, Serialize};

use super::fingerprint::fingerprint;
use super::retention::Retention;
use crate::hex;
use crate::platform::{Entropy, EntropyError};
use crate::store::{Put, Store, StoreError, keys};

/// 256 bits, as long as the hash they key.
const SECRET_BYTES: usize = 32;

/// A site as it is stored.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SiteRecord {
    pub(crate) document: SiteDocument,
    /// Every version of every survey, those left out of the document included.
    pub(crate) versions: SurveyVersions,
    pub(crate) signing: SigningSecrets,
    /// Keys the HMAC of import ids. Made once, never shown, never changed: another one would import
    /// the same file a second time.
    import_secret: String,
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
}

/// Why a document can't become a site's record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RecordError {
    /// A survey changed its meaning and kept its version.
    Version(VersionNotRaised),
    /// The platform gave no randomness for the import secret.
    Entropy(EntropyError),
}

impl SiteRecord {
    /// A site that is set up for the first time.
    pub(crate) fn new(
        document: SiteDocument,
        entropy: &Entropy,
        now: Timestamp,
    ) -> Result<Self, RecordError> {
        let mut secret = [0; SECRET_BYTES];
        entropy(&mut secret).map_err(RecordError::Entropy)?;
        let retention = Retention::of(document.privacy.retention_days, now);
        let signing = SigningSecrets::default().updated(&document.identity.secret);
        Ok(Self {
            versions: SurveyVersions::default().with(&document).map_err(RecordError::Version)?,
            document,
            signing,
            import_secret: hex::encode(&secret),
            created_at: now,
            updated_at: now,
            deleted_at: None,
            retention,
            zone_since: None,
        })
    }

    /// The site with another document in place of this one; it exists again where it was deleted.
    pub(crate) fn replaced(
        self,
        document: SiteDocument,
        now: Timestamp,
    ) -> Result<Self, RecordError> {
        let versions = self.versions.with(&document).map_err(RecordError::Version)?;
        let signing = self.signing.updated(&document.identity.secret);
        let is_same_zone = document.timezone == self.document.timezone;
        let zone_since = if is_same_zone { self.zone_since } else { Some(now) };
        let retention = self.retention.clone().changed(document.privacy.retention_days, now);
        let (updated_at, deleted_at) = (now, None);
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

    /// The site, taken down.
    pub(crate) fn deleted(self, now: Timestamp) -> Self {
        Self { updated_at: now, deleted_at: Some(now), ..self }
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
        store.put(&key, Put { value: &value, ..Put::default() }).await
    }
}
