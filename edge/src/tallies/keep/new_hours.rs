//! Counting the hours that are over: `until` goes on.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Keeper;
use crate::store::keys::{self, Hour, Slot};
use crate::store::{List, Listed, MAX_PAGE, StoreError};
use crate::tallies::count::Entries;
use crate::tallies::stored::Stored;

/// Hours whose tallies are looked up in one bulk read.
const AT_ONCE: usize = 24;

/// How far `until` gets in a run.
pub(super) struct Passed {
    pub(super) hour: Hour,
    pub(super) passed_a_tally: bool,
}

/// What one list from the front of a site shows.
struct Front {
    /// When it was begun.
    listed_at: Timestamp,
    hours: BTreeMap<Hour, Vec<Listed>>,
    /// The first hour of which it shows all.
    from: Hour,
}

impl Front {
    fn is_empty_at(&self, hour: Hour) -> bool {
        self.from <= hour && !self.hours.contains_key(&hour)
    }

    /// All entries of an hour, where the list shows them.
    fn take(&mut self, hour: Hour) -> Option<Entries> {
        let listed = (self.from <= hour).then(|| self.hours.remove(&hour))??;
        Some(Entries { listed_at: self.listed_at, listed })
    }
}

impl Keeper<'_> {
    /// Counts the hours from `until` on that are ripe and have no tally yet. Returns the hour up to which
    /// all were listed empty or are settled.
    pub(super) async fn count_new(&mut self, until: Hour) -> Result<Passed, StoreError> {
        let ripe = self.rules.ripe(self.begun);
        let mut passed = Passed { hour: until, passed_a_tally: false };
        if until >= ripe {
            return Ok(passed);
        }
        let mut front = self.front().await?;
        let hours = std::iter::successors(Some(until), |hour| Some(hour.next()));
        let hours: Vec<Hour> = hours.take_while(|hour| *hour < ripe).collect();
        let mut may_pass = true;
        for some in hours.chunks(AT_ONCE) {
            let counted_at = self.counted_at(some).await?;
            for hour in some.iter().copied() {
                if !self.may_count() {
                    return Ok(passed);
                }
                let end = hour.end().checked_add(self.rules.first_count).unwrap_or(Timestamp::MAX);
                match counted_at.get(&hour) {
                    Some(counted_at) if *counted_at >= end => {
                        may_pass &= self.is_settled(*counted_at, self.rules.settled);
                        passed.passed_a_tally |= may_pass;
                    }
                    None if front.is_empty_at(hour) => {}
                    there => {
                        let counted = self.count(hour, front.take(hour)).await?;
                        if !counted.tally.rows.is_empty() || there.is_some() {
                            self.save(hour, counted).await?;
                            may_pass = false;
                        }
                    }
                }
                if may_pass {
                    passed.hour = hour.next();
                }
            }
        }
        Ok(passed)
    }

    /// When the counts of hours were begun that have a tally.
    async fn counted_at(
        &mut self,
        hours: &[Hour],
    ) -> Result<BTreeMap<Hour, Timestamp>, StoreError> {
        let stored = Stored::of(self.store, &self.site.id);
        // How large each is no list has told; most of these hours have none.
        let named: Vec<(Hour, usize)> = hours.iter().map(|hour| (*hour, 0)).collect();
        let read = stored.rows(&named).await?;
        self.budget.spend(stored.take_operations());
        Ok(read.into_iter().filter_map(|(hour, rows)| Some((hour, rows?.counted_at))).collect())
    }

    /// One list from the front of the site.
    async fn front(&mut self) -> Result<Front, StoreError> {
        let listed_at = self.now();
        let prefix = keys::answers(&self.site.id);
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: None };
        let page = self.store.list(list).await?;
        self.budget.spend(1);
        let mut hours: BTreeMap<Hour, Vec<Listed>> = BTreeMap::new();
        for listed in page.keys {
            let time_ms = Slot::parse(&listed.key).and_then(|slot| slot.time_ms());
            if let Some(hour) = time_ms.map(Hour::of_ms) {
                hours.entry(hour).or_default().push(listed);
            }
        }
        // Of the last hour on a page the next page may show more.
        let from = match (&page.cursor, hours.first_key_value()) {
            (None, _) => Hour::FIRST,
            (Some(_), Some((oldest, _))) => oldest.next(),
            (Some(_), None) => Hour::of(Timestamp::MAX),
        };
        Ok(Front { listed_at, hours, from })
    }
}
