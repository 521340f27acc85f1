//! What the application may not take for itself: the time and randomness. And what it asks of the
//! platform beside a reply.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

/// Tells the time. In Workers it stands still while code runs.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Fills a buffer with randomness fit for keys.
pub type Entropy = Arc<dyn Fn(&mut [u8]) -> Result<(), EntropyError> + Send + Sync>;

/// What the cache in front of the application has to forget, by the tags that replies carried. It rides in
/// the extensions of a reply; the shell asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purge {
    /// The tags, such as `site-kokage`.
    pub tags: Vec<String>,
}

/// The platform gave no randomness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntropyError;

impl fmt::Display for EntropyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the platform gave no randomness")
    }
}

impl std::error::Error for EntropyError {}
