//! What is not left to the weather.

use std::ops::Range;

use jiff::{SignedDuration, Timestamp};

/// How late operations on some keys are for some time. The first step that is about one counts.
pub(crate) struct Step {
    pub(crate) prefix: String,
    pub(crate) time: Range<Timestamp>,
    /// How old what is read then is.
    pub(crate) age: SignedDuration,
    /// How long what is written then is on its way. A run that waits before it writes looks the same.
    pub(crate) arrival: SignedDuration,
}

impl Step {
    pub(super) fn is_about(&self, key: &str, now: Timestamp) -> bool {
        key.starts_with(&self.prefix) && self.time.contains(&now)
    }
}
