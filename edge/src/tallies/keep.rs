//! The task of the cron that keeps the tallies of all sites.
//!
//! For each site, in turn from another one at each run:
//!
//! 1. Once an hour, the hours that are over and not counted yet are counted, and `until` passes those
//!    that are settled. 2. Then `from` goes back over the history before the first run. 3. At every run,
//!    the hours with late marks are counted again, and marks go whose work is done.
//!
//! All of it shares one budget of operations and stops after ten minutes; the next run goes on.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;

use super::Rules;
use super::bounds::Bounds;
use super::budget::Budget;
use super::count::{HourCount, count_hour};
use super::hour_tally::Head;
use super::need::need;
use crate::answers::{Ledger, Scan, ScanError, Span, time_to_live};
use crate::sites::{Site, SiteRecord};
use crate::store::keys::{self, Hour, Slot};
use crate::store::{List, MAX_PAGE, Store, StoreError};

/// Nothing is begun after so long: a run ends after fifteen minutes.
const BEGINS_UNTIL: SignedDuration = SignedDuration::from_mins(10);
/// How far apart runs are. New hours are looked for in the first run after they are ripe.
const PERIOD: SignedDuration = SignedDuration::from_mins(10);
/// Past this the runs that should have looked for new hours were missed.
const MISSED: SignedDuration = SignedDuration::from_hours(26);
/// How long `from` stays after the first run: until the isolates of an earlier release are gone.
const HISTORY_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// Lists of marks in a run, at most: 300,000 marks.
const MARK_LISTS: usize = 300;
/// Hours of history counted for a site in a run, at most.
const HISTORY_HOURS: usize = 24;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Hours counted.
    pub hours: usize,
    /// Revisions deleted, because a tombstone outranks them.
    pub erased: usize,
    /// Late marks whose work is done.
    pub marks: usize,
}

/// A mark with its key.
struct Mark {
    key: String,
    /// When a count has to be begun, or later, to have seen all that the mark announced.
    need: Timestamp,
}

type Marks = BTreeMap<SiteId, BTreeMap<Hour, Vec<Mark>>>;

/// Keeps the tallies of all sites, as far as the budget goes.
pub(crate) async fn keep_tallies(
    ledger: &Ledger,
    rules: &Rules,
    budget: &mut Budget,
) -> Result<Kept, StoreError> {
    let (store, begun) = (ledger.store(), ledger.now());
    let mut marks = marks(store, rules, budget).await?;
    let mut kept = Kept::default();
    for id in in_turn(sites(store, budget).await?, begun) {
        if !budget.allows_some() {
            break;
        }
        let its_marks = marks.remove(&id).unwrap_or_default();
        let bounds = Bounds::load(store, &id).await?;
        budget.spend(1);
        if its_marks.is_empty() && !rules.look_for_new_hours(bounds, begun) {
            continue;
        }
        let Some(record) = SiteRecord::load(store, &id).await? else { continue };
        budget.spend(1);
        if record.is_deleted() {
            continue;
        }
        let site = Site::new(id, record);
        let mut keeper =
            Keeper { ledger, store, rules, begun, site: &site, budget, kept: &mut kept };
        keeper.keep(bounds, its_marks).await?;
        if keeper.is_over() {
            break;
        }
    }
    Ok(kept)
}

/// The sites, another one first at each run.
fn in_turn(mut sites: Vec<SiteId>, now: Timestamp) -> Vec<SiteId> {
    if let Some(count) = u64::try_from(sites.len()).ok().filter(|count| *count > 0) {
        let run = u64::try_from(now.as_second() / PERIOD.as_secs()).unwrap_or_default();
        let first = usize::try_from(run % count).unwrap_or_default();
        sites.rotate_left(first);
    }
    sites
}

async fn sites(store: &dyn Store, budget: &mut Budget) -> Result<Vec<SiteId>, StoreError> {
    let mut sites = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: keys::SITES, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        budget.spend(1);
        let ids = page.keys.iter().filter_map(|listed| listed.key.strip_prefix(keys::SITES));
        sites.extend(ids.filter_map(|id| id.parse().ok()));
        cursor = page.cursor;
        if cursor.is_none() {
            return Ok(sites);
        }
    }
}

/// All late marks, by site and hour.
async fn marks(store: &dyn Store, rules: &Rules, budget: &mut Budget) -> Result<Marks, StoreError> {
    let mut marks = Marks::new();
    let mut cursor: Option<String> = None;
    for _ in 0..MARK_LISTS {
        let list = List { prefix: keys::LATE, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        budget.spend(1);
        for listed in page.keys {
            let Some(mark) = keys::parse_late(&listed) else { continue };
            let need = if rules.marks_wait { need(&mark) } else { mark.since };
            let hours = marks.entry(mark.site).or_default();
            hours.entry(mark.hour).or_default().push(Mark { key: listed.key, need });
        }
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    Ok(marks)
}

/// How far `until` gets in a run.
struct Passed {
    hour: Hour,
    passed_a_tally: bool,
}

/// Keeps the tallies of one site in one run.
struct Keeper<'a> {
    ledger: &'a Ledger,
    store: &'a dyn Store,
    rules: &'a Rules,
    begun: Timestamp,
    site: &'a Site,
    budget: &'a mut Budget,
    kept: &'a mut Kept,
}

impl Keeper<'_> {
    fn now(&self) -> Timestamp {
        self.ledger.now()
    }

    /// Whether nothing more may be begun.
    fn is_over(&self) -> bool {
        !self.budget.allows_some() || self.now().duration_since(self.begun) > BEGINS_UNTIL
    }

    /// Whether the count of another hour may be begun.
    fn may_count(&self) -> bool {
        !self.is_over() && (self.budget.allows_hour() || self.kept.hours == 0)
    }

    async fn keep(
        &mut self,
        bounds: Option<Bounds>,
        marks: BTreeMap<Hour, Vec<Mark>>,
    ) -> Result<(), StoreError> {
        let Some(bounds) = bounds else {
            self.budget.spend(1);
            return Bounds::begun(self.begun).save(self.store, &self.site.id).await;
        };
        if self.rules.look_for_new_hours(Some(bounds), self.begun) {
            // 1, 2.
            let until = self.count_new(bounds.until).await?;
            let from = self.count_history(bounds).await?;
            let moved = Bounds { from, until: until.hour, ..bounds };
            let day = SignedDuration::from_hours(24);
            let passed = until.hour.start().duration_since(bounds.until.start());
            // Of a site without answers the bounds move once a day: a write costs more than a list.
            if from != bounds.from || until.passed_a_tally || passed >= day {
                moved.save(self.store, &self.site.id).await?;
                self.budget.spend(1);
            }
        }
        // 3.
        self.count_marked(marks).await
    }

    /// Counts the hours from `until` on that are ripe and have no tally yet. Returns the hour up to which
    /// all were listed empty or are settled.
    async fn count_new(&mut self, until: Hour) -> Result<Passed, StoreError> {
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
                    may_pass &= self.is_settled(head, self.rules.settled);
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

    /// Counts hours before `from` that hold answers, newest first. Returns the hour down to which all
    /// were listed empty or are settled; the first of all, once the list ends.
    async fn count_history(&mut self, bounds: Bounds) -> Result<Hour, StoreError> {
        let from = bounds.from;
        let waits = self.begun.duration_since(bounds.since.end()) < HISTORY_AFTER;
        if from == Hour::FIRST || waits || !self.may_count() {
            return Ok(from);
        }
        let (mut passed, mut may_pass) = (from, true);
        let days = i64::from(self.site.document().privacy.retention_days);
        let oldest = self.begun.checked_sub(SignedDuration::from_hours(24 * days));
        let history = Span { from: oldest.unwrap_or(Timestamp::UNIX_EPOCH), to: from.start() };
        let pages = u32::try_from(self.budget.left()).unwrap_or(1);
        let mut scan = Scan::new(self.store, &self.site.id, history, self.begun, pages);
        let mut last: Option<Hour> = None;
        let mut counted = 0;
        loop {
            let entries = match scan.next().await {
                Ok(Some(entries)) => entries,
                // The list ends: before the last hour there is nothing.
                Ok(None) => return Ok(if may_pass { Hour::FIRST } else { passed }),
                Err(ScanError::TooManyPages) => return Ok(passed),
                Err(ScanError::Store(error)) => return Err(error),
            };
            self.budget.spend(1);
            for hour in entries.iter().map(|entry| Hour::of_ms(entry.time_ms)) {
                if last == Some(hour) {
                    continue;
                }
                // The rest is at the end of its life, and is read raw until it is gone.
                let is_ending = self.lives(hour).is_none();
                if is_ending || counted == HISTORY_HOURS || !self.may_count() {
                    return Ok(passed);
                }
                last = Some(hour);
                // All between this hour and the one before it was listed empty.
                if may_pass {
                    passed = hour.next();
                }
                if let Some(head) = self.head(hour).await? {
                    may_pass &= self.is_settled(head, self.rules.settled);
                } else {
                    let count = self.count(hour).await?;
                    self.save(hour, count).await?;
                    counted += 1;
                    may_pass = false;
                }
                if may_pass {
                    passed = hour;
                }
            }
        }
    }

    /// Counts hours with marks that are due, and deletes the marks that a settled tally satisfies. Those
    /// come first that have waited longest for their age.
    async fn count_marked(&mut self, marks: BTreeMap<Hour, Vec<Mark>>) -> Result<(), StoreError> {
        let mut hours: Vec<(Hour, Vec<Mark>)> = marks.into_iter().collect();
        hours.sort_by(|one, other| self.urgency(other).total_cmp(&self.urgency(one)));
        for (hour, marks) in hours {
            if self.is_over() {
                return Ok(());
            }
            let is_due = |mark: &Mark| mark.need <= self.now();
            let due: Vec<Mark> = marks.into_iter().filter(is_due).collect();
            let Some(need) = due.iter().map(|mark| mark.need).max() else { continue };
            let is_near_its_end = self.lives(hour).is_none();
            let counted = self.head(hour).await?.filter(|head| head.counted_at >= need);
            if is_near_its_end
                || counted.is_some_and(|head| self.is_settled(head, self.rules.marks_stay))
            {
                self.clear(due).await?;
            } else if counted.is_none() && self.may_count() {
                let counted = self.count(hour).await?;
                self.save(hour, counted).await?;
            }
        }
        Ok(())
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

    async fn head(&mut self, hour: Hour) -> Result<Option<Head>, StoreError> {
        self.budget.spend(1);
        Head::load(self.store, &self.site.id, hour).await
    }

    /// Whether a tally, as it was read, was begun so long ago.
    fn is_settled(&self, head: Head, since: SignedDuration) -> bool {
        self.now().duration_since(head.counted_at) >= since
    }

    /// How long an hour still lives; `None` in the last two days of its life, or the last tenth, when it
    /// is not counted any more: some of its answers may be gone.
    fn lives(&self, hour: Hour) -> Option<SignedDuration> {
        let days = i64::from(self.site.document().privacy.retention_days);
        let left = time_to_live(self.site.document(), hour.end(), self.now())?;
        let last = SignedDuration::from_hours(48).min(SignedDuration::from_hours(24 * days) / 10);
        (left > last).then_some(left)
    }

    async fn count(&mut self, hour: Hour) -> Result<HourCount, StoreError> {
        let left = self.lives(hour).unwrap_or(SignedDuration::from_hours(1));
        let now = self.now();
        let counted = count_hour(self.ledger, self.site, hour, (now, left), self.budget).await?;
        self.kept.hours += 1;
        self.kept.erased += counted.erased;
        Ok(counted)
    }

    /// Stores a count, unless the tally that is there was begun later.
    async fn save(&mut self, hour: Hour, counted: HourCount) -> Result<(), StoreError> {
        let tally = counted.tally;
        let Some(left) = self.lives(hour) else { return Ok(()) };
        if self.head(hour).await?.is_some_and(|head| head.counted_at >= tally.counted_at) {
            return Ok(());
        }
        self.budget.spend(1);
        tally.save(self.store, (&self.site.id, hour), left).await
    }
}

impl Rules {
    /// Whether new hours are looked for at a site in a run that begins now: in the first run after an
    /// hour is ripe, and where runs must have been missed.
    fn look_for_new_hours(&self, bounds: Option<Bounds>, begun: Timestamp) -> bool {
        let Some(bounds) = bounds else { return true };
        let ripe = self.ripe(begun);
        let since_ripe = begun.duration_since(ripe.start()) - self.first_count;
        since_ripe < PERIOD || ripe.start().duration_since(bounds.until.start()) > MISSED
    }

    /// The first hour that is not ripe: the one after the last that ended long enough ago.
    fn ripe(&self, now: Timestamp) -> Hour {
        Hour::of(now.checked_sub(self.first_count).unwrap_or(now))
    }
}
