//! A range cut into smaller ones, newest first, each about as large as a few pages.
//!
//! How wide that is in time shows as they come: a range that brought few answers makes the next ones wider,
//! one that brought many makes them narrower.

use std::str::FromStr;
use std::time::SystemTime;

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp, civil::Date};
use koe_shared::id::MAX_AHEAD;
use koe_shared::instant::Instant;
use serde::{Deserialize, Serialize};

/// How wide the first range is.
pub(super) const FIRST_HOURS: i64 = 24;
/// Answers that a range should bring: ten pages.
const ROWS: u64 = 10_000;
/// How much wider a range may be than one before it.
const GROWTH: i64 = 4;
/// No site keeps answers for longer: ten years, and a day for its time zone.
const MOST_DAYS: i64 = 3_651;
/// How far the clocks of the world are from UTC, at most.
const ZONES: SignedDuration = SignedDuration::from_hours(14);

/// Where a range begins or ends: an instant, or a day of the site, of which the tool does not know the zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Bound {
    text: String,
    earliest: Timestamp,
    latest: Timestamp,
}

impl Bound {
    /// As the edge is told.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn at(time: Timestamp) -> Self {
        Self { text: Instant(time).to_string(), earliest: time, latest: time }
    }
}

impl FromStr for Bound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bound = |earliest, latest| Self { text: text.to_owned(), earliest, latest };
        if let Ok(Instant(time)) = text.parse() {
            return Ok(bound(time, time));
        }
        let midnight = || text.parse::<Date>().ok()?.in_tz("UTC").ok();
        let midnight = midnight().filter(|_| text.len() == "2026-10-01".len());
        let around = midnight.map(|day| day.timestamp()).and_then(|day| {
            Some(bound(day.checked_sub(ZONES).ok()?, day.checked_add(ZONES).ok()?))
        });
        around.ok_or_else(|| {
            format!("{text:?} is neither a day (2026-10-01) nor an instant (2026-10-01T09:00:00Z)")
        })
    }
}

impl TryFrom<String> for Bound {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Bound> for String {
    fn from(bound: Bound) -> Self {
        bound.text
    }
}

/// The end of what there is: the edge takes answers that are a little ahead.
pub(super) fn newest() -> Result<Bound> {
    let now = Timestamp::try_from(SystemTime::now()).context("the clock of this machine")?;
    Ok(Bound::at(now.checked_add(MAX_AHEAD)?))
}

/// The beginning of what there may be.
pub(super) fn oldest() -> Result<Bound> {
    let now = Timestamp::try_from(SystemTime::now()).context("the clock of this machine")?;
    Ok(Bound::at(now.checked_sub(SignedDuration::from_hours(24 * MOST_DAYS))?))
}

/// A range to fetch, half-open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) from: Bound,
    pub(super) to: Bound,
    hours: i64,
}

/// What is left of a range.
#[derive(Debug)]
pub(super) struct Ranges {
    from: Bound,
    /// Where the next range ends; `None` when all were handed out.
    to: Option<Bound>,
    hours: i64,
}

impl Ranges {
    /// All from `from` to `to`, the first of them so many hours wide. Nothing is left where `to` is `from`.
    pub(super) fn new(from: Bound, to: Bound, hours: i64) -> Self {
        let to = (from.text != to.text).then_some(to);
        Self { from, to, hours: hours.max(1) }
    }

    /// The next range, which ends where the one before began.
    pub(super) fn next(&mut self) -> Option<Range> {
        let to = self.to.take()?;
        let hours = self.hours;
        let from = boundary(to.earliest, hours)
            .filter(|from| self.from.latest < *from)
            .map_or_else(|| self.from.clone(), Bound::at);
        self.to = (from != self.from).then(|| from.clone());
        Some(Range { from, to, hours })
    }

    /// Takes note of what a range brought.
    pub(super) fn brought(&mut self, range: &Range, rows: u64) {
        let ideal = i64::try_from(ROWS / rows.max(1)).unwrap_or(GROWTH).min(GROWTH) * range.hours;
        self.hours = if ideal > 0 {
            ideal
        } else {
            let rows = i64::try_from(rows / ROWS).unwrap_or(i64::MAX);
            (range.hours / rows.max(1)).max(1)
        };
    }

    /// How wide the next range is.
    pub(super) fn hours(&self) -> i64 {
        self.hours
    }
}

/// The whole hour that lies so many hours before a time.
fn boundary(to: Timestamp, hours: i64) -> Option<Timestamp> {
    let second = to.as_second();
    let hour = second - second.rem_euclid(3_600);
    Timestamp::from_second(hour.checked_sub(hours.checked_mul(3_600)?)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(text: &str) -> Bound {
        text.parse().unwrap()
    }

    /// The bounds of all ranges, each of which brings as many answers as `rows` says of its hours.
    fn cut(from: &str, to: &str, rows: impl Fn(i64) -> u64) -> Vec<(String, String)> {
        let mut ranges = Ranges::new(bound(from), bound(to), FIRST_HOURS);
        let mut all = Vec::new();
        while let Some(range) = ranges.next() {
            ranges.brought(&range, rows(range.hours));
            all.push((range.from.text, range.to.text));
        }
        all
    }

    #[track_caller]
    fn check_join(all: &[(String, String)], from: &str, to: &str) {
        assert_eq!(all.first().unwrap().1, to);
        assert_eq!(all.last().unwrap().0, from);
        for (newer, older) in all.iter().zip(&all[1..]) {
            assert_eq!(newer.0, older.1, "the next ends where this begins");
        }
    }

    #[test]
    fn ranges_join_to_the_whole_whatever_they_bring() {
        for (from, to) in [
            ("2024-01-01", "2026-11-28"),
            ("2026-11-27", "2026-11-28"),
            ("2026-11-28T03:10:00Z", "2026-11-28T03:20:00Z"),
            ("2026-10-01T00:00:00Z", "2026-11-28"),
            ("2026-10-01", "2026-11-28T03:20:07Z"),
        ] {
            for an_hour in [0, 1, 60, 9_999, 50_000] {
                let all = cut(from, to, |hours| an_hour * hours.unsigned_abs());
                check_join(&all, from, to);
            }
        }
    }

    #[test]
    fn empty_years_take_a_few_ranges() {
        assert_eq!(cut("2016-11-28", "2026-11-28", |_| 0).len(), 7);
    }

    /// A thousand an hour: ten hours a range.
    #[test]
    fn a_range_is_as_wide_as_ten_thousand_answers() {
        let all = cut("2026-11-01", "2026-11-28", |hours| 1_000 * hours.unsigned_abs());
        let (from, to) = &all[all.len() / 2];
        let width = bound(to).earliest.duration_since(bound(from).earliest);
        assert!((8..=12).contains(&width.as_hours()), "{width:?}");
    }

    /// Only the edge knows when a day of the site begins, so no boundary may lie where it could be outside.
    #[test]
    fn no_boundary_lies_outside_in_any_zone() {
        for (from, to) in cut("2026-11-01", "2026-11-28", |_| 1_000_000) {
            let (from, to) = (bound(&from), bound(&to));
            assert!(from.latest < to.earliest, "{} to {}", from.text, to.text);
            assert!(bound("2026-11-01").earliest <= from.earliest);
            assert!(to.latest <= bound("2026-11-28").latest);
        }
    }

    #[test]
    fn what_is_no_day_and_no_instant_is_refused() {
        for text in ["2026-10", "yesterday", "2026-10-01T09:00", "2026-13-01"] {
            assert!(text.parse::<Bound>().is_err(), "{text}");
        }
    }
}
