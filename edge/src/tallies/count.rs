//! Counting one hour from its answers, and erasing what its tombstones outrank.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::PublicId;
use koe_shared::metadata::{Metadata, Recorded};
use koe_shared::tombstone::Tombstone;

use super::budget::Budget;
use super::hour_tally::{HourTally, Row};
use crate::answers::{Erased, Ledger, Reason, Shown, Withdrawal};
use crate::sites::{Declared, Site};
use crate::store::keys::{self, Hour, Rank, Slot};
use crate::store::{List, Listed, MAX_PAGE, Page, StoreError};

/// Answers that are gone and are looked at for what goes with them, when their hour is counted: a flood of them must not
/// keep a run from its other work.
const MOST_FORGOTTEN: usize = 40;
/// Lists that tell what goes with one.
const FORGETTING: usize = 3;

/// What an hour comes to.
pub(super) struct HourCount {
    pub(super) tally: HourTally,
    /// Revisions that were deleted, because a tombstone outranks them.
    pub(super) erased: usize,
}

/// The answer whose entries are being listed.
struct Truth {
    id: String,
    public_id: PublicId,
    time_ms: u64,
    rank: Rank,
    metadata: String,
    /// The keys of its revisions under a tombstone.
    outranked: Vec<Listed>,
}

/// All entries of an hour, which have been listed already.
pub(super) struct Entries {
    /// When that was begun.
    pub(super) listed_at: Timestamp,
    pub(super) listed: Vec<Listed>,
}

/// Counts an hour of a site: lists it all, unless that has just been done, keeps the truth of each answer,
/// and deletes what a tombstone outranks. `left` is how long the hour still lives.
pub(super) async fn count_hour(
    ledger: &Ledger,
    site: &Site,
    (hour, left): (Hour, SignedDuration),
    entries: Option<Entries>,
    budget: &mut Budget,
) -> Result<HourCount, StoreError> {
    let store = ledger.store();
    let begun = entries.as_ref().map_or_else(|| ledger.now(), |entries| entries.listed_at);
    let tally = HourTally::new(begun);
    let declared = Declared::of(site.document());
    let mut counter =
        HourCounter { ledger, site, declared, hour, left, tally, erased: 0, forgotten: 0 };
    let mut truth: Option<Truth> = None;
    let prefix = keys::answers_of(&site.id, hour);
    let mut cursor: Option<String> = None;
    let mut known = entries.map(|entries| entries.listed);
    loop {
        let page = if let Some(keys) = known.take() {
            Page { keys, cursor: None }
        } else {
            budget.spend(1);
            let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
            store.list(list).await?
        };
        for listed in page.keys {
            let Some(slot) = Slot::parse(&listed.key) else { continue };
            let (Some(time_ms), Some(public_id)) = (slot.time_ms(), slot.public_id()) else {
                continue;
            };
            match &mut truth {
                // One that waits says less than one that hid something, which stands behind it.
                Some(truth) if truth.id == slot.id && slot.rank.is_tombstone() => {
                    truth.metadata = listed.metadata.unwrap_or_default();
                }
                Some(truth) if truth.id == slot.id => {
                    if truth.rank.is_tombstone() {
                        truth.outranked.push(listed);
                    }
                }
                _ => {
                    let (id, rank) = (slot.id.to_owned(), slot.rank);
                    let metadata = listed.metadata.unwrap_or_default();
                    let outranked = Vec::new();
                    let next = Truth { id, public_id, time_ms, rank, metadata, outranked };
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
    let HourCounter { tally, erased, .. } = counter;
    Ok(HourCount { tally, erased })
}

struct HourCounter<'a> {
    ledger: &'a Ledger,
    site: &'a Site,
    declared: Declared,
    hour: Hour,
    left: SignedDuration,
    tally: HourTally,
    erased: usize,
    /// How many of the answers that are gone were looked at for what goes with them.
    forgotten: usize,
}

impl HourCounter<'_> {
    /// Counts an answer of which all is listed.
    ///
    /// 1. A tombstone that outranks revisions: where it does not say yet what it hid, it is written again,
    ///    with the answer's time to live, since it has to outlive whatever may still come. A mark before it
    ///    has the hour counted again: another count may still see the old one.
    /// 2. What it outranks is deleted. Where that is not possible now, or the budget is spent, the hour is
    ///    counted once more: however many answers strangers take back before they come, a run ends.
    /// 3. What goes with an answer that is gone, is deleted: whoever took it back may not have seen all of it. Of more
    ///    than [`MOST_FORGOTTEN`] in an hour what was not seen lives as long as the answers.
    /// 4. A tombstone that hid something is counted. One that hid nothing is not, and neither is an answer
    ///    that was undone.
    async fn take(&mut self, truth: Truth, budget: &mut Budget) -> Result<(), StoreError> {
        let Truth { time_ms, rank, mut metadata, outranked, public_id, .. } = truth;
        if rank.is_tombstone() && !outranked.is_empty() {
            let (site, received_at) = (&self.site.id, self.ledger.now());
            let answer = Withdrawal { ledger: self.ledger, site, id: public_id, received_at };
            let shown = Shown::behind(metadata, outranked);
            let (record, reason) = (&self.site.record, Reason::TakenBack);
            // 1.
            let noted = if budget.allows_some() {
                answer.note(&shown, (record, reason), self.left).await
            } else {
                Err(StoreError::Busy)
            };
            // 2.
            let erased = match noted {
                Err(StoreError::Busy) => Erased::NotAll,
                noted => {
                    noted?;
                    self.erased += shown.revisions.len();
                    budget.spend(4 + 2 * shown.revisions.len());
                    answer.erase(&shown, record).await?
                }
            };
            metadata = shown.says((record, reason));
            if erased == Erased::NotAll {
                self.ledger.mark(site, self.hour, received_at).await?;
            }
        }
        // 3.
        let counts = !is_nowhere(rank, &metadata);
        if rank.is_tombstone() && counts {
            let (site, received_at) = (&self.site.id, self.ledger.now());
            let answer = Withdrawal { ledger: self.ledger, site, id: public_id, received_at };
            if self.forgotten < MOST_FORGOTTEN && budget.allows_some() {
                self.forgotten += 1;
                budget.spend(FORGETTING);
                Box::pin(answer.forget_the_rest(&self.site.record)).await?;
            }
        }
        // 4.
        if counts {
            self.tally.add(Row::of(time_ms, rank, &metadata), &self.declared);
        }
        Ok(())
    }
}

/// Whether the truth of an answer counts nowhere: it was taken back before it came, or undone.
fn is_nowhere(rank: Rank, metadata: &str) -> bool {
    if rank.is_tombstone() {
        Tombstone::decode(metadata) == Ok(Tombstone::HidNothing)
    } else {
        Metadata::decode(metadata).is_ok_and(|metadata| metadata.recorded == Recorded::Undone)
    }
}
