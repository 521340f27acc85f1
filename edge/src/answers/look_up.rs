//! What is visible of one answer.

use koe_shared::id::{AnswerId, SiteId};
use koe_shared::metadata::{Metadata, MetadataError, Recorded};

use super::revision::Value;
use super::scan::{AnswerEntry, newest};
use crate::store::keys::{self, Rank};
use crate::store::{Store, StoreError};

/// What is visible of an answer.
pub(crate) enum Visible {
    /// Nothing: it never was, expired, was undone, or is not visible yet.
    Nothing,
    /// That it was taken back or erased.
    Erased,
    /// Its newest visible revision.
    Answer(Box<StoredAnswer>),
}

/// A stored revision.
pub(crate) struct StoredAnswer {
    pub(crate) revision: u8,
    pub(crate) metadata: String,
    pub(crate) value: Value,
}

impl StoredAnswer {
    /// What scoring needs of the revision.
    pub(crate) fn metadata(&self) -> Result<Metadata<'_>, StoreError> {
        let unreadable =
            |error: MetadataError| StoreError::Unavailable { reason: error.to_string() };
        Metadata::decode(&self.metadata).map_err(unreadable)
    }
}

/// What is visible of an answer. `stored` is the revision that the caller knows to be stored: a list
/// may not show it yet, though the place that wrote it can often read it.
pub(crate) async fn visible_answer(
    store: &dyn Store,
    site: &SiteId,
    id: AnswerId,
    stored: u8,
) -> Result<Visible, StoreError> {
    let id = id.public(site);
    let entry = newest(store, site, &id).await?;
    let listed = match &entry {
        None => 0,
        Some(AnswerEntry { rank: Rank::Revision(revision), .. }) => *revision,
        Some(_) => return Ok(Visible::Erased),
    };
    let mut seen = None;
    if listed < stored {
        seen = read(store, &keys::answer(site, &id, Rank::Revision(stored)), stored).await?;
    }
    if let (None, Some(entry)) = (&seen, entry) {
        seen = read(store, &entry.key, listed).await?;
    }
    let is_undone = |answer: &StoredAnswer| {
        answer.metadata().is_ok_and(|metadata| metadata.recorded == Recorded::Undone)
    };
    let stands = seen.filter(|answer| !is_undone(answer));
    Ok(stands.map_or(Visible::Nothing, |answer| Visible::Answer(Box::new(answer))))
}

/// One revision.
async fn read(
    store: &dyn Store,
    key: &str,
    revision: u8,
) -> Result<Option<StoredAnswer>, StoreError> {
    let Some(entry) = store.get(key).await? else { return Ok(None) };
    let unreadable = || StoreError::Unreadable { key: key.to_owned() };
    let value = serde_json::from_str(&entry.value).map_err(|_| unreadable())?;
    let metadata = entry.metadata.ok_or_else(unreadable)?;
    Ok(Some(StoredAnswer { revision, metadata, value }))
}
