//! A storage that is as KV may be at its worst: what was read once, a miss included, is what is read
//! for a minute; lists lag as long; and a key is written once a second.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use koe_edge::store::{Entry, List, Page, Put, Store, StoreError, StoreFuture};
use koe_edge::{Clock, cron};
use serde_json::{Value, json};

use crate::deployment::{Deployment, answer, form, id, put_site, send};
use crate::persons::{named, post, put_site as put_open_site, stored as entries, take_back};

/// How long a read is repeated without looking.
const LAG: SignedDuration = SignedDuration::from_secs(60);
/// How often one key may be written.
const PACE: SignedDuration = SignedDuration::from_secs(1);

type Remembered<T> = Mutex<HashMap<String, (Timestamp, T)>>;

pub(crate) struct Lagging {
    inner: Arc<dyn Store>,
    clock: Clock,
    reads: Remembered<Option<Entry>>,
    lists: Remembered<Page>,
    writes: Remembered<()>,
}

impl Lagging {
    pub(crate) fn new(deployment: &Deployment) -> Self {
        Self {
            inner: Arc::clone(&deployment.store),
            clock: deployment.state().clock,
            reads: Remembered::default(),
            lists: Remembered::default(),
            writes: Remembered::default(),
        }
    }

    async fn recall<T: Clone>(
        &self,
        remembered: &Remembered<T>,
        key: String,
        look: StoreFuture<'_, T>,
    ) -> Result<T, StoreError> {
        let now = (self.clock)();
        if let Some((at, known)) = remembered.lock().unwrap().get(&key)
            && now.duration_since(*at) < LAG
        {
            return Ok(known.clone());
        }
        let found = look.await?;
        remembered.lock().unwrap().insert(key, (now, found.clone()));
        Ok(found)
    }

    fn pace(&self, key: &str) -> Result<(), StoreError> {
        let now = (self.clock)();
        let before = self.writes.lock().unwrap().insert(key.to_owned(), (now, ()));
        match before {
            Some((at, ())) if now.duration_since(at) < PACE => Err(StoreError::Busy),
            _ => Ok(()),
        }
    }
}

impl Store for Lagging {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<Entry>> {
        Box::pin(self.recall(&self.reads, key.to_owned(), self.inner.get(key)))
    }

    fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>> {
        Box::pin(async move {
            let mut found = Vec::new();
            for key in keys {
                found.push(self.get(key).await?.map(|entry| entry.value));
            }
            Ok(found)
        })
    }

    fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            self.pace(key)?;
            self.inner.put(key, put).await
        })
    }

    fn delete<'a>(&'a self, key: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            self.pace(key)?;
            self.inner.delete(key).await
        })
    }

    fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page> {
        let asked = format!("{} {} {:?}", list.prefix, list.limit, list.cursor);
        Box::pin(self.recall(&self.lists, asked, self.inner.list(list)))
    }
}

/// A site on a storage that lags, a minute after it was set up.
async fn lagging() -> (Deployment, axum::Router) {
    let whole = Deployment::new();
    put_site(&whole.isolate(), 1).await;
    let lagging = whole.behind(Arc::new(Lagging::new(&whole)));
    lagging.pass(60);
    let app = lagging.isolate();
    (lagging, app)
}

/// The newest revision that really is in storage, whatever can be read of it.
async fn stored(deployment: &Deployment) -> Value {
    let app = deployment.isolate();
    deployment.pass(60);
    let page = send(&app, "GET", "/v1/sites/kokage/answers", &Value::Null).await.json();
    page["answers"][0].clone()
}

/// POST 202 · the same within a second 202 · another text on the same revision 503
#[tokio::test]
async fn a_second_click_meets_the_pace_of_a_key_and_is_no_failure() {
    let (deployment, app) = lagging().await;
    let body = answer(&id(1), 1);
    for _ in 0..2 {
        let taken = send(&app, "POST", "/v1/answers", &body).await;
        assert_eq!(taken.status, 202, "{}", taken.text);
    }
    let mut other = body.clone();
    other["comment"] = json!("something else");
    let refused = send(&app, "POST", "/v1/answers", &other).await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("5")));
    deployment.pass(5);
    assert_eq!(send(&app, "POST", "/v1/answers", &other).await.status, 202);
}

/// POST 202 · DELETE in the same second, twice: 204 · the cron finishes what could not be deleted
#[tokio::test]
async fn what_was_just_written_is_taken_back_all_the_same() {
    let (deployment, app) = lagging().await;
    assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(1), 1)).await.status, 202);
    let path = format!("/v1/answers/kokage/{}", id(1));
    for _ in 0..2 {
        let gone = send(&app, "DELETE", &path, &Value::Null).await;
        assert_eq!(gone.status, 204, "{}", gone.text);
    }
    // The first run sets the bounds, and the hour is counted a quarter of an hour after its end.
    let mut erased = cron::run(&deployment.state()).await.unwrap().erased;
    for _ in 0..18 {
        deployment.pass(600);
        erased += cron::run(&deployment.state()).await.unwrap().erased;
    }
    assert_eq!(erased, 1);
}

/// a named answer · a second revision of it five seconds later · DELETE in the same second 204: the first one
/// and its entry are deleted at once, the second by the cron
#[tokio::test]
async fn a_revision_that_was_just_written_keeps_no_other_from_being_deleted() {
    let whole = Deployment::new();
    put_open_site(&whole.isolate()).await;
    let deployment = whole.behind(Arc::new(Lagging::new(&whole)));
    let app = deployment.isolate();
    post(&app, &named(&id(1), 1, "u_42")).await;
    deployment.pass(5);
    post(&app, &named(&id(1), 2, "u_42")).await;
    take_back(&app, &id(1)).await;
    let left = entries(&*whole.store, "").await;
    let left: Vec<_> = left.keys().filter(|key| key.ends_with("/98")).collect();
    assert_eq!(left, Vec::<&String>::new());
    deployment.settle().await;
    assert_eq!(entries(&*whole.store, "person/").await.len(), 0);
    assert_eq!(entries(&*whole.store, "answer/").await.len(), 1, "the tombstone");
}

/// POST of a named answer 202 · the same within a second 202
#[tokio::test]
async fn a_second_click_of_a_named_answer_is_no_failure() {
    let whole = Deployment::new();
    put_open_site(&whole.isolate()).await;
    let app = whole.behind(Arc::new(Lagging::new(&whole))).isolate();
    for _ in 0..2 {
        post(&app, &named(&id(1), 1, "u_42")).await;
    }
}

/// receipt 404: not visible yet · POST 202 · the bare address still 404, what was told it 200 · a
/// minute later both 200
#[tokio::test]
async fn a_receipt_says_that_it_lags() {
    let (deployment, app) = lagging().await;
    let receipt = format!("/r/kokage/{}", id(1));
    let look =
        async |query: &str| send(&app, "GET", &format!("{receipt}{query}"), &Value::Null).await;
    assert_eq!(look("").await.status, 404);
    assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(1), 1)).await.status, 202);
    let pending = look("").await;
    assert_eq!(pending.status, 404);
    assert!(pending.text.contains("not visible here yet"), "{}", pending.text);
    let told = look("?revision=1").await;
    assert!(told.status == 200 && told.text.contains("9 of 10"), "{}", told.text);
    deployment.pass(60);
    assert_eq!(look("").await.status, 200);
}

/// POST 202 · change 303 · change of the page that follows 303 · the last one holds
#[tokio::test]
async fn the_last_of_two_changes_within_a_minute_holds() {
    let (deployment, app) = lagging().await;
    assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(1), 1)).await.status, 202);
    let receipt = format!("/r/kokage/{}", id(1));
    assert_eq!(send(&app, "GET", &receipt, &Value::Null).await.status, 200);
    let first = form(&app, &receipt, "do=change&score=3&revision=1").await;
    assert_eq!(first.status, 303, "{}", first.text);
    let shown = send(&app, "GET", first.header("location").unwrap(), &Value::Null).await;
    assert!(shown.text.contains("3 of 10"), "the list lags, the change shows: {}", shown.text);
    assert!(shown.text.contains("name=\"revision\" value=\"10\""), "{}", shown.text);
    let second = form(&app, &receipt, "do=change&score=4&revision=10").await;
    assert_eq!(second.status, 303, "{}", second.text);
    let stored = stored(&deployment).await;
    assert_eq!((&stored["revision"], &stored["score"]), (&json!(20), &json!(4)));
}
