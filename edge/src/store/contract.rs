//! What every store has to do, as one suite that each of them runs: memory in its unit tests, the
//! simulated KV of `tests/simulation` in its own, Workers KV inside the runtime through a development
//! route (feature `contract-route`).
//!
//! Not here: staleness and refusals, which only some stores have, and expiry, which needs a clock
//! that can be turned.

use std::pin::Pin;

use jiff::SignedDuration;
use serde::Serialize;

use super::{Entry, List, MAX_BULK, MAX_KEY, MAX_METADATA, MAX_PAGE, Put, Store, StoreError};

/// One check and what came of it.
#[derive(Debug, Serialize)]
pub struct Check {
    /// What has to hold.
    pub name: &'static str,
    /// What happened instead, where it did not hold.
    pub failure: Option<String>,
}

/// What a check works with.
struct Bench<'a> {
    store: &'a dyn Store,
    /// Keys begin with it: a folder of this check's own, empty at first.
    folder: String,
}

type Outcome = Result<(), String>;
type Run = for<'a> fn(&'a Bench<'a>) -> Running<'a>;
type Running<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// Runs every check, on keys that begin with `contract/{space}/`; what they store is removed.
pub async fn run(store: &dyn Store, space: &str) -> Vec<Check> {
    let checks: [(&'static str, Run); 12] = [
        ("a key that was never put holds nothing", |b| Box::pin(nothing(b))),
        ("what is put comes back with its metadata", |b| Box::pin(round_trip(b))),
        ("a second put takes the place of the first, metadata included", |b| Box::pin(replaced(b))),
        ("deleting twice is no error and leaves nothing", |b| Box::pin(deleted(b))),
        ("a bulk read keeps the order asked and leaves gaps", |b| Box::pin(bulk(b))),
        ("a bulk read has a bound", |b| Box::pin(bulk_bound(b))),
        ("a list ascends by bytes and stays within its prefix", |b| Box::pin(order(b))),
        ("a list brings metadata along", |b| Box::pin(list_metadata(b))),
        ("pages joined by cursors are the whole list, once", |b| Box::pin(pages(b))),
        ("a page has bounds", |b| Box::pin(page_bounds(b))),
        ("keys and metadata have bounds, and what is at them fits", |b| Box::pin(lengths(b))),
        ("an entry lives for a minute at least, or for ten years", |b| Box::pin(times(b))),
    ];
    let mut results = Vec::with_capacity(checks.len());
    for (number, (name, check)) in checks.into_iter().enumerate() {
        let bench = Bench { store, folder: format!("contract/{space}/{number:02}/") };
        let outcome = check(&bench).await;
        let swept = bench.sweep().await;
        results.push(Check { name, failure: outcome.and(swept).err() });
    }
    results
}

impl Bench<'_> {
    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }

    async fn put(&self, name: &str, value: &str, metadata: Option<&str>) -> Outcome {
        let put = Put { value, metadata, time_to_live: None };
        self.store.put(&self.key(name), put).await.map_err(said)
    }

    async fn get(&self, name: &str) -> Result<Option<Entry>, String> {
        self.store.get(&self.key(name)).await.map_err(said)
    }

    /// Every key of this check's folder, `limit` a page, without the folder.
    async fn names(&self, limit: usize) -> Result<Vec<String>, String> {
        let mut names = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let list = List { prefix: &self.folder, limit, cursor: cursor.as_deref() };
            let page = self.store.list(list).await.map_err(said)?;
            holds(page.keys.len() <= limit, "a page is longer than its limit")?;
            names.extend(page.keys.iter().map(|listed| listed.key[self.folder.len()..].to_owned()));
            cursor = page.cursor;
            if cursor.is_none() {
                return Ok(names);
            }
        }
    }

    async fn sweep(&self) -> Outcome {
        for name in self.names(MAX_PAGE).await? {
            self.store.delete(&self.key(&name)).await.map_err(said)?;
        }
        Ok(())
    }
}

async fn nothing(bench: &Bench<'_>) -> Outcome {
    same(bench.get("absent").await?, None)?;
    same(bench.names(10).await?, vec![])
}

async fn round_trip(bench: &Bench<'_>) -> Outcome {
    bench.put("full", "声\n\"{}\"", Some("1|a,b|声")).await?;
    bench.put("bare", "", None).await?;
    same(bench.get("full").await?, some("声\n\"{}\"", Some("1|a,b|声")))?;
    same(bench.get("bare").await?, some("", None))
}

async fn replaced(bench: &Bench<'_>) -> Outcome {
    bench.put("key", "1", Some("old")).await?;
    bench.put("key", "2", None).await?;
    same(bench.get("key").await?, some("2", None))
}

async fn deleted(bench: &Bench<'_>) -> Outcome {
    bench.put("key", "1", None).await?;
    for _ in 0..2 {
        bench.store.delete(&bench.key("key")).await.map_err(said)?;
    }
    same(bench.get("key").await?, None)?;
    same(bench.names(10).await?, vec![])
}

async fn bulk(bench: &Bench<'_>) -> Outcome {
    bench.put("a", "1", Some("m")).await?;
    bench.put("c", "3", None).await?;
    let keys = ["c", "b", "a"].map(|name| bench.key(name));
    let values = bench.store.get_many(&keys).await.map_err(said)?;
    same(values, vec![Some("3".to_owned()), None, Some("1".to_owned())])?;
    same(bench.store.get_many(&[]).await.map_err(said)?, vec![])
}

async fn bulk_bound(bench: &Bench<'_>) -> Outcome {
    let keys: Vec<String> = (0..=MAX_BULK).map(|n| bench.key(&n.to_string())).collect();
    same(bench.store.get_many(&keys[..MAX_BULK]).await.map(|found| found.len()), Ok(MAX_BULK))?;
    let refused = bench.store.get_many(&keys).await;
    same(refused, Err(StoreError::BulkLength { keys: MAX_BULK + 1 }))
}

async fn order(bench: &Bench<'_>) -> Outcome {
    for name in ["b/1", "a", "é", "B", "b", "b/0", "10", "9", "~"] {
        bench.put(name, "", None).await?;
    }
    same(bench.names(MAX_PAGE).await?, owned(["10", "9", "B", "a", "b", "b/0", "b/1", "~", "é"]))?;
    let prefix = bench.key("b/");
    let list = List { prefix: &prefix, limit: 10, cursor: None };
    let page = bench.store.list(list).await.map_err(said)?;
    same(page.keys.into_iter().map(|l| l.key).collect(), vec![bench.key("b/0"), bench.key("b/1")])
}

async fn list_metadata(bench: &Bench<'_>) -> Outcome {
    bench.put("a", "1", Some("1|\"|声")).await?;
    bench.put("b", "2", None).await?;
    let list = List { prefix: &bench.folder, limit: 10, cursor: None };
    let page = bench.store.list(list).await.map_err(said)?;
    let metadata = page.keys.into_iter().map(|listed| listed.metadata).collect();
    same(metadata, vec![Some("1|\"|声".to_owned()), None])
}

async fn pages(bench: &Bench<'_>) -> Outcome {
    let all: Vec<String> = (0..23).map(|n| format!("{n:02}")).collect();
    for name in &all {
        bench.put(name, "", None).await?;
    }
    for limit in [1, 2, 7, 22, 23, 24, MAX_PAGE] {
        same(bench.names(limit).await?, all.clone())?;
    }
    Ok(())
}

async fn page_bounds(bench: &Bench<'_>) -> Outcome {
    for limit in [0, MAX_PAGE + 1] {
        let list = List { prefix: &bench.folder, limit, cursor: None };
        same(bench.store.list(list).await, Err(StoreError::PageLimit { limit }))?;
    }
    Ok(())
}

async fn lengths(bench: &Bench<'_>) -> Outcome {
    let longest = "k".repeat(MAX_KEY - bench.folder.len());
    let fullest = "m".repeat(MAX_METADATA - "\"\"".len());
    bench.put(&longest, "1", Some(&fullest)).await?;
    same(bench.get(&longest).await?, some("1", Some(&fullest)))?;

    let longer = format!("{}k", bench.key(&longest));
    let refused = bench.store.put(&longer, Put::default()).await;
    same(refused, Err(StoreError::KeyLength { bytes: MAX_KEY + 1 }))?;
    same(bench.store.get("").await, Err(StoreError::KeyLength { bytes: 0 }))?;
    let fuller = format!("{fullest}m");
    let put = Put { metadata: Some(&fuller), ..Put::default() };
    let refused = bench.store.put(&bench.key("key"), put).await;
    same(refused, Err(StoreError::MetadataLength { bytes: MAX_METADATA + 1 }))
}

async fn times(bench: &Bench<'_>) -> Outcome {
    let key = bench.key("key");
    let put = |hours: i64, seconds: i64| Put {
        value: "1",
        time_to_live: Some(SignedDuration::from_secs(hours * 3_600 + seconds)),
        ..Put::default()
    };
    for seconds in [-1, 0, 59] {
        let refused = bench.store.put(&key, put(0, seconds)).await;
        same(refused, Err(StoreError::TimeToLive { seconds }))?;
    }
    for hours in [1, 10 * 366 * 24] {
        bench.store.put(&key, put(hours, 0)).await.map_err(said)?;
        same(bench.get("key").await?, some("1", None))?;
    }
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands for what a store found")]
fn some(value: &str, metadata: Option<&str>) -> Option<Entry> {
    Some(Entry { value: value.to_owned(), metadata: metadata.map(str::to_owned) })
}

fn owned<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

#[expect(clippy::needless_pass_by_value, reason = "made to stand in `map_err`")]
fn said(error: StoreError) -> String {
    error.to_string()
}

fn holds(condition: bool, otherwise: &str) -> Outcome {
    if condition { Ok(()) } else { Err(otherwise.to_owned()) }
}

#[expect(clippy::needless_pass_by_value, reason = "both sides are made where they are compared")]
fn same<T: PartialEq + std::fmt::Debug>(got: T, expected: T) -> Outcome {
    if got == expected { Ok(()) } else { Err(format!("expected {expected:?}, got {got:?}")) }
}
