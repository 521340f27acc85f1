//! What the application may not take for itself: the time and randomness. And what it asks of the
//! platform beside a reply.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use jiff::Timestamp;

/// Tells the time. In Workers it stands still while code runs.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Fills a buffer with randomness fit for keys.
pub type Entropy = Arc<dyn Fn(&mut [u8]) -> Result<(), EntropyError> + Send + Sync>;

/// What a call for a static file returns.
pub type AssetFuture<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, AssetError>> + Send + 'a>>;

/// The static files that were deployed beside the application.
pub trait Assets: Send + Sync {
    /// What is in the file under a path such as `/a/sender-48b5c5da2d.js`.
    fn fetch<'a>(&'a self, path: &'a str) -> AssetFuture<'a>;
}

/// A static file did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssetError {
    /// The platform replied with another status than 200: 404 where it has no such file.
    Status(u16),
    /// It did not reply.
    Unavailable {
        /// What it said, for the log.
        reason: String,
    },
}

impl fmt::Display for AssetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "the assets replied {status}, not 200"),
            Self::Unavailable { reason } => write!(f, "the assets did not reply: {reason}"),
        }
    }
}

impl std::error::Error for AssetError {}

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
