//! The largest hour that is planned for, counted in one run of the cron: 50,000 answers and 250,000 other
//! prompts, within the operations and the memory of one invocation.
//!
//! A test binary of its own, since what it allocates is counted.

#![allow(clippy::unwrap_used, reason = "all of it is a test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use axum::body::Body;
use http::Request;
use jiff::{SignedDuration, Timestamp};
use koe_edge::store::keys::{self, Hour, Rank};
use koe_edge::store::{Entry, List, Page, Put, Store, StoreFuture};
use koe_edge::{AdminKey, AppState, Clock, Config, MemoryStore, NoWayOut, cron};
use koe_shared::id::{PublicId, SiteId};
use peak_alloc::PeakAlloc;
use serde_json::json;
use tower::ServiceExt;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const ANSWERS: usize = 50_000;
const PROMPTS: usize = 250_000;
/// Half of an isolate's 128 MB, in bytes.
const MOST_MEMORY: usize = 64 << 20;
/// What a run of the cron may ask of storage.
const MOST_OPERATIONS: usize = 900;

/// A store that counts its operations.
struct Counting {
    inner: MemoryStore,
    operations: AtomicUsize,
}

impl Counting {
    fn counted(&self) -> &MemoryStore {
        self.operations.fetch_add(1, Ordering::Relaxed);
        &self.inner
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

struct Shop {
    store: Arc<Counting>,
    now: Arc<AtomicI64>,
    site: SiteId,
}

impl Shop {
    /// A site whose tallies were begun, and an hour that is over.
    async fn with_hour(segments: fn(usize) -> String) -> Self {
        let hour = Hour::of("2026-11-21T03:00:00Z".parse().unwrap());
        let now = Arc::new(AtomicI64::new(hour.start().as_millisecond()));
        let inner = MemoryStore::new(clock(&now));
        let store = Arc::new(Counting { inner, operations: AtomicUsize::new(0) });
        let shop = Self { store, now, site: "shop".parse().unwrap() };
        shop.put_site().await;
        shop.run().await;
        let start = u64::try_from(hour.start().as_millisecond()).unwrap();
        let all = ANSWERS + PROMPTS;
        for n in 0..all {
            let place = u64::try_from(n).unwrap();
            let time = start + place * 3_600_000 / u64::try_from(all).unwrap();
            let id = PublicId::new(time, u128::from(place));
            let head = if n % 6 == 0 { format!("1an{:02}w04", n % 11) } else { "1i---w00".into() };
            let touchpoint = ["13post-purchase", "08browsing", "13after-support"][n % 3];
            let metadata =
                format!("{head}000108shop-nps{touchpoint}02{}{}", ["en", "ja"][n % 2], segments(n));
            let put = Put { value: "{}", metadata: Some(&metadata), ..Put::default() };
            shop.store.put(&keys::answer(&shop.site, &id, Rank::Revision(1)), put).await.unwrap();
        }
        shop.now.store(
            (hour.end() + SignedDuration::from_mins(20)).as_millisecond(),
            Ordering::Relaxed,
        );
        shop
    }

    fn state(&self) -> AppState {
        let config =
            Config { admin_key: AdminKey::new("admin-key-of-the-test"), ..Config::default() };
        let entropy = Arc::new(|buffer: &mut [u8]| {
            buffer.fill(7);
            Ok(())
        });
        let store = Arc::clone(&self.store) as Arc<dyn Store>;
        AppState { store, config, clock: clock(&self.now), entropy, outgoing: Arc::new(NoWayOut) }
    }

    async fn put_site(&self) {
        let document = json!({
            "name": "Shop", "origins": ["https://shop.example"], "locales": ["en", "ja"],
            "segments": { "plan": ["free", "pro"] },
            "surveys": [{ "id": "shop-nps", "metric": "nps", "goal": "Would they come back?", "touchpoints": ["browsing"] }],
        });
        let request = Request::put(format!("/v1/sites/{}", self.site))
            .header("authorization", "Bearer admin-key-of-the-test")
            .header("content-type", "application/json")
            .body(Body::from(document.to_string()))
            .unwrap();
        assert_eq!(koe_edge::app(self.state()).oneshot(request).await.unwrap().status(), 201);
    }

    /// A run of the cron: the hours that it counted, its operations, and the bytes that it held at once.
    async fn run(&self) -> (usize, usize, usize) {
        self.store.operations.store(0, Ordering::Relaxed);
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let kept = cron::run(&self.state()).await.unwrap();
        let held = MEMORY.peak_usage() - before;
        (kept.hours, self.store.operations.load(Ordering::Relaxed), held)
    }
}

fn clock(now: &Arc<AtomicI64>) -> Clock {
    let now = Arc::clone(now);
    Arc::new(move || Timestamp::from_millisecond(now.load(Ordering::Relaxed)).unwrap())
}

/// Four segments, of which an hour so large holds most combinations.
fn segments(n: usize) -> String {
    let (age, device, plan, region) = (n / 2 % 6, n / 5 % 3, n / 7 % 3, n / 11 % 8);
    format!("age={age}0s\u{7f}device={device}\u{7f}plan={plan}\u{7f}region={region}")
}

/// Of each answer others, as strangers may send them.
fn made_up(n: usize) -> String {
    format!("plan=made-up-{n}\u{7f}words={n:0200}")
}

/// One run: 300 lists, a few operations around them, and the rows of a tally.
#[tokio::test]
async fn the_largest_hour_is_counted_in_one_run() {
    check(segments).await;
    check(made_up).await;
}

async fn check(segments: fn(usize) -> String) {
    let shop = Shop::with_hour(segments).await;
    let (hours, operations, held) = shop.run().await;
    println!("{operations} operations, {:.1} MB", held as f64 / 1e6);
    assert_eq!(hours, 1);
    assert!(operations <= MOST_OPERATIONS, "{operations} operations");
    assert!(held <= MOST_MEMORY, "{held} bytes");
}
