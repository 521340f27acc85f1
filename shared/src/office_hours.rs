//! Working time: how much of it lies between two instants, and when so much of it has passed.
//!
//! An instant is working time where the clock of the site's zone shows an hour of work of a day that is not closed.
//! Its length is what really passes: of 10:00 to 19:00 on any day nine hours, of 00:00 to 24:00 on the day on which
//! clocks go forward 23. Instants count to the millisecond.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::site::{DayHours, SiteDocument, WeekHours};

const MINUTE: i64 = 60 * 1_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// How far ahead an instant is looked for: three years. Hours so rare that it lies beyond are hours that nobody waits
/// for.
const FAR: i64 = 3 * 366 * DAY;

/// When a site is at work.
///
/// Both questions cost about as much as a few look-ups in the table of time zones, however far the instants are apart.
#[derive(Debug, Clone)]
pub struct OfficeHours {
    zone: TimeZone,
    /// When work begins and ends on each day of the week, Monday first, in milliseconds of the day.
    week: [(i64, i64); 7],
    /// The working time of a week before each of its days, and of the whole.
    before: [i64; 8],
    /// The closed days, by their number, each with the working time that falls out up to it and with it.
    closed: Vec<(i64, i64)>,
}

/// A time as the clock of the site shows it: milliseconds since 1970 began there.
type Local = i64;

impl OfficeHours {
    /// The hours of a site. A document that was read has legal ones; a time zone that has gone from the table since is
    /// UTC.
    #[must_use]
    pub fn of(document: &SiteDocument) -> Self {
        let SiteDocument { timezone, hours, closed, .. } = document;
        let zone = TimeZone::get(timezone).unwrap_or(TimeZone::UTC);
        let week = week(hours.as_ref());
        let mut before = [0; 8];
        for (n, (from, to)) in week.iter().enumerate() {
            before[n + 1] = before[n] + to - from;
        }
        let mut days: Vec<i64> = closed.iter().filter_map(|day| number_of(day)).collect();
        days.sort_unstable();
        days.dedup();
        let mut out = 0;
        let closed = days.into_iter().map(|day| {
            let (from, to) = week[weekday(day)];
            out += to - from;
            (day, out)
        });
        let closed = closed.collect();
        Self { zone, week, before, closed }
    }

    /// The instant at which so many hours of working time have passed since another; three years later where that
    /// is sooner.
    #[must_use]
    pub fn due(&self, from: Timestamp, hours: u32) -> Timestamp {
        let mut left = i64::from(hours) * HOUR;
        let end = from.as_millisecond().saturating_add(FAR);
        for Piece { start, end, offset } in self.pieces(from, end) {
            let target = self.worked(start + offset) + left;
            if self.worked(end + offset) >= target {
                return instant(self.reached(target, (start + offset, end + offset)) - offset);
            }
            left = target - self.worked(end + offset);
        }
        instant(end)
    }

    /// The working time between two instants; zero where the second is not later.
    #[must_use]
    pub fn elapsed(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        let pieces = self.pieces(from, to.as_millisecond());
        let worked = pieces.map(|Piece { start, end, offset }| {
            self.worked(end + offset) - self.worked(start + offset)
        });
        SignedDuration::from_millis(worked.sum())
    }

    /// The time between two instants, cut where the clock of the site is set forward or back.
    fn pieces(&self, from: Timestamp, end: i64) -> impl Iterator<Item = Piece> {
        let mut changes = self.zone.following(from);
        let first = from.as_millisecond();
        let mut next = (first < end).then(|| (first, self.zone.to_offset(from)));
        std::iter::from_fn(move || {
            let (start, offset) = next?;
            next = changes
                .next()
                .map(|change| (change.timestamp().as_millisecond(), change.offset()))
                .filter(|(at, _)| *at < end);
            let end = next.map_or(end, |(at, _)| at);
            Some(Piece { start, end, offset: i64::from(offset.seconds()) * 1_000 })
        })
    }

    /// The working time since 1970 by the clock of the site, as if that had never been set.
    fn worked(&self, local: Local) -> i64 {
        let (day, time) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let (from, to) = self.week[weekday(day)];
        // 1970 began on a Thursday: weeks are counted from its Monday.
        let whole = (day + 3).div_euclid(7) * self.before[7] + self.before[weekday(day)];
        let place = self.closed.partition_point(|(closed, _)| *closed < day);
        let is_closed = self.closed.get(place).is_some_and(|(closed, _)| *closed == day);
        let out = place.checked_sub(1).map_or(0, |last| self.closed[last].1);
        let today = if is_closed { 0 } else { time.clamp(from, to) - from };
        whole - out + today
    }

    /// The first time of a span at which so much has been worked; its end has.
    fn reached(&self, target: i64, (mut from, mut to): (Local, Local)) -> Local {
        while from < to {
            let middle = from + (to - from) / 2;
            if self.worked(middle) < target {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        to
    }
}

/// A part of time in which the clock of the site runs as far from UTC as it did before.
struct Piece {
    start: i64,
    end: i64,
    /// Milliseconds.
    offset: i64,
}

/// The day of the week of a day by its number since 1970, Monday first.
fn weekday(day: i64) -> usize {
    usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default()
}

/// The hours of each day of the week; without any set, all.
fn week(hours: Option<&WeekHours>) -> [(i64, i64); 7] {
    let Some(hours) = hours else { return [(0, DAY); 7] };
    hours.days().map(|(_, hours)| {
        let minutes = hours.and_then(DayHours::minutes);
        minutes.map_or((0, 0), |(from, to)| (i64::from(from) * MINUTE, i64::from(to) * MINUTE))
    })
}

/// A closed day by its number since 1970.
fn number_of(day: &str) -> Option<i64> {
    let day: Date = day.parse().ok()?;
    let since = day.duration_since(jiff::civil::date(1970, 1, 1));
    Some(since.as_hours() / 24)
}

fn instant(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
}
