//! Deleting what a shortened retention has ended: answers, with the entries of their persons, and the
//! tallies of their hours. Storage would keep them for as long as they were to live when they were put.

use std::collections::BTreeMap;

use jiff::Timestamp;
use koe_shared::id::PublicId;

use super::Keeper;
use crate::answers::{Shown, Withdrawal};
use crate::store::keys::{self, Block, Slot};
use crate::store::{Listed, MAX_PAGE, StoreError};
use crate::tallies::stored::Stored;

/// Operations that deleting leaves for the other tasks of a run.
const FOR_OTHERS: usize = 400;

impl Keeper<'_> {
    /// Deletes what is over, newest first, as far as the budget goes. Tells whether something is left.
    pub(super) async fn delete_what_is_over(&mut self) -> Result<bool, StoreError> {
        let retention = self.site.record.retention();
        if !retention.leaves_something(self.begun) {
            return Ok(false);
        }
        let oldest = retention.oldest(self.begun);
        let is_left = self.delete_answers(oldest).await?;
        Ok(is_left || self.delete_hours(oldest).await?)
    }

    async fn delete_answers(&mut self, oldest: Timestamp) -> Result<bool, StoreError> {
        let mut block = Some(Block::before(oldest));
        while let Some(at) = block {
            let mut cursor = Some(None);
            while let Some(from) = cursor {
                let (listed, next) = self.page(&at.prefix(&self.site.id), from).await?;
                let mut answers: BTreeMap<PublicId, Vec<Listed>> = BTreeMap::new();
                for entry in listed {
                    let Some(id) = Slot::parse(&entry.key).and_then(|slot| slot.public_id()) else {
                        continue;
                    };
                    answers.entry(id).or_default().push(entry);
                }
                for (id, entries) in answers {
                    if self.budget.left() <= FOR_OTHERS || self.is_over() {
                        return Ok(true);
                    }
                    self.delete_answer(id, entries).await?;
                }
                cursor = next.map(Some);
            }
            block = at.next(Timestamp::UNIX_EPOCH);
        }
        Ok(false)
    }

    /// Deletes all entries of an answer, and before each revision the entries of its person.
    async fn delete_answer(
        &mut self,
        id: PublicId,
        entries: Vec<Listed>,
    ) -> Result<(), StoreError> {
        let is_tombstone =
            |entry: &Listed| Slot::parse(&entry.key).is_some_and(|slot| slot.rank.is_tombstone());
        let (tombstones, revisions): (Vec<_>, Vec<_>) = entries.into_iter().partition(is_tombstone);
        self.budget.spend(1 + 2 * revisions.len() + tombstones.len());
        let (site, received_at) = (&self.site.id, self.begun);
        let answer = Withdrawal { ledger: self.ledger, site, id, received_at };
        let shown = Shown::behind(String::new(), revisions);
        answer.erase(&shown, &self.site.record).await?;
        for tombstone in tombstones {
            self.store.delete(&tombstone.key).await?;
        }
        Ok(())
    }

    async fn delete_hours(&mut self, oldest: Timestamp) -> Result<bool, StoreError> {
        let prefix = keys::hour_tallies(&self.site.id);
        let mut block = Some(Block::before(oldest));
        while let Some(at) = block {
            let mut cursor = Some(None);
            while let Some(from) = cursor {
                let (listed, next) = self.page(&at.within(&prefix), from).await?;
                for entry in listed {
                    if self.budget.left() <= FOR_OTHERS || self.is_over() {
                        return Ok(true);
                    }
                    self.store.delete(&entry.key).await?;
                    self.budget.spend(1);
                }
                cursor = next.map(Some);
            }
            block = at.next(Timestamp::UNIX_EPOCH);
        }
        Ok(false)
    }

    async fn page(
        &mut self,
        prefix: &str,
        cursor: Option<String>,
    ) -> Result<(Vec<Listed>, Option<String>), StoreError> {
        self.budget.spend(1);
        Stored::of(self.store, &self.site.id).page(prefix, cursor, MAX_PAGE).await
    }
}
