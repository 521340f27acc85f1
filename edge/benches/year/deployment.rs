//! A deployment in memory, with a clock that can be set.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use http::Request;
use jiff::Timestamp;
use koe_edge::{AdminKey, AppState, Clock, Config, MemoryStore, NoWayOut, Store};
use serde_json::Value;
use tower::ServiceExt;

use crate::counting::Counting;
use crate::history;

const ADMIN_KEY: &str = "admin-key-of-the-bench";

pub(crate) struct Deployment {
    pub(crate) counting: Arc<Counting>,
    clock_ms: Arc<AtomicI64>,
    /// How many answers there are.
    pub(crate) answers: usize,
}

impl Deployment {
    pub(crate) fn new() -> Self {
        let clock_ms = Arc::new(AtomicI64::new(0));
        let store = Arc::new(MemoryStore::new(clock(&clock_ms)));
        Self { counting: Arc::new(Counting::new(store)), clock_ms, answers: 0 }
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.counting
    }

    /// How many answers a score of all has to tell.
    pub(crate) fn told(&self) -> Value {
        self.answers.into()
    }

    pub(crate) fn now(&self) -> Timestamp {
        (clock(&self.clock_ms))()
    }

    pub(crate) fn set_clock(&self, now: Timestamp) {
        self.clock_ms.store(now.as_millisecond(), Ordering::Relaxed);
    }

    pub(crate) fn state(&self) -> AppState {
        AppState {
            store: Arc::clone(&self.counting) as Arc<dyn Store>,
            config: Config { admin_key: AdminKey::new(ADMIN_KEY), ..Config::default() },
            clock: clock(&self.clock_ms),
            entropy: Arc::new(|buffer| {
                buffer.fill(7);
                Ok(())
            }),
            outgoing: Arc::new(NoWayOut),
        }
    }

    pub(crate) fn app(&self) -> Router {
        koe_edge::app(self.state())
    }

    pub(crate) async fn put_site(&self) {
        let path = format!("/v1/sites/{}", history::SITE);
        send(&self.app(), "PUT", &path, Body::from(history::document().to_string())).await;
    }

    pub(crate) async fn get(&self, app: &Router, path: &str) -> Value {
        send(app, "GET", path, Body::empty()).await
    }
}

async fn send(app: &Router, method: &str, path: &str, body: Body) -> Value {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("Bearer {ADMIN_KEY}"))
        .header("content-type", "application/json")
        .body(body)
        .unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(status.is_success(), "{path}: {text}");
    serde_json::from_str(&text).unwrap()
}

fn clock(clock_ms: &Arc<AtomicI64>) -> Clock {
    let clock_ms = Arc::clone(clock_ms);
    Arc::new(move || Timestamp::from_millisecond(clock_ms.load(Ordering::Relaxed)).unwrap())
}
