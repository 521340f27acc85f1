//! Reading a span of time from tallies, as far as they reach, and saying what is left to read raw.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join;
use jiff::Timestamp;

use super::bounds::Bounds;
use super::counted::Counted;
use super::covered::Covered;
use super::day_tally::{DayHead, DayPart, ListedDay, Under};
use super::detail::Detail;
use super::hour_rows::HourRows;
use super::spans::{cut_quarter, later, overlap, quarter, rest_of, within};
use super::stored::Stored;
use super::{STALE, cells};
use crate::sites::Span;
use crate::sites::{Calendar, Declared, Site};
use crate::store::keys::Hour;
use crate::store::{Store, StoreError};

/// Bytes of tallies in one report, at most.
const ALL_BYTES: usize = 64 << 20;
/// The shortest day of any calendar: one in which the clock skips an hour.
const SHORTEST_DAY_MS: i64 = 23 * 60 * 60 * 1_000;
/// The longest: one in which the clock is turned back, and some more.
const LONGEST_DAY_MS: i64 = 26 * 60 * 60 * 1_000;
/// Pieces of a span that are listed one by one. More are listed in one walk from the first to the last.
const MOST_PIECES: usize = 4;

/// Why a span can't be read from tallies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TalliedError {
    /// Its tallies are larger than one report may read.
    TooLarge,
    /// Some of its answers are at the ends of their lives, and their days don't tell what is asked.
    BeyondRetention {
        /// The first instant that can be asked.
        first: Timestamp,
    },
    /// Storage refused.
    Store(StoreError),
}

impl From<StoreError> for TalliedError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What a report wants to know.
pub(crate) struct Asked<'a> {
    pub(crate) span: Span,
    /// The instants at which the span is divided.
    pub(crate) cuts: &'a [Timestamp],
    pub(crate) detail: &'a Detail,
    /// Whether no filter is set, and all that is asked is what totals tell.
    pub(crate) is_plain: bool,
    pub(crate) declared: &'a Declared,
    pub(crate) calendar: &'a Calendar,
}

/// A span of time, as far as tallies tell it.
#[derive(Debug, Default)]
pub(crate) struct Tallied {
    /// What is left to be read from the answers themselves.
    pub(crate) raw: Vec<Span>,
    /// The first hour that tallies do not tell yet.
    pub(crate) counted_until: Option<Timestamp>,
    /// Whatever was received before it is counted.
    pub(crate) as_of: Timestamp,
}

impl Tallied {
    /// Reads a span of a site, and hands over all that the tallies count.
    ///
    /// 1. The bounds. Before the first run of the cron everything is read raw. A quarter of an hour that is
    ///    cut is read raw, too, since a row does not tell on which side its answers lie.
    /// 2. The late marks, and beside them days, where one lies whole in the span, is cut nowhere and was summed
    ///    under the zone of today; a slice of it, where the declarations are those of today.
    /// 3. The hours of the rest: their totals where these suffice, else their rows. One that can't be read
    ///    (damaged, or written by a newer release) is read raw.
    /// 4. What the late marks announced and the tallies do not hold yet is not counted.
    pub(crate) async fn read(
        store: &dyn Store,
        site: &Site,
        asked: Asked<'_>,
        now: Timestamp,
        count: Count<'_>,
    ) -> Result<Self, TalliedError> {
        let Asked { span, cuts, detail, is_plain, declared, calendar } = asked;
        let as_of = now.checked_sub(STALE).unwrap_or(now);
        // 1.
        let living = Span { from: site.record.retention().oldest(now), to: Timestamp::MAX };
        let bounds = Bounds::kept(store, site).await?;
        let counted_until = bounds.map(|bounds| bounds.until.start());
        let part = bounds.and_then(|bounds| within(span, bounds));
        let (Some(bounds), Some(part)) = (bounds, part) else {
            let raw = overlap(span, living).into_iter().collect();
            return Ok(Self { raw, counted_until, as_of });
        };
        let whole_days = calendar.first_day_from(living.from);
        let is_lost = bounds.whole > Timestamp::UNIX_EPOCH && span.from < bounds.whole;
        if span.from < living.from && is_lost {
            let first = if is_plain { bounds.whole.min(whole_days) } else { whole_days };
            return Err(TalliedError::BeyondRetention { first });
        }
        let sides = [Span { from: part.to, to: span.to }, Span { from: span.from, to: part.from }];
        let mut raw: Vec<Span> =
            sides.into_iter().filter_map(|side| overlap(side, living)).collect();
        let cut: BTreeSet<Timestamp> =
            cuts.iter().filter_map(|at| cut_quarter(*at, part)).collect();
        raw.extend(cut.iter().filter_map(|from| overlap(quarter(*from), living)));
        let mut reading = Reading {
            stored: Stored::of(store, &site.id),
            cuts: cuts.iter().copied().collect(),
            part,
            whole_days: Some(whole_days).filter(|first| span.from < *first),
            count,
            covered: Covered::default(),
            bytes: 0,
        };
        // 2.
        let under =
            Under { zone: site.record.zone_fingerprint(), declared: declared.fingerprint() };
        let marks = Stored::of(store, &site.id);
        let days = reading.days((detail, is_plain), (&under, calendar));
        let (days, marks) = join(days, marks.marks()).await;
        let (days, marks) = (days?, marks?);
        // 3.
        let told = days.iter().copied().chain(cut.iter().map(|from| quarter(*from)));
        let pieces = overlap(part, living).map_or(Vec::new(), |part| rest_of(part, told));
        let is_newest = part.to >= bounds.until.start();
        let unreadable = reading.hours((detail, &under.declared), &pieces, is_newest).await?;
        reading.covered.by_hours.clone_from(&pieces);
        let unreadable = unreadable.into_iter().flat_map(|hour| {
            let hour = Span { from: hour.start(), to: hour.end() };
            pieces.iter().filter_map(move |piece| overlap(*piece, hour))
        });
        raw.extend(unreadable);
        // 4.
        let as_of = as_of.min(reading.covered.since(&reading.stored, marks, part).await?);
        Ok(Self { raw, counted_until, as_of })
    }
}

/// Takes what a report counts.
pub(crate) type Count<'c> = &'c mut (dyn FnMut(Counted<'_>) + Send);

/// A span that is being read.
struct Reading<'a> {
    stored: Stored<'a>,
    cuts: BTreeSet<Timestamp>,
    part: Span,
    /// When the first day begins of which every answer lives, where the span begins before it.
    whole_days: Option<Timestamp>,
    count: Count<'a>,
    covered: Covered,
    /// The bytes of the values that were read.
    bytes: usize,
}

impl Reading<'_> {
    /// Counts what days tell; returns their spans. A day of which some answers are over must tell all that
    /// is asked of it.
    async fn days(
        &mut self,
        (detail, is_plain): (&Detail, bool),
        (under, calendar): (&Under, &Calendar),
    ) -> Result<Vec<Span>, TalliedError> {
        let slice = match detail {
            Detail::Rows | Detail::Totals => None,
            Detail::Slice(dimension) => Some(dimension),
        };
        let is_told_by_days = *detail != Detail::Rows && self.has_room_for_a_day();
        if !is_told_by_days && self.whole_days.is_none() {
            return Ok(Vec::new());
        }
        let is_told = |head: &DayHead, day: Span| {
            let is_todays = head.under.zone == under.zone && calendar.is_day(day);
            match detail {
                Detail::Rows => false,
                Detail::Totals => is_todays || head.under.is_closed(),
                Detail::Slice(_) => is_todays && head.under == *under,
            }
        };
        // A day is 25 hours long at most: one that began before the span may still reach into it.
        let listed = self.stored.days(later(self.part.from, -LONGEST_DAY_MS), calendar.now).await?;
        let mut whole: BTreeMap<Timestamp, ListedDay> = BTreeMap::new();
        for (start, listed) in listed.into_iter().filter_map(|(at, day)| Some((at, day?))) {
            let day = Span { from: start, to: listed.head.end };
            let is_told = is_told(&listed.head, day) && self.holds_whole(day);
            if let Some(first) = self.whole_days.filter(|first| start < *first)
                && overlap(day, self.part).is_some()
                && !(is_told && is_plain)
            {
                return Err(TalliedError::BeyondRetention { first });
            }
            if is_told {
                whole.insert(start, listed);
            }
        }
        let (told, untold): (Vec<_>, Vec<_>) =
            whole.into_iter().partition(|(_, day)| day.listed.cells(slice).is_some());
        let mut spans = Vec::new();
        for (start, listed) in told {
            let cells = listed.listed.cells(slice).unwrap_or_default();
            if self.count_cells(cells, start) {
                spans.push(Span { from: start, to: listed.head.end });
                self.covered.days.insert(start, listed);
            }
        }
        let sizes: Vec<_> = untold.iter().map(|(start, listed)| (*start, listed.bytes)).collect();
        self.take_bytes(sizes.iter().map(|(_, bytes)| *bytes))?;
        for (start, value) in self.stored.day_values(&sizes).await? {
            let part = value.as_deref().and_then(|value| DayPart::decode(value, slice));
            let Some(part) = part else { continue };
            let day = Span { from: start, to: part.head.end };
            let is_told = is_told(&part.head, day) && self.holds_whole(day);
            if is_told && self.count_cells(part.cells, start) {
                spans.push(day);
                self.covered.by_days.push((day, part.hours.to_owned()));
            }
        }
        Ok(spans)
    }

    /// Counts what hours tell of pieces of the span: totals or a slice as cells, where an hour is whole, else
    /// rows. Returns the hours that can't be read.
    async fn hours(
        &mut self,
        (detail, declared): (&Detail, &str),
        pieces: &[Span],
        is_newest: bool,
    ) -> Result<Vec<Hour>, TalliedError> {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return Ok(Vec::new());
        };
        let is_at_the_end = |piece: &Span| is_newest && piece.to == self.part.to;
        let mut heads = BTreeMap::new();
        if pieces.len() <= MOST_PIECES {
            for piece in pieces {
                heads.extend(self.stored.hours(*piece, is_at_the_end(piece)).await?);
            }
        } else {
            let hull = Span { from: first.from, to: last.to };
            heads.extend(self.stored.hours(hull, is_at_the_end(&hull)).await?);
        }
        let (mut sizes, mut unreadable) = (Vec::new(), Vec::new());
        let mut whole = BTreeSet::new();
        for (hour, head) in heads {
            let span = Span { from: hour.start(), to: hour.end() };
            if !pieces.iter().any(|piece| overlap(*piece, span).is_some()) {
                continue;
            }
            let Some(head) = head else {
                unreadable.push(hour);
                continue;
            };
            let is_whole =
                pieces.iter().any(|piece| piece.from <= span.from && span.to <= piece.to)
                    && !self.is_cut(span);
            match head.cells(detail, declared).filter(|_| is_whole) {
                Some(cells) if self.count_cells(cells, span.from) => {
                    self.covered.hours.insert(hour, head.counted_at);
                }
                _ => sizes.push((hour, head.bytes)),
            }
            if is_whole {
                whole.insert(hour);
            }
        }
        self.take_bytes(sizes.iter().map(|(_, bytes)| *bytes))?;
        for (hour, value) in self.stored.hour_values(&sizes).await? {
            let slice = match detail {
                Detail::Slice(slice) if whole.contains(&hour) => {
                    value.as_deref().and_then(|value| HourRows::slice(value, slice, declared))
                }
                _ => None,
            };
            if let Some((counted_at, cells)) = slice
                && self.count_cells(cells, hour.start())
            {
                self.covered.hours.insert(hour, counted_at);
                continue;
            }
            let Some(read) = value.and_then(|value| HourRows::read(hour, value)) else {
                unreadable.push(hour);
                continue;
            };
            self.covered.hours.insert(hour, read.counted_at);
            for row in read.counted() {
                if pieces.iter().any(|piece| piece.contains_ms(row.time_ms)) {
                    (self.count)(row);
                }
            }
        }
        Ok(unreadable)
    }

    /// Counts cells at a time; tells whether they could be read. If not, none is counted.
    fn count_cells(&mut self, cells: &str, time: Timestamp) -> bool {
        let read = cells::read(cells, ms(time));
        let is_read = read.is_some();
        read.into_iter().flatten().for_each(|counted| (self.count)(counted));
        is_read
    }

    /// Whether a day fits anywhere between two cuts.
    fn has_room_for_a_day(&self) -> bool {
        let edges = [self.part.from, self.part.to].into_iter().chain(self.cuts.iter().copied());
        let mut edges: Vec<Timestamp> = edges.collect();
        edges.sort_unstable();
        edges.windows(2).any(|pair| match pair {
            [from, to] => {
                let part = overlap(self.part, Span { from: *from, to: *to });
                part.is_some_and(|part| {
                    part.to.as_millisecond() - part.from.as_millisecond() >= SHORTEST_DAY_MS
                })
            }
            _ => false,
        })
    }

    /// Whether the span holds all of another, which is cut nowhere.
    fn holds_whole(&self, span: Span) -> bool {
        self.part.from <= span.from && span.to <= self.part.to && !self.is_cut(span)
    }

    fn is_cut(&self, span: Span) -> bool {
        let after = later(span.from, 1);
        after < span.to && self.cuts.range(after..span.to).next().is_some()
    }

    fn take_bytes(&mut self, bytes: impl Iterator<Item = usize>) -> Result<(), TalliedError> {
        self.bytes += bytes.sum::<usize>();
        if self.bytes > ALL_BYTES { Err(TalliedError::TooLarge) } else { Ok(()) }
    }
}

fn ms(time: Timestamp) -> u64 {
    u64::try_from(time.as_millisecond()).unwrap_or_default()
}
