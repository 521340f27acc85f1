//! What the application runs on: storage, configuration, and the two things it may not take for
//! itself, the time and randomness.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

use crate::config::Config;
use crate::store::Store;

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

/// Everything [`crate::app`] is built from.
#[derive(Clone)]
pub struct AppState {
    /// Where sites, keys and answers lie.
    pub store: Arc<dyn Store>,
    /// What the deployment sets.
    pub config: Config,
    /// The time.
    pub clock: Clock,
    /// Randomness for keys and secrets.
    pub entropy: Entropy,
}
