//! Receivers that fail, come back, or are gone.

use koe_edge::{CallError, cron};
use koe_shared::metric::Scale;
use serde_json::{Value, json};

use super::{HOOK, SECRET, TO_MONDAY, answers, pass, run, site, taken};
use crate::alerts::keys;
use crate::deployment::{Deployment, send};
use crate::told::Told;

/// How often the receiver was called.
fn calls(deployment: &Deployment) -> usize {
    deployment.receivers.calls().len()
}

async fn noted(deployment: &Deployment) -> String {
    let key = "digest/kokage/care/2026-W47";
    let entry = deployment.store.get(key).await.unwrap().unwrap();
    assert_eq!(entry.value, "");
    entry.metadata.unwrap()
}

/// 1. A receiver that fails is called again an hour later, by a run of the cron. 2. When it takes the digest, that is
/// all. 3. Who took it before is not called again.
#[tokio::test]
async fn a_receiver_that_fails_is_called_again_until_it_takes_the_digest() {
    const OTHER: &str = "https://receiver.example/other";
    let deployment = Deployment::new();
    site(&deployment, |body| {
        let other = json!({ "webhook": OTHER, "secret": SECRET });
        body["departments"][1]["to"].as_array_mut().unwrap().push(other);
    })
    .await;
    answers(&deployment).await;
    deployment.receivers.reply(HOOK, Err(CallError::TimedOut));
    // 1.
    deployment.pass(TO_MONDAY);
    run(&deployment).await;
    assert_eq!(calls(&deployment), 2);
    for _ in 0..5 {
        pass(&deployment, 10).await;
    }
    assert_eq!(calls(&deployment), 2);
    assert!(noted(&deployment).await.contains("=failed:timed_out"));
    deployment.receivers.reply(HOOK, Ok(200));
    // 2, 3.
    pass(&deployment, 10).await;
    let urls: Vec<String> = deployment.receivers.calls().into_iter().map(|call| call.url).collect();
    assert_eq!(urls, [HOOK, OTHER, HOOK]);
    for _ in 0..60 {
        pass(&deployment, 10).await;
    }
    assert_eq!(calls(&deployment), 3);
    assert!(!noted(&deployment).await.contains("failed"));
    let ids: Vec<String> = taken(&deployment).into_iter().map(|(id, _)| id).collect();
    assert!(ids.iter().all(|id| id == "kokage.care.2026-W47"), "{ids:?}");
}

/// three tries, then it has failed, and its cause is known · also when the site is looked at again for another
/// department
#[tokio::test]
async fn after_three_tries_a_digest_has_failed() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    deployment.receivers.reply(HOOK, Ok(503));
    deployment.pass(TO_MONDAY);
    run(&deployment).await;
    for _ in 0..6 * 24 {
        pass(&deployment, 10).await;
    }
    assert_eq!(calls(&deployment), 3);
    let noted = noted(&deployment).await;
    assert!(
        noted.starts_with("1|3|") && noted.contains("|-|") && noted.ends_with("=failed:status:503"),
        "{noted}"
    );
    assert_eq!(keys(&*deployment.store, "digested/").await, ["digested/2026-W47/kokage"]);
    site(&deployment, |body| {
        body["departments"][0]["to"] = json!([{ "email": "shop@shop.example" }]);
    })
    .await;
    pass(&deployment, 10).await;
    assert_eq!((deployment.receivers.mails().len(), calls(&deployment)), (1, 3));
}

/// a receiver that says 410 is not called again, in this week and the next
#[tokio::test]
async fn a_receiver_that_is_gone_is_not_called_again() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    deployment.receivers.reply(HOOK, Ok(410));
    deployment.pass(TO_MONDAY);
    run(&deployment).await;
    for _ in 0..6 * 12 {
        pass(&deployment, 10).await;
    }
    assert_eq!(calls(&deployment), 1);
    assert!(noted(&deployment).await.ends_with("=gone:status:410"));
    pass(&deployment, 7 * 24 * 60).await;
    assert_eq!(calls(&deployment), 1);
    let next = "digest/kokage/care/2026-W48";
    let next = deployment.store.get(next).await.unwrap().unwrap().metadata.unwrap();
    assert!(next.ends_with("=gone:ended"), "{next}");
}

/// 1. A cron that comes back on Thursday before eight still tells. 2. What fails then is not tried later. 3. One that
/// comes back later tells nothing.
#[tokio::test]
async fn no_week_is_told_later_than_three_days_after_it_was_due() {
    const THREE_DAYS: i64 = 3 * 24 * 3_600;
    for (late, told) in [(THREE_DAYS - 60, 1), (THREE_DAYS, 0)] {
        let deployment = Deployment::new();
        site(&deployment, |_| {}).await;
        deployment.receivers.reply(HOOK, Ok(500));
        deployment.pass(TO_MONDAY + late);
        for _ in 0..50 {
            run(&deployment).await;
            deployment.pass(600);
        }
        assert_eq!(calls(&deployment), told, "{late}");
        if told > 0 {
            assert!(noted(&deployment).await.starts_with("1|1|"));
        }
    }
}

/// 1. A department that is added on Tuesday is told of its week. 2. One that loses its destinations is not. 3. What is
/// known of digests goes with the site, and nobody is told of one that is deleted.
#[tokio::test]
async fn departments_come_and_go() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    deployment.pass(TO_MONDAY);
    run(&deployment).await;
    assert_eq!(calls(&deployment), 1);
    // 1.
    deployment.pass(24 * 3_600);
    let to = json!([{ "webhook": HOOK, "secret": SECRET }]);
    site(&deployment, |body| body["departments"][0]["to"] = to.clone()).await;
    run(&deployment).await;
    let ids: Vec<String> = taken(&deployment).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["kokage.care.2026-W47", "kokage.shop.2026-W47"]);
    // 2.
    site(&deployment, |body| body["departments"][1]["to"] = json!([])).await;
    pass(&deployment, 7 * 24 * 60).await;
    assert_eq!(calls(&deployment), 2);
    site(&deployment, |body| body["departments"][0]["to"] = to).await;
    pass(&deployment, 10).await;
    assert_eq!(calls(&deployment), 4);
    // 3.
    assert_eq!(keys(&*deployment.store, "digest/kokage/").await.len(), 4);
    let gone = send(&deployment.isolate(), "DELETE", "/v1/sites/kokage", &Value::Null).await;
    assert_eq!(gone.status, 204, "{}", gone.text);
    assert_eq!(keys(&*deployment.store, "digest/kokage/").await, [""; 0]);
    pass(&deployment, 7 * 24 * 60 - 24 * 60).await;
    cron::run(&deployment.state()).await.unwrap();
    assert_eq!(calls(&deployment), 4);
}

/// 1. A week with more answers than a digest may read one by one can't be told. 2. It is told when they are counted.
#[tokio::test]
async fn a_week_that_is_not_counted_yet_is_told_when_it_is() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    for n in 0..41_000 {
        let told = Told::score(3_600_000 + n % 900, "shop-nps", Scale::Nps, 9).at("cart");
        told.store(&*deployment.store, n.unsigned_abs()).await;
    }
    deployment.pass(TO_MONDAY);
    run(&deployment).await;
    assert_eq!(calls(&deployment), 0);
    let first = noted(&deployment).await;
    assert!(first.starts_with("1|1|") && first.ends_with("|not_made:too_large"), "{first}");
    for _ in 0..6 * 7 {
        pass(&deployment, 10).await;
    }
    let told = taken(&deployment);
    assert_eq!(told[0].1["data"]["metrics"][0]["result"]["n"], 41_000);
}

/// answers that live for three days, so that some of a week are over when it is told: no digest, and its cause is known
#[tokio::test]
async fn a_week_that_is_not_kept_is_not_told() {
    let deployment = Deployment::new();
    site(&deployment, |body| {
        body["privacy"] = json!({ "retention_days": 3 });
        body["departments"][1]["to"] = json!([]);
    })
    .await;
    for hour in 0..9 * 24 {
        let told = Told::score(-hour * 3_600_000, "shop-nps", Scale::Nps, 9).at("cart");
        told.store(&*deployment.store, 0).await;
        for _ in 0..6 {
            pass(&deployment, 10).await;
        }
    }
    site(&deployment, |body| body["privacy"] = json!({ "retention_days": 3 })).await;
    for _ in 0..6 * 12 {
        pass(&deployment, 10).await;
    }
    assert_eq!(calls(&deployment), 0);
    let key = "digest/kokage/care/2026-W48";
    let noted = deployment.store.get(key).await.unwrap().unwrap().metadata.unwrap();
    assert!(
        noted.starts_with("1|3|") && noted.ends_with("|-|not_made:beyond_retention"),
        "{noted}"
    );
}
