//! What a late mark asks for.

use jiff::{SignedDuration, Timestamp};

use super::STALE;
use crate::store::keys::LateMark;

/// After the end of a mark's window: the longest request and a stale list are over by then.
const RIPENS: SignedDuration = SignedDuration::from_mins(11);
const _: () = assert!(STALE.as_secs() + 60 <= RIPENS.as_secs());

/// When a count has to be begun, or later, to have seen all that a mark announced.
pub(super) fn need(mark: &LateMark) -> Timestamp {
    mark.until().checked_add(RIPENS).unwrap_or(Timestamp::MAX)
}
