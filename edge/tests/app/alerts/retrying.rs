//! Receivers that fail, bells that are lost or ring twice, and answers that are repeated.

use koe_edge::CallError;
use serde_json::{Value, json};

use super::{HOOK, angry, answer, keys, listed, occasions, pass, ring, site, unrung};
use crate::deployment::{Deployment, send};

/// 1. A receiver that fails is called again after 1, 5, 30 minutes, 2, 6 and 12 hours, each time with the same id.
/// 2. Then it has failed: the list says why.
/// 3. Its owner has it sent again, and it arrives.
#[tokio::test]
async fn a_day_of_errors() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    deployment.receivers.reply(HOOK, Ok(500));
    answer(&deployment, &angry(0, 1, Some("broken"))).await;
    for (place, minutes) in [1, 5, 30, 120, 360, 720].into_iter().enumerate() {
        pass(&deployment, minutes - 1).await;
        assert_eq!(deployment.receivers.calls().len(), place + 1, "{minutes} minutes early");
        pass(&deployment, 1).await;
        assert_eq!(deployment.receivers.calls().len(), place + 2, "after {minutes} minutes");
    }
    pass(&deployment, 24 * 60).await;
    let calls = deployment.receivers.calls();
    assert_eq!(calls.len(), 7);
    let ids: Vec<&String> = calls.iter().map(|call| &call.headers[0].1).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    let alert = listed(&deployment).await[0].clone();
    assert_eq!(alert["state"], "failed");
    let last = &alert["tries"][6]["to"][0];
    assert_eq!((&last["cause"], &last["detail"]), (&json!("status"), &json!("500 said so")));
    assert_eq!(keys(&*deployment.store, "due/").await, [""; 0]);

    deployment.receivers.reply(HOOK, Ok(200));
    let path = format!("/v1/sites/kokage/alerts/{}/retry", alert["id"].as_str().unwrap());
    let reply = send(&deployment.isolate(), "POST", &path, &Value::Null).await;
    assert_eq!(reply.status, 202, "{}", reply.text);
    ring(reply).await;
    assert_eq!(occasions(&deployment).len(), 8);
    assert_eq!(listed(&deployment).await[0]["state"], "sent");
    let again = send(&deployment.isolate(), "POST", &path, &Value::Null).await;
    assert_eq!((again.status, again.json()["code"].clone()), (409, json!("alert_not_failed")));
    let unknown = "/v1/sites/kokage/alerts/x.y.z/retry";
    assert_eq!(send(&deployment.isolate(), "POST", unknown, &Value::Null).await.status, 404);
}

/// Of two destinations only the one that failed is called again.
#[tokio::test]
async fn only_who_failed_is_called_again() {
    const OTHER: &str = "https://other.example/hook";
    let deployment = Deployment::new();
    site(&deployment, |rule| {
        let first = rule["to"][0].clone();
        let mut second = first.clone();
        second["webhook"] = json!(OTHER);
        rule["to"] = json!([first, second]);
    })
    .await;
    deployment.receivers.reply(OTHER, Err(CallError::TimedOut));
    answer(&deployment, &angry(0, 1, Some("broken"))).await;
    deployment.receivers.reply(OTHER, Ok(200));
    pass(&deployment, 1).await;
    let urls: Vec<String> = deployment.receivers.calls().into_iter().map(|call| call.url).collect();
    assert_eq!(urls, [HOOK, OTHER, OTHER]);
    assert_eq!(listed(&deployment).await[0]["state"], "sent");
}

/// A redirect is a failure; whoever says 410 is not called again, for any alert, until its owner asks for it.
#[tokio::test]
async fn a_redirect_fails_and_gone_is_gone() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    deployment.receivers.reply(HOOK, Ok(302));
    answer(&deployment, &angry(0, 1, Some("broken"))).await;
    assert_eq!(listed(&deployment).await[0]["tries"][0]["to"][0]["cause"], "redirect");
    deployment.receivers.reply(HOOK, Ok(410));
    pass(&deployment, 1).await;
    deployment.receivers.reply(HOOK, Ok(200));
    answer(&deployment, &angry(70_000, 1, Some("broken"))).await;
    pass(&deployment, 60).await;
    assert_eq!(deployment.receivers.calls().len(), 2);
    let alerts = listed(&deployment).await;
    let states: Vec<&Value> = alerts.iter().map(|alert| &alert["state"]).collect();
    assert_eq!(states, ["failed", "failed"]);
    assert_eq!(alerts[0]["tries"][0]["to"][0]["cause"], "ended");

    let path = format!("/v1/sites/kokage/alerts/{}/retry", alerts[0]["id"].as_str().unwrap());
    ring(send(&deployment.isolate(), "POST", &path, &Value::Null).await).await;
    assert_eq!(deployment.receivers.calls().len(), 3);
    answer(&deployment, &angry(3_700_000, 1, Some("broken"))).await;
    assert_eq!(deployment.receivers.calls().len(), 4);
}

/// 1. A bell that is lost: the cron takes its mark twelve minutes later, and not before.
/// 2. The bell rings after all: nothing is told twice.
#[tokio::test]
async fn a_bell_is_lost_and_rings_late() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    let reply = unrung(&deployment, &angry(0, 1, Some("broken"))).await;
    pass(&deployment, 11).await;
    assert_eq!(occasions(&deployment), [""; 0]);
    pass(&deployment, 1).await;
    assert_eq!(occasions(&deployment), ["words"]);
    ring(reply).await;
    pass(&deployment, 30).await;
    assert_eq!(occasions(&deployment), ["words"]);
}

/// A repeated answer is told once, at once, an hour and a day later.
#[tokio::test]
async fn a_repeated_answer_is_told_once() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    let body = angry(0, 1, Some("broken"));
    for minutes in [0, 60, 24 * 60] {
        pass(&deployment, minutes).await;
        answer(&deployment, &body).await;
        pass(&deployment, 15).await;
    }
    assert_eq!(occasions(&deployment), ["words"]);
    assert_eq!(keys(&*deployment.store, "due/").await, [""; 0]);
}
