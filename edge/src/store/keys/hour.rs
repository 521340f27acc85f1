//! An hour of UTC, under which the keys of its answers, its tally and its late marks stand.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::{HOUR_DIGITS, LAST_SECOND};

const SECONDS: u64 = 3_600;

/// An hour of UTC. Keys hold it inverted, so that a list brings the newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour {
    /// The Unix second at which it begins.
    start: u64,
}

impl Hour {
    /// The first one that keys can tell: that of 1970-01-01T00:00Z.
    pub const FIRST: Self = Self { start: 0 };

    /// The hour of a time in milliseconds.
    #[must_use]
    pub const fn of_ms(time_ms: u64) -> Self {
        let seconds = time_ms / 1_000;
        Self { start: seconds - seconds % SECONDS }
    }

    /// The hour of an instant; the first one for all before 1970.
    #[must_use]
    pub fn of(time: Timestamp) -> Self {
        Self::of_ms(u64::try_from(time.as_millisecond()).unwrap_or(0))
    }

    /// When it begins.
    #[must_use]
    pub fn start(self) -> Timestamp {
        i64::try_from(self.start)
            .ok()
            .and_then(|second| Timestamp::from_second(second).ok())
            .unwrap_or(Timestamp::MAX)
    }

    /// When it ends: the first instant of the next.
    #[must_use]
    pub fn end(self) -> Timestamp {
        self.next().start()
    }

    /// The hour after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self { start: self.start + SECONDS }
    }

    /// The ten digits of it in a key.
    pub(super) fn write(self, text: &mut String) {
        // Writing to a string can't fail.
        let _ = write!(text, "{:0HOUR_DIGITS$}", LAST_SECOND.saturating_sub(self.start));
    }

    /// Reads its digits in a key.
    pub(super) fn parse(digits: &str) -> Option<Self> {
        let legal = digits.len() == HOUR_DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
        let start = LAST_SECOND - digits.parse::<u64>().ok().filter(|_| legal)?;
        start.is_multiple_of(SECONDS).then_some(Self { start })
    }
}
