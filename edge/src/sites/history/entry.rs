//! One entry of a site's history, whole.

use koe_shared::id::SiteId;
use serde::{Deserialize, Serialize};

use super::note::Note;
use super::past::PastRecord;
use crate::store::keys::{self, HistoryId};
use crate::store::{Put, Store, StoreError};

/// What a save left: the record but for its secrets, and who saved.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) record: PastRecord,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<HistoryId>,
    /// The paths of the fields that differ from the parent's.
    #[serde(default)]
    pub(crate) changed: Vec<String>,
}

impl Entry {
    /// The entry of that id.
    pub(crate) async fn load(
        store: &dyn Store,
        site: &SiteId,
        id: &HistoryId,
    ) -> Result<Option<Self>, StoreError> {
        let key = keys::history_entry(site, id);
        match store.get(&key).await? {
            None => Ok(None),
            Some(entry) => match serde_json::from_str(&entry.value) {
                Ok(entry) => Ok(Some(entry)),
                Err(_) => Err(StoreError::Unreadable { key }),
            },
        }
    }

    pub(crate) async fn save(
        &self,
        store: &dyn Store,
        site: &SiteId,
        id: &HistoryId,
    ) -> Result<(), StoreError> {
        let key = keys::history_entry(site, id);
        let value =
            serde_json::to_string(self).map_err(|_| StoreError::Unreadable { key: key.clone() })?;
        let note = self.note().encode();
        store.put(&key, Put { value: &value, metadata: Some(&note), ..Put::default() }).await
    }

    /// What a list tells of it.
    pub(crate) fn note(&self) -> Note {
        Note {
            at: self.record.updated_at,
            parent: self.parent.clone(),
            changed: self.changed.clone(),
            by: self.by.clone(),
        }
    }
}

/// Some entries of a site, by one operation. What is gone, or can't be read by this release, is left out.
pub(crate) async fn load_entries(
    store: &dyn Store,
    site: &SiteId,
    ids: &[HistoryId],
) -> Result<Vec<(HistoryId, Entry)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<String> = ids.iter().map(|id| keys::history_entry(site, id)).collect();
    let values = store.get_many(&names).await?;
    let read = |(id, value): (&HistoryId, Option<String>)| {
        Some((id.clone(), serde_json::from_str(&value?).ok()?))
    };
    Ok(ids.iter().zip(values).filter_map(read).collect())
}
