//! What the cron finishes: deleting revisions that were not visible yet when their answer was taken
//! back.
//!
//! Taking back writes a tombstone, deletes the revisions it can list, and leaves a late marker.
//! Storage shows a write after a minute or more, so when the marker is ten minutes old the list is
//! made again, whatever it shows is deleted, and then the marker. A run that is cut off leaves
//! markers for the next; two that overlap delete what is gone already.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{PublicId, SiteId};
use koe_shared::instant::Instant;

use crate::keys::{self, Rank, Slot};
use crate::state::AppState;
use crate::store::{List, Listed, MAX_PAGE, Put, Store, StoreError};

/// How old a marker has to be: ten times what KV promises for a write to show.
const SETTLED: SignedDuration = SignedDuration::from_mins(10);
/// Storage operations of one run, below the 1,000 an invocation is planned for.
const OPERATIONS: usize = 900;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Revisions deleted that were not visible before.
    pub revisions: usize,
    /// Markers whose work is done.
    pub markers: usize,
}

/// Finishes every taking-back whose marker is ten minutes old, as far as one run may go.
///
/// # Errors
/// Storage refused; what is left is the next run's.
pub async fn sweep(state: &AppState) -> Result<Swept, StoreError> {
    let store = &*state.store;
    let now = (state.clock)();
    let mut swept = Swept::default();
    let mut operations = 0;
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: keys::LATE, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        operations += 1;
        for marker in page.keys.iter().filter(|marker| is_settled(marker, now)) {
            let Some((site, id)) = taken_back(&marker.key) else { continue };
            let deleted = delete_revisions(store, &site, &id).await?;
            store.delete(&marker.key).await?;
            swept.revisions += deleted;
            swept.markers += 1;
            operations += deleted + 2;
            if operations >= OPERATIONS {
                return Ok(swept);
            }
        }
        cursor = page.cursor;
        if cursor.is_none() || operations >= OPERATIONS {
            return Ok(swept);
        }
    }
}

/// Leaves the marker that brings the cron back to a tombstone. Where no cron runs it goes when the
/// tombstone does.
pub(crate) async fn mark(
    store: &dyn Store,
    site: &SiteId,
    id: &PublicId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let received_at = Instant(now).to_string();
    let put = Put { value: "", metadata: Some(&received_at), expires_at: Some(expires_at) };
    store.put(&keys::late(site, id, Rank::Tombstone), put).await
}

/// Deletes the revisions of an answer that a list shows, and says how many they were.
pub(crate) async fn delete_revisions(
    store: &dyn Store,
    site: &SiteId,
    id: &PublicId,
) -> Result<usize, StoreError> {
    let prefix = keys::revisions(site, id);
    // An answer has 98 revisions and a tombstone at most: one page.
    let page = store.list(List { prefix: &prefix, limit: MAX_PAGE, cursor: None }).await?;
    let is_revision = |listed: &&Listed| {
        Slot::parse(&listed.key).is_some_and(|slot| matches!(slot.rank, Rank::Revision(_)))
    };
    let mut deleted = 0;
    for revision in page.keys.iter().filter(is_revision) {
        store.delete(&revision.key).await?;
        deleted += 1;
    }
    Ok(deleted)
}

fn is_settled(marker: &Listed, now: Timestamp) -> bool {
    let received_at = marker.metadata.as_deref().and_then(|at| at.parse::<Instant>().ok());
    // A marker that can't be read is done with as well: better once too early than never.
    received_at.is_none_or(|Instant(at)| now.duration_since(at) >= SETTLED)
}

fn taken_back(key: &str) -> Option<(SiteId, PublicId)> {
    let (site, slot) = keys::parse_late(key)?;
    (slot.rank == Rank::Tombstone).then_some((site, slot.public_id()?))
}
