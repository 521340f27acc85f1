//! What the cron finishes after an answer was taken back.

use koe_edge::{Swept, sweep};
use koe_shared::id::{AnswerId, SiteId};
use serde_json::Value;

use crate::deployment::{Deployment, answer, id, put_site, send};

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
    let tombstone =
        koe_edge::keys::answer(&site, &secret.public(&site), koe_edge::keys::Rank::Tombstone);
    let entry = deployment.store.get(&tombstone).await.unwrap().unwrap();
    assert_eq!(entry.value, "", "a tombstone has no content");
    assert_eq!((keys(&deployment, "answer/").await, keys(&deployment, "late/").await), (1, 1));
}

/// DELETE 204 · a revision that comes late 202 · the cron deletes it when the marker is ten minutes
/// old, and the marker, and never the tombstone
#[tokio::test]
async fn a_revision_that_shows_later_is_deleted_when_the_marker_is_ten_minutes_old() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let path = format!("/v1/answers/kokage/{}", id(1));
    send(&app, "DELETE", &path, &Value::Null).await;
    assert_eq!(send(&app, "POST", "/v1/answers", &answer(&id(1), 1)).await.status, 202);
    deployment.pass(599);
    assert_eq!(sweep(&deployment.state()).await, Ok(Swept::default()));
    deployment.pass(1);
    let swept = Swept { revisions: 1, markers: 1 };
    assert_eq!(sweep(&deployment.state()).await, Ok(swept));
    assert_eq!((keys(&deployment, "answer/").await, keys(&deployment, "late/").await), (1, 0));
    assert_eq!(sweep(&deployment.state()).await, Ok(Swept::default()));
    let scores = send(&app, "GET", "/v1/sites/kokage/scores?metric=nps", &Value::Null).await.json();
    assert_eq!((&scores["result"]["n"], &scores["excluded"]["withdrawn"]), (&0.into(), &1.into()));
}

/// more markers than one run may work off: the next run goes on
#[tokio::test]
async fn a_run_that_meets_its_bound_leaves_the_rest_to_the_next() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    for batch in 0..6 {
        // The limit of one client is 120 writes in ten seconds.
        for answer in 0..100 {
            let path = format!("/v1/answers/kokage/{}", id(batch * 100 + answer));
            assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
        }
        deployment.pass(10);
    }
    deployment.pass(600);
    let first = sweep(&deployment.state()).await.unwrap().markers;
    let second = sweep(&deployment.state()).await.unwrap().markers;
    assert!(first < 600, "a run stops before it has used up its operations");
    assert_eq!(first + second, 600);
}
