//! Reading a span of time from tallies, as far as they reach, and saying what is left to read raw.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::bounds::Bounds;
use super::counted::Counted;
use super::day_tally::{DayHead, DayTally, ListedDay, Under};
use super::detail::Detail;
use super::hour_tally::{Head, HourRows};
use super::need::need;
use super::stored::{Stored, last_hour};
use super::{STALE, cells};
use crate::sites::Span;
use crate::sites::{Calendar, Declared, Site};
use crate::store::keys::{Hour, LateMark};
use crate::store::{Store, StoreError};

/// Bytes of tallies in one report, at most.
const ALL_BYTES: usize = 64 << 20;
const QUARTER_MS: i64 = 15 * 60 * 1_000;
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
    /// Whole hours and days, as cells, with a time in each.
    cells: Vec<(u64, String)>,
    /// The rows of hours that are not told by cells.
    rows: Vec<HourRows>,
    /// What of the rows is told.
    pieces: Vec<Span>,
    /// What is left to be read from the answers themselves.
    pub(crate) raw: Vec<Span>,
    /// The first hour that tallies do not tell yet.
    pub(crate) counted_until: Option<Timestamp>,
    /// Whatever was received before it is counted.
    pub(crate) as_of: Timestamp,
}

impl Tallied {
    /// Reads a span of a site.
    ///
    /// 1. The bounds. Before the first run of the cron everything is read raw. A quarter of an hour that is
    ///    cut is read raw, too, since a row does not tell on which side its answers lie.
    /// 2. Days, where one lies whole in the span, is cut nowhere and was summed under the zone of today; a
    ///    slice of it, where the declarations are those of today.
    /// 3. The hours of the rest: their totals where these suffice, else their rows. One that can't be read
    ///    (damaged, or written by a newer release) is read raw.
    /// 4. The late marks: what they announced and the tallies do not hold yet is not counted.
    pub(crate) async fn read(
        store: &dyn Store,
        site: &Site,
        asked: Asked<'_>,
        now: Timestamp,
    ) -> Result<Self, TalliedError> {
        let Asked { span, cuts, detail, is_plain, declared, calendar } = asked;
        let as_of = now.checked_sub(STALE).unwrap_or(now);
        // 1.
        let living = Span { from: site.record.retention().oldest(now), to: Timestamp::MAX };
        let bounds = Bounds::load(store, &site.id).await?;
        let counted_until = bounds.map(|bounds| bounds.until.start());
        let part = bounds.and_then(|bounds| within(span, bounds));
        let (Some(bounds), Some(part)) = (bounds, part) else {
            let raw = overlap(span, living).into_iter().collect();
            return Ok(Self { raw, counted_until, as_of, ..Self::default() });
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
            cells: Vec::new(),
            covered: Covered::default(),
            bytes: 0,
        };
        // 2.
        let under =
            Under { zone: site.record.zone_fingerprint(), declared: declared.fingerprint() };
        let days = reading.days((detail, is_plain), (&under, calendar)).await?;
        // 3.
        let told = days.iter().copied().chain(cut.iter().map(|from| quarter(*from)));
        let pieces = overlap(part, living).map_or(Vec::new(), |part| rest_of(part, told));
        let is_newest = part.to >= bounds.until.start();
        let (rows, unreadable) = reading.hours(detail, &pieces, is_newest).await?;
        let unreadable = unreadable.into_iter().flat_map(|hour| {
            let hour = Span { from: hour.start(), to: hour.end() };
            pieces.iter().filter_map(move |piece| overlap(*piece, hour))
        });
        raw.extend(unreadable);
        // 4.
        let as_of = as_of.min(reading.announced().await?);
        Ok(Self { cells: reading.cells, rows, pieces, raw, counted_until, as_of })
    }

    /// All that the tallies count.
    pub(crate) fn counted(&self) -> impl Iterator<Item = Counted<'_>> {
        let cells = self.cells.iter().filter_map(|(time_ms, text)| cells::read(text, *time_ms));
        let rows = self.rows.iter().flat_map(HourRows::counted);
        let rows =
            rows.filter(|row| self.pieces.iter().any(|piece| piece.contains_ms(row.time_ms)));
        cells.flatten().chain(rows)
    }
}

/// A span that is being read.
struct Reading<'a> {
    stored: Stored<'a>,
    cuts: BTreeSet<Timestamp>,
    part: Span,
    /// When the first day begins of which every answer lives, where the span begins before it.
    whole_days: Option<Timestamp>,
    cells: Vec<(u64, String)>,
    covered: Covered,
    /// The bytes of the values that were read.
    bytes: usize,
}

/// Which counts the tallies hold that are read.
#[derive(Default)]
struct Covered {
    hours: BTreeMap<Hour, Timestamp>,
    /// Days whose hours are told by their values: when each was summed, and how large it is.
    days: BTreeMap<Timestamp, ListedDay>,
}

impl Reading<'_> {
    /// Takes what days tell; returns their spans. A day of which some answers are over must tell all that
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
        let listed = self.stored.days(later(self.part.from, -LONGEST_DAY_MS)).await?;
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
            whole.into_iter().partition(|(_, day)| slice.is_none() && day.totals.is_some());
        let mut spans = Vec::new();
        for (start, listed) in told {
            let totals = listed.totals.clone().unwrap_or_default();
            if cells::read(&totals, 0).is_some() {
                self.cells.push((ms(start), totals));
                spans.push(Span { from: start, to: listed.head.end });
                self.covered.days.insert(start, listed);
            }
        }
        let sizes: Vec<_> = untold.iter().map(|(start, listed)| (*start, listed.bytes)).collect();
        self.take_bytes(sizes.iter().map(|(_, bytes)| *bytes))?;
        for (start, tally) in self.stored.day_tallies(&sizes).await? {
            let Some(tally) = tally else { continue };
            let day = Span { from: start, to: tally.head.end };
            let is_told = is_told(&tally.head, day) && self.holds_whole(day);
            let text = tally.cells(slice).filter(|text| cells::read(text, 0).is_some());
            if let Some(text) = text.filter(|_| is_told) {
                self.cells.push((ms(start), text.clone()));
                spans.push(day);
                self.covered.hours.extend(tally.hours);
            }
        }
        Ok(spans)
    }

    /// Takes what hours tell of pieces of the span: totals as cells, else rows. Returns the rows, and the
    /// hours that can't be read.
    async fn hours(
        &mut self,
        detail: &Detail,
        pieces: &[Span],
        is_newest: bool,
    ) -> Result<(Vec<HourRows>, Vec<Hour>), TalliedError> {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return Ok((Vec::new(), Vec::new()));
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
            let Head { counted_at, bytes, totals } = head;
            match totals.filter(|_| is_whole && *detail == Detail::Totals) {
                Some(totals) if cells::read(&totals, 0).is_some() => {
                    self.cells.push((ms(span.from), totals));
                    self.covered.hours.insert(hour, counted_at);
                }
                _ => sizes.push((hour, bytes)),
            }
        }
        self.take_bytes(sizes.iter().map(|(_, bytes)| *bytes))?;
        let mut rows = Vec::new();
        for (hour, read) in self.stored.rows(&sizes).await? {
            match read {
                Some(read) => {
                    self.covered.hours.insert(hour, read.counted_at);
                    rows.push(read);
                }
                None => unreadable.push(hour),
            }
        }
        Ok((rows, unreadable))
    }

    /// Before what time everything that was received for the span's hours is in the tallies that are read.
    async fn announced(&mut self) -> Result<Timestamp, StoreError> {
        let hours = Hour::of(self.part.from)..=last_hour(self.part);
        let mut marks = self.stored.marks().await?;
        marks.retain(|mark| hours.contains(&mark.hour));
        // A list does not tell which counts a day holds, its value does.
        let days = std::mem::take(&mut self.covered.days);
        let is_marked = |start: Timestamp, day: &ListedDay| {
            let touches =
                |mark: &LateMark| start < mark.hour.end() && mark.hour.start() < day.head.end;
            marks.iter().any(touches)
        };
        let marked: Vec<(Timestamp, usize)> = days
            .iter()
            .filter(|(start, day)| is_marked(**start, day))
            .map(|(start, day)| (*start, day.bytes))
            .collect();
        for (start, tally) in self.stored.day_tallies(&marked).await? {
            let is_it = |tally: &DayTally| tally.head == days[&start].head;
            if let Some(tally) = tally.filter(is_it) {
                self.covered.hours.extend(tally.hours);
            }
        }
        let is_counted = |mark: &LateMark| {
            self.covered.hours.get(&mark.hour).is_some_and(|counted_at| *counted_at >= need(mark))
        };
        let lacking = marks.iter().filter(|mark| !is_counted(mark)).map(|mark| mark.since);
        Ok(lacking.min().unwrap_or(Timestamp::MAX))
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

fn quarter(from: Timestamp) -> Span {
    Span { from, to: later(from, QUARTER_MS) }
}

/// What is left of a span without others, in their order. They may touch and overlap.
fn rest_of(span: Span, others: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut others: Vec<Span> = others.collect();
    others.sort_unstable_by_key(|other| other.from);
    let mut rest = Vec::new();
    let mut from = span.from;
    for other in others {
        rest.extend(overlap(span, Span { from, to: other.from }));
        from = from.max(other.to);
    }
    rest.extend(overlap(span, Span { from, to: span.to }));
    rest
}

fn later(time: Timestamp, ms: i64) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond() + ms).unwrap_or(time)
}

fn overlap(one: Span, other: Span) -> Option<Span> {
    let both = Span { from: one.from.max(other.from), to: one.to.min(other.to) };
    (both.from < both.to).then_some(both)
}
