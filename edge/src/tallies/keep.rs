//! The task of the cron that keeps the tallies of all sites.
//!
//! For each site, in turn from another one at each run:
//!
//! 1. Once an hour, the hours that are over and not counted yet are counted, and `until` passes those
//!    that are settled ([`new_hours`]).
//! 2. Then `from` goes back over the history before the first run ([`history`]).
//! 3. The days between both are summed ([`days`]), and closed at the ends of their lives ([`closing`]).
//! 4. What a shortened retention has ended is deleted ([`deleting`]).
//! 5. At every run, the hours with late marks are counted again, and marks go whose work is done
//!    ([`marked`]).
//!
//! All of it shares one budget of operations and stops after ten minutes; the next run goes on.

mod closing;
mod days;
mod deleting;
mod history;
mod marked;
mod new_hours;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;

use super::Rules;
use super::bounds::Bounds;
use super::budget::Budget;
use super::count::{Entries, HourCount, count_hour};
use super::day_tally::DayTally;
use super::hour_tally::Head;
use super::need::need;
use crate::answers::Ledger;
use crate::sites::{Declared, Site, SiteRecord, delete_leftovers};
use crate::store::keys::{self, Hour};
use crate::store::{List, MAX_PAGE, Store, StoreError};

/// Nothing is begun after so long: a run ends after fifteen minutes.
const BEGINS_UNTIL: SignedDuration = SignedDuration::from_mins(10);
/// How far apart runs are. New hours are looked for in the first run after they are ripe.
const PERIOD: SignedDuration = SignedDuration::from_mins(10);
/// Past this the runs that should have looked for new hours were missed.
const MISSED: SignedDuration = SignedDuration::from_hours(26);
/// Lists of marks in a run, at most: 300,000 marks.
const MARK_LISTS: usize = 300;
/// For how long what is left of a deleted site is looked for again.
const LEFTOVERS: SignedDuration = SignedDuration::from_hours(24);

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Hours counted.
    pub hours: usize,
    /// Revisions deleted, because a tombstone outranks them.
    pub erased: usize,
    /// Days summed.
    pub days: usize,
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

/// Keeps the tallies of these sites, as far as the budget goes.
pub(crate) async fn keep_tallies(
    ledger: &Ledger,
    rules: &Rules,
    sites: Vec<SiteId>,
    budget: &mut Budget,
) -> Result<Kept, StoreError> {
    let (store, begun) = (ledger.store(), ledger.now());
    let mut marks = marks(store, budget).await?;
    let mut kept = Kept::default();
    for id in sites {
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
            // What was noted elsewhere just before may not have been visible to whoever deleted the site.
            if begun.duration_since(record.updated_at) < LEFTOVERS {
                budget.spend(delete_leftovers(store, &id).await?);
            }
            continue;
        }
        let site = Site::new(id, record);
        let (site, kept, days) = (&site, &mut kept, BTreeMap::new());
        let mut keeper = Keeper { ledger, store, rules, begun, site, budget, kept, days };
        keeper.keep(bounds, its_marks).await?;
        if keeper.is_over() {
            break;
        }
    }
    Ok(kept)
}

/// All late marks, by site and hour.
async fn marks(store: &dyn Store, budget: &mut Budget) -> Result<Marks, StoreError> {
    let mut marks = Marks::new();
    let mut cursor: Option<String> = None;
    for _ in 0..MARK_LISTS {
        let list = List { prefix: keys::LATE, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        budget.spend(1);
        for listed in page.keys {
            let Some(mark) = keys::parse_late(&listed) else { continue };
            let need = need(&mark);
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

/// Keeps the tallies of one site in one run.
struct Keeper<'a> {
    ledger: &'a Ledger,
    store: &'a dyn Store,
    rules: &'a Rules,
    begun: Timestamp,
    site: &'a Site,
    budget: &'a mut Budget,
    kept: &'a mut Kept,
    /// The days that the run has looked at.
    days: BTreeMap<Timestamp, Option<DayTally>>,
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
        let mut moved = bounds;
        if self.rules.look_for_new_hours(Some(bounds), self.begun) {
            // 1, 2.
            let until = self.count_new(bounds.until).await?;
            moved.until = until.hour;
            moved.whole = self.whole(bounds);
            moved = self.count_history(moved).await?;
            // 3.
            moved = self.sum_days(moved, !marks.is_empty()).await?;
            // 4.
            if bounds.is_deleting || moved.summed != bounds.summed {
                moved.is_deleting = self.delete_what_is_over().await?;
            }
            // Where only empty hours were passed they are passed again: a write costs more than a list.
            if until.passed_a_tally || (Bounds { until: bounds.until, ..moved }) != bounds {
                moved.save(self.store, &self.site.id).await?;
                self.budget.spend(1);
            }
        }
        // 5.
        self.count_marked(moved, marks).await
    }

    /// Since when closed days are all there, where the cron did not run for longer than answers live: some
    /// ended uncounted.
    fn whole(&self, bounds: Bounds) -> Timestamp {
        let oldest = self.site.record.retention().oldest(self.begun);
        let lost = (bounds.until.start() < oldest).then(|| self.calendar().day_of(oldest));
        lost.flatten().map_or(bounds.whole, |day| day.to.max(bounds.whole))
    }

    async fn head(&mut self, hour: Hour) -> Result<Option<Head>, StoreError> {
        self.budget.spend(1);
        Head::load(self.store, &self.site.id, hour).await
    }

    /// Whether a count or a sum was begun so long ago.
    fn is_settled(&self, begun: Timestamp, since: SignedDuration) -> bool {
        self.now().duration_since(begun) >= since
    }

    /// How long an hour still lives; `None` in the last two days of its life, or the last tenth, when it
    /// is not counted any more: some of its answers may be gone.
    fn lives(&self, hour: Hour) -> Option<SignedDuration> {
        let retention = self.site.record.retention();
        let left = retention.left(hour.start(), self.now())?;
        let all = SignedDuration::from_hours(24 * i64::from(retention.days(hour.start())));
        (left > SignedDuration::from_hours(48).min(all / 10)).then_some(left)
    }

    async fn count(
        &mut self,
        hour: Hour,
        entries: Option<Entries>,
    ) -> Result<HourCount, StoreError> {
        let left = self.lives(hour).unwrap_or(SignedDuration::from_hours(1));
        let hour = (hour, left);
        let counted = count_hour(self.ledger, self.site, hour, entries, self.budget).await?;
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
        let declared = Declared::of(self.site.document());
        tally.save(self.store, (&self.site.id, hour), &declared, left).await
    }
}

impl Rules {
    /// Whether new hours are looked for at a site in a run that begins now: in the first run after an
    /// hour is ripe, and where runs must have been missed.
    fn look_for_new_hours(&self, bounds: Option<Bounds>, begun: Timestamp) -> bool {
        let Some(bounds) = bounds else { return true };
        let ripe = self.ripe(begun);
        let since_ripe = begun.duration_since(ripe.start()) - self.first_count;
        bounds.is_deleting
            || since_ripe < PERIOD
            || ripe.start().duration_since(bounds.until.start()) > MISSED
    }

    /// The first hour that is not ripe: the one after the last that ended long enough ago.
    fn ripe(&self, now: Timestamp) -> Hour {
        Hour::of(now.checked_sub(self.first_count).unwrap_or(now))
    }
}
