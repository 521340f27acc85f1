//! Counting hours again that late marks ask for, and deleting the marks whose work is done.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Keeper, Mark};
use crate::sites::Span;
use crate::store::StoreError;
use crate::store::keys::Hour;
use crate::tallies::bounds::Bounds;

/// An hour, and when its count has to be begun, or later, to have seen what its marks announced.
#[derive(Clone, Copy)]
struct Needed {
    hour: Hour,
    since: Timestamp,
}

impl Keeper<'_> {
    /// Counts hours with marks that are due, and sums their days again. Deletes the marks that a settled
    /// tally satisfies, and a settled day. Those come first that have waited longest for their age.
    pub(super) async fn count_marked(
        &mut self,
        bounds: Bounds,
        marks: BTreeMap<Hour, Vec<Mark>>,
    ) -> Result<(), StoreError> {
        let mut hours: Vec<(Hour, Vec<Mark>)> = marks.into_iter().collect();
        hours.sort_by(|one, other| self.urgency(other).total_cmp(&self.urgency(one)));
        for (hour, marks) in hours {
            if self.is_over() {
                return Ok(());
            }
            let is_due = |mark: &Mark| !self.rules.marks_wait || mark.need <= self.now();
            let due: Vec<Mark> = marks.into_iter().filter(is_due).collect();
            let Some(since) = due.iter().map(|mark| mark.need).max() else { continue };
            if self.lives(hour).is_none() {
                self.clear(due).await?;
                continue;
            }
            let counted = self.head(hour).await?.filter(|head| head.counted_at >= since);
            let Some(head) = counted else {
                if self.may_count() {
                    let counted = self.count(hour, None).await?;
                    self.save(hour, counted).await?;
                    if !self.rules.marks_wait {
                        self.clear(due).await?;
                    }
                }
                continue;
            };
            let do_days_hold_it = self.days_hold(Needed { hour, since }, bounds).await?;
            if do_days_hold_it && self.is_settled(head.counted_at, self.rules.marks_stay) {
                self.clear(due).await?;
            }
        }
        Ok(())
    }

    /// Whether the days of an hour hold the count that is needed, settled, or need not. Sums those again
    /// that do not.
    async fn days_hold(&mut self, needed: Needed, bounds: Bounds) -> Result<bool, StoreError> {
        let last = needed.hour.end().checked_sub(SignedDuration::from_secs(1));
        let times = [Some(needed.hour.start()), last.ok()].into_iter().flatten();
        let mut days: Vec<Span> = times.filter_map(|time| self.day_at(time, bounds)).collect();
        days.dedup();
        let mut do_all = true;
        for day in days {
            do_all &= self.day_holds(day, needed, bounds).await?;
        }
        Ok(do_all)
    }

    /// The same of one day.
    ///
    /// 1. While it is not over for as long as the count of its last hour needs to settle, no run can have
    ///    summed it. By the clock: what storage shows may be late. A closed one is not summed any more.
    /// 2. One that can't be summed yet has the mark wait. The tally covers it meanwhile.
    /// 3. One that holds the count, or a later one, must be settled. Any other is summed again, even where
    ///    it is empty: so the next run sees it.
    async fn day_holds(
        &mut self,
        day: Span,
        Needed { hour, since }: Needed,
        bounds: Bounds,
    ) -> Result<bool, StoreError> {
        // 1.
        let ripe = day.to.checked_add(self.rules.first_count + self.rules.settled);
        if self.now() < ripe.unwrap_or(Timestamp::MAX) || day.to <= bounds.closed {
            return Ok(true);
        }
        // 2.
        let is_between = bounds.from.start() <= day.from && day.to <= bounds.until.start();
        if !is_between || self.is_zone_new() {
            return Ok(false);
        }
        // 3.
        let tally = self.day(day).await?;
        let counted_at = tally.and_then(|tally| tally.hours.get(&hour).copied());
        match (tally.map(|tally| tally.head.summed_at), counted_at) {
            (Some(summed_at), Some(counted_at)) if counted_at >= since => {
                return Ok(self.is_settled(summed_at, self.rules.marks_stay));
            }
            (Some(_), _) if !self.rules.days_are_compared => {}
            _ if self.may_count() => _ = self.sum_again(day).await?,
            _ => {}
        }
        Ok(false)
    }

    /// How long an hour's oldest mark has waited, by the age of the hour.
    fn urgency(&self, (hour, marks): &(Hour, Vec<Mark>)) -> f64 {
        let oldest = marks.iter().map(|mark| mark.need).min().unwrap_or(self.begun);
        let age = self.begun.duration_since(hour.start()).as_secs_f64().max(1.0);
        self.begun.duration_since(oldest).as_secs_f64() / age
    }

    async fn clear(&mut self, marks: Vec<Mark>) -> Result<(), StoreError> {
        for mark in marks {
            self.store.delete(&mark.key).await?;
            self.budget.spend(1);
            self.kept.marks += 1;
        }
        Ok(())
    }
}
