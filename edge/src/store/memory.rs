//! A store in memory that behaves as KV does, without its staleness: the same order, pages,
//! bounds and expiry. Tests and in-process journeys run on it.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::{Entry, List, Listed, Page, Put, Store, StoreError, StoreFuture, bounds};
use crate::platform::Clock;

/// Keys in a sorted map behind a lock; expiry is judged by the clock it is given.
pub struct MemoryStore {
    clock: Clock,
    entries: Mutex<BTreeMap<String, Stored>>,
}

struct Stored {
    entry: Entry,
    expires_at: Option<Timestamp>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { clock, entries: Mutex::default() }
    }

    fn entries(&self) -> MutexGuard<'_, BTreeMap<String, Stored>> {
        // A map is whole between two calls, whatever panicked while it was held.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, key: &str) -> Option<Entry> {
        let now = (self.clock)();
        self.entries()
            .get(key)
            .filter(|stored| stored.lives(now))
            .map(|stored| stored.entry.clone())
    }

    fn page(&self, list: List<'_>) -> Result<Page, StoreError> {
        bounds::page(list.limit)?;
        let after = list.cursor.map(Cursor::decode).transpose()?;
        let start = match &after {
            Some(key) => Bound::Excluded(key.as_str()),
            None => Bound::Included(list.prefix),
        };
        let now = (self.clock)();
        let entries = self.entries();
        let mut visible = entries
            .range::<str, _>((start, Bound::Unbounded))
            .take_while(|(key, _)| key.starts_with(list.prefix))
            .filter(|(_, stored)| stored.lives(now));
        let keys: Vec<Listed> = visible
            .by_ref()
            .take(list.limit)
            .map(|(key, stored)| Listed {
                key: key.clone(),
                metadata: stored.entry.metadata.clone(),
            })
            .collect();
        let more = visible.next().is_some();
        let cursor = keys.last().filter(|_| more).map(|last| Cursor::encode(&last.key));
        Ok(Page { keys, cursor })
    }
}

impl Stored {
    fn lives(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|expires_at| now < expires_at)
    }
}

/// When an entry vanishes. KV counts in seconds.
fn end_of(time: SignedDuration, now: Timestamp) -> Timestamp {
    now.checked_add(SignedDuration::from_secs(time.as_secs())).unwrap_or(Timestamp::MAX)
}

/// The last key of a page, marked, so that a cursor from elsewhere is noticed.
struct Cursor;

impl Cursor {
    const MARK: &str = "after:";

    fn encode(key: &str) -> String {
        format!("{}{key}", Self::MARK)
    }

    fn decode(cursor: &str) -> Result<String, StoreError> {
        cursor.strip_prefix(Self::MARK).map(str::to_owned).ok_or(StoreError::Cursor)
    }
}

impl Store for MemoryStore {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<Entry>> {
        Box::pin(async move {
            bounds::key(key)?;
            Ok(self.read(key))
        })
    }

    fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>> {
        Box::pin(async move {
            bounds::bulk(keys)?;
            Ok(keys.iter().map(|key| self.read(key).map(|entry| entry.value)).collect())
        })
    }

    fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            bounds::put(key, &put)?;
            let entry =
                Entry { value: put.value.to_owned(), metadata: put.metadata.map(str::to_owned) };
            let expires_at = put.time_to_live.map(|time| end_of(time, (self.clock)()));
            let stored = Stored { entry, expires_at };
            self.entries().insert(key.to_owned(), stored);
            Ok(())
        })
    }

    fn delete<'a>(&'a self, key: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            bounds::key(key)?;
            self.entries().remove(key);
            Ok(())
        })
    }

    fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page> {
        Box::pin(async move { self.page(list) })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;
    use crate::store::contract;

    const START: i64 = 1_790_000_000;

    fn store_at(seconds: &Arc<AtomicI64>) -> MemoryStore {
        let seconds = Arc::clone(seconds);
        MemoryStore::new(Arc::new(move || {
            Timestamp::from_second(seconds.load(Ordering::Relaxed)).unwrap()
        }))
    }

    #[tokio::test]
    async fn memory_keeps_the_contract_of_a_store() {
        let store = store_at(&Arc::new(AtomicI64::new(START)));
        for check in contract::run(&store, "memory").await {
            assert_eq!(check.failure, None, "{}", check.name);
        }
    }

    #[tokio::test]
    async fn an_entry_vanishes_after_its_time_from_reads_and_lists() {
        let seconds = Arc::new(AtomicI64::new(START));
        let store = store_at(&seconds);
        let time_to_live = Some(SignedDuration::from_mins(1));
        store.put("a", Put { value: "1", time_to_live, ..Put::default() }).await.unwrap();
        let list = List { prefix: "", limit: 10, cursor: None };

        seconds.store(START + 59, Ordering::Relaxed);
        assert!(store.get("a").await.unwrap().is_some());
        assert_eq!(store.list(list).await.unwrap().keys.len(), 1);

        seconds.store(START + 60, Ordering::Relaxed);
        assert_eq!(store.get("a").await.unwrap(), None);
        assert_eq!(store.list(list).await.unwrap(), Page::default());
    }

    #[tokio::test]
    async fn a_cursor_from_elsewhere_is_refused() {
        let store = store_at(&Arc::new(AtomicI64::new(START)));
        let list = List { prefix: "", limit: 10, cursor: Some("bXkgY3Vyc29y") };
        assert_eq!(store.list(list).await, Err(StoreError::Cursor));
    }
}
