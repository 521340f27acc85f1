//! A span of time.

use jiff::Timestamp;

/// A half-open span of time: answers whose own time is `from` or later, and before `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
}

impl Span {
    pub(crate) fn contains(&self, time: Timestamp) -> bool {
        self.from <= time && time < self.to
    }

    pub(crate) fn contains_ms(&self, time_ms: u64) -> bool {
        i64::try_from(time_ms)
            .is_ok_and(|ms| self.from.as_millisecond() <= ms && ms < self.to.as_millisecond())
    }

    /// Whether it ends before a time.
    pub(crate) fn ends_before_ms(&self, time_ms: u64) -> bool {
        i64::try_from(time_ms).is_ok_and(|ms| self.to.as_millisecond() <= ms)
    }
}
