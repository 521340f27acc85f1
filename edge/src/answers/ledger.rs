//! What every entry of an answer goes through on its way into storage.
//!
//! Tallies are made after an hour is over. An entry that comes later than that is announced by a late
//! mark, which is written *before* the entry: so whoever sees the entry in storage can see the mark,
//! and the hour is counted again. An entry in its own hour needs none, so a timely answer is one write.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;

use crate::platform::Clock;
use crate::store::keys::{self, Hour};
use crate::store::{Put, Store, StoreError};

/// How long after its hour an entry is still timely. An hour is first counted eleven minutes later,
/// which is longer than a request and a stale list together.
const TIMELY: SignedDuration = SignedDuration::from_mins(4);
/// How long a request may take to write its entry: later, a count may have passed it by.
const LONGEST_REQUEST: SignedDuration = SignedDuration::from_mins(1);
/// How long a late mark lives where no cron runs.
const MARK_LIVES: SignedDuration = SignedDuration::from_hours(60 * 24);
/// The shards that are tried for a mark, one after the other.
const SHARDS_TRIED: u8 = 3;
/// How many hours an isolate remembers the marks of. Past it it forgets all: a mark written twice is
/// the same mark.
const REMEMBERED: usize = 10_000;

/// Storage for entries of answers, with the late marks that this isolate has written.
pub(crate) struct Ledger {
    store: Arc<dyn Store>,
    clock: Clock,
    /// The shard that this isolate tries first.
    shard: u8,
    /// The newest mark of each hour, by its key.
    marked: Mutex<HashMap<(SiteId, Hour), String>>,
}

impl Ledger {
    pub(crate) fn new(store: Arc<dyn Store>, clock: Clock, shard: u8) -> Self {
        Self { store, clock, shard, marked: Mutex::default() }
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.store
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Makes sure that an entry which was received then, for an answer of that time, will be counted:
    /// leaves a late mark where its hour is over. Call it right before the entry is written.
    pub(crate) async fn announce(
        &self,
        site: &SiteId,
        answered_ms: u64,
        received_at: Timestamp,
    ) -> Result<(), StoreError> {
        let hour = Hour::of_ms(answered_ms);
        if received_at.duration_since(hour.end()) > TIMELY {
            self.mark(site, hour, received_at).await?;
        }
        if self.now().duration_since(received_at) > LONGEST_REQUEST {
            let reason = "the request took longer than a minute".to_owned();
            return Err(StoreError::Unavailable { reason });
        }
        Ok(())
    }

    /// Leaves the late mark of an hour, unless this isolate has written it before.
    pub(crate) async fn mark(
        &self,
        site: &SiteId,
        hour: Hour,
        received_at: Timestamp,
    ) -> Result<(), StoreError> {
        let place = (site.clone(), hour);
        let window = keys::late_mark(site, hour, received_at, 0);
        if self.remembered(|marked| marked.get(&place) == Some(&window)) {
            return Ok(());
        }
        let put = Put { value: "", metadata: None, time_to_live: Some(MARK_LIVES) };
        let mut written = Err(StoreError::Busy);
        for shard in (0..SHARDS_TRIED).map(|tried| self.shard + tried) {
            let key = keys::late_mark(site, hour, received_at, shard);
            written = self.store.put(&key, put).await;
            if written != Err(StoreError::Busy) {
                break;
            }
        }
        written?;
        self.remembered(|marked| {
            if marked.len() >= REMEMBERED {
                marked.clear();
            }
            marked.insert(place, window);
        });
        Ok(())
    }

    fn remembered<T>(&self, use_it: impl FnOnce(&mut HashMap<(SiteId, Hour), String>) -> T) -> T {
        use_it(&mut self.marked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
