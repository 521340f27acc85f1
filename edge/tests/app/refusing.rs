//! A storage that refuses: every call says so as a problem, and nothing else leaks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use koe_edge::problem::Failure;
use koe_edge::store::{Entry, List, Page, Put, Store, StoreError, StoreFuture};
use serde_json::{Value, json};

use crate::deployment::{Deployment, answer, document, id, put_site, send};
use crate::wrapped::passes_on;

/// Refuses one kind of call, and passes the others on.
pub(crate) struct Refusing {
    pub(crate) inner: Arc<dyn Store>,
    pub(crate) refused: Refused,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    Reads,
    Writes,
    Lists,
}

impl Refusing {
    fn pass<'a, T>(&'a self, kind: Refused, call: StoreFuture<'a, T>) -> StoreFuture<'a, T> {
        if self.refused == kind {
            let reason = "KV said no to answer/kokage/secret".to_owned();
            return Box::pin(async { Err(StoreError::Unavailable { reason }) });
        }
        call
    }
}

impl Store for Refusing {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<Entry>> {
        self.pass(Refused::Reads, self.inner.get(key))
    }

    fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>> {
        self.pass(Refused::Reads, self.inner.get_many(keys))
    }

    fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()> {
        self.pass(Refused::Writes, self.inner.put(key, put))
    }

    fn delete<'a>(&'a self, key: &'a str) -> StoreFuture<'a, ()> {
        self.pass(Refused::Writes, self.inner.delete(key))
    }

    fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page> {
        self.pass(Refused::Lists, self.inner.list(list))
    }
}

/// The call gets 503 with `Retry-After`, tells nothing of storage, and logs its route, not its path.
async fn check(refused: Refused, method: &str, path: &str, body: &Value, route: &str) {
    let whole = Deployment::new();
    put_site(&whole.isolate(), 1).await;
    send(&whole.isolate(), "POST", "/v1/answers", &answer(&id(1), 1)).await;
    let store = Refusing { inner: Arc::clone(&whole.store), refused };
    let app = whole.behind(Arc::new(store)).isolate();
    let reply = send(&app, method, path, body).await;
    assert_eq!((reply.status, reply.header("retry-after")), (503, Some("5")), "{method} {path}");
    assert_eq!(reply.json()["code"], "storage_unavailable");
    let kept = reply.header("cache-control").unwrap_or_default();
    assert!(kept.ends_with("no-store"), "{method} {path}: {kept}");
    assert!(!reply.text.contains("KV") && !reply.text.contains("secret"), "{}", reply.text);
    let line = reply.parts.extensions.get::<Failure>().expect("a line for the log").to_string();
    let line: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["route"], json!(format!("{method} {route}")));
    assert!(!line.to_string().contains(&id(1)), "{line}");
}

#[tokio::test]
async fn a_read_that_fails_is_a_problem() {
    let none = Value::Null;
    check(Refused::Reads, "GET", "/healthz", &none, "/healthz").await;
    check(Refused::Reads, "GET", "/s/kokage.js", &none, "/s/{file}").await;
    check(Refused::Reads, "GET", "/t/kokage/0-en.json", &none, "/t/{site}/{file}").await;
    check(Refused::Reads, "GET", "/v1/sites/kokage", &none, "/v1/sites/{site}").await;
    check(Refused::Reads, "POST", "/v1/answers", &answer(&id(1), 1), "/v1/answers").await;
    let path = format!("/v1/answers/kokage/{}", id(1));
    check(Refused::Reads, "DELETE", &path, &none, "/v1/answers/{site}/{id}").await;
}

#[tokio::test]
async fn a_write_that_fails_is_a_problem() {
    check(Refused::Writes, "POST", "/v1/answers", &answer(&id(1), 1), "/v1/answers").await;
    check(Refused::Writes, "PUT", "/v1/sites/kokage", &document(1), "/v1/sites/{site}").await;
    let key = json!({ "name": "dashboard", "scope": "read" });
    check(Refused::Writes, "POST", "/v1/sites/kokage/keys", &key, "/v1/sites/{site}/keys").await;
    let path = format!("/v1/answers/kokage/{}", id(1));
    check(Refused::Writes, "DELETE", &path, &Value::Null, "/v1/answers/{site}/{id}").await;
    let import = "/v1/sites/kokage/imports?survey=shop-nps&answered_at=2026-11-20";
    let file = json!("score\n9\n");
    check(Refused::Writes, "POST", import, &file, "/v1/sites/{site}/imports").await;
}

#[tokio::test]
async fn a_list_that_fails_is_a_problem() {
    let none = Value::Null;
    let scores = "/v1/sites/kokage/scores?metric=nps";
    check(Refused::Lists, "GET", scores, &none, "/v1/sites/{site}/scores").await;
    let answers = "/v1/sites/kokage/answers";
    check(Refused::Lists, "GET", answers, &none, "/v1/sites/{site}/answers").await;
    let path = format!("/v1/answers/kokage/{}", id(1));
    check(Refused::Lists, "DELETE", &path, &none, "/v1/answers/{site}/{id}").await;
}

/// DELETE of an answer that comes after it · the cron notes what the tombstone hid, and that write is
/// refused as busy: the answer stays until it is noted
#[tokio::test]
async fn a_tombstone_that_is_refused_does_not_pass_for_the_one_before_it() {
    /// Refuses one put to a tombstone.
    struct Hesitant(Arc<dyn Store>, AtomicBool);

    impl Store for Hesitant {
        passes_on!(0: get, get_many, delete, list);

        fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()> {
            let is_tombstone = key.starts_with("answer/") && key.ends_with("/00");
            if is_tombstone && !self.1.swap(true, Ordering::Relaxed) {
                return Box::pin(async { Err(StoreError::Busy) });
            }
            self.0.put(key, put)
        }
    }

    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let path = format!("/v1/answers/kokage/{}", id(1));
    assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(1), 1)).await.status, 202);
    let hesitant = Arc::new(Hesitant(Arc::clone(&deployment.store), AtomicBool::new(false)));
    let behind = deployment.behind(Arc::clone(&hesitant) as Arc<dyn Store>);
    for _ in 0..36 {
        deployment.pass(600);
        koe_edge::cron::run(&behind.state()).await.unwrap();
    }
    assert!(hesitant.1.load(Ordering::Relaxed), "no tombstone was refused");
    let path = "/v1/sites/kokage/scores?survey=shop-nps";
    let scores = send(&app, "GET", path, &Value::Null).await.json();
    assert_eq!(scores["excluded"]["withdrawn"], 1, "{scores}");
}
