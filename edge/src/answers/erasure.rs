//! Erasing a person: everything they answered goes, and nothing of it comes back.
//!
//! Storage shows a write, and that there is none, up to ten minutes late, and a browser may send for thirty
//! days what it could not send before. So no single pass finds everything, and the erasure is a mark that
//! is kept while something can still come:
//!
//! - The mark is written first. Whatever is cut off after it, the cron goes on.
//! - At once, everything that the entries of the person lead to is erased (see [`Withdrawal`]): a tombstone
//!   without segments, then the entries and the revisions are deleted. A revision that storage does not
//!   show yet is deleted all the same: its entry, which is written before it, tells its key.
//! - 11 minutes later the cron lists the person again. A request writes within a minute of its arrival, and
//!   ten minutes later every place shows it: this pass sees all that was on its way. What was written
//!   between an entry and our deletes goes when its hour is counted.
//! - Then twice a day until the mark ends after 31 days, a day longer than a browser keeps an answer. So
//!   what such a browser sends is stored for half a day at most, hidden by its tombstone where the answer
//!   had been seen before. The last of these passes comes after the last moment at which something from
//!   before the erasure can arrive. To ask at the door instead would be a read for each answer.
//!
//! What the person answers *after* the erasure is a new answer and stays: a pass erases what is older than
//! the erasure by its own time. A browser's clock may be five minutes fast, so the border lies five minutes
//! after the erasure: better an answer too many goes than one too few.
//!
//! A list that is ten minutes old shows entries that are deleted already. Erasing them again writes the same
//! tombstone and deletes what is gone. When a pass runs twice, or two overlap, no harm is done.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{MAX_AHEAD, PublicId, SiteId};
use koe_shared::instant::Instant;

use super::ledger::Ledger;
use super::person::{Person, RespondentId};
use super::put_once::put_once;
use super::withdrawal::{Reason, Withdrawal};
use crate::sites::{Site, SiteRecord};
use crate::store::keys::{self, Slot};
use crate::store::{List, Listed, MAX_PAGE, StoreError};

/// How long the mark of an erasure stays: a day longer than an outbox keeps a revision.
const MARKED: SignedDuration = SignedDuration::from_hours(31 * 24);
/// Storage operations after which a call erases no further answer. One answer takes 200 at most, so the
/// call stays below the 1,000 an invocation is planned for.
const OPERATIONS: usize = 700;

/// A person that was erased, or is being erased now.
pub(crate) struct Erasure<'a> {
    pub(crate) ledger: &'a Ledger,
    pub(crate) site: &'a SiteId,
    pub(crate) record: &'a SiteRecord,
    pub(crate) person: Person,
    pub(crate) erased_at: Timestamp,
}

/// What a pass did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pass {
    /// Storage operations that it took.
    pub(crate) operations: usize,
    /// Whether it came to the end of what storage shows.
    pub(crate) is_whole: bool,
}

impl Pass {
    /// None was made.
    pub(crate) const NONE: Self = Self { operations: 0, is_whole: false };
}

/// Erases a person: the mark, and all that storage shows of them. Of more answers than one call can erase
/// the cron erases the rest, from its first pass on; the same call again goes on at once.
pub(crate) async fn erase_person(
    ledger: &Ledger,
    site: &Site,
    id: &RespondentId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let person = id.person(site);
    put_once(ledger.store(), &person.erased(&site.id), &Instant(now).to_string(), MARKED).await?;
    let erasure = Erasure { ledger, site: &site.id, record: &site.record, person, erased_at: now };
    erasure.pass(now, OPERATIONS).await.map(drop)
}

impl Erasure<'_> {
    /// Erases what storage shows of the person from before the erasure; no further answer after so many
    /// operations.
    pub(crate) async fn pass(&self, now: Timestamp, most: usize) -> Result<Pass, StoreError> {
        let prefix = self.person.entries(self.site);
        let mut operations = 0;
        let mut cursor: Option<String> = None;
        loop {
            let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
            let page = self.ledger.store().list(list).await?;
            operations += 1;
            for entries in page.keys.chunk_by(|one, next| id_of(one) == id_of(next)) {
                let Some(id) = id_of(&entries[0]).filter(|id| self.is_before(id)) else { continue };
                if operations >= most {
                    return Ok(Pass { operations, is_whole: false });
                }
                operations += self.erase(id, entries, now).await?;
            }
            cursor = page.cursor;
            if cursor.is_none() {
                return Ok(Pass { operations, is_whole: true });
            }
        }
    }

    /// Erases one answer, to which these entries lead; tells how many operations that took.
    async fn erase(
        &self,
        id: PublicId,
        entries: &[Listed],
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let answer = Withdrawal { ledger: self.ledger, site: self.site, id, received_at: now };
        let mut shown = answer.listed().await?;
        for entry in entries {
            let Some(slot) = Slot::parse(&entry.key) else { continue };
            let key = keys::answer(self.site, &id, slot.rank);
            let revision = Listed { key, metadata: entry.metadata.clone() };
            shown.add_from_person(revision, entry.key.clone());
        }
        answer.withdraw(&shown, (self.record, Reason::PersonErased)).await?;
        // Two lists, a read, a tombstone and a marker; a revision and its entry.
        Ok(5 + 2 * shown.revisions.len())
    }

    /// Whether an answer may have been given before the erasure.
    fn is_before(&self, id: &PublicId) -> bool {
        id.time().duration_since(self.erased_at) <= MAX_AHEAD
    }
}

fn id_of(entry: &Listed) -> Option<PublicId> {
    Slot::parse(&entry.key)?.public_id()
}
