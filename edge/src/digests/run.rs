//! The task of the cron that sends digests.
//!
//! 1. The list of all sites, which a run makes anyway, tells which of them have digests and in which time zone. Where
//!    it is time for none of them, there is nothing else to do.
//! 2. One list tells which sites are done for the week.
//! 3. Of each other site, another one first at each run, what came of its digests is listed, and each department that
//!    is due is told. When none is left the site is done.
//!
//! It stops where its share of the run's operations could be passed; the next run goes on.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{DepartmentId, SiteId};

use super::entry::Noted;
use super::spent::Spent;
use super::week::DueWeek;
use crate::platform::{Clock, Outgoing};
use crate::sites::{Calendar, ListedSite, Site, SiteRecord};
use crate::store::keys::{self, Minute, Week};
use crate::store::{List, MAX_PAGE, Put, Store, StoreError};

/// Storage operations of one digest, at most: 40 lists of answers, some 40 operations for tallies, 25 for comments,
/// 15 for what may be published, 24 lists of cases, two for each of five destinations, and a write.
const DIGEST_OPERATIONS: usize = 155;
/// After so long a run begins nothing more: a receiver that hangs takes ten seconds.
const LONGEST: SignedDuration = SignedDuration::from_mins(5);
/// How long it is known that a site is done: longer than its week is told.
const DONE_LIVES: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Whoever sends digests.
pub(crate) struct Digester<'a> {
    pub(crate) store: &'a dyn Store,
    pub(crate) outgoing: &'a dyn Outgoing,
    pub(crate) clock: &'a Clock,
    /// Hosts that may be called whatever they are: for tests.
    pub(crate) allowed: &'a [String],
}

/// One run.
pub(super) struct Run<'a> {
    pub(super) digester: &'a Digester<'a>,
    pub(super) store: &'a Spent<'a>,
    pub(super) now: Timestamp,
    /// Storage operations, at most.
    most: usize,
    /// Whether somebody asked for it: then it is tried once, since no run looks at a site that is done.
    pub(super) is_by_hand: bool,
}

/// Sends the digests that are due of these sites, by a run that began then: steps 1 to 3. It takes no more storage
/// operations than `most`; tells how many it took.
pub(crate) async fn send_due(
    digester: &Digester<'_>,
    sites: &[ListedSite],
    (now, most): (Timestamp, usize),
) -> Result<usize, StoreError> {
    // 1.
    let due: Vec<Due<'_>> = sites.iter().filter_map(|site| Due::of(site, now)).collect();
    if due.is_empty() {
        return Ok(0);
    }
    // 2.
    let store = Spent::new(digester.store);
    let run = Run { digester, store: &store, now, most, is_by_hand: false };
    let weeks: BTreeSet<Week> = due.iter().map(|due| due.week).collect();
    let done = run.done(&weeks).await?;
    // 3.
    let mut failed = None;
    for due in due.iter().filter(|due| !due.is_among(&done)) {
        if !run.may_begin() {
            break;
        }
        // One that fails keeps no other from being told.
        failed = run.site(due).await.err().or(failed);
    }
    failed.map_or(Ok(store.operations()), Err)
}

/// The sites that are done for a week, each with what tells the departments that it had then.
type Done = BTreeMap<(Week, SiteId), String>;

/// A site that may have a digest to be sent.
struct Due<'a> {
    site: &'a SiteId,
    week: Week,
    /// Tells its departments with digests from others.
    departments: &'a str,
}

impl<'a> Due<'a> {
    fn of(listed: &'a ListedSite, now: Timestamp) -> Option<Self> {
        let digests = listed.digests.as_ref()?;
        let week = DueWeek::at(&Calendar::new(&digests.timezone, now))?.week;
        Some(Self { site: &listed.id, week, departments: &digests.departments })
    }

    /// Whether it was done, with the departments that it has now.
    fn is_among(&self, done: &Done) -> bool {
        let departments = done.get(&(self.week, self.site.clone()));
        departments.is_some_and(|departments| departments == self.departments)
    }
}

impl<'a> Run<'a> {
    /// One that somebody asked for: nothing is counted.
    pub(super) fn by_hand(
        digester: &'a Digester<'a>,
        store: &'a Spent<'a>,
        now: Timestamp,
    ) -> Self {
        Self { digester, store, now, most: usize::MAX, is_by_hand: true }
    }

    /// Whether one more digest can be sent.
    fn may_begin(&self) -> bool {
        let is_late = (self.digester.clock)().duration_since(self.now) > LONGEST;
        !is_late && self.store.operations() + DIGEST_OPERATIONS <= self.most
    }

    /// The sites that are done.
    async fn done(&self, weeks: &BTreeSet<Week>) -> Result<Done, StoreError> {
        let mut done = Done::new();
        for week in weeks {
            let prefix = keys::all_digested(*week);
            let mut cursor: Option<String> = None;
            loop {
                let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
                let page = self.store.list(list).await?;
                done.extend(page.keys.into_iter().filter_map(|listed| {
                    Some(((*week, keys::parse_digested(&listed.key)?), listed.metadata?))
                }));
                cursor = page.cursor;
                if cursor.is_none() {
                    break;
                }
            }
        }
        Ok(done)
    }

    /// Sends what is due of one site.
    async fn site(&self, due: &Due<'_>) -> Result<(), StoreError> {
        let Some(record) = SiteRecord::load(self.store, due.site).await? else { return Ok(()) };
        let site = Site::new(due.site.clone(), record);
        let document = site.document();
        // The list may be older than the record.
        let week = DueWeek::at(&Calendar::new(&document.timezone, self.now));
        let Some(week) = week.filter(|week| week.week == due.week) else { return Ok(()) };
        if site.record.is_deleted() {
            return Ok(());
        }
        let noted = self.noted(due).await?;
        let mut is_done = true;
        for department in document.departments.iter().filter(|own| !own.to.is_empty()) {
            let before = noted.get(&department.id);
            let is_settled = before.is_some_and(|before| before.next.is_none());
            let is_waiting = before
                .and_then(|before| before.next)
                .is_some_and(|next| Minute::of(self.now) < next);
            let is_told = if is_settled {
                true
            } else if is_waiting || !self.may_begin() {
                false
            } else {
                self.tell(&site, department, &week, before).await?.next.is_none()
            };
            is_done &= is_told;
        }
        if is_done {
            let (metadata, time_to_live) = (Some(due.departments), Some(DONE_LIVES));
            let put = Put { metadata, time_to_live, ..Put::default() };
            self.store.put(&keys::digested(due.week, due.site), put).await?;
        }
        Ok(())
    }

    /// What came of the digests of a site for the week, by department.
    async fn noted(&self, due: &Due<'_>) -> Result<BTreeMap<DepartmentId, Noted>, StoreError> {
        let prefix = keys::digests(due.site);
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: None };
        let page = self.store.list(list).await?;
        let read = page.keys.iter().filter_map(|listed| {
            let (department, week) = keys::parse_digest(&listed.key)?;
            let noted = Noted::decode(listed.metadata.as_deref()?)?;
            (week == due.week).then_some((department, noted))
        });
        Ok(read.collect())
    }
}
