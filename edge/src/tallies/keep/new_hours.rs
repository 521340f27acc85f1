//! Counting the hours that are over: `until` goes on.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::Keeper;
use crate::store::keys::{self, Hour, Slot};
use crate::store::{List, MAX_PAGE, StoreError};

/// How far `until` gets in a run.
pub(super) struct Passed {
    pub(super) hour: Hour,
    pub(super) passed_a_tally: bool,
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
        let front = self.front(until).await?;
        let is_listed_empty = |hour| front.as_ref().is_some_and(|hours| !hours.contains(&hour));
        let mut may_pass = true;
        let mut hour = until;
        while hour < ripe && self.may_count() {
            let grace = hour.end().checked_add(self.rules.first_count).unwrap_or(Timestamp::MAX);
            let head = self.head(hour).await?;
            match head {
                Some(head) if head.counted_at >= grace => {
                    may_pass &= self.is_settled(head.counted_at, self.rules.settled);
                    passed.passed_a_tally |= may_pass;
                }
                None if is_listed_empty(hour) => {}
                _ => {
                    let counted = self.count(hour).await?;
                    if !counted.tally.rows.is_empty() || head.is_some() {
                        self.save(hour, counted).await?;
                        may_pass = false;
                    }
                }
            }
            if may_pass {
                passed.hour = hour.next();
            }
            hour = hour.next();
        }
        Ok(passed)
    }

    /// The hours from `until` on that hold anything, where one list from the front shows them all.
    async fn front(&mut self, until: Hour) -> Result<Option<BTreeSet<Hour>>, StoreError> {
        let prefix = keys::answers(&self.site.id);
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: None };
        let page = self.store.list(list).await?;
        self.budget.spend(1);
        let times = page.keys.iter().filter_map(|listed| Slot::parse(&listed.key)?.time_ms());
        let hours: BTreeSet<Hour> = times.map(Hour::of_ms).collect();
        let reaches = hours.first().is_some_and(|oldest| *oldest < until);
        Ok((page.cursor.is_none() || reaches).then_some(hours))
    }
}
