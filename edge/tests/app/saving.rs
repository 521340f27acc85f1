//! Two owners who save within a minute, each at a location that does not see the other's save yet.

use std::sync::Arc;

use axum::Router;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{
    ADMIN_KEY, Deployment, Reply, answer, document, id, put_site, send, send_with,
};
use crate::lagging::Lagging;

const SITE: &str = "/v1/sites/kokage";

/// A site that was set up a minute ago, and two locations with a lag of their own.
async fn two_locations() -> (Deployment, [Router; 2]) {
    let whole = Deployment::new();
    put_site(&whole.isolate(), 1).await;
    whole.pass(60);
    let location = || whole.behind(Arc::new(Lagging::new(&whole))).isolate();
    let both = [location(), location()];
    (whole, both)
}

/// The document in a version of its wording, with a goal of its own.
fn with_goal(version: u32, goal: &str) -> Value {
    let mut document = document(version);
    document["surveys"][0]["goal"] = json!(goal);
    document
}

/// Puts a document; refused by nobody.
async fn put(app: &Router, document: &Value) -> Reply {
    let reply = send(app, "PUT", SITE, document).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply
}

/// What the door says to an answer to a version.
async fn answered(app: &Router, number: u64, version: u32) -> u16 {
    let mut told = answer(&id(number), 1);
    told["survey_version"] = json!(version);
    send(app, "POST", "/v1/answers", &told).await.status
}

/// B saves · A raises the version · B, who does not see that, saves again: B's document stands · an answer
/// to A's version, two minutes later, anywhere: 202 · whoever saves next has that version on record
#[tokio::test]
async fn a_version_that_the_other_owner_did_not_see_is_not_lost() {
    let (whole, [a, b]) = two_locations().await;
    put(&b, &with_goal(1, "by B")).await;
    whole.pass(5);
    put(&a, &document(2)).await;
    whole.pass(5);
    put(&b, &with_goal(1, "by B again")).await;
    whole.pass(120);

    let elsewhere = whole.isolate();
    let stands = send(&elsewhere, "GET", SITE, &Value::Null).await.json();
    assert_eq!(stands["surveys"][0]["goal"], "by B again");
    for (number, app) in [&elsewhere, &a, &b].into_iter().enumerate() {
        assert_eq!(answered(app, number as u64, 2).await, 202, "at location {number}");
    }
}

/// both save upon the same state, unseen · the versions of both are on record after the next save · the
/// history tells that neither saw the other
#[tokio::test]
async fn the_next_save_unites_what_two_owners_did_unseen() {
    let (whole, [a, b]) = two_locations().await;
    put(&b, &with_goal(1, "by B")).await;
    whole.pass(5);
    put(&a, &document(2)).await;
    whole.pass(5);
    put(&b, &with_goal(1, "by B again")).await;
    whole.pass(120);
    let history =
        send(&whole.isolate(), "GET", &format!("{SITE}/history"), &Value::Null).await.json();
    let [b2, a1, b1, first] = &history["history"].as_array().unwrap()[..] else {
        panic!("{history}")
    };
    assert_eq!((&b2["beside"], &a1["beside"]), (&a1["id"], &b2["id"]));
    assert_eq!((&b1["beside"], &first["beside"]), (&Value::Null, &Value::Null));
    assert_eq!(
        a1["changed"],
        json!([
            "surveys.shop-nps.goal",
            "surveys.shop-nps.question.en",
            "surveys.shop-nps.version"
        ])
    );

    put(&whole.isolate(), &with_goal(1, "by C")).await;
    whole.pass(60);
    // Version 2 is on record, so a third wording has to be the third.
    let mut reworded = document(2);
    reworded["surveys"][0]["question"]["en"] = json!("Question 3?");
    let refused = send(&whole.isolate(), "PUT", SITE, &reworded).await;
    assert_eq!(refused.status, 409, "{}", refused.text);
    assert_eq!(answered(&whole.isolate(), 1, 2).await, 202);
    let path = format!("{SITE}/scores?survey=shop-nps&version=2");
    let scores = send(&whole.isolate(), "GET", &path, &Value::Null).await.json();
    assert_eq!(scores["n"], 1, "{scores}");
}

/// A shortens retention · B, who does not see that, saves: the longer one stands · the next save: what ended
/// before it lives no longer than A had it
#[tokio::test]
async fn of_two_unseen_retentions_the_shorter_life_wins() {
    let (whole, [a, b]) = two_locations().await;
    put(&b, &document(1)).await;
    whole.pass(5);
    let mut short = document(1);
    short["privacy"] = json!({ "retention_days": 10 });
    put(&a, &short).await;
    whole.pass(5);
    put(&b, &with_goal(1, "by B")).await;
    whole.pass(120);
    let ago = async |days: u64| {
        let told = answer(&id(days * 24 * 3_600_000), 1);
        send(&whole.isolate(), "POST", "/v1/answers", &told).await.status
    };
    assert_eq!(ago(20).await, 202, "B's document holds for now");
    put(&whole.isolate(), &with_goal(1, "by C")).await;
    whole.pass(60);
    assert_eq!((ago(20).await, ago(5).await), (422, 202));
    // United once: the next save does not shorten what came after the first.
    put(&whole.isolate(), &with_goal(1, "by D")).await;
    whole.pass(60);
    let record = whole.store.get("site/kokage").await.unwrap().unwrap().value;
    let record: Value = serde_json::from_str(&record).unwrap();
    let changes = record["retention"]["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 2, "{changes:?}");
    assert_eq!((&changes[0]["days"], &changes[1]["days"]), (&json!(10), &json!(730)));
}

/// a save at one location · a save elsewhere whose read is old but whose list is not: it is made upon the
/// newer state, and with a condition on the old one it is refused
#[tokio::test]
async fn a_save_is_made_upon_the_newest_state_that_either_route_shows() {
    let (whole, [a, b]) = two_locations().await;
    let old = send(&b, "GET", SITE, &Value::Null).await;
    let old = old.header("etag").unwrap().to_owned();
    put(&a, &with_goal(1, "by A")).await;
    whole.pass(5);
    let refused = conditional(&b, &old, &with_goal(1, "by B")).await;
    assert_eq!(refused.status, 412, "{}", refused.text);
    let problem = refused.json();
    assert_eq!(problem["current"]["surveys"][0]["goal"], "by A");
    assert_eq!(problem["fields"], json!(["surveys.shop-nps.goal"]));
    let newer = refused.header("etag").unwrap();
    assert_ne!(newer, old);
    let saved = conditional(&b, newer, &with_goal(1, "by B")).await;
    assert_eq!(saved.status, 200, "{}", saved.text);
    whole.pass(60);
    let history =
        send(&whole.isolate(), "GET", &format!("{SITE}/history"), &Value::Null).await.json();
    let all = history["history"].as_array().unwrap();
    assert!(all.len() == 3 && all.iter().all(|entry| entry["beside"].is_null()), "{history}");
}

/// a save with another secret at one location · a save elsewhere that can't have seen the secret 503 · a
/// minute later 200: the new secret is still there
#[tokio::test]
async fn a_secret_that_is_not_visible_yet_is_not_written_over() {
    let (whole, [a, b]) = two_locations().await;
    assert_eq!(send(&b, "GET", SITE, &Value::Null).await.status, 200);
    let mut secret = document(1);
    secret["identity"] = json!({ "secret": "a-secret-of-the-shop" });
    put(&a, &secret).await;
    whole.pass(5);
    let refused = send(&b, "PUT", SITE, &with_goal(1, "by B")).await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("15")));
    assert_eq!(refused.json()["code"], "not_visible_yet");
    whole.pass(60);
    put(&b, &with_goal(1, "by B")).await;
    let record = whole.store.get("site/kokage").await.unwrap().unwrap().value;
    assert!(record.contains("a-secret-of-the-shop"), "{record}");
    let list = koe_edge::store::List { prefix: "history/", limit: 10, cursor: None };
    for listed in whole.store.list(list).await.unwrap().keys {
        let entry = whole.store.get(&listed.key).await.unwrap().unwrap().value;
        let record: Value = serde_json::from_str(&record).unwrap();
        for hidden in ["a-secret-of-the-shop", record["import_secret"].as_str().unwrap()] {
            assert!(!entry.contains(hidden), "{hidden} in {entry}");
        }
    }
}

/// a version that never was, asked for again and again: the history is looked through once in ten seconds
#[tokio::test]
async fn a_version_that_never_was_does_not_cost_a_list_each_time() {
    let whole = Deployment::new();
    put_site(&whole.isolate(), 1).await;
    let counting = Counting::new(&whole);
    let app = whole.behind(counting.clone()).isolate();
    let mut lists = 0;
    for number in 0..20 {
        assert_eq!(answered(&app, number, 9).await, 503);
        let calls = counting.since();
        lists += calls.iter().filter(|call| call.starts_with("list history/")).count();
        whole.pass(1);
    }
    assert_eq!(lists, 2);
}

/// 201 saves: the newest 200 are kept
#[tokio::test]
async fn a_history_has_two_hundred_entries_and_no_more() {
    let whole = Deployment::new();
    let app = whole.isolate();
    for _ in 0..203 {
        put_site(&app, 1).await;
    }
    let list = koe_edge::store::List { prefix: "history/", limit: 1_000, cursor: None };
    assert_eq!(whole.store.list(list).await.unwrap().keys.len(), 200);
}

/// a site as an earlier release stored it, without a history: its `ETag` names it all the same, the first
/// save keeps it as an entry, and it can be brought back
#[tokio::test]
async fn a_site_from_before_there_was_a_history_can_be_brought_back() {
    let whole = Deployment::new();
    let app = whole.isolate();
    put_site(&app, 1).await;
    let stored = whole.store.get("site/kokage").await.unwrap().unwrap().value;
    let mut record: Value = serde_json::from_str(&stored).unwrap();
    let fields = record.as_object_mut().unwrap();
    assert!(fields.remove("entry").is_some());
    fields.remove("seen");
    let value = record.to_string();
    let put_back = koe_edge::store::Put { value: &value, ..Default::default() };
    whole.store.put("site/kokage", put_back).await.unwrap();
    let list = koe_edge::store::List { prefix: "history/", limit: 10, cursor: None };
    for listed in whole.store.list(list).await.unwrap().keys {
        whole.store.delete(&listed.key).await.unwrap();
    }

    whole.pass(60);
    let app = whole.isolate();
    let etag = send(&app, "GET", SITE, &Value::Null).await;
    let etag = etag.header("etag").unwrap().to_owned();
    let stale = conditional(&app, "\"8204769754321-00000000000000ab\"", &document(2)).await;
    assert_eq!(stale.status, 412);
    assert_eq!(conditional(&app, &etag, &document(2)).await.status, 200);
    let history = send(&app, "GET", &format!("{SITE}/history"), &Value::Null).await.json();
    let [saved, earlier] = &history["history"].as_array().unwrap()[..] else { panic!("{history}") };
    assert_eq!((&saved["by"], &earlier["by"]), (&json!("admin"), &Value::Null));
    let earlier = earlier["id"].as_str().unwrap();
    assert_eq!(format!("\"{earlier}\""), etag);
    let restore = format!("{SITE}/history/{earlier}/restore");
    let restored = send(&app, "POST", &restore, &Value::Null).await;
    assert_eq!(restored.status, 200, "{}", restored.text);
    let survey = restored.json()["surveys"][0].clone();
    assert_eq!((&survey["question"]["en"], &survey["version"]), (&json!("Question 1?"), &json!(3)));
}

/// Puts a document upon a state.
async fn conditional(app: &Router, etag: &str, document: &Value) -> Reply {
    let key = format!("Bearer {ADMIN_KEY}");
    let headers =
        [("authorization", &*key), ("content-type", "application/json"), ("if-match", etag)];
    send_with(app, "PUT", SITE, &headers, document).await
}
