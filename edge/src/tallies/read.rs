//! Reading a span of time from tallies, as far as they reach, and saying what is left to read raw.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use koe_shared::id::SiteId;

use super::STALE;
use super::bounds::Bounds;
use super::hour_tally::{Head, HourTally};
use super::need::need;
use crate::answers::{AnswerEntry, Span};
use crate::store::keys::{self, Block, Hour, Rank};
use crate::store::{List, MAX_BULK, MAX_PAGE, Store, StoreError};

/// Bytes of tallies in one bulk read, at most.
const BULK_BYTES: usize = 8 << 20;
/// Bytes of tallies in one report, at most.
const ALL_BYTES: usize = 64 << 20;
/// Lists of late marks in one report, at most.
const MARK_LISTS: usize = 10;
const QUARTER_MS: i64 = 15 * 60 * 1_000;

/// What a report counts: an answer, or as many equal ones as a row of a tally stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counted<'a> {
    /// The time of the answer, or one in its quarter of an hour.
    pub(crate) time_ms: u64,
    pub(crate) rank: Rank,
    pub(crate) metadata: &'a str,
    /// The metadata of a revision behind a tombstone.
    pub(crate) hides: Option<&'a str>,
    pub(crate) count: u64,
}

impl<'a> From<&'a AnswerEntry> for Counted<'a> {
    fn from(entry: &'a AnswerEntry) -> Self {
        Self {
            time_ms: entry.time_ms,
            rank: entry.rank,
            metadata: &entry.metadata,
            hides: entry.hides.as_deref(),
            count: 1,
        }
    }
}

/// Why a span can't be read from tallies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TalliedError {
    /// Its tallies are larger than one report may read.
    TooLarge,
    /// Storage refused.
    Store(StoreError),
}

impl From<StoreError> for TalliedError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A span of time, as far as tallies tell it.
#[derive(Debug, Default)]
pub(crate) struct Tallied {
    hours: BTreeMap<Hour, HourTally>,
    /// The part of the span that they tell.
    part: Option<Span>,
    /// When the quarters begin whose rows are left out.
    cut: Vec<u64>,
    /// What is left to be read from the answers themselves.
    pub(crate) raw: Vec<Span>,
    /// The first hour that tallies do not tell yet.
    pub(crate) counted_until: Option<Timestamp>,
    /// Whatever was received before it is counted.
    pub(crate) as_of: Timestamp,
}

impl Tallied {
    /// Reads a span of a site. `cuts` are the instants at which the span is divided: a quarter of an hour
    /// that is cut is read raw, since a row does not tell on which side its answers lie.
    ///
    /// 1. The bounds. Before the first run of the cron everything is read raw.
    /// 2. The tallies of the hours between them, by lists and bulk reads. One that can't be read (damaged,
    ///    or written by a newer release) leaves its hour to be read raw.
    /// 3. The late marks: what they announced and the tallies do not hold yet is not counted.
    pub(crate) async fn read(
        store: &dyn Store,
        site: &SiteId,
        span: Span,
        cuts: &[Timestamp],
        now: Timestamp,
    ) -> Result<Self, TalliedError> {
        let as_of = now.checked_sub(STALE).unwrap_or(now);
        // 1.
        let bounds = Bounds::load(store, site).await?;
        let counted_until = bounds.map(|bounds| bounds.until.start());
        let part = bounds.and_then(|bounds| within(span, bounds));
        let (Some(bounds), Some(part)) = (bounds, part) else {
            return Ok(Self { raw: vec![span], counted_until, as_of, ..Self::default() });
        };
        let sides = [Span { from: part.to, to: span.to }, Span { from: span.from, to: part.from }];
        let mut raw: Vec<Span> = sides.into_iter().filter(|side| side.from < side.to).collect();
        let cut: BTreeSet<Timestamp> =
            cuts.iter().filter_map(|at| cut_quarter(*at, part)).collect();
        raw.extend(cut.iter().map(|from| Span { from: *from, to: later(*from, QUARTER_MS) }));
        // 2.
        let is_newest = part.to >= bounds.until.start();
        let heads = heads(store, site, part, is_newest).await?;
        let mut hours = BTreeMap::new();
        for (hour, tally) in tallies(store, site, &heads).await? {
            match tally {
                Some(tally) => _ = hours.insert(hour, tally),
                None => raw.extend(overlap(part, Span { from: hour.start(), to: hour.end() })),
            }
        }
        // 3.
        let as_of = as_of.min(announced(store, site, part, &hours).await?);
        let cut = cut.iter().filter_map(|at| u64::try_from(at.as_millisecond()).ok()).collect();
        Ok(Self { hours, part: Some(part), cut, raw, counted_until, as_of })
    }

    /// All rows.
    pub(crate) fn counted(&self) -> impl Iterator<Item = Counted<'_>> {
        let rows = self.hours.iter().flat_map(|(hour, tally)| {
            tally.rows.iter().map(|(row, count)| Counted {
                time_ms: row.time_ms(*hour),
                rank: row.rank(),
                metadata: &row.metadata,
                hides: None,
                count: *count,
            })
        });
        rows.filter(|row| self.part.is_some_and(|part| part.contains_ms(row.time_ms)))
            .filter(|row| !self.cut.contains(&row.time_ms))
    }
}

/// The part of a span that tallies tell: whole quarters of the hours between the bounds.
fn within(span: Span, bounds: Bounds) -> Option<Span> {
    let quarter = |time: Timestamp, up: bool| {
        let ms = time.as_millisecond();
        let down = ms - ms.rem_euclid(QUARTER_MS);
        let ms = if up && down != ms { down + QUARTER_MS } else { down };
        Timestamp::from_millisecond(ms).unwrap_or(time)
    };
    let from = quarter(span.from.max(bounds.from.start()), true);
    let to = quarter(span.to.min(bounds.until.start()), false);
    (from < to).then_some(Span { from, to })
}

/// When the quarter of an hour begins that an instant cuts, if that lies within a span.
fn cut_quarter(at: Timestamp, span: Span) -> Option<Timestamp> {
    let ms = at.as_millisecond();
    let start = ms - ms.rem_euclid(QUARTER_MS);
    let is_within = span.from <= at && at < span.to && start != ms;
    is_within.then(|| Timestamp::from_millisecond(start).ok())?
}

fn later(time: Timestamp, ms: i64) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond() + ms).unwrap_or(time)
}

fn overlap(one: Span, other: Span) -> Option<Span> {
    let both = Span { from: one.from.max(other.from), to: one.to.min(other.to) };
    (both.from < both.to).then_some(both)
}

/// The tallies of a span's hours, newest first, with what a list shows of them.
async fn heads(
    store: &dyn Store,
    site: &SiteId,
    span: Span,
    is_newest: bool,
) -> Result<BTreeMap<Hour, Option<Head>>, StoreError> {
    let (oldest, newest) = (Hour::of(span.from), last_hour(span));
    let mut heads = BTreeMap::new();
    let mut block = Some(if is_newest { Block::all() } else { Block::before(span.to) });
    while let Some(at) = block {
        let prefix = at.within(&keys::hour_tallies(site));
        let mut cursor: Option<String> = None;
        loop {
            let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
            let page = store.list(list).await?;
            for listed in page.keys {
                let Some(hour) = keys::parse_hour_tally(&listed.key) else { continue };
                if hour < oldest {
                    return Ok(heads);
                }
                if hour <= newest {
                    heads.insert(hour, listed.metadata.as_deref().and_then(Head::decode));
                }
            }
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        block = at.next(span.from);
    }
    Ok(heads)
}

/// The hour in which a span ends.
fn last_hour(span: Span) -> Hour {
    let last = span.to.as_millisecond().saturating_sub(1);
    Hour::of_ms(u64::try_from(last).unwrap_or_default())
}

/// The tallies under these heads; `None` for one that can't be read.
async fn tallies(
    store: &dyn Store,
    site: &SiteId,
    heads: &BTreeMap<Hour, Option<Head>>,
) -> Result<Vec<(Hour, Option<HourTally>)>, TalliedError> {
    let known = heads.iter().filter_map(|(hour, head)| Some((*hour, head.as_ref()?.bytes)));
    let known: Vec<(Hour, usize)> = known.collect();
    if known.iter().map(|(_, bytes)| bytes).sum::<usize>() > ALL_BYTES {
        return Err(TalliedError::TooLarge);
    }
    let unknown = heads.iter().filter(|(_, head)| head.is_none());
    let mut tallies: Vec<_> = unknown.map(|(hour, _)| (*hour, None)).collect();
    let mut rest = &known[..];
    while !rest.is_empty() {
        let (mut taken, mut bytes) = (0, 0);
        while taken < rest.len().min(MAX_BULK)
            && (taken == 0 || bytes + rest[taken].1 <= BULK_BYTES)
        {
            bytes += rest[taken].1;
            taken += 1;
        }
        let (bulk, after) = rest.split_at(taken);
        let names: Vec<String> =
            bulk.iter().map(|(hour, _)| keys::hour_tally(site, *hour)).collect();
        let values = store.get_many(&names).await?;
        for ((hour, _), value) in bulk.iter().zip(values) {
            tallies.push((*hour, value.as_deref().and_then(HourTally::decode)));
        }
        rest = after;
    }
    Ok(tallies)
}

/// Before what time everything that was received for a span's hours is in their tallies.
async fn announced(
    store: &dyn Store,
    site: &SiteId,
    span: Span,
    tallies: &BTreeMap<Hour, HourTally>,
) -> Result<Timestamp, StoreError> {
    let hours = Hour::of(span.from)..=last_hour(span);
    let prefix = keys::late_marks(site);
    let mut as_of = Timestamp::MAX;
    let mut cursor: Option<String> = None;
    for _ in 0..MARK_LISTS {
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        for mark in page.keys.iter().filter_map(keys::parse_late) {
            let tally = tallies.get(&mark.hour);
            let is_counted = tally.is_some_and(|tally| tally.counted_at >= need(&mark));
            if hours.contains(&mark.hour) && !is_counted {
                as_of = as_of.min(mark.since);
            }
        }
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    Ok(as_of)
}
