//! A deployment in memory: one store, a clock that can be turned, and as many isolates as a test
//! wants, each with a memory of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use http::{Request, Response};
use jiff::Timestamp;
use koe_edge::{AdminKey, AppState, Clock, Config, MemoryStore, Release, Store};
use koe_shared::id::AnswerId;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::receivers::Receivers;

/// 2026-11-21T03:00:00Z, in milliseconds.
pub(crate) const START: i64 = 1_795_230_000_000;

/// The admin key of every deployment.
pub(crate) const ADMIN_KEY: &str = "admin-key-of-a-deployment";

pub(crate) struct Deployment {
    pub(crate) store: Arc<dyn Store>,
    now: Arc<AtomicI64>,
    /// Seconds in which an import settles.
    settle: u32,
    /// Where alerts go.
    pub(crate) receivers: Arc<Receivers>,
}

/// A reply, read whole.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) parts: http::response::Parts,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.parts.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

impl Deployment {
    pub(crate) fn new() -> Self {
        let now = Arc::new(AtomicI64::new(START));
        let store = Arc::new(MemoryStore::new(clock(&now)));
        Self { store, now, settle: 0, receivers: Arc::default() }
    }

    /// The same deployment, in which an import settles for so many seconds.
    pub(crate) fn settling(self, settle: u32) -> Self {
        Self { settle, ..self }
    }

    /// The same deployment on a store that stands before its own.
    pub(crate) fn behind(&self, store: Arc<dyn Store>) -> Self {
        let (now, receivers) = (Arc::clone(&self.now), Arc::clone(&self.receivers));
        Self { store, now, settle: self.settle, receivers }
    }

    pub(crate) fn state(&self) -> AppState {
        let config = Config {
            admin_key: AdminKey::new(ADMIN_KEY),
            release: Release { loader: "koe(__KOE__,__WATCH__)".into(), ..Release::default() },
            import_settle: self.settle,
            ..Config::default()
        };
        let entropy = Arc::new(|buffer: &mut [u8]| {
            buffer.fill(7);
            Ok(())
        });
        let (store, outgoing) = (Arc::clone(&self.store), Arc::clone(&self.receivers) as _);
        AppState { store, config, clock: clock(&self.now), entropy, outgoing }
    }

    /// An isolate that has seen nothing yet.
    pub(crate) fn isolate(&self) -> Router {
        koe_edge::app(self.state())
    }

    /// Lets six hours pass, with a run of the cron every ten minutes: what is there at their start is
    /// counted then, history included.
    pub(crate) async fn settle(&self) {
        for _ in 0..36 {
            self.pass(600);
            koe_edge::cron::run(&self.state()).await.unwrap();
        }
    }

    pub(crate) fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds * 1_000, Ordering::Relaxed);
    }
}

fn clock(now: &Arc<AtomicI64>) -> Clock {
    let now = Arc::clone(now);
    Arc::new(move || Timestamp::from_millisecond(now.load(Ordering::Relaxed)).unwrap())
}

/// Sends a request with the admin key.
pub(crate) async fn send(app: &Router, method: &str, path: &str, body: &Value) -> Reply {
    let kind = if path.contains("/imports") { "text/csv" } else { "application/json" };
    send_as(app, method, path, kind, body).await
}

/// Sends a form, as the deployment's own page does.
pub(crate) async fn form(app: &Router, path: &str, fields: &str) -> Reply {
    send_as(app, "POST", path, "application/x-www-form-urlencoded", &json!(fields)).await
}

async fn send_as(app: &Router, method: &str, path: &str, kind: &str, body: &Value) -> Reply {
    let key = format!("Bearer {ADMIN_KEY}");
    let headers =
        [("authorization", &*key), ("content-type", kind), ("origin", "https://shop.example")];
    send_with(app, method, path, &headers, body).await
}

/// Sends a request with these headers and no others.
pub(crate) async fn send_with(
    app: &Router,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> Reply {
    let body = match body {
        Value::Null => Body::empty(),
        Value::String(text) => Body::from(text.clone()),
        json => Body::from(json.to_string()),
    };
    send_body(app, method, path, headers, body).await
}

/// The same with a body of any kind.
pub(crate) async fn send_body(
    app: &Router,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Body,
) -> Reply {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(body).unwrap();
    let response: Response<Body> = app.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    Reply { status: parts.status.as_u16(), parts, text }
}

/// A site with one survey, in a version of its wording.
pub(crate) fn document(version: u32) -> Value {
    json!({
        "name": "Kokage",
        "origins": ["https://shop.example"],
        "surveys": [{
            "id": "shop-nps", "version": version, "metric": "nps", "goal": "Would they come back?",
            "touchpoints": ["post-purchase"], "question": { "en": format!("Question {version}?") },
        }],
    })
}

pub(crate) async fn put_site(app: &Router, version: u32) {
    let reply = send(app, "PUT", "/v1/sites/kokage", &document(version)).await;
    assert!(matches!(reply.status, 200 | 201), "{}", reply.text);
}

/// An answer's id, `ago` milliseconds before the start.
pub(crate) fn id(ago: u64) -> String {
    AnswerId::new(START.unsigned_abs() - ago, 5).to_secret_string()
}

pub(crate) fn answer(id: &str, revision: u8) -> Value {
    json!({
        "site": "kokage", "survey": "shop-nps", "id": id, "revision": revision,
        "outcome": "answered", "score": 9, "comment": "lovely",
    })
}
