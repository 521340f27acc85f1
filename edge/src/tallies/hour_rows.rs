//! The rows of an hour, read from the value of its tally: see [`super::hour_tally`] for its form.

use jiff::Timestamp;

use super::counted::{Counted, What};
use super::hour_tally::{FOLDED, QUARTER_MS, start_ms};
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
        let mut lines = value.lines();
        let head = lines.next()?;
        let counted_at = head.strip_suffix(FOLDED).map_or(head, str::trim_end);
        let counted_at = Timestamp::from_millisecond(counted_at.parse().ok()?).ok()?;
        lines.all(|line| parse(line).is_some()).then_some(())?;
        Some(Self { hour, counted_at, value })
    }

    /// All rows.
    pub(super) fn counted(&self) -> impl Iterator<Item = Counted<'_>> {
        let start = start_ms(self.hour);
        self.value.lines().skip(1).filter_map(parse).filter_map(move |line| {
            let what = What::of(line.rank, line.metadata, None)?;
            Some(Counted { time_ms: start + line.quarter * QUARTER_MS, count: line.count, what })
        })
    }
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
