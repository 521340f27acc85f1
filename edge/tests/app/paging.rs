//! A storage whose pages are short, or empty, while more follow: as KV's may be.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use koe_edge::store::{List, Page, Store, StoreFuture};
use serde_json::{Value, json};

use crate::deployment::{Deployment, answer, id, put_site, send};
use crate::wrapped::passes_on;

/// Gives at most `most` keys a page, and an empty page first whenever a list begins.
pub(crate) struct Short {
    inner: Arc<dyn Store>,
    most: usize,
    lists: AtomicUsize,
}

const BEGIN: &str = "begin";

impl Short {
    pub(crate) fn before(inner: Arc<dyn Store>, most: usize) -> Self {
        Self { inner, most, lists: AtomicUsize::new(0) }
    }
}

impl Store for Short {
    passes_on!(inner: get, get_many, put, delete);

    fn list<'a>(&'a self, list: List<'a>) -> StoreFuture<'a, Page> {
        self.lists.fetch_add(1, Ordering::Relaxed);
        match list.cursor {
            None => {
                Box::pin(async { Ok(Page { keys: Vec::new(), cursor: Some(BEGIN.to_owned()) }) })
            }
            cursor => {
                let cursor = cursor.filter(|cursor| *cursor != BEGIN);
                self.inner.list(List { limit: list.limit.min(self.most), cursor, ..list })
            }
        }
    }
}

/// A site with `answers` answers of three revisions each, on a storage of short pages.
async fn site(answers: u64, most: usize) -> (Deployment, Arc<Short>) {
    let whole = Deployment::new();
    let app = whole.isolate();
    put_site(&app, 1).await;
    for number in 0..answers {
        if number % 30 == 0 {
            // The limit of one client is 120 writes in ten seconds.
            whole.pass(10);
        }
        for revision in 1..=3 {
            let body = answer(&id(number), revision);
            assert_eq!(send(&app, "POST", "/v1/answers", &body).await.status, 202);
        }
    }
    let store = Arc::new(Short::before(Arc::clone(&whole.store), most));
    (whole.behind(Arc::clone(&store) as Arc<dyn Store>), store)
}

#[tokio::test]
async fn scores_are_right_on_short_and_empty_pages() {
    for most in [1, 2, 4, 1_000] {
        let (deployment, _) = site(20, most).await;
        let path = "/v1/sites/kokage/scores?metric=nps";
        let scores = send(&deployment.isolate(), "GET", path, &Value::Null).await.json();
        assert_eq!(scores["result"]["n"], 20, "{most} keys a page");
    }
}

#[tokio::test]
async fn pages_of_answers_join_to_the_whole_on_short_and_empty_pages() {
    for most in [1, 2, 7, 1_000] {
        let (deployment, _) = site(20, most).await;
        let app = deployment.isolate();
        let mut ids = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/v1/sites/kokage/answers?limit=3{cursor}");
            let page = send(&app, "GET", &path, &Value::Null).await.json();
            ids.extend(page["answers"].as_array().unwrap().iter().map(|a| a["id"].to_string()));
            match &page["cursor"] {
                Value::String(next) => cursor = format!("&cursor={next}"),
                _ => break,
            }
        }
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!((ids.len(), unique.len()), (20, 20), "{most} keys a page");
    }
}

#[tokio::test]
async fn a_range_of_too_many_pages_is_refused_with_what_to_narrow() {
    let (deployment, store) = site(70, 1).await;
    let path = "/v1/sites/kokage/scores?metric=nps";
    let refused = send(&deployment.isolate(), "GET", path, &Value::Null).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["code"], json!("range_too_large"));
    assert_eq!(refused.json()["field"], json!("from"));
    assert_eq!(store.lists.load(Ordering::Relaxed), 200, "no page is read past the bound");
}
