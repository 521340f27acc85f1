//! A storage that notes what it is asked: each call, with the kind of its key, and what all of them come to.

use std::sync::{Arc, Mutex};

use koe_edge::store::{Entry, List, Page, Put, Store, StoreFuture};

use crate::deployment::Deployment;

pub(crate) struct Counting {
    inner: Arc<dyn Store>,
    calls: Mutex<Vec<String>>,
    spent: Mutex<Operations>,
}

/// Operations as Cloudflare bills them: a bulk read by its keys, a list by its pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Operations {
    pub(crate) reads: usize,
    pub(crate) writes: usize,
    pub(crate) deletes: usize,
    pub(crate) lists: usize,
}

impl Counting {
    pub(crate) fn new(deployment: &Deployment) -> Arc<Self> {
        Arc::new(Self {
            inner: Arc::clone(&deployment.store),
            calls: Mutex::default(),
            spent: Mutex::default(),
        })
    }

    /// What was asked since this was asked last.
    pub(crate) fn since(&self) -> Vec<String> {
        std::mem::take(&mut *self.calls.lock().unwrap())
    }

    /// What it comes to since this was asked last.
    pub(crate) fn spent(&self) -> Operations {
        self.since();
        std::mem::take(&mut *self.spent.lock().unwrap())
    }

    fn spend(&self, spend: impl FnOnce(&mut Operations)) {
        spend(&mut self.spent.lock().unwrap());
    }

    fn note(&self, call: &str, key: &str) {
        // Keys of answers and of persons are told by their kind, others whole.
        let kinds = ["answer", "person"].into_iter();
        let mut kinds = kinds.filter(|kind| key.starts_with(&format!("{kind}/")));
        let key = kinds.next().unwrap_or(key);
        self.calls.lock().unwrap().push(format!("{call} {key}"));
    }
}

impl Store for Counting {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<Entry>> {
        self.note("get", key);
        self.spend(|spent| spent.reads += 1);
        self.inner.get(key)
    }

    fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>> {
        self.note("get_many", &keys.join(" "));
        self.spend(|spent| spent.reads += keys.len());
        self.inner.get_many(keys)
    }

    fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()> {
        self.note("put", key);
        self.spend(|spent| spent.writes += 1);
        self.inner.put(key, put)
    }

    fn delete<'a>(&'a self, key: &'a str) -> StoreFuture<'a, ()> {
        self.note("delete", key);
        self.spend(|spent| spent.deletes += 1);
        self.inner.delete(key)
    }

    fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page> {
        self.note("list", list.prefix);
        self.spend(|spent| spent.lists += 1);
        self.inner.list(list)
    }
}
