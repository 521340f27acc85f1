//! Closing the days whose hours come to the ends of their lives.
//!
//! A closed day tells its totals, and stays. So a score reaches back behind the answers. A day that could
//! not be summed in time is lost, and the bounds say since when all are there: a range before is refused.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Keeper;
use super::days::hours_of;
use crate::sites::Span;
use crate::store::StoreError;
use crate::store::keys::Hour;
use crate::tallies::bounds::Bounds;
use crate::tallies::day_tally::{DayTally, ListedDay};
use crate::tallies::hour_tally::Head;
use crate::tallies::stored::Stored;

/// A retention of fewer days leaves no time between the end of a day and the end of its first hour.
const FEWEST_DAYS: u32 = 3;

impl Keeper<'_> {
    /// Closes the days that are over and of which some hour is at the end of its life, oldest first, as far
    /// as the budget goes. Where none was closed ever, they begin with the day of the oldest hour that lives.
    pub(super) async fn close_days(
        &mut self,
        mut bounds: Bounds,
        listed: &BTreeMap<Timestamp, Option<ListedDay>>,
    ) -> Result<Bounds, StoreError> {
        if bounds.closed == Timestamp::UNIX_EPOCH {
            let oldest = self.site.record.retention().oldest(self.begun);
            bounds.closed = self.calendar().day_of(oldest).map_or(oldest, |day| day.from);
        }
        let mut heads = None;
        while let Some(day) = self.ending_day(bounds, listed) {
            if self.is_over() {
                break;
            }
            let is_summed = listed.get(&day.from).is_some_and(Option::is_some);
            if !(is_summed && self.close(day).await?) {
                let heads = match &mut heads {
                    Some(heads) => heads,
                    none => none.insert(self.hours_from(bounds.closed).await?),
                };
                let is_too_short = self.site.record.retention().days(day.from) < FEWEST_DAYS;
                if is_too_short || !hours_of(heads, day).is_empty() {
                    bounds.whole = day.to;
                }
            }
            bounds.closed = day.to;
        }
        Ok(bounds)
    }

    /// The tallies of the hours since a time that are at the ends of their lives.
    async fn hours_from(
        &mut self,
        from: Timestamp,
    ) -> Result<BTreeMap<Hour, Option<Head>>, StoreError> {
        let mut last = Hour::of(from);
        while last.end() < self.begun && self.lives(last).is_none() {
            last = last.next();
        }
        let stored = Stored::of(self.store, &self.site.id);
        // A day whose first hour ends its life is over a day later.
        let to = last.end().checked_add(SignedDuration::from_hours(25)).unwrap_or(last.end());
        let heads = stored.hours(Span { from, to }, false).await?;
        self.budget.spend(stored.take_operations());
        Ok(heads)
    }

    /// Closes a day; tells whether its tally was there.
    async fn close(&mut self, day: Span) -> Result<bool, StoreError> {
        let tally = DayTally::load(self.store, &self.site.id, day.from).await?;
        self.budget.spend(1);
        let Some(tally) = tally.filter(|tally| tally.head.end == day.to) else { return Ok(false) };
        if !tally.head.under.is_closed() {
            let closed = tally.closed(self.now());
            closed.save(self.store, (&self.site.id, day.from), SignedDuration::ZERO).await?;
            self.budget.spend(1);
            self.days.remove(&day.from);
        }
        Ok(true)
    }

    /// The first day that is to be closed: the one that was summed, also in a time zone of before, or what
    /// the calendar says.
    fn ending_day(
        &self,
        bounds: Bounds,
        listed: &BTreeMap<Timestamp, Option<ListedDay>>,
    ) -> Option<Span> {
        let day = match listed.get(&bounds.closed) {
            Some(Some(listed)) => Span { from: bounds.closed, to: listed.head.end },
            _ => self.day_at(bounds.closed, bounds)?,
        };
        let is_over = day.to <= bounds.until.start();
        (is_over && self.lives(Hour::of(day.from)).is_none()).then_some(day)
    }
}
