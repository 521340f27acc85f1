//! The tallies of a site as storage shows them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use koe_shared::id::SiteId;

use super::day_tally::ListedDay;
use super::hour_rows::HourRows;
use super::hour_tally::Head;
use crate::sites::Span;
use crate::store::keys::{self, Block, Hour, LateMark};
use crate::store::{List, Listed, MAX_BULK, MAX_PAGE, Store, StoreError};

/// Bytes of tallies in one bulk read, at most.
const BULK_BYTES: usize = 8 << 20;
/// Keys that a list brings beyond those of its span: the partial ones at both ends, the one that shows the end,
/// and those written while the report is read.
const KEYS_BESIDE: usize = 5;
const HOUR_MS: i64 = 60 * 60 * 1_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Lists of late marks in one report, at most.
const MARK_LISTS: usize = 10;

/// The tallies of a site.
pub(super) struct Stored<'a> {
    store: &'a dyn Store,
    site: &'a SiteId,
    operations: AtomicUsize,
}

impl<'a> Stored<'a> {
    pub(super) fn of(store: &'a dyn Store, site: &'a SiteId) -> Self {
        Self { store, site, operations: AtomicUsize::new(0) }
    }

    /// The storage operations since they were last asked for.
    pub(super) fn take_operations(&self) -> usize {
        self.operations.swap(0, Ordering::Relaxed)
    }

    /// The tallies of the hours of a span, with what lists show of them; `None` for one that can't be
    /// read. Nothing lies behind the newest span but what is not counted yet: its list begins at the front, and
    /// asks for as many keys as the span has hours.
    pub(super) async fn hours(
        &self,
        span: Span,
        is_newest: bool,
    ) -> Result<BTreeMap<Hour, Option<Head>>, StoreError> {
        let hours = Hour::of(span.from)..=last_hour(span);
        let prefix = keys::hour_tallies(self.site);
        let blocks =
            if is_newest { vec![Block::all()] } else { Block::covering(span.from, span.to) };
        let mut heads = BTreeMap::new();
        for block in blocks {
            let prefix = block.within(&prefix);
            let mut cursor = Some(None);
            let mut limit = if is_newest { limit(span, HOUR_MS) } else { MAX_PAGE };
            while let Some(at) = cursor {
                let (keys, next) = self.page(&prefix, at, limit).await?;
                limit = MAX_PAGE;
                let mut passed_the_end = false;
                for listed in keys {
                    let Some(hour) = keys::parse_hour_tally(&listed.key) else { continue };
                    passed_the_end |= hour < *hours.start();
                    if hours.contains(&hour) {
                        heads.insert(hour, listed.metadata.as_deref().and_then(Head::decode));
                    }
                }
                cursor = next.filter(|_| !passed_the_end).map(Some);
            }
        }
        Ok(heads)
    }

    /// All days that begin at a time or later, newest first, with what lists show of them; `None` for one
    /// that can't be read. The first list asks for as many keys as there are days up to `now`.
    pub(super) async fn days(
        &self,
        from: Timestamp,
        now: Timestamp,
    ) -> Result<BTreeMap<Timestamp, Option<ListedDay>>, StoreError> {
        let mut days = BTreeMap::new();
        let prefix = keys::day_tallies(self.site);
        let mut cursor = Some(None);
        let mut limit = limit(Span { from, to: now }, DAY_MS);
        while let Some(at) = cursor {
            let (keys, next) = self.page(&prefix, at, limit).await?;
            limit = MAX_PAGE;
            let mut passed_the_end = false;
            for listed in keys {
                let Some(start) = keys::parse_day_tally(&listed.key) else { continue };
                passed_the_end |= start < from;
                if start >= from {
                    days.insert(start, listed.metadata.as_deref().and_then(ListedDay::decode));
                }
            }
            cursor = next.filter(|_| !passed_the_end).map(Some);
        }
        Ok(days)
    }

    /// The late marks of a site.
    pub(super) async fn marks(&self) -> Result<Vec<LateMark>, StoreError> {
        let prefix = keys::late_marks(self.site);
        let mut marks = Vec::new();
        let mut cursor = Some(None);
        for _ in 0..MARK_LISTS {
            let Some(at) = cursor else { break };
            let (keys, next) = self.page(&prefix, at, MAX_PAGE).await?;
            marks.extend(keys.iter().filter_map(keys::parse_late));
            cursor = next.map(Some);
        }
        Ok(marks)
    }

    /// The values of hours; `None` for one that is not there. Beside each stands how large it is.
    pub(super) async fn hour_values(
        &self,
        hours: &[(Hour, usize)],
    ) -> Result<Vec<(Hour, Option<String>)>, StoreError> {
        self.values(hours, |hour| keys::hour_tally(self.site, hour)).await
    }

    /// The rows of hours; `None` for one that can't be read. Beside each stands how large it is.
    pub(super) async fn rows(
        &self,
        hours: &[(Hour, usize)],
    ) -> Result<Vec<(Hour, Option<HourRows>)>, StoreError> {
        let values = self.hour_values(hours).await?;
        let read = |(hour, value): (Hour, Option<String>)| {
            (hour, value.and_then(|value| HourRows::read(hour, value)))
        };
        Ok(values.into_iter().map(read).collect())
    }

    /// The values of days; `None` for one that is not there. Beside each stands how large it is.
    pub(super) async fn day_values(
        &self,
        days: &[(Timestamp, usize)],
    ) -> Result<Vec<(Timestamp, Option<String>)>, StoreError> {
        self.values(days, |day| keys::day_tally(self.site, day)).await
    }

    /// The values of entries, in bulks that are not too large.
    async fn values<T: Copy>(
        &self,
        mut rest: &[(T, usize)],
        key_of: impl Fn(T) -> String,
    ) -> Result<Vec<(T, Option<String>)>, StoreError> {
        let mut all = Vec::with_capacity(rest.len());
        while !rest.is_empty() {
            let (mut taken, mut bytes) = (0, 0);
            while taken < rest.len().min(MAX_BULK)
                && (taken == 0 || bytes + rest[taken].1 <= BULK_BYTES)
            {
                bytes += rest[taken].1;
                taken += 1;
            }
            let (bulk, after) = rest.split_at(taken);
            let names: Vec<String> = bulk.iter().map(|(at, _)| key_of(*at)).collect();
            self.spend();
            let values = self.store.get_many(&names).await?;
            all.extend(bulk.iter().map(|(at, _)| *at).zip(values));
            rest = after;
        }
        Ok(all)
    }

    /// One page of keys, and where the next begins.
    pub(super) async fn page(
        &self,
        prefix: &str,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Listed>, Option<String>), StoreError> {
        self.spend();
        let list = List { prefix, limit, cursor: cursor.as_deref() };
        let page = self.store.list(list).await?;
        Ok((page.keys, page.cursor))
    }

    fn spend(&self) {
        self.operations.fetch_add(1, Ordering::Relaxed);
    }
}

/// How many keys a list shall bring that has one each so often in a span, and ends behind it. Keys that were
/// written since may stand before them.
fn limit(span: Span, each_ms: i64) -> usize {
    let ms = span.to.as_millisecond() - span.from.as_millisecond();
    let keys = usize::try_from(ms / each_ms).unwrap_or_default() + KEYS_BESIDE;
    keys.min(MAX_PAGE)
}

/// The hour in which a span ends.
pub(super) fn last_hour(span: Span) -> Hour {
    let last = span.to.as_millisecond().saturating_sub(1);
    Hour::of_ms(u64::try_from(last).unwrap_or_default())
}
