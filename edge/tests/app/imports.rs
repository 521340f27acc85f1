//! Imports in a storage that refuses, does not show, or counts what it is asked; and what they leave there.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use koe_edge::Store;
use koe_edge::config::IMPORT_SETTLE;
use koe_edge::store::{Entry, Put, StoreError, StoreFuture};
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{Deployment, Reply, answer, id, put_site, send};
use crate::persons::{named, post, put_site as put_site_of_persons, stored};
use crate::wrapped::passes_on;

const IMPORTS: &str = "/v1/sites/kokage/imports?survey=shop-nps&batch=";

async fn import(app: &Router, batch: &str, rows: &str) -> Reply {
    let file = json!(format!("score,answered_at,respondent,comment,external_id\n{rows}"));
    send(app, "POST", &format!("{IMPORTS}{batch}"), &file).await
}

/// How many rows were accepted, replaced and duplicates.
#[track_caller]
fn told(reply: &Reply) -> [u64; 3] {
    assert_eq!(reply.status, 200, "{}", reply.text);
    ["accepted", "replaced", "duplicates"].map(|name| reply.json()[name].as_u64().unwrap())
}

async fn undo(app: &Router, batch: &str) -> Reply {
    send(app, "DELETE", &format!("/v1/sites/kokage/imports/{batch}"), &Value::Null).await
}

/// Each score with the day on which it was given, and how many were withdrawn.
async fn scores(deployment: &Deployment) -> (Vec<(String, u64)>, Value) {
    let app = deployment.isolate();
    let all = "survey=shop-nps&from=2026-10-01&to=2026-11-21";
    let path = format!("/v1/sites/kokage/scores?{all}&interval=day");
    let report = send(&app, "GET", &path, &Value::Null).await;
    assert_eq!(report.status, 200, "{}", report.text);
    let report = report.json();
    let mut given = Vec::new();
    for day in report["series"].as_array().unwrap() {
        for (score, count) in day["result"]["distribution"].as_object().unwrap() {
            let count = count.as_u64().unwrap();
            given.extend((0..count).map(|_| {
                (day["from"].as_str().unwrap()[..10].to_owned(), score.parse::<u64>().unwrap())
            }));
        }
    }
    assert_eq!(report["result"]["n"], given.len());
    (given, report["excluded"]["withdrawn"].clone())
}

/// Where a text stands in storage: in a key, a value or metadata.
async fn places(deployment: &Deployment, text: &str) -> Vec<String> {
    let everything = stored(&*deployment.store, "").await;
    let holds = |(key, entry): &(String, Entry)| {
        let metadata = entry.metadata.as_deref().unwrap_or_default();
        [key.as_str(), &entry.value, metadata].iter().any(|place| place.contains(text))
    };
    everything.into_iter().filter(holds).map(|(key, _)| key).collect()
}

/// A storage that takes so many writes and no more.
struct Refusing {
    inner: Arc<dyn Store>,
    writes: AtomicUsize,
}

impl Refusing {
    fn write<'a>(&'a self, write: StoreFuture<'a, ()>) -> StoreFuture<'a, ()> {
        let left = |writes: usize| writes.checked_sub(1);
        let taken = self.writes.fetch_update(Ordering::Relaxed, Ordering::Relaxed, left);
        if taken.is_ok() {
            return write;
        }
        let reason = "no write is left".to_owned();
        Box::pin(async { Err(StoreError::Unavailable { reason }) })
    }
}

impl Store for Refusing {
    passes_on!(inner: get, get_many, list);

    fn put<'a>(&'a self, key: &'a str, put: Put<'a>) -> StoreFuture<'a, ()> {
        self.write(self.inner.put(key, put))
    }

    fn delete<'a>(&'a self, key: &'a str) -> StoreFuture<'a, ()> {
        self.write(self.inner.delete(key))
    }
}

const FIRST: &str = "9,2026-11-01,u_1,one,a1\n8,2026-11-02,u_2,two,a2\n7,2026-11-03,u_1,three,a3\n";
/// One row as it was, one with another score, one at another time and of another person, and a new one.
const THEN: &str = "9,2026-11-01,u_1,one,a1\n2,2026-11-02,u_2,two,a2\n3,2026-11-13,u_2,three,a3\n\
                    4,2026-11-04,,four,a4\n";

fn day(day: &str, score: u64) -> (String, u64) {
    (format!("2026-11-{day}"), score)
}

/// a file, then its correction on a storage that refuses after so many writes: 503 · the same again: 200, and
/// each row counts once, as it was corrected · also once the cron has counted all of it
#[tokio::test]
async fn a_correction_that_was_cut_off_anywhere_is_finished_by_the_next() {
    let right = [day("01", 9), day("02", 2), day("04", 4), day("13", 3)];
    let mut writes = 0;
    loop {
        let deployment = Deployment::new();
        let app = deployment.isolate();
        put_site(&app, 1).await;
        assert_eq!(told(&import(&app, "a", FIRST).await), [3, 0, 0]);
        let (inner, left) = (Arc::clone(&deployment.store), AtomicUsize::new(writes));
        let refusing = deployment.behind(Arc::new(Refusing { inner, writes: left }));
        let cut_off = import(&refusing.isolate(), "b", THEN).await;
        if cut_off.status == 200 {
            break;
        }
        assert_eq!(cut_off.status, 503, "{}", cut_off.text);
        let again = import(&app, "b", THEN).await;
        assert_eq!(told(&again).iter().sum::<u64>(), 4, "after {writes} writes");
        assert_eq!(scores(&deployment).await, (right.to_vec(), json!(0)), "after {writes} writes");
        assert_eq!(told(&import(&app, "b", THEN).await), [0, 0, 4], "after {writes} writes");
        if writes % 4 == 0 {
            deployment.settle().await;
            assert_eq!(scores(&deployment).await, (right.to_vec(), json!(0)), "{writes}");
        }
        writes += 1;
    }
    assert!(writes > 15, "{writes} writes");
}

/// an import on a storage that refuses its undoing after so many writes: 503 · undone again until nothing is
/// left: 200, or 404 where it was done · nothing counts, nothing is withdrawn, no word of it is stored · imported
/// again: 200, as it was
#[tokio::test]
async fn an_undoing_that_was_cut_off_anywhere_is_finished_by_the_next() {
    let mut writes = 0;
    loop {
        let deployment = Deployment::new();
        let app = deployment.isolate();
        put_site(&app, 1).await;
        assert_eq!(told(&import(&app, "a", FIRST).await), [3, 0, 0]);
        let before = scores(&deployment).await;
        let (inner, left) = (Arc::clone(&deployment.store), AtomicUsize::new(writes));
        let refusing = deployment.behind(Arc::new(Refusing { inner, writes: left }));
        let cut_off = undo(&refusing.isolate(), "a").await;
        if cut_off.status == 200 {
            break;
        }
        assert_eq!(cut_off.status, 503, "{}", cut_off.text);
        let again = undo(&app, "a").await;
        assert_eq!((again.status, &again.json()["left"]), (200, &json!(0)), "{}", again.text);
        assert_eq!(scores(&deployment).await, (Vec::new(), json!(0)), "after {writes} writes");
        for text in ["two", "u_1", "person/"] {
            assert_eq!(places(&deployment, text).await, Vec::<String>::new(), "{writes}: {text}");
        }
        assert_eq!(told(&import(&app, "a", FIRST).await), [3, 0, 0], "after {writes} writes");
        assert_eq!(scores(&deployment).await, before, "after {writes} writes");
        writes += 1;
    }
    assert!(writes > 15, "{writes} writes");
}

/// A storage that shows nothing of what was imported.
struct Blind(Arc<dyn Store>);

impl Store for Blind {
    passes_on!(0: get, put, delete, list);

    fn get_many<'a>(&'a self, keys: &'a [String]) -> StoreFuture<'a, Vec<Option<String>>> {
        Box::pin(async move { Ok(vec![None; keys.len()]) })
    }
}

/// a file of rows with and without a name of their own, from two places that do not see each other's: both
/// 200, all accepted · each row is one answer, in one revision
#[tokio::test]
async fn two_imports_that_do_not_see_each_other_write_the_same_keys() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let blind = deployment.behind(Arc::new(Blind(Arc::clone(&deployment.store)))).isolate();
    let rows =
        json!("score,answered_at,external_id\n9,2026-11-01,a1\n8,2026-11-02,\n8,2026-11-02,\n");
    let path = "/v1/sites/kokage/imports?survey=shop-nps";
    for app in [&app, &blind] {
        assert_eq!(told(&send(app, "POST", path, &rows).await), [3, 0, 0]);
        assert_eq!(scores(&deployment).await.0, [day("01", 9), day("02", 8), day("02", 8)]);
        assert_eq!(stored(&*deployment.store, "answer/").await.len(), 3);
        deployment.pass(2_000);
    }
}

/// an import, undone 200 · its source, from before that, is written once more by somebody who did not see it ·
/// the import again 200: it is there
#[tokio::test]
async fn what_was_undone_comes_back_though_its_source_tells_otherwise() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    assert_eq!(told(&import(&app, "a", FIRST).await), [3, 0, 0]);
    let before = scores(&deployment).await;
    let sources = stored(&*deployment.store, "source/").await;
    assert_eq!(undo(&app, "a").await.json(), json!({ "undone": 3, "left": 0 }));
    for (key, entry) in &sources {
        let put = Put { value: &entry.value, ..Put::default() };
        deployment.store.put(key, put).await.unwrap();
    }
    assert_eq!(told(&import(&app, "a", FIRST).await), [3, 0, 0]);
    assert_eq!(scores(&deployment).await, before);
    assert_eq!(told(&import(&app, "a", FIRST).await), [0, 0, 3]);
}

/// an import, counted by the cron · undone 200: at once as before · counted again: the same · imported again
/// 200, and counted: it is back
#[tokio::test]
async fn hours_that_were_counted_are_counted_again() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let there = [day("01", 9), day("02", 8), day("03", 7)];
    for _ in 0..2 {
        assert_eq!(told(&import(&app, "a", FIRST).await), [3, 0, 0]);
        deployment.settle().await;
        assert!(!stored(&*deployment.store, "tally/kokage/hour/").await.is_empty());
        assert_eq!(scores(&deployment).await, (there.to_vec(), json!(0)));
        assert_eq!(undo(&app, "a").await.json(), json!({ "undone": 3, "left": 0 }));
        deployment.settle().await;
        assert_eq!(scores(&deployment).await, (Vec::new(), json!(0)));
    }
}

/// rows of a person, one of them moved and one undone · DELETE of the person 204: nothing of them is left in any
/// key, value or metadata but the mark; what is known of the rows is hashes · only what stood counts as
/// withdrawn, also once the cron has counted
#[tokio::test]
async fn nothing_of_an_erased_person_is_left_of_their_rows() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site_of_persons(&app).await;
    let person = "u_42";
    let moves = "9,2026-11-01,u_42,lovely,a1\n";
    assert_eq!(told(&import(&app, "a", moves).await), [1, 0, 0]);
    assert_eq!(told(&import(&app, "b", &moves.replace("-01", "-11")).await), [0, 1, 0]);
    assert_eq!(told(&import(&app, "c", "8,2026-11-05,u_42,lovely,a2\n").await), [1, 0, 0]);
    assert_eq!(undo(&app, "c").await.json(), json!({ "undone": 1, "left": 0 }));
    assert_eq!(scores(&deployment).await, (vec![day("11", 9)], json!(0)));
    let entries = stored(&*deployment.store, "person/").await;
    let hash = entries.keys().next().unwrap().split('/').nth(2).unwrap();

    let path = format!("/v1/sites/kokage/respondents/{person}");
    assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    for text in [person, "lovely"] {
        assert_eq!(places(&deployment, text).await, Vec::<String>::new(), "{text}");
    }
    assert_eq!(places(&deployment, hash).await, [format!("erased/kokage/{hash}")]);
    assert_eq!(stored(&*deployment.store, "source/").await.len(), 2);
    assert_eq!(scores(&deployment).await, (Vec::new(), json!(1)));
    deployment.settle().await;
    assert_eq!(scores(&deployment).await, (Vec::new(), json!(1)));
    // What is known stays away for ever, what is not for as long as the erasure is remembered.
    for (rows, counts) in [(moves, [0, 0, 1]), ("7,2026-11-06,u_42,lovely,a3\n", [0, 0, 0])] {
        assert_eq!(told(&import(&app, "d", rows).await), counts, "{rows}");
        assert_eq!(places(&deployment, "lovely").await, Vec::<String>::new(), "{rows}");
    }
}

/// an import, its correction and an undoing · the end of retention: nothing of it is left
#[tokio::test]
async fn what_is_known_of_rows_lives_as_long_as_their_answers() {
    let deployment = Deployment::new().settling(IMPORT_SETTLE);
    let app = deployment.isolate();
    put_site(&app, 1).await;
    for (batch, rows) in [("a", FIRST), ("b", THEN)] {
        assert_eq!(import(&app, batch, rows).await.status, 200);
        deployment.pass(600);
    }
    assert_eq!(undo(&app, "b").await.json(), json!({ "undone": 3, "left": 0 }));
    let kinds = |keys: Vec<String>| -> BTreeSet<String> {
        keys.iter().map(|key| key.split('/').next().unwrap().to_owned()).collect()
    };
    let all = ["answer", "history", "import", "late", "person", "settling", "site", "source"];
    let left = kinds(places(&deployment, "").await);
    assert_eq!(left.iter().map(String::as_str).collect::<Vec<_>>(), all);
    // Two rows are of the first days of November, and their hours end first.
    deployment.pass(730 * 86_400 - 19 * 86_400);
    assert_eq!(stored(&*deployment.store, "source/").await.len(), 2);
    deployment.pass(20 * 86_400);
    let left: Vec<String> = kinds(places(&deployment, "").await).into_iter().collect();
    assert_eq!(left, ["history", "site"]);
}

/// 120 rows of as many hours and persons, each of them moved to another hour; and as many of an export; and
/// undone: no request takes 1,000 operations
#[tokio::test]
async fn no_request_takes_a_thousand_operations() {
    let deployment = Deployment::new().settling(IMPORT_SETTLE);
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    put_site_of_persons(&app).await;
    let rows = |year: &str| {
        (0..120).fold(String::new(), |mut rows, row| {
            let (day, hour) = (row / 24 + 1, row % 24);
            writeln!(rows, "9,{year}-0{day}T{hour:02}:00,u_{row},word,a{row}").unwrap();
            rows
        })
    };
    counting.since();
    assert_eq!(told(&import(&app, "a", &rows("2026-09")).await), [120, 0, 0]);
    let new = counting.since().len();
    deployment.pass(600);
    assert_eq!(told(&import(&app, "b", &rows("2026-10")).await), [0, 120, 0]);
    let moved = counting.since().len();
    assert!((840..1_000).contains(&moved), "{moved} operations, {new} where they were new");
    let mut undone = 0;
    while undone < 120 {
        deployment.pass(600);
        let reply = undo(&app, "b").await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        undone += reply.json()["undone"].as_u64().unwrap();
        let operations = counting.since().len();
        assert!(operations < 1_000, "{operations}");
    }

    deployment.pass(600);
    let mut export = "id,survey,survey_version,revision,outcome,score,bucket,comment,channel,\
                      respondent,publish,test,answered_at,received_at\n"
        .to_owned();
    for row in 0..120 {
        let (day, hour) = (row / 24 + 1, row % 24);
        let at = format!("2026-11-0{day}T{hour:02}:00:00Z");
        let ms = at.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        let id = format!("{:08x}-{:04x}-7000-8000-{row:012}", ms >> 16, ms & 0xffff);
        writeln!(
            export,
            "{id},shop-nps,1,1,answered,9,promoter,,web,u_{row},false,false,{at},{at}"
        )
        .unwrap();
    }
    let path = "/v1/sites/kokage/imports";
    assert_eq!(told(&send(&app, "POST", path, &json!(export)).await), [120, 0, 0]);
    let exported = counting.since().len();
    assert!((600..1_000).contains(&exported), "{exported}");
}

/// an answer of a visitor, exported and taken back · its row 200: it stays away · another, at home in a later
/// revision than its row says: a duplicate, and undoing the import leaves it
#[tokio::test]
async fn an_export_changes_nothing_of_visitors() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site_of_persons(&app).await;
    for (number, revision) in [(1, 1), (2, 2)] {
        post(&app, &named(&id(number), revision, "u_1")).await;
    }
    let answers = "/v1/sites/kokage/answers?format=csv";
    let export = send(&app, "GET", answers, &Value::Null).await.text;
    let earlier = export.replace("\"2\",\"answered\"", "\"1\",\"answered\"");
    assert_ne!(earlier, export);
    let back = format!("/v1/answers/kokage/{}", id(1));
    assert_eq!(send(&app, "DELETE", &back, &Value::Null).await.status, 204);
    let before = stored(&*deployment.store, "").await;
    for file in [export, earlier] {
        let path = "/v1/sites/kokage/imports?batch=home";
        assert_eq!(told(&send(&app, "POST", path, &json!(file)).await), [0, 0, 2]);
        assert_eq!(stored(&*deployment.store, "").await, before);
    }
    assert_eq!(undo(&app, "home").await.status, 404);
    assert_eq!(answer(&id(1), 1)["score"], 9);
}

/// a row corrected again and again 200 · when there is no revision left: rejected in words, and it stays as it
/// was; it can still be undone
#[tokio::test]
async fn a_row_can_be_corrected_until_its_revisions_are_used_up() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let row = |turn: usize| format!("9,2026-11-01,,word {turn},a1\n");
    assert_eq!(told(&import(&app, "a", &row(0)).await), [1, 0, 0]);
    for turn in 1..97 {
        assert_eq!(told(&import(&app, "a", &row(turn)).await), [0, 1, 0], "{turn}");
    }
    let refused = import(&app, "a", &row(97)).await.json();
    assert_eq!(refused["rejected"][0]["code"], "no_revision_left", "{refused}");
    assert_eq!(scores(&deployment).await.0, [day("01", 9)]);
    assert_eq!(undo(&app, "a").await.json(), json!({ "undone": 1, "left": 0 }));
    assert_eq!(scores(&deployment).await, (Vec::new(), json!(0)));
    assert_eq!(places(&deployment, "word").await, Vec::<String>::new());
}
