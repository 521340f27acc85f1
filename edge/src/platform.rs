//! What the application may not take for itself: the time and randomness.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

/// Tells the time. In Workers it stands still while code runs.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Fills a buffer with randomness fit for keys.
pub type Entropy = Arc<dyn Fn(&mut [u8]) -> Result<(), EntropyError> + Send + Sync>;

/// The platform gave no randomness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntropyError;

impl fmt::Display for EntropyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the platform gave no randomness")
    }
}

impl std::error::Error for EntropyError {}
