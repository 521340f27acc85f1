//! What the cron finishes after an answer was taken back.

use koe_edge::cron::{self, Swept};
use koe_shared::id::{AnswerId, SiteId};
use serde_json::{Value, json};

use crate::deployment::{Deployment, answer, document, id, put_site, send};

async fn keys(deployment: &Deployment, prefix: &str) -> usize {
    let list = koe_edge::store::List { prefix, limit: 1_000, cursor: None };
    deployment.store.list(list).await.unwrap().keys.len()
}

/// two revisions 202 · DELETE 204: only the tombstone is left, and a marker
#[tokio::test]
async fn taking_back_leaves_a_tombstone_and_a_marker() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    for revision in [1, 2] {
        send(&app, "POST", "/v1/answers", &answer(&id(1), revision)).await;
    }
    assert_eq!(keys(&deployment, "answer/").await, 2);
    let path = format!("/v1/answers/kokage/{}", id(1));
    assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    let secret: AnswerId = id(1).parse().unwrap();
    let site: SiteId = "kokage".parse().unwrap();
    let tombstone = koe_edge::store::keys::answer(
        &site,
        &secret.public(&site),
        koe_edge::store::keys::Rank::Tombstone,
    );
    let entry = deployment.store.get(&tombstone).await.unwrap().unwrap();
    assert_eq!(entry.value, "", "a tombstone has no content");
    assert_eq!((keys(&deployment, "answer/").await, keys(&deployment, "late/").await), (1, 1));
}

/// answer 202 · DELETE 204 · a revision that comes late 202 · the cron deletes it when the marker is ten
/// minutes old, and the marker, and never the tombstone
#[tokio::test]
async fn a_revision_that_shows_later_is_deleted_when_the_marker_is_ten_minutes_old() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let path = format!("/v1/answers/kokage/{}", id(1));
    assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(1), 1)).await.status, 202);
    send(&app, "DELETE", &path, &Value::Null).await;
    assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(1), 2)).await.status, 202);
    deployment.pass(599);
    assert_eq!(cron::run(&deployment.state()).await, Ok(Swept::default()));
    deployment.pass(1);
    let swept = Swept { revisions: 1, markers: 1 };
    assert_eq!(cron::run(&deployment.state()).await, Ok(swept));
    assert_eq!((keys(&deployment, "answer/").await, keys(&deployment, "late/").await), (1, 0));
    assert_eq!(cron::run(&deployment.state()).await, Ok(Swept::default()));
    let scores = send(&app, "GET", "/v1/sites/kokage/scores?metric=nps", &Value::Null).await.json();
    assert_eq!((&scores["result"]["n"], &scores["excluded"]["withdrawn"]), (&0.into(), &1.into()));
}

/// more markers than one run may work off: the next run goes on
#[tokio::test]
async fn a_run_that_meets_its_bound_leaves_the_rest_to_the_next() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    for batch in 0..12 {
        // The limit of one client is 120 writes in ten seconds.
        for number in 0..50 {
            let id = id(batch * 50 + number);
            assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id, 1)).await.status, 202);
            let path = format!("/v1/answers/kokage/{id}");
            assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
        }
        deployment.pass(10);
    }
    deployment.pass(600);
    let first = cron::run(&deployment.state()).await.unwrap().markers;
    let second = cron::run(&deployment.state()).await.unwrap().markers;
    assert!(first < 600, "a run stops before it has used up its operations");
    assert_eq!(first + second, 600);
}

/// One answer of a site late in the alphabet is taken back, then 1,000 ids on a site early in it: the cron
/// reaches the answer within two runs, and made-up ids leave it nothing to do
#[tokio::test]
async fn one_site_s_flood_does_not_keep_another_s_waiting() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    for site in ["aaa", "zzz"] {
        let put = send(&app, "PUT", &format!("/v1/sites/{site}"), &document(1)).await;
        assert_eq!(put.status, 201);
    }
    let told = |site: &str, ago: u64| {
        let mut told = answer(&id(ago), 1);
        told["site"] = json!(site);
        told
    };
    let back = async |site: &str, ago: u64| {
        let path = format!("/v1/answers/{site}/{}", id(ago));
        assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    };
    // Real answers, so that each leaves something to erase.
    for ago in 0..1_000 {
        assert_eq!(send(&app, "POST", "/v1/answers", &told("aaa", ago)).await.status, 202);
        back("aaa", ago).await;
        if ago % 50 == 49 {
            deployment.pass(10);
        }
    }
    assert_eq!(send(&app, "POST", "/v1/answers", &told("zzz", 1)).await.status, 202);
    back("zzz", 1).await;
    // A revision that arrives late.
    let mut late = told("zzz", 1);
    late["revision"] = json!(2);
    assert_eq!(send(&app, "POST", "/v1/answers", &late).await.status, 202);
    deployment.pass(600);
    for _ in 0..2 {
        cron::run(&deployment.state()).await.unwrap();
    }
    assert_eq!(keys(&deployment, "answer/zzz/").await, 1, "the tombstone alone");
    assert_eq!(keys(&deployment, "late/zzz/").await, 0);
}

/// made-up ids 204: no marker
#[tokio::test]
async fn what_hid_nothing_leaves_no_marker() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    for ago in 0..10 {
        let path = format!("/v1/answers/kokage/{}", id(ago));
        assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    }
    assert_eq!((keys(&deployment, "answer/").await, keys(&deployment, "late/").await), (10, 0));
}
