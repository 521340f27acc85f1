//! What runs by the clock. All tasks of a run share one budget of storage operations.
//!
//! There are two tasks: looking again at persons that were erased (see [`erasures`]), and deleting
//! revisions that were not visible yet when their answer was taken back.
//!
//! Taking back writes a tombstone, deletes the revisions it can list, and leaves a late marker.
//! Storage shows a write after a minute or more, so when the marker is ten minutes old the list is
//! made again, whatever it shows is deleted, and then the marker. A run that is cut off leaves
//! markers for the next; two that overlap delete what is gone already.
//!
//! Sites are served in turn, each from its oldest marker on, so that however many answers are taken
//! back on one site, nobody else's wait for them.

mod erasures;

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{PublicId, SiteId};
use koe_shared::instant::Instant;

use crate::answers::{Reason, Withdrawal, time_to_live};
use crate::app::AppState;
use crate::sites::SiteRecord;
use crate::store::keys::{self, Rank};
use crate::store::{List, Listed, MAX_PAGE, Store, StoreError};

/// How old a marker has to be: ten times what KV promises for a write to show.
const SETTLED: SignedDuration = SignedDuration::from_mins(10);
/// Storage operations of one run, below the 1,000 an invocation is planned for.
const OPERATIONS: usize = 900;
/// How many of them may look at erased persons, so that no task waits for ever for another.
const FOR_ERASURES: usize = OPERATIONS / 3;
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

/// The storage operations that the tasks of a run have left.
struct Budget {
    left: usize,
}

impl Budget {
    fn spend(&mut self, operations: usize) {
        self.left = self.left.saturating_sub(operations);
    }

    fn is_spent(&self) -> bool {
        self.left == 0
    }
}

/// Runs every task, as far as one budget of operations goes.
///
/// # Errors
/// Storage refused; what is left is the next run's.
pub async fn run(state: &AppState) -> Result<Swept, StoreError> {
    let (store, now) = (&*state.store, (state.clock)());
    let mut budget = Budget { left: OPERATIONS };
    let looked = erasures::look_again(store, now, FOR_ERASURES).await;
    budget.spend(*looked.as_ref().unwrap_or(&FOR_ERASURES));
    // A task that fails keeps no other from its work.
    let swept = erase_late_revisions(store, now, &mut budget).await;
    looked.and(swept)
}

/// Finishes every taking-back whose marker is ten minutes old.
async fn erase_late_revisions(
    store: &dyn Store,
    now: Timestamp,
    budget: &mut Budget,
) -> Result<Swept, StoreError> {
    let (due, lists) = due(store, now).await?;
    budget.spend(lists);
    let mut swept = Swept::default();
    let mut records = HashMap::new();
    for marker in in_turn(due) {
        if budget.is_spent() {
            break;
        }
        let answer = Withdrawal { store, site: &marker.site, id: marker.id };
        let shown = answer.listed().await?;
        if !shown.revisions.is_empty() {
            if !records.contains_key(&marker.site) {
                let record = SiteRecord::load(store, &marker.site).await?;
                records.insert(marker.site.clone(), record);
                budget.spend(1);
            }
            if let Some(Some(record)) = records.get(&marker.site) {
                if let Some(left) = time_to_live(&record.document, marker.id.time(), now) {
                    answer.note(&shown, (record, Reason::TakenBack), left).await?;
                }
                answer.erase(&shown, record).await?;
                budget.spend(2);
            }
        }
        store.delete(&marker.key).await?;
        swept.revisions += shown.revisions.len();
        swept.markers += 1;
        budget.spend(2 * shown.revisions.len() + 2);
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

fn read(marker: Listed) -> Option<Due> {
    let (site, slot) = keys::parse_late(&marker.key)?;
    let id = slot.public_id().filter(|_| slot.rank == Rank::Tombstone)?;
    let received_at = marker.metadata.as_deref().and_then(|at| at.parse::<Instant>().ok());
    // A marker whose time can't be read is due at once: too early is better than never.
    let received_at = received_at.map_or(Timestamp::UNIX_EPOCH, |Instant(at)| at);
    Some(Due { site, id, received_at, turn: 0, key: marker.key })
}
