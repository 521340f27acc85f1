//! Counting one hour from its answers, and erasing what its tombstones outrank.

use jiff::{SignedDuration, Timestamp};
use koe_shared::tombstone::Tombstone;

use super::budget::Budget;
use super::hour_tally::{HourTally, Row};
use crate::answers::{Ledger, what_it_hid};
use crate::sites::Site;
use crate::store::keys::{self, Hour, Rank, Slot};
use crate::store::{List, Listed, MAX_PAGE, Put, StoreError};

/// What an hour comes to.
pub(super) struct HourCount {
    pub(super) tally: HourTally,
    /// Revisions that were deleted, because a tombstone outranks them.
    pub(super) erased: usize,
}

/// The answer whose entries are being listed.
struct Truth {
    id: String,
    time_ms: u64,
    rank: Rank,
    metadata: String,
    /// The keys of its revisions under a tombstone.
    outranked: Vec<Listed>,
}

/// Counts an hour of a site: lists it all, keeps the truth of each answer, and deletes what a tombstone
/// outranks. `left` is how long the hour still lives.
pub(super) async fn count_hour(
    ledger: &Ledger,
    site: &Site,
    hour: Hour,
    (now, left): (Timestamp, SignedDuration),
    budget: &mut Budget,
) -> Result<HourCount, StoreError> {
    let store = ledger.store();
    let tally = HourTally::new(now);
    let mut counter = HourCounter { ledger, site, hour, now, left, tally, erased: 0 };
    let mut truth: Option<Truth> = None;
    let prefix = keys::answers_of(&site.id, hour);
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        budget.spend(1);
        for listed in page.keys {
            let Some((slot, time_ms)) =
                Slot::parse(&listed.key).and_then(|slot| Some((slot, slot.time_ms()?)))
            else {
                continue;
            };
            match &mut truth {
                Some(truth) if truth.id == slot.id => {
                    if truth.rank == Rank::Tombstone {
                        truth.outranked.push(listed);
                    }
                }
                _ => {
                    let (id, rank) = (slot.id.to_owned(), slot.rank);
                    let metadata = listed.metadata.unwrap_or_default();
                    let next = Truth { id, time_ms, rank, metadata, outranked: Vec::new() };
                    if let Some(done) = truth.replace(next) {
                        counter.take(done, budget).await?;
                    }
                }
            }
        }
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    if let Some(last) = truth {
        counter.take(last, budget).await?;
    }
    let HourCounter { mut tally, erased, .. } = counter;
    tally.fold();
    Ok(HourCount { tally, erased })
}

struct HourCounter<'a> {
    ledger: &'a Ledger,
    site: &'a Site,
    hour: Hour,
    now: Timestamp,
    left: SignedDuration,
    tally: HourTally,
    erased: usize,
}

impl HourCounter<'_> {
    /// Counts an answer of which all is listed.
    ///
    /// 1. A tombstone that does not say what it hid, and outranks revisions now: it is written again,
    ///    with the answer's time to live, since it has to outlive whatever may still come. A mark before it
    ///    has the hour counted again: another count may still see the old one.
    /// 2. What it outranks is deleted.
    /// 3. A tombstone that hid something is counted, one that hid nothing is not.
    async fn take(&mut self, truth: Truth, budget: &mut Budget) -> Result<(), StoreError> {
        let Truth { time_ms, rank, mut metadata, outranked, .. } = truth;
        if rank == Rank::Tombstone {
            let says = Tombstone::decode(&metadata);
            let hid_nothing = says == Ok(Tombstone::HidNothing);
            let is_noted = matches!(says, Ok(Tombstone::Hid(_)));
            if let (false, Some(newest)) = (is_noted, outranked.first()) {
                // 1.
                let document = self.site.document();
                metadata = what_it_hid(newest.metadata.as_deref(), document).encode();
                let key = keys::tombstone_beside(&newest.key);
                let put =
                    Put { value: "", metadata: Some(&metadata), time_to_live: Some(self.left) };
                self.ledger.mark(&self.site.id, self.hour, self.now).await?;
                self.ledger.store().put(&key, put).await?;
                budget.spend(2);
            } else if hid_nothing {
                return Ok(());
            }
            // 2.
            for revision in &outranked {
                self.ledger.store().delete(&revision.key).await?;
                budget.spend(1);
                self.erased += 1;
            }
        }
        // 3.
        self.tally.add(Row::of(time_ms, rank, &metadata));
        Ok(())
    }
}
