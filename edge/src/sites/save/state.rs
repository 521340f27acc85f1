//! What a save is made upon: the newest state that this location shows, by either route.
//!
//! The record and the list of the history reach a location each in its own time. An entry that follows the
//! record is a save that the record does not show yet, or one that was cut off before it wrote the record.
//! The two can't be told apart until storage must have shown the record.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;

use super::error::SaveError;
use crate::sites::history::{Entry, Listed, MAX_HISTORY, UNITED, list_history, load_entries};
use crate::sites::record::SiteRecord;
use crate::sites::repository::Sites;
use crate::store::keys::HistoryId;
use crate::store::{Store, StoreError};

/// How long storage may take to show a write everywhere. An entry that no record has followed by then is one
/// of a save that was cut off.
const SPREADS: SignedDuration = SignedDuration::from_mins(10);
/// Entries beyond those that are kept that one save deletes, at most.
const DELETED: usize = 20;

/// What a save is made upon.
pub(super) struct State {
    /// The newest record that can be told; `None` where there is none.
    pub(super) base: Option<SiteRecord>,
    /// The newest entries of the history.
    pub(super) listed: Vec<Listed>,
}

impl State {
    pub(super) async fn load(
        sites: &Sites,
        id: &SiteId,
        now: Timestamp,
    ) -> Result<Self, SaveError> {
        let known = sites.look_up(id).await?;
        let listed = list_history(sites.store(), id, MAX_HISTORY + DELETED).await?;
        let is_spreading = |listed: &&Listed| now.duration_since(listed.note.at) < SPREADS;
        let Some(known) = known else {
            // Whoever set it up a moment ago has made the secrets that must not be made twice.
            let is_on_its_way = listed.iter().take(UNITED).any(|listed| is_spreading(&listed));
            return if is_on_its_way {
                Err(SaveError::NotVisible)
            } else {
                Ok(Self { base: None, listed })
            };
        };
        let mut last = known.record.entry();
        while let Some(next) = listed.iter().filter(is_spreading).find(|listed| {
            listed.note.parent.as_ref() == Some(&last) && !known.record.has_seen(&listed.id)
        }) {
            last = next.id.clone();
        }
        if last == known.record.entry() {
            return Ok(Self { base: Some(known.record.clone()), listed });
        }
        let Some(entry) = Entry::load(sites.store(), id, &last).await? else {
            return Err(SaveError::NotVisible);
        };
        let base = known.record.at(last, entry.record).ok_or(SaveError::NotVisible)?;
        Ok(Self { base: Some(base), listed })
    }
}

/// Takes into a record what the newest entries hold that it has not seen.
pub(super) async fn unite_unseen(
    store: &dyn Store,
    id: &SiteId,
    record: &mut SiteRecord,
    listed: &[Listed],
    now: Timestamp,
) -> Result<(), StoreError> {
    let newest = listed.iter().take(UNITED).map(|listed| &listed.id);
    let unseen: Vec<HistoryId> = newest.filter(|id| !record.has_seen(id)).cloned().collect();
    for (entry, other) in load_entries(store, id, &unseen).await? {
        record.unite(&entry, &other.record, now);
    }
    Ok(())
}
