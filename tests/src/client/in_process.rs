//! The application in this process, on a store in memory, with a clock that stands where a
//! journey puts it.

use super::{Client, Transport};
use axum::body::{Body, to_bytes};
use http::{Request, Response};
use jiff::{SignedDuration, Timestamp};
use koe_edge::{
    AppState, Clock, Entropy, NoWayOut, app,
    config::{AdminKey, Config, Release},
    store::{List, MAX_PAGE, MemoryStore, Store},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

pub use koe_edge::config::Limits;

/// The admin key of every edge in this process.
const ADMIN_KEY: &str = "admin-key-of-the-journeys";

/// Where the clock stands at first: a Saturday noon in Tokyo, in the month after the contract's
/// own examples.
const START: &str = "2026-11-21T03:00:00Z";

/// Far above what a journey sends: the public limits are a journey of their own.
const UNLIMITED: Limits = Limits { client: u32::MAX, site: u32::MAX, sign_in: u32::MAX };

/// An edge in this process, whose time can be moved.
#[derive(Clone)]
pub struct Lab {
    client: Client,
    store: Arc<MemoryStore>,
    milliseconds: Arc<AtomicI64>,
}

impl Lab {
    /// An empty edge without limits to speak of.
    pub fn new() -> Self {
        Self::limited(UNLIMITED)
    }

    /// An empty edge that lets only so many public writes pass.
    pub fn limited(limits: Limits) -> Self {
        Self::with(limits, 0)
    }

    /// An empty edge on which an import settles for so many seconds.
    pub fn settling(seconds: u32) -> Self {
        Self::with(UNLIMITED, seconds)
    }

    fn with(limits: Limits, settle: u32) -> Self {
        let start: Timestamp = START.parse().expect("an instant");
        let milliseconds = Arc::new(AtomicI64::new(start.as_millisecond()));
        let clock = clock(&milliseconds);
        let config = Config {
            admin_key: AdminKey::new(ADMIN_KEY),
            release: release(),
            limits,
            import_settle: settle,
            version: "0.0.0-journeys".into(),
            ..Config::default()
        };
        let store = Arc::new(MemoryStore::new(Arc::clone(&clock)));
        let kept = Arc::clone(&store);
        let router = app(AppState {
            store,
            config,
            clock: Arc::clone(&clock),
            entropy: entropy(),
            outgoing: Arc::new(NoWayOut),
        });
        let runtime = Builder::new_current_thread().build().expect("a runtime without IO starts");
        let client = Client::new(InProcess { router, runtime: runtime.into(), clock }, ADMIN_KEY);
        Self { client, store: kept, milliseconds }
    }

    /// The client that reaches it.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// All that its store holds: keys with their values and metadata, as another store can be filled with them.
    pub fn entries(&self) -> Vec<Value> {
        let runtime = Builder::new_current_thread().build().expect("a runtime without IO starts");
        let (mut entries, mut cursor) = (Vec::new(), None);
        loop {
            let list = List { prefix: "", limit: MAX_PAGE, cursor: cursor.as_deref() };
            let page = runtime.block_on(self.store.list(list)).expect("memory refuses nothing");
            for key in page.keys.into_iter().map(|listed| listed.key) {
                let entry = runtime.block_on(self.store.get(&key)).expect("memory refuses nothing");
                let Some(entry) = entry else { continue };
                let (value, metadata) = (entry.value, entry.metadata);
                entries.push(json!({ "key": key, "value": value, "metadata": metadata }));
            }
            cursor = page.cursor;
            if cursor.is_none() {
                return entries;
            }
        }
    }

    /// Lets time pass.
    pub fn pass(&self, duration: SignedDuration) {
        let milliseconds = i64::try_from(duration.as_millis()).expect("far below a million years");
        self.milliseconds.fetch_add(milliseconds, Ordering::Relaxed);
    }
}

impl Default for Lab {
    fn default() -> Self {
        Self::new()
    }
}

struct InProcess {
    router: axum::Router,
    runtime: std::sync::Mutex<Runtime>,
    clock: Clock,
}

impl Transport for InProcess {
    fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, String> {
        let runtime = self.runtime.lock().expect("no thread panics while it waits for the edge");
        runtime.block_on(async {
            let reply = self.router.clone().oneshot(request.map(Body::from)).await;
            let (parts, body) = reply.unwrap_or_else(|never| match never {}).into_parts();
            let body = to_bytes(body, usize::MAX).await.expect("a body in memory can't break off");
            Ok(Response::from_parts(parts, body.to_vec()))
        })
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

fn clock(milliseconds: &Arc<AtomicI64>) -> Clock {
    let milliseconds = Arc::clone(milliseconds);
    Arc::new(move || {
        Timestamp::from_millisecond(milliseconds.load(Ordering::Relaxed)).expect("near our days")
    })
}

/// Distinct bytes without chance: a run that fails fails again.
fn entropy() -> Entropy {
    let calls = AtomicU64::new(1);
    Arc::new(move |bytes| {
        let call = calls.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes.iter_mut().zip(call.iter().rev().cycle()).for_each(|(byte, from)| *byte = *from);
        Ok(())
    })
}

/// What stands in for a built widget: the loader only has to carry the configuration.
fn release() -> Release {
    Release {
        loader: "(function(config,watch){globalThis.koe_config=config})(__KOE__,__WATCH__)".into(),
        watch: "(function(conditions){return conditions})".into(),
        conditions: conditions(),
        sender: "/a/sender-00000000.js".into(),
        prompt: "/a/prompt-00000000.js".into(),
        wasm: "/a/prompt-00000000.wasm".into(),
        hosted: "/a/hosted-00000000.js".into(),
        page_css: "/a/page-00000000.css".into(),
        pinned: "/a/koe-00000000.js".into(),
        integrity: integrity(),
    }
}

fn conditions() -> BTreeMap<String, String> {
    let names = ["dwell_ms", "scroll", "in_view", "click", "exit", "delay_ms"];
    names.map(|name| (name.to_owned(), format!("function(){{/*{name}*/}}"))).into()
}

fn integrity() -> BTreeMap<String, String> {
    let files = ["hosted-00000000.js", "koe-00000000.js", "page-00000000.css"];
    let assets = ["prompt-00000000.js", "prompt-00000000.wasm", "sender-00000000.js"];
    let named = |file| (format!("/a/{file}"), format!("sha384-{file}"));
    files.into_iter().chain(assets).map(named).collect()
}
