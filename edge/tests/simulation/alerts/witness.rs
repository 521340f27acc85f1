//! A witness of what is written about alerts, and by whom; and storage with a fault on purpose.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use koe_edge::store::keys::{parse_alert, parse_due};
use koe_edge::store::{Entry, List, Page, Put, Store, StoreFuture};

use super::faults::Fault;
use crate::invocation::{Invocation, Kind};
use crate::kv::{Kv, Location};

/// Something that was written about an alert.
#[derive(Clone)]
pub(super) struct Written {
    pub(super) at: Timestamp,
    pub(super) by: Arc<Invocation>,
    /// The `webhook-id`.
    pub(super) id: String,
}

/// What was written.
#[derive(Default)]
pub(super) struct Witnessed {
    /// Marks by requests: each is an answer that was sent, and may ring.
    pub(super) marks: Vec<Written>,
    /// What tries came to, where storage took it.
    pub(super) notes: Vec<Written>,
}

/// One location's storage, and who looks at it.
pub(super) struct Witness {
    pub(super) kv: Arc<Kv>,
    pub(super) location: Location,
    pub(super) fault: Option<Fault>,
    pub(super) witnessed: Arc<Mutex<Witnessed>>,
}

impl Witness {
    fn saw(&self, key: &str, has_succeeded: bool) {
        let Some(by) = self.kv.who() else { return };
        let at = self.kv.timeline.now();
        let witnessed = &mut *self.witnessed.lock().unwrap();
        if let Some((_, _, id)) = parse_due(key)
            && by.kind == Kind::Request
        {
            witnessed.marks.push(Written { at, by, id: id.to_string() });
        } else if let Some((id, Some(_))) = parse_alert(key)
            && has_succeeded
        {
            witnessed.notes.push(Written { at, by, id: id.to_string() });
        }
    }
}

impl Store for Witness {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<Entry>> {
        self.location.get(key)
    }

    fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>> {
        self.location.get_many(keys)
    }

    fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let is_lost = self.fault.is_some_and(|fault| fault.loses(key, put.metadata));
            let written = if is_lost { Ok(()) } else { self.location.put(key, put).await };
            self.saw(key, written.is_ok());
            written
        })
    }

    fn delete<'a>(&'a self, key: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            if self.fault.is_some_and(|fault| fault.keeps(key)) {
                return Ok(());
            }
            self.location.delete(key).await
        })
    }

    fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page> {
        self.location.list(list)
    }
}
