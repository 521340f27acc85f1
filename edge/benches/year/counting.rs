//! A storage that counts its operations.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use koe_edge::store::{Entry, List, Page, Put, Store, StoreFuture};

pub(crate) struct Counting {
    inner: Arc<dyn Store>,
    operations: AtomicUsize,
}

impl Counting {
    pub(crate) fn new(inner: Arc<dyn Store>) -> Self {
        Self { inner, operations: AtomicUsize::new(0) }
    }

    /// How many there were since this was asked last.
    pub(crate) fn since(&self) -> usize {
        self.operations.swap(0, Ordering::Relaxed)
    }

    fn counted(&self) -> &dyn Store {
        self.operations.fetch_add(1, Ordering::Relaxed);
        &*self.inner
    }
}

impl Store for Counting {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<Entry>> {
        self.counted().get(key)
    }

    fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>> {
        self.counted().get_many(keys)
    }

    fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()> {
        self.counted().put(key, put)
    }

    fn delete<'a>(&'a self, key: &'a str) -> StoreFuture<'a, ()> {
        self.counted().delete(key)
    }

    fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page> {
        self.counted().list(list)
    }
}
