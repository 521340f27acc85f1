//! Whether an import may be changed now.
//!
//! What an import or its undoing wrote is shown everywhere after ten minutes only. Who imports a correction
//! before would not see the answer that it corrects, and the two would count. So each leaves a mark for as
//! long as the deployment says, and meanwhile another one waits. An undoing holds up the import that was
//! undone, too: its rows may still look as if they were there.
//!
//! It is best effort, since the marks lie in the same storage.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;

use super::batch::Batch;
use crate::store::keys;
use crate::store::{List, MAX_PAGE, MIN_TTL_SECONDS, Put, Store, StoreError};

/// What is done to a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Import,
    Undo,
}

/// Another import was changed a short while ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SettlingError {
    pub(crate) batch: String,
    /// Seconds until it may be tried again.
    pub(crate) retry_after: u64,
}

impl fmt::Display for SettlingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { batch, retry_after } = self;
        write!(
            f,
            "import {batch} was changed a short while ago, and storage does not show that everywhere yet; \
             try again in {retry_after} seconds"
        )
    }
}

impl Change {
    const fn word(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Undo => "undo",
        }
    }

    /// Whether this has to wait for what was done to the same batch.
    fn waits_for(self, word: &str) -> bool {
        self == Self::Import && word == Self::Undo.word()
    }
}

/// What has to pass between changes of two imports.
#[derive(Clone, Copy)]
pub(super) struct Settle<'a> {
    pub(super) store: &'a dyn Store,
    pub(super) site: &'a SiteId,
    pub(super) batch: &'a Batch,
    pub(super) seconds: u32,
    pub(super) now: Timestamp,
}

impl Settle<'_> {
    /// Whether the batch may be changed now. One list; none where nobody has to wait.
    pub(super) async fn check(
        &self,
        change: Change,
    ) -> Result<Result<(), SettlingError>, StoreError> {
        if self.seconds == 0 {
            return Ok(Ok(()));
        }
        let prefix = keys::all_settling(self.site);
        let mut cursor: Option<String> = None;
        loop {
            let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
            let page = self.store.list(list).await?;
            for listed in page.keys {
                let batch = keys::parse_settling(&listed.key).unwrap_or_default();
                let said = listed.metadata.as_deref().and_then(|said| said.split_once(' '));
                let Some((at, word)) = said else { continue };
                if batch == self.batch.as_str() && !change.waits_for(word) {
                    continue;
                }
                if let Some(left) = at.parse().ok().and_then(|at| self.left(at)) {
                    return Ok(Err(SettlingError { batch: batch.to_owned(), retry_after: left }));
                }
            }
            cursor = page.cursor;
            if cursor.is_none() {
                return Ok(Ok(()));
            }
        }
    }

    /// Whole seconds that are left of the mark of a millisecond.
    fn left(&self, at_ms: i64) -> Option<u64> {
        let past = self.now.as_millisecond().saturating_sub(at_ms);
        let left = (i64::from(self.seconds) * 1_000).saturating_sub(past);
        u64::try_from(left).ok().filter(|left| *left > 0).map(|left| left.div_ceil(1_000))
    }

    /// Leaves the mark of a change. It may come more often than storage takes a key: the one before says
    /// the same, a moment earlier.
    pub(super) async fn mark(&self, change: Change) -> Result<(), StoreError> {
        if self.seconds == 0 {
            return Ok(());
        }
        let key = keys::settling(self.site, self.batch.as_str());
        let metadata = format!("{} {}", self.now.as_millisecond(), change.word());
        let lives = SignedDuration::from_secs(i64::from(self.seconds).max(MIN_TTL_SECONDS));
        let put = Put { value: "", metadata: Some(&metadata), time_to_live: Some(lives) };
        match self.store.put(&key, put).await {
            Err(StoreError::Busy) => Ok(()),
            put => put,
        }
    }
}
