//! Summing days from their hours.
//!
//! A day is summed once all its hours are settled, that is between the bounds, and again where it was
//! summed under another time zone or under other declarations. A day without answers has no tally. What
//! comes late to a day that was summed is the business of [`super::marked`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::Keeper;
use crate::sites::{Calendar, Declared, Span, fingerprint};
use crate::store::StoreError;
use crate::store::keys::{self, Hour};
use crate::tallies::STALE;
use crate::tallies::bounds::Bounds;
use crate::tallies::day_tally::{DaySum, DayTally, ListedDay, Under};
use crate::tallies::hour_tally::Head;
use crate::tallies::stored::{Stored, last_hour};

/// For how long after a change of the time zone a run may still go by the old one: a stale read, and the
/// longest run. Till then no day is summed, so that no mark goes by days of either.
const ZONE_SETTLES: SignedDuration = SignedDuration::from_mins(15);
/// Operations that summing leaves for the hours that are marked.
const FOR_MARKS: usize = 300;
/// A quarter of an hour: a row tells its time no better.
const QUARTER: i64 = 15 * 60;

/// What came of summing a day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Summed {
    /// It is as its hours are.
    Well,
    /// Some hour can't be read, or storage shows an older one: the next run sums it.
    NotYet,
}

impl Keeper<'_> {
    pub(super) fn calendar(&self) -> Calendar {
        Calendar::new(&self.site.document().timezone, self.begun)
    }

    /// What days are summed under.
    fn under(&self, declared: &Declared) -> Under {
        Under { zone: self.site.record.zone_fingerprint(), declared: declared.fingerprint() }
    }

    /// Whether a run that goes on may still see the time zone of before.
    pub(super) fn is_zone_new(&self) -> bool {
        let changed = self.site.record.zone_since();
        changed.is_some_and(|at| self.begun.duration_since(at) < STALE + ZONE_SETTLES)
    }

    /// Closes the days that come to the end of their lives, and sums those between the bounds that have no
    /// tally of today's zone and declarations. The bounds say up to when all are summed, and under what:
    /// while that is the same, nothing of them has to be looked at.
    pub(super) async fn sum_days(
        &mut self,
        bounds: Bounds,
        is_marked: bool,
    ) -> Result<Bounds, StoreError> {
        let declared = Declared::of(self.site.document());
        let under = self.under(&declared);
        let from = bounds.from.start();
        let shortened = self.site.record.retention().shortened_at();
        let name = fingerprint(&format!("{from} {under:?} {shortened:?}"));
        let name = u64::from_str_radix(&name, 16).unwrap_or_default();
        let begun = self.calendar().day_of(self.days_until(bounds));
        let end = begun.map_or(bounds.summed, |begun| begun.from);
        let summed = if bounds.under == name { bounds.summed } else { Timestamp::UNIX_EPOCH };
        if end <= summed || self.is_zone_new() {
            return Ok(bounds);
        }
        let stored = Stored::of(self.store, &self.site.id);
        let listed = stored.days(Timestamp::UNIX_EPOCH, Timestamp::MAX).await?;
        self.budget.spend(stored.take_operations());
        let bounds = self.close_days(bounds, &listed).await?;
        let days = self.days_between(bounds);
        let starts: BTreeSet<Timestamp> = days.iter().map(|day| day.from).collect();
        if !self.delete_foreign(&listed, bounds, (&under.zone, &starts)).await? {
            return Ok(bounds);
        }
        let is_well = |day: &Span| {
            let listed = listed.get(&day.from).and_then(Option::as_ref);
            listed.is_some_and(|listed| listed.head.end == day.to && listed.head.under == under)
        };
        let wanting = days.into_iter().filter(|day| summed < day.to && !is_well(day));
        let wanting: Vec<Span> = wanting.collect();
        let (Some(first), Some(last)) = (wanting.first(), wanting.last()) else {
            return Ok(Bounds { summed: end, under: name, ..bounds });
        };
        let hull = Span { from: first.from, to: last.to };
        let heads = stored.hours(hull, hull.to >= bounds.until.start()).await?;
        self.budget.spend(stored.take_operations());
        let mut is_all = true;
        let reserve = if is_marked { FOR_MARKS } else { 0 };
        for day in wanting.into_iter().rev() {
            let hours = hours_of(&heads, day);
            if hours.is_empty() && !listed.contains_key(&day.from) {
                continue;
            }
            if !self.may_count() || self.budget.left() <= reserve {
                return Ok(bounds);
            }
            is_all &= self.sum(day, &hours, &declared).await? == Summed::Well;
        }
        Ok(if is_all { Bounds { summed: end, under: name, ..bounds } } else { bounds })
    }

    /// Deletes the days of another time zone, whose hours live and are summed by today's days. Tells whether
    /// none is left.
    async fn delete_foreign(
        &mut self,
        listed: &BTreeMap<Timestamp, Option<ListedDay>>,
        bounds: Bounds,
        (zone, starts): (&str, &BTreeSet<Timestamp>),
    ) -> Result<bool, StoreError> {
        for (start, day) in listed.range(bounds.closed..) {
            let is_foreign = day.as_ref().is_some_and(|day| day.head.under.zone != zone);
            if !is_foreign || starts.contains(start) {
                continue;
            }
            if self.is_over() {
                return Ok(false);
            }
            self.store.delete(&keys::day_tally(&self.site.id, *start)).await?;
            self.budget.spend(1);
        }
        Ok(true)
    }

    /// The whole days between the bounds whose hours are all counted and live, oldest first. The first may
    /// begin where the last closed one ended, if that was a day of another time zone.
    fn days_between(&self, bounds: Bounds) -> Vec<Span> {
        let calendar = self.calendar();
        let oldest = self.site.record.retention().oldest(self.begun);
        let from = bounds.from.start().max(oldest).max(bounds.closed);
        let rest = self.day_at(from, bounds).filter(|day| day.from == bounds.closed);
        let until = self.days_until(bounds);
        let whole = calendar.days_of(Span { from, to: until });
        let mut days: Vec<Span> = rest.into_iter().chain(whole).collect();
        days.dedup();
        let is_of_quarters = |time: Timestamp| time.as_second() % QUARTER == 0;
        days.retain(|day| {
            is_of_quarters(day.from)
                && is_of_quarters(day.to)
                && day.to <= until
                && self.lives(Hour::of(day.from)).is_some()
        });
        days
    }

    /// When the last day that can be summed has to be over. By the clock as well as by the bounds, which pass
    /// empty hours at once: till then no mark asks for the day, see [`super::marked`].
    fn days_until(&self, bounds: Bounds) -> Timestamp {
        let settled = self.begun.checked_sub(self.rules.first_count + self.rules.settled);
        bounds.until.start().min(settled.unwrap_or(Timestamp::UNIX_EPOCH))
    }

    /// The day in which a time lies, without what a closed day of another time zone tells of it.
    pub(super) fn day_at(&self, time: Timestamp, bounds: Bounds) -> Option<Span> {
        let day = self.calendar().day_of(time)?;
        let is_begun = day.from < bounds.closed && bounds.closed < day.to;
        Some(if is_begun { Span { from: bounds.closed, ..day } } else { day })
    }

    /// The tally of a day, if it is one of today's zone.
    pub(super) async fn day(&mut self, day: Span) -> Result<Option<&DayTally>, StoreError> {
        if !self.days.contains_key(&day.from) {
            let tally = DayTally::load(self.store, &self.site.id, day.from).await?;
            self.budget.spend(1);
            self.days.insert(day.from, tally);
        }
        let zone = self.site.record.zone_fingerprint();
        let tally = self.days.get(&day.from).and_then(Option::as_ref);
        Ok(tally.filter(|tally| tally.head.end == day.to && tally.head.under.zone == zone))
    }

    /// Sums a day of which an hour was counted again.
    pub(super) async fn sum_again(&mut self, day: Span) -> Result<Summed, StoreError> {
        let stored = Stored::of(self.store, &self.site.id);
        let heads = stored.hours(day, false).await?;
        self.budget.spend(stored.take_operations());
        let declared = Declared::of(self.site.document());
        self.sum(day, &hours_of(&heads, day), &declared).await
    }

    /// Sums a day and stores it, unless the one that is there holds a later count.
    ///
    /// An hour that can't be read gets a mark, and is counted again.
    async fn sum(
        &mut self,
        day: Span,
        hours: &[(Hour, Option<Head>)],
        declared: &Declared,
    ) -> Result<Summed, StoreError> {
        let begun = self.now();
        let stored = Stored::of(self.store, &self.site.id);
        let sizes = hours.iter().filter_map(|(hour, head)| Some((*hour, head.as_ref()?.bytes)));
        let sizes: Vec<(Hour, usize)> = sizes.collect();
        let mut damaged: Vec<Hour> =
            hours.iter().filter(|(_, head)| head.is_none()).map(|(hour, _)| *hour).collect();
        let mut sum = DaySum::new(day, declared);
        for (hour, rows) in stored.rows(&sizes).await? {
            match rows {
                Some(rows) => sum.add(hour, rows.counted_at, rows.counted()),
                None => damaged.push(hour),
            }
        }
        self.budget.spend(stored.take_operations());
        if !damaged.is_empty() {
            for hour in damaged {
                self.ledger.mark(&self.site.id, hour, begun).await?;
                self.budget.spend(1);
            }
            return Ok(Summed::NotYet);
        }
        let tally = sum.finish(self.under(declared), begun);
        let place = (&self.site.id, day.from);
        let there = DayTally::load(self.store, place.0, place.1).await?;
        self.budget.spend(1);
        let is_closed = there.as_ref().is_some_and(|there| there.head.under.is_closed());
        let of_this_zone = there.filter(|there| {
            there.head.end == tally.head.end && there.head.under.zone == tally.head.under.zone
        });
        if is_closed {
            return Ok(Summed::Well);
        }
        if let Some(there) = of_this_zone {
            // Storage may still show an older hour. Not for ever: an overlapping run may have written an
            // earlier count over the one that was summed.
            let is_settled = self.is_settled(there.head.summed_at, self.rules.settled);
            if tally.lacks_a_count_of(&there) && !is_settled {
                return Ok(Summed::NotYet);
            }
            if there.hours == tally.hours && there.head.under == tally.head.under {
                return Ok(Summed::Well);
            }
        }
        let Some(left) = self.lives(last_hour(day)) else { return Ok(Summed::Well) };
        tally.save(self.store, place, left).await?;
        self.budget.spend(1);
        self.kept.days += 1;
        self.days.insert(day.from, Some(tally));
        Ok(Summed::Well)
    }
}

/// The hours of a day that have a tally.
pub(super) fn hours_of(
    heads: &BTreeMap<Hour, Option<Head>>,
    day: Span,
) -> Vec<(Hour, Option<Head>)> {
    let hours = heads.range(Hour::of(day.from)..);
    let hours = hours.take_while(|(hour, _)| hour.start() < day.to);
    hours.map(|(hour, head)| (*hour, head.clone())).collect()
}
