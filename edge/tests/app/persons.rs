//! The entries that lead from a person to their answers: written with each revision that names one, gone
//! with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use koe_edge::Store;
use koe_edge::store::{Entry, List, StoreFuture};
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{Deployment, answer, document, form, id, send};
use crate::wrapped::passes_on;

/// A site that asks for no signature, and declares a segment.
pub(crate) async fn put_site(app: &axum::Router) {
    let mut document = document(1);
    document["identity"] = json!({ "require_signature": false });
    document["segments"] = json!({ "plan": ["free", "pro"] });
    let put = send(app, "PUT", "/v1/sites/kokage", &document).await;
    assert!(matches!(put.status, 200 | 201), "{}", put.text);
}

/// An answer that names a person.
pub(crate) fn named(id: &str, revision: u8, respondent: &str) -> Value {
    let mut named = answer(id, revision);
    named["respondent"] = json!({ "id": respondent });
    named["segments"] = json!({ "plan": "pro" });
    named
}

pub(crate) async fn post(app: &axum::Router, answer: &Value) {
    let taken = send(app, "POST", "/v1/answers", answer).await;
    assert_eq!(taken.status, 202, "{}", taken.text);
}

pub(crate) async fn take_back(app: &axum::Router, id: &str) {
    let path = format!("/v1/answers/kokage/{id}");
    assert_eq!(send(app, "DELETE", &path, &Value::Null).await.status, 204);
}

/// All that is in storage below a prefix.
pub(crate) async fn stored(store: &dyn Store, prefix: &str) -> BTreeMap<String, Entry> {
    let mut found = BTreeMap::new();
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix, limit: 1_000, cursor: cursor.as_deref() };
        let page = store.list(list).await.unwrap();
        for listed in page.keys {
            let entry = store.get(&listed.key).await.unwrap().unwrap();
            found.insert(listed.key, entry);
        }
        cursor = page.cursor;
        if cursor.is_none() {
            return found;
        }
    }
}

/// The revisions that name a person, and the entries of persons: each with where it lies in its hour, and
/// its metadata.
async fn both(deployment: &Deployment) -> (Vec<(String, String)>, Vec<(String, String)>) {
    // `{hour}/{id}/{rev}`
    let slot = |key: &String| {
        let start = key.rmatch_indices('/').nth(2).unwrap().0;
        key[start..].to_owned()
    };
    let answers = stored(&*deployment.store, "answer/").await;
    let answers = answers.iter().filter(|(_, entry)| entry.value.contains("\"respondent\""));
    let entries = stored(&*deployment.store, "person/").await;
    let told = |(key, entry): (&String, &Entry)| (slot(key), entry.metadata.clone().unwrap());
    (answers.map(told).collect(), entries.iter().map(told).collect())
}

/// a site that is kept · an answer that names a person 202: two writes, the entry first, and nothing else
#[tokio::test]
async fn taking_in_a_named_answer_is_two_writes_and_no_read() {
    let deployment = Deployment::new();
    put_site(&deployment.isolate()).await;
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    post(&app, &named(&id(1), 1, "u_42")).await;
    assert_eq!(counting.since(), ["get site/kokage", "put person", "put answer"]);
    for number in 2..10 {
        post(&app, &named(&id(number), 1, "u_42")).await;
        assert_eq!(counting.since(), ["put person", "put answer"]);
    }
}

/// a POST, a second revision, a hosted form, a change by the receipt and an import, of one person: each has
/// its entry, with the answer's metadata and for as long as the answer lives; an anonymous answer has none
#[tokio::test]
async fn every_way_in_leads_from_the_person() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    post(&app, &answer(&id(9), 1)).await;
    post(&app, &named(&id(1), 1, "u_42")).await;
    post(&app, &named(&id(1), 2, "u_42")).await;
    let hosted = format!("score=8&id={}&respondent=u_42", id(2));
    let sent = form(&app, "/p/kokage/shop-nps", &hosted).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let receipt = format!("/r/kokage/{}", id(1));
    assert_eq!(form(&app, &receipt, "do=change&score=3&revision=2").await.status, 303);
    let file = json!("score,answered_at,respondent\n7,2026-11-20,u_42\n7,2026-11-20,\n");
    let imports = "/v1/sites/kokage/imports?survey=shop-nps";
    assert_eq!(send(&app, "POST", imports, &file).await.json()["accepted"], 2);

    let (answers, entries) = both(&deployment).await;
    assert_eq!((answers.len(), &answers), (5, &entries));
    assert_eq!(stored(&*deployment.store, "answer/").await.len(), 7);
    // The import lives shortest, by its own day; then every entry goes in the second of its answer.
    for seconds in [729 * 86_400 - 27 * 3_600, 86_400, 3_600, 86_400, 86_400] {
        deployment.pass(seconds);
        let (answers, entries) = both(&deployment).await;
        assert_eq!(answers, entries);
    }
    assert_eq!(both(&deployment).await.1, []);
}

/// an answer of a person taken back 204: its entries are gone with its revisions · a revision that comes
/// late 202: the cron deletes it and its entry
#[tokio::test]
async fn what_is_taken_back_leaves_no_entry_of_its_person() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    for (revision, respondent) in [(1, "u_42"), (2, "u_42"), (3, "u_43")] {
        post(&app, &named(&id(1), revision, respondent)).await;
    }
    post(&app, &named(&id(2), 1, "u_42")).await;
    take_back(&app, &id(1)).await;
    let left = both(&deployment).await;
    assert_eq!((left.0.len(), &left.0), (1, &left.1), "the other answer's");
    post(&app, &named(&id(1), 4, "u_42")).await;
    assert_eq!(both(&deployment).await.1.len(), 2);
    deployment.settle().await;
    assert_eq!(both(&deployment).await, left);
}

/// a storage that lists a revision and does not show its value yet · taken back 204: hidden, and still there ·
/// the cron deletes it and its entry when the value shows
#[tokio::test]
async fn a_revision_whose_person_is_not_known_yet_waits_for_the_cron() {
    struct Unread(Arc<dyn Store>);

    impl Store for Unread {
        passes_on!(0: get, put, delete, list);

        fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>> {
            Box::pin(async { Ok(vec![None; keys.len()]) })
        }
    }

    let deployment = Deployment::new();
    let app = deployment.behind(Arc::new(Unread(Arc::clone(&deployment.store)))).isolate();
    put_site(&app).await;
    post(&app, &named(&id(1), 1, "u_42")).await;
    take_back(&app, &id(1)).await;
    let scores = "/v1/sites/kokage/scores?survey=shop-nps";
    let scores = send(&app, "GET", scores, &Value::Null).await.json();
    assert_eq!((&scores["result"]["n"], &scores["excluded"]["withdrawn"]), (&json!(0), &json!(1)));
    assert_eq!(both(&deployment).await.0.len(), 1);
    deployment.settle().await;
    assert_eq!(both(&deployment).await, (vec![], vec![]));
}

/// taking back an anonymous answer reads no value of it
#[tokio::test]
async fn taking_back_an_anonymous_answer_reads_no_value() {
    let deployment = Deployment::new();
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    put_site(&app).await;
    post(&app, &answer(&id(1), 1)).await;
    counting.since();
    take_back(&app, &id(1)).await;
    let calls = counting.since();
    assert!(!calls.iter().any(|call| call.starts_with("get")), "{calls:?}");
    post(&app, &named(&id(2), 1, "u_42")).await;
    counting.since();
    take_back(&app, &id(2)).await;
    let calls = counting.since();
    let reads: Vec<_> = calls.iter().filter(|call| call.starts_with("get")).collect();
    assert_eq!(reads, ["get_many answer"]);
}

/// one prompt, answered under one person and sent again under another: it is the second one's alone
#[tokio::test]
async fn an_answer_shows_under_whom_it_names_now() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    post(&app, &named(&id(1), 1, "u_42")).await;
    post(&app, &named(&id(1), 1, "u_43")).await;
    for (respondent, answers) in [("u_42", 0), ("u_43", 1)] {
        let path = format!("/v1/sites/kokage/respondents/{respondent}");
        let page = send(&app, "GET", &path, &Value::Null).await.json();
        assert_eq!(page["answers"].as_array().map(Vec::len), Some(answers), "{page}");
    }
}

/// an entry whose answer was never written shows nothing: 200
#[tokio::test]
async fn an_entry_alone_is_no_answer() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    post(&app, &named(&id(1), 1, "u_42")).await;
    let answer = stored(&*deployment.store, "answer/").await.into_keys().next().unwrap();
    deployment.store.delete(&answer).await.unwrap();
    let page = send(&app, "GET", "/v1/sites/kokage/respondents/u_42", &Value::Null).await;
    assert_eq!(page.json(), json!({ "respondent": "u_42", "answers": [], "cursor": null }));
}

/// 250 answers of two revisions each: the joined pages are all of them, each once, newest first, and
/// the ones taken back are not there
#[tokio::test]
async fn pages_joined_are_all_answers_of_a_person_once() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app).await;
    for number in 0..250 {
        for revision in [1, 2] {
            post(&app, &named(&id(number), revision, "u_42")).await;
        }
        if number % 10 == 3 {
            take_back(&app, &id(number)).await;
        }
        if number % 25 == 0 {
            deployment.pass(10);
        }
    }
    let (mut answers, mut cursor, mut pages) = (Vec::new(), Value::Null, 0);
    loop {
        let query = cursor.as_str().map(|cursor| format!("?cursor={cursor}")).unwrap_or_default();
        let path = format!("/v1/sites/kokage/respondents/u_42{query}");
        let page = send(&app, "GET", &path, &Value::Null).await.json();
        for answer in page["answers"].as_array().unwrap() {
            assert_eq!(answer["revision"], 2, "{answer}");
            answers.push(answer["id"].as_str().unwrap().to_owned());
        }
        (cursor, pages) = (page["cursor"].clone(), pages + 1);
        if cursor.is_null() {
            break;
        }
    }
    assert!(pages > 1, "a page is bounded");
    let site = "kokage".parse().unwrap();
    let kept = (0..250).filter(|number| number % 10 != 3).map(|number| {
        let secret: AnswerId = id(number).parse().unwrap();
        secret.public(&site).to_string()
    });
    assert_eq!(answers, kept.collect::<Vec<_>>());
}
