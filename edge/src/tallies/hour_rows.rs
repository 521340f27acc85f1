//! The rows of an hour, read from the value of its tally: see [`super::hour_tally`] for its form.

use jiff::Timestamp;

use super::counted::{Counted, What};
use super::detail::Dimension;
use super::hour_tally::{QUARTER_MS, start_ms};
use super::slices;
use crate::store::keys::{Hour, Rank};

/// The value of an hour's tally as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HourRows {
    hour: Hour,
    /// When its count was begun.
    pub(super) counted_at: Timestamp,
    value: String,
}

impl HourRows {
    /// Reads a value; `None` where it is damaged.
    pub(super) fn read(hour: Hour, value: String) -> Option<Self> {
        let (counted_at, _) = head(&value)?;
        rows(&value).all(|line| parse(line).is_some()).then_some(())?;
        Some(Self { hour, counted_at, value })
    }

    /// The cells of a slice of a value, and when it was counted; `None` where it was counted under other
    /// declarations, in an earlier release, or is damaged.
    pub(super) fn slice<'v>(
        value: &'v str,
        slice: &Dimension,
        declared: &str,
    ) -> Option<(Timestamp, &'v str)> {
        let (counted_at, under) = head(value)?;
        let cells = slices::find(value, Some(slice)).filter(|_| under == declared)?;
        Some((counted_at, cells))
    }

    /// All rows.
    pub(super) fn counted(&self) -> impl Iterator<Item = Counted<'_>> {
        let start = start_ms(self.hour);
        rows(&self.value).filter_map(parse).filter_map(move |line| {
            let what = What::of(line.rank, line.metadata, None)?;
            Some(Counted { time_ms: start + line.quarter * QUARTER_MS, count: line.count, what })
        })
    }
}

/// When a value was counted, and the fingerprint of the declarations.
fn head(value: &str) -> Option<(Timestamp, &str)> {
    let mut parts = value.lines().next()?.split(' ');
    let counted_at = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
    Some((counted_at, parts.next().unwrap_or_default()))
}

/// The lines of rows.
fn rows(value: &str) -> impl Iterator<Item = &str> {
    value.lines().skip(1).take_while(|line| !line.starts_with('#'))
}

struct Line<'a> {
    quarter: u64,
    rank: Rank,
    count: u64,
    metadata: &'a str,
}

fn parse(line: &str) -> Option<Line<'_>> {
    let (head, metadata) = line.split_once(' ')?;
    let (quarter, rest) = head.split_at_checked(1)?;
    let (kind, count) = rest.split_at_checked(1)?;
    let quarter = quarter.parse().ok().filter(|quarter| *quarter < 4)?;
    let rank = match kind {
        "r" => Rank::Revision(1),
        "t" => Rank::Tombstone,
        _ => return None,
    };
    Some(Line { quarter, rank, count: count.parse().ok()?, metadata })
}
