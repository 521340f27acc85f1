//! Hours whose keys share their first digits, so that a range which ends in the past can be listed.

use jiff::Timestamp;
use koe_shared::id::SiteId;

use super::{HOUR_DIGITS, LAST_SECOND, answers, inverted_hour};

/// Seconds of a span whose hours two or three narrow blocks hold.
const SHORT_SPAN: u64 = 2_000_000;

/// Hours whose keys share their first digits: what one list can reach without passing over what is
/// newer. A list has no "start at", so a range that ends in the past is read block by block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The first digits of the inverted hour: none is every hour, all ten are one.
    digits: String,
}

impl Block {
    /// Every hour, newest first.
    #[must_use]
    pub fn all() -> Self {
        Self { digits: String::new() }
    }

    /// The hour in which the newest answers before `end` lie.
    #[must_use]
    pub fn before(end: Timestamp) -> Self {
        let newest = u64::try_from(end.as_millisecond().saturating_sub(1)).unwrap_or(0);
        Self { digits: format!("{:0HOUR_DIGITS$}", inverted_hour(newest)) }
    }

    /// The blocks that hold every hour of a span, newest first, for keys of which an hour has one: as wide
    /// as one list may bring (some 278 hours), or ten times as wide for a longer span.
    #[must_use]
    pub fn covering(from: Timestamp, to: Timestamp) -> Vec<Self> {
        let second = |time: Timestamp| u64::try_from(time.as_millisecond()).unwrap_or(0);
        let (newest, oldest) =
            (inverted_hour(second(to).saturating_sub(1)), inverted_hour(second(from)));
        let is_short = oldest.saturating_sub(newest) <= SHORT_SPAN;
        let digits = if is_short { 4 } else { 3 };
        let width = 10_u64.pow(u32::try_from(HOUR_DIGITS - digits).unwrap_or_default());
        let all = (newest / width)..=(oldest / width);
        all.map(|block| Self { digits: format!("{block:0digits$}") }).collect()
    }

    /// The block that these digits name, as [`Block::digits`] gave them.
    #[must_use]
    pub fn from_digits(digits: &str) -> Option<Self> {
        let legal = digits.len() <= HOUR_DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
        legal.then(|| Self { digits: digits.to_owned() })
    }

    /// The digits that name this block, for a cursor.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// What every answer's key of this block begins with.
    #[must_use]
    pub fn prefix(&self, site: &SiteId) -> String {
        self.within(&answers(site))
    }

    /// What the keys of this block begin with whose hour stands behind `prefix`.
    #[must_use]
    pub fn within(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.digits)
    }

    /// The next older block, as wide as its first digits allow, or `None` when `start` lies in or
    /// before none of the hours that are left.
    #[must_use]
    pub fn next(mut self, start: Timestamp) -> Option<Self> {
        let oldest = inverted_hour(u64::try_from(start.as_millisecond()).unwrap_or(0));
        loop {
            while self.digits.ends_with('9') {
                self.digits.pop();
            }
            let last = self.digits.pop()?;
            self.digits.push(char::from(last as u8 + 1));
            let (first, end) = self.span();
            if first > oldest {
                return None;
            }
            if holds_an_hour(first, end) {
                return Some(self);
            }
        }
    }

    /// The narrower blocks of this one that can hold an hour of a span, oldest first; `None` where it holds
    /// one hour at most, since it is a thousand seconds wide or less.
    #[must_use]
    pub fn split(&self, from: Timestamp, to: Timestamp) -> Option<Vec<Self>> {
        if self.digits.len() >= HOUR_DIGITS - 3 {
            return None;
        }
        let second = |time: Timestamp| u64::try_from(time.as_millisecond()).unwrap_or(0);
        let (newest, oldest) =
            (inverted_hour(second(to).saturating_sub(1)), inverted_hour(second(from)));
        let narrower =
            (0..10).rev().map(|digit| Self { digits: format!("{}{digit}", self.digits) });
        let can_hold_any = |block: &Self| {
            let (first, last) = block.span();
            first <= oldest && newest <= last && holds_an_hour(first, last)
        };
        Some(narrower.filter(can_hold_any).collect())
    }

    /// The first and the last inverted second of the block.
    pub(super) fn span(&self) -> (u64, u64) {
        let fill = |digit: &str| {
            let digits =
                format!("{}{}", self.digits, digit.repeat(HOUR_DIGITS - self.digits.len()));
            digits.parse().unwrap_or(LAST_SECOND)
        };
        (fill("0"), fill("9"))
    }
}

/// Whether an hour begins at one of these inverted seconds.
pub(super) fn holds_an_hour(first: u64, last: u64) -> bool {
    let newest = LAST_SECOND.saturating_sub(first);
    newest - newest % 3_600 >= LAST_SECOND.saturating_sub(last)
}
