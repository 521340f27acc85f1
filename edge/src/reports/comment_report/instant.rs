//! The moment of an answer, as the report tells it.

use jiff::Timestamp;
use koe_shared::instant::Instant;

/// An instant of an answer, from its milliseconds.
pub(super) fn instant(time_ms: u64) -> Option<Instant> {
    let time = i64::try_from(time_ms).ok()?;
    Timestamp::from_millisecond(time).ok().map(Instant)
}
