//! Taking back on a storage that shows what an earlier release wrote, or not yet what was written.

use std::sync::Arc;

use koe_edge::cron;
use koe_edge::store::keys::{self, Rank};
use koe_edge::store::{List, Listed, Put};
use koe_shared::id::{AnswerId, SiteId};
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{Deployment, answer, id, put_site, send};
use crate::wrapped::Unlisted;

/// two revisions 202 · no list shows them yet · DELETE 204: noted and erased all the same
#[tokio::test]
async fn what_no_list_shows_yet_is_taken_back_too() {
    let deployment = Deployment::new();
    let app = deployment.behind(Arc::new(Unlisted(Arc::clone(&deployment.store)))).isolate();
    put_site(&app, 1).await;
    for revision in [1, 2] {
        let taken = send(&app, "POST", "/v1/answers", &answer(&id(1), revision)).await;
        assert_eq!(taken.status, 202);
    }
    let path = format!("/v1/answers/kokage/{}", id(1));
    assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    for revision in [1, 2] {
        assert_eq!(metadata(&deployment, &key(&id(1), Rank::Revision(revision))).await, None);
    }
    assert_eq!(withdrawn(&deployment, "survey=shop-nps").await, 1);
}

fn key(id: &str, rank: Rank) -> String {
    let (secret, site): (AnswerId, SiteId) = (id.parse().unwrap(), "kokage".parse().unwrap());
    keys::answer(&site, &secret.public(&site), rank)
}

async fn put(deployment: &Deployment, key: &str, metadata: &str) {
    let put = Put { metadata: Some(metadata), ..Put::default() };
    deployment.store.put(key, put).await.unwrap();
}

async fn withdrawn(deployment: &Deployment, query: &str) -> Value {
    let path = format!("/v1/sites/kokage/scores?{query}");
    let scores = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    assert_eq!(scores.status, 200, "{}", scores.text);
    scores.json()["excluded"]["withdrawn"].clone()
}

async fn metadata(deployment: &Deployment, key: &str) -> Option<String> {
    deployment.store.get(key).await.unwrap().and_then(|entry| entry.metadata)
}

/// tombstones of the release before · no filter counts them as that release did, a filter passes them
/// over · with a revision behind it one counts as that
#[tokio::test]
async fn tombstones_of_the_release_before_are_read() {
    let deployment = Deployment::new();
    put_site(&deployment.isolate(), 1).await;
    put(&deployment, &key(&id(1), Rank::Tombstone), "1shop-nps").await;
    put(&deployment, &key(&id(2), Rank::Tombstone), "1").await;
    put(&deployment, &key(&id(3), Rank::Tombstone), "1another-survey").await;
    assert_eq!(withdrawn(&deployment, "survey=shop-nps").await, 2);
    assert_eq!(withdrawn(&deployment, "survey=shop-nps&touchpoint=post-purchase").await, 0);
    let revision = key(&id(2), Rank::Revision(1));
    put(&deployment, &revision, "1an09w00000108shop-nps13post-purchase00").await;
    assert_eq!(withdrawn(&deployment, "survey=shop-nps&touchpoint=post-purchase").await, 1);
    assert_eq!(withdrawn(&deployment, "survey=shop-nps&touchpoint=browsing").await, 0);
    assert_eq!(withdrawn(&deployment, "survey=shop-nps").await, 2);
}

/// DELETE of a made-up id · its answer arrives · a second one from the site whose marker is due · the
/// cron notes what it hid before it erases: `withdrawn` stays what it was
#[tokio::test]
async fn the_cron_notes_what_it_erases() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let path = format!("/v1/answers/kokage/{}", id(1));
    assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    let [waiting, tombstone] = Rank::TOMBSTONES.map(|rank| key(&id(1), rank));
    assert_eq!(metadata(&deployment, &waiting).await.as_deref(), Some("2"));
    assert_eq!(metadata(&deployment, &tombstone).await, None);
    assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(1), 1)).await.status, 202);
    assert_eq!(withdrawn(&deployment, "survey=shop-nps").await, 1);
    // A marker as the release before left one for every id.
    let late = tombstone.replacen("answer/", keys::LATE, 1);
    put(&deployment, &late, "2026-11-21T03:00:00Z").await;
    let mut erased = cron::run(&deployment.state()).await.unwrap().erased;
    for _ in 0..18 {
        deployment.pass(600);
        erased += cron::run(&deployment.state()).await.unwrap().erased;
    }
    assert_eq!(erased, 1);
    let noted = metadata(&deployment, &tombstone).await;
    assert_eq!(noted.as_deref(), Some("21i---w00000108shop-nps0000"));
    assert_eq!(withdrawn(&deployment, "survey=shop-nps").await, 1);
}

/// answer 202 · taken back twice 204: what it hid stays noted, without what was said
#[tokio::test]
async fn taking_back_twice_keeps_what_was_noted() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let mut told = answer(&id(1), 1);
    told["segments"] = json!({ "plan": "pro" });
    assert_eq!(send(&app, "POST", "/v1/answers", &told).await.status, 202);
    let path = format!("/v1/answers/kokage/{}", id(1));
    for _ in 0..2 {
        assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
        let noted = metadata(&deployment, &key(&id(1), Rank::Tombstone)).await;
        assert_eq!(noted.as_deref(), Some("21i---w00000108shop-nps0000"));
    }
}

/// made-up ids: dated ahead, long past, of a deleted site · 204 · storage holds what it held
#[tokio::test]
async fn what_can_hide_nothing_writes_nothing() {
    const DAY: u64 = 24 * 3_600_000;

    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let ahead = AnswerId::new(crate::deployment::START.unsigned_abs() + 300_001, 5);
    for id in [ahead.to_secret_string(), id(30 * DAY + 1), id(200 * DAY), id(800 * DAY)] {
        let path = format!("/v1/answers/kokage/{id}");
        assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    }
    assert_eq!(send(&app, "DELETE", "/v1/sites/kokage", &Value::Null).await.status, 204);
    let path = format!("/v1/answers/kokage/{}", id(1));
    assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    let list = List { prefix: "", limit: 1_000, cursor: None };
    let mut listed = deployment.store.list(list).await.unwrap().keys;
    listed.retain(|listed| !listed.key.starts_with("history/"));
    assert_eq!(listed, [Listed { key: "site/kokage".into(), metadata: None }]);
}

/// a site that is kept · an anonymous answer 202: one write and nothing else
#[tokio::test]
async fn taking_in_an_answer_is_one_write_and_no_read() {
    let deployment = Deployment::new();
    put_site(&deployment.isolate(), 1).await;
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(1), 1)).await.status, 202);
    assert_eq!(counting.since(), ["get site/kokage", "put answer"], "the first of a minute");
    for number in 2..10 {
        assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(number), 1)).await.status, 202);
        assert_eq!(counting.since(), ["put answer"]);
    }
}
