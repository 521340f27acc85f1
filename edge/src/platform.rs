//! What the application may not take for itself: the time, randomness, and a way out. And what it asks of the
//! platform beside a reply.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::store::StoreError;

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

/// A request to somebody else's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The address, judged.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// JSON.
    pub body: String,
}

/// What the other side replied. A redirect is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallReply {
    /// The status.
    pub status: u16,
    /// The beginning of the body, as text.
    pub text: String,
}

/// An e-mail in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// One plain address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text, its lines ended by `\n`.
    pub text: String,
}

/// Why nothing was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallError {
    /// No reply came within ten seconds.
    TimedOut,
    /// The receiver could not be reached.
    Unreachable {
        /// What the platform said.
        reason: String,
    },
    /// This deployment sends no e-mail.
    NoMail,
}

/// What a call to somebody else returns.
pub type CallFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, CallError>> + Send + 'a>>;

/// The way out of the deployment.
pub trait Outgoing: Send + Sync {
    /// Sends a POST, and waits ten seconds for its reply. Redirects are not followed, and no more than 64 KiB of
    /// the reply are read.
    fn post<'a>(&'a self, call: &'a Call) -> CallFuture<'a, CallReply>;

    /// Sends an e-mail.
    fn mail<'a>(&'a self, mail: &'a Mail) -> CallFuture<'a, ()>;
}

/// No way out: for a deployment that tells nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoWayOut;

impl Outgoing for NoWayOut {
    fn post<'a>(&'a self, _: &'a Call) -> CallFuture<'a, CallReply> {
        Box::pin(async { Err(CallError::Unreachable { reason: "there is no way out".to_owned() }) })
    }

    fn mail<'a>(&'a self, _: &'a Mail) -> CallFuture<'a, ()> {
        Box::pin(async { Err(CallError::NoMail) })
    }
}

/// What is to be done once a reply is on its way. It rides in the extensions of the reply; the shell does it.
#[derive(Clone)]
pub struct Afterwards(Arc<Mutex<Option<AfterwardsFuture>>>);

type AfterwardsFuture = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send>>;

impl Afterwards {
    /// This.
    pub fn new(work: impl Future<Output = Result<(), StoreError>> + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Some(Box::pin(work)))))
    }

    /// Does it, the first time.
    ///
    /// # Errors
    /// Storage refused; the cron finds what is left.
    pub async fn run(self) -> Result<(), StoreError> {
        let work = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        match work {
            Some(work) => work.await,
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Afterwards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Afterwards(…)")
    }
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
