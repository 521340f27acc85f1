//! A storage that counts its operations: what a report takes depends on how much of it was counted before.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::store::{Entry, List, Page, Put, Store, StoreFuture};

/// A storage with the number of operations that it was asked for.
pub(super) struct Spent<'a> {
    inner: &'a dyn Store,
    operations: AtomicUsize,
}

impl<'a> Spent<'a> {
    pub(super) fn new(inner: &'a dyn Store) -> Self {
        Self { inner, operations: AtomicUsize::new(0) }
    }

    /// How many it was asked for so far.
    pub(super) fn operations(&self) -> usize {
        self.operations.load(Ordering::Relaxed)
    }

    fn count(&self) -> &'a dyn Store {
        self.operations.fetch_add(1, Ordering::Relaxed);
        self.inner
    }
}

impl Store for Spent<'_> {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<Entry>> {
        self.count().get(key)
    }

    fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>> {
        self.count().get_many(keys)
    }

    fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()> {
        self.count().put(key, put)
    }

    fn delete<'a>(&'a self, key: &'a str) -> StoreFuture<'a, ()> {
        self.count().delete(key)
    }

    fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page> {
        self.count().list(list)
    }
}
