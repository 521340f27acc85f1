//! The storage as one location sees it. A location may repeat what it read of a key, a miss included,
//! for ten minutes.

use std::collections::HashMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use koe_edge::store::{Entry, List, Listed, Page, Put, Store, StoreError, StoreFuture, bounds};

use super::{Kv, OLDEST, State, Weather, differ, visible};
use crate::hazards::Hazard;

/// Before the last key of a page in a cursor.
const CURSOR: &str = "after:";

/// The storage as one location sees it.
pub(crate) struct Location {
    kv: Arc<Kv>,
    /// As of when this location read a key last.
    read_as_of: Mutex<HashMap<String, Timestamp>>,
}

impl Location {
    pub(crate) fn new(kv: &Arc<Kv>) -> Self {
        Self { kv: Arc::clone(kv), read_as_of: Mutex::default() }
    }

    fn read(&self, key: &str) -> Option<Entry> {
        let now = self.kv.timeline.now();
        let state = &mut *self.kv.state();
        let as_of = self.as_of(state, key, now);
        let writes = state.writes.get(key).map(Vec::as_slice).unwrap_or_default();
        let (seen, is) = (visible(writes, as_of, now), visible(writes, now, now));
        if differ(seen, is) {
            state.hazards.met(match (seen, is) {
                (None, _) => Hazard::ReadMissedWhatIsThere,
                (Some(_), None) => Hazard::ReadWhatIsDeleted,
                (Some(_), Some(_)) => Hazard::ReadAnOlderEntry,
            });
        } else if seen.is_some() {
            state.saw_the_newest(key);
        }
        seen.cloned()
    }

    /// The value of one of several keys.
    fn read_value(&self, key: &str) -> Option<String> {
        let seen = self.read(key)?;
        let now = self.kv.timeline.now();
        let mut state = self.kv.state();
        let is = state.writes.get(key).and_then(|writes| visible(writes, now, now));
        if is != Some(&seen) {
            state.read_older_rows(key);
        }
        Some(seen.value)
    }

    /// As of when a key is read now: newly, or as this location has it.
    fn as_of(&self, state: &mut State, key: &str, now: Timestamp) -> Timestamp {
        let mut known = self.read_as_of.lock().unwrap();
        if let Some(as_of) = known.get(key)
            && state.weather == Weather::Rough
            && now.duration_since(*as_of) <= OLDEST
            && state.random.chance(50)
        {
            return *as_of;
        }
        let as_of = now - state.age(key, now);
        known.insert(key.to_owned(), as_of);
        as_of
    }

    fn page(&self, list: List<'_>) -> Result<Page, StoreError> {
        bounds::page(list.limit)?;
        let after = match list.cursor {
            None => "",
            Some(cursor) => cursor.strip_prefix(CURSOR).ok_or(StoreError::Cursor)?,
        };
        let now = self.kv.timeline.now();
        let mut state = self.kv.state();
        if state.weather == Weather::Rough && state.random.chance(10) {
            state.hazards.met(Hazard::EmptyPage);
            return Ok(Page { keys: Vec::new(), cursor: Some(format!("{CURSOR}{after}")) });
        }
        let writes = std::mem::take(&mut state.writes);
        let start =
            if after.is_empty() { Bound::Included(list.prefix) } else { Bound::Excluded(after) };
        let range = writes.range::<str, _>((start, Bound::Unbounded));
        let mut page = Page::default();
        for (key, writes) in range.take_while(|(key, _)| key.starts_with(list.prefix)) {
            let Some(entry) = state.listed((list.prefix, key), writes, now) else { continue };
            if page.keys.len() == list.limit {
                page.cursor = page.keys.last().map(|last| format!("{CURSOR}{}", last.key));
                break;
            }
            page.keys.push(Listed { key: key.clone(), metadata: entry.metadata.clone() });
        }
        state.writes = writes;
        Ok(page)
    }
}

impl Store for Location {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<Entry>> {
        Box::pin(async move {
            bounds::key(key)?;
            self.kv.ask().await?;
            let found = self.read(key);
            self.kv.reply().await;
            Ok(found)
        })
    }

    fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>> {
        Box::pin(async move {
            bounds::bulk(keys)?;
            self.kv.ask().await?;
            let found = keys.iter().map(|key| self.read_value(key)).collect();
            self.kv.reply().await;
            Ok(found)
        })
    }

    fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            bounds::put(key, &put)?;
            self.kv.write(key, Some(put)).await
        })
    }

    fn delete<'a>(&'a self, key: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            bounds::key(key)?;
            self.kv.write(key, None).await
        })
    }

    fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page> {
        Box::pin(async move {
            bounds::page(list.limit)?;
            self.kv.ask().await?;
            let page = self.page(list);
            self.kv.reply().await;
            page
        })
    }
}
