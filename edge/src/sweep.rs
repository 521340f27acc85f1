//! What the cron finishes: deleting revisions that were not visible yet when their answer was taken
//! back.
//!
//! Taking back writes a tombstone, deletes the revisions it can list, and leaves a late marker.
//! Storage shows a write after a minute or more, so when the marker is ten minutes old the list is
//! made again, whatever it shows is deleted, and then the marker. A run that is cut off leaves
//! markers for the next; two that overlap delete what is gone already.
//!
//! Sites are served in turn, each from its oldest marker on, so that however many answers are taken
//! back on one site, nobody else's wait for them.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{PublicId, SiteId};
use koe_shared::instant::Instant;

use crate::keys::{self, Rank};
use crate::site::SiteRecord;
use crate::state::AppState;
use crate::store::{List, Listed, MAX_PAGE, Store, StoreError};
use crate::stored;
use crate::withdrawal::{Withdrawal, put_once};

/// How old a marker has to be: ten times what KV promises for a write to show.
const SETTLED: SignedDuration = SignedDuration::from_mins(10);
/// Storage operations of one run, below the 1,000 an invocation is planned for.
const OPERATIONS: usize = 900;
/// How many of them may list markers: 300,000 can wait before a site late in the alphabet is out of
/// sight.
const LISTS: usize = 300;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Revisions deleted that were not visible before.
    pub revisions: usize,
    /// Markers whose work is done.
    pub markers: usize,
}

/// A marker that is ten minutes old.
struct Due {
    key: String,
    site: SiteId,
    id: PublicId,
    received_at: Timestamp,
    /// How many of its site come before it.
    turn: usize,
}

/// Finishes every taking-back whose marker is ten minutes old, as far as one run may go.
///
/// # Errors
/// Storage refused; what is left is the next run's.
pub async fn sweep(state: &AppState) -> Result<Swept, StoreError> {
    let store = &*state.store;
    let now = (state.clock)();
    let (due, mut operations) = due(store, now).await?;
    let mut swept = Swept::default();
    let mut records = HashMap::new();
    for marker in in_turn(due) {
        if operations >= OPERATIONS {
            break;
        }
        let answer = Withdrawal { store, site: &marker.site, id: marker.id };
        let shown = answer.listed().await?;
        if !shown.revisions.is_empty() {
            if !records.contains_key(&marker.site) {
                let record = SiteRecord::load(store, &marker.site).await?;
                records.insert(marker.site.clone(), record);
                operations += 1;
            }
            if let Some(Some(record)) = records.get(&marker.site)
                && let Some(left) = stored::time_to_live(&record.document, marker.id.time(), now)
            {
                answer.note(&shown, &record.document, left).await?;
                operations += 1;
            }
            answer.erase(&shown).await?;
        }
        store.delete(&marker.key).await?;
        swept.revisions += shown.revisions.len();
        swept.markers += 1;
        operations += shown.revisions.len() + 2;
    }
    Ok(swept)
}

/// The markers that are ten minutes old, and how many lists it took to find them.
async fn due(store: &dyn Store, now: Timestamp) -> Result<(Vec<Due>, usize), StoreError> {
    let (mut due, mut lists) = (Vec::new(), 0);
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: keys::LATE, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        lists += 1;
        let found = page.keys.into_iter().filter_map(read);
        due.extend(found.filter(|marker| now.duration_since(marker.received_at) >= SETTLED));
        cursor = page.cursor;
        if cursor.is_none() || lists == LISTS {
            return Ok((due, lists));
        }
    }
}

/// The oldest of each site, then the second of each, and so on.
fn in_turn(mut due: Vec<Due>) -> Vec<Due> {
    due.sort_by_key(|marker| marker.received_at);
    let mut turns: HashMap<SiteId, usize> = HashMap::new();
    for marker in &mut due {
        let turn = turns.entry(marker.site.clone()).or_default();
        marker.turn = *turn;
        *turn += 1;
    }
    due.sort_by_key(|marker| marker.turn);
    due
}

/// Leaves the marker that brings the cron back to a tombstone. If no cron runs, the marker expires
/// with the tombstone.
pub(crate) async fn mark(
    answer: &Withdrawal<'_>,
    now: Timestamp,
    left: SignedDuration,
) -> Result<(), StoreError> {
    let key = keys::late(answer.site, &answer.id, Rank::Tombstone);
    put_once(answer.store, &key, &Instant(now).to_string(), left).await
}

fn read(marker: Listed) -> Option<Due> {
    let (site, slot) = keys::parse_late(&marker.key)?;
    let id = slot.public_id().filter(|_| slot.rank == Rank::Tombstone)?;
    let received_at = marker.metadata.as_deref().and_then(|at| at.parse::<Instant>().ok());
    // A marker whose time can't be read is due at once: too early is better than never.
    let received_at = received_at.map_or(Timestamp::UNIX_EPOCH, |Instant(at)| at);
    Some(Due { site, id, received_at, turn: 0, key: marker.key })
}
