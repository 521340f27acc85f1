//! What the application asks of its storage: keys in byte order, each with a value and a short
//! text of metadata that a list brings along.
//!
//! The trait says what Workers KV says, no more: no transaction, no increment, no read that is
//! sure to be fresh. Whoever calls it has to be right under staleness. Which keys there are is
//! decided in [`keys`]; the implementations are [`MemoryStore`] and, inside the Workers
//! runtime, `KvStore`. One suite (`contract`) holds for all of them.

pub mod bounds;
#[cfg(any(not(target_arch = "wasm32"), feature = "contract-route"))]
pub mod contract;
pub mod keys;
#[cfg(target_arch = "wasm32")]
mod kv;
mod memory;

use std::fmt;
use std::pin::Pin;

use jiff::SignedDuration;

pub use bounds::{MAX_BULK, MAX_KEY, MAX_METADATA, MAX_PAGE, MAX_VALUE, MIN_TTL_SECONDS};
#[cfg(target_arch = "wasm32")]
pub(crate) use kv::KvStore;
pub use memory::MemoryStore;

/// What a storage call returns. Boxed, so that the application holds one `dyn Store`.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Keys with values, metadata and expiry, listed in ascending byte order.
pub trait Store: Send + Sync {
    /// The entry under a key, or `None` when there is none (or none is visible yet).
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<Entry>>;

    /// The values under up to [`MAX_BULK`] keys, in the order asked; one operation. Without their
    /// metadata, which whoever asks has from the list that named the keys.
    fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>>;

    /// Stores an entry, in place of one that the key may already hold.
    fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()>;

    /// Removes an entry; a key that holds none is no error.
    fn delete<'a>(&'a self, key: &'a str) -> StoreFuture<'a, ()>;

    /// One page of keys, ascending, with their metadata. A page may be short, even empty, while
    /// more follow: only a page without a cursor is the last.
    fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page>;
}

/// A stored value and its metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The value, as it was put.
    pub value: String,
    /// The metadata, where some was put.
    pub metadata: Option<String>,
}

/// What to store under a key.
#[derive(Clone, Copy, Debug, Default)]
pub struct Put<'a> {
    /// The value; may be empty.
    pub value: &'a str,
    /// A text that lists bring along; at most [`MAX_METADATA`] bytes as a JSON string.
    pub metadata: Option<&'a str>,
    /// After what time the entry vanishes by itself: at least [`MIN_TTL_SECONDS`]. `None`: never. A
    /// time to live, since KV takes no instant past January 2038.
    pub time_to_live: Option<SignedDuration>,
}

/// Which keys to list.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// What every key begins with.
    pub prefix: &'a str,
    /// At most so many keys: 1 to [`MAX_PAGE`].
    pub limit: usize,
    /// Where the page before ended.
    pub cursor: Option<&'a str>,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The keys, ascending.
    pub keys: Vec<Listed>,
    /// Where to go on, or `None` when the list ends here.
    pub cursor: Option<String>,
}

/// A key in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The whole key.
    pub key: String,
    /// Its metadata, where some was put.
    pub metadata: Option<String>,
}

/// Why storage did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// It did not answer, or answered with an error of its own: try again later.
    Unavailable {
        /// What it said, for the log. It may name a key, so it never leaves the deployment.
        reason: String,
    },
    /// Too many writes to one key, or a daily allowance is used up: try again later.
    Busy,
    /// A key that is empty or too long.
    KeyLength {
        /// Its bytes.
        bytes: usize,
    },
    /// Metadata over the bound.
    MetadataLength {
        /// Its bytes as a JSON string.
        bytes: usize,
    },
    /// A value over the bound.
    ValueLength {
        /// Its bytes.
        bytes: usize,
    },
    /// A time to live that is over or too short.
    TimeToLive {
        /// How long it is.
        seconds: i64,
    },
    /// A page of no keys or of too many.
    PageLimit {
        /// The limit asked for.
        limit: usize,
    },
    /// Too many keys in one bulk read.
    BulkLength {
        /// The keys asked for.
        keys: usize,
    },
    /// A cursor that this store did not hand out.
    Cursor,
    /// An entry that can't be read: written by a newer release, or damaged.
    Unreadable {
        /// Which one, for the log.
        key: String,
    },
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable { reason } => write!(f, "storage is unavailable: {reason}"),
            Self::Busy => write!(f, "storage refuses for now: too many operations"),
            Self::KeyLength { bytes } => {
                write!(f, "a key of {bytes} bytes is outside 1–{MAX_KEY}")
            }
            Self::MetadataLength { bytes } => {
                write!(f, "metadata of {bytes} bytes is over {MAX_METADATA}")
            }
            Self::ValueLength { bytes } => {
                write!(f, "a value of {bytes} bytes is over {MAX_VALUE}")
            }
            Self::TimeToLive { seconds } => {
                write!(f, "a time to live of {seconds} s is under {MIN_TTL_SECONDS} s")
            }
            Self::PageLimit { limit } => {
                write!(f, "a page of {limit} keys is outside 1–{MAX_PAGE}")
            }
            Self::BulkLength { keys } => {
                write!(f, "a bulk read of {keys} keys is over {MAX_BULK}")
            }
            Self::Cursor => write!(f, "the cursor is none of this store's"),
            Self::Unreadable { key } => write!(f, "the entry under {key} can't be read"),
        }
    }
}

impl std::error::Error for StoreError {}
