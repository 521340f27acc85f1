//! What was taken back, changed or erased is told to nobody, and leaves nothing.

use koe_edge::CallError;
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use super::{HOOK, angry, answer, keys, listed, occasions, pass, site, unrung};
use crate::deployment::{Deployment, START, send};

/// An answer that is taken back before it is told is not told.
#[tokio::test]
async fn what_was_taken_back_is_not_told() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    unrung(&deployment, &angry(0, 1, Some("broken"))).await;
    unrung(&deployment, &angry(1, 1, None)).await;
    for visitor in 0..2 {
        let id = AnswerId::new(START.unsigned_abs() + visitor, 5).to_secret_string();
        let path = format!("/v1/answers/kokage/{id}");
        assert_eq!(send(&deployment.isolate(), "DELETE", &path, &Value::Null).await.status, 204);
    }
    assert_eq!(keys(&*deployment.store, "alert/").await, [""; 0]);
    assert_eq!(keys(&*deployment.store, "due/").await, [""; 0]);
    pass(&deployment, 20).await;
    assert_eq!(occasions(&deployment), [""; 0]);
}

/// A score that was meant otherwise is not told.
#[tokio::test]
async fn what_was_corrected_in_time_is_not_told() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    answer(&deployment, &angry(0, 1, None)).await;
    let mut corrected = angry(0, 2, None);
    corrected["score"] = json!(10);
    answer(&deployment, &corrected).await;
    pass(&deployment, 20).await;
    assert_eq!(occasions(&deployment), [""; 0]);
    let alert = &listed(&deployment).await[0];
    assert_eq!((&alert["state"], &alert["reason"]), (&json!("dropped"), &json!("changed")));
}

/// 1. A score that was meant otherwise is dropped.
/// 2. It was meant so after all: it is told.
#[tokio::test]
async fn what_was_dropped_is_told_when_it_is_sent_anew() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    for (revision, score) in [(1, 2), (2, 10)] {
        let mut said = angry(0, revision, None);
        said["score"] = json!(score);
        answer(&deployment, &said).await;
    }
    pass(&deployment, 20).await;
    assert_eq!(listed(&deployment).await[0]["reason"], "changed");
    answer(&deployment, &angry(0, 3, None)).await;
    pass(&deployment, 20).await;
    assert_eq!(occasions(&deployment), ["score"]);
    assert_eq!(keys(&*deployment.store, "due/").await, [""; 0]);
}

/// 1. A correction is not believed while a place may not show a later revision.
/// 2. The mark stays until then.
#[tokio::test]
async fn a_correction_is_believed_once_all_is_shown() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    answer(&deployment, &angry(0, 1, None)).await;
    let mut corrected = angry(0, 2, None);
    corrected["score"] = json!(10);
    answer(&deployment, &corrected).await;
    pass(&deployment, 10).await;
    assert_eq!(keys(&*deployment.store, "due/").await.len(), 1);
    pass(&deployment, 10).await;
    assert_eq!(keys(&*deployment.store, "due/").await, [""; 0]);
    assert_eq!(occasions(&deployment), [""; 0]);
}

/// After a quarter of a year it is forgotten what was told, all of it at once.
#[tokio::test]
async fn what_was_told_is_forgotten() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    answer(&deployment, &angry(0, 1, Some("broken"))).await;
    deployment.pass(91 * 24 * 3_600);
    assert_eq!(listed(&deployment).await[0]["state"], "sent");
    deployment.pass(2 * 24 * 3_600);
    assert_eq!(listed(&deployment).await.len(), 0);
    assert_eq!(keys(&*deployment.store, "alert/").await, [""; 0]);
}

/// An erased person is in no key: neither by an alert that was told, nor by one that fails on and on.
#[tokio::test]
async fn an_erased_person_leaves_no_alert() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    let app = deployment.isolate();
    let mut document = send(&app, "GET", "/v1/sites/kokage", &Value::Null).await.json();
    document["identity"] = json!({ "require_signature": false });
    assert_eq!(send(&app, "PUT", "/v1/sites/kokage", &document).await.status, 200);
    let of_person = |after: u64| {
        let mut body = angry(after, 1, Some("broken"));
        body["respondent"] = json!({ "id": "u_42" });
        body
    };
    answer(&deployment, &of_person(0)).await;
    deployment.receivers.reply(HOOK, Err(CallError::TimedOut));
    answer(&deployment, &of_person(1)).await;
    pass(&deployment, 1).await;
    assert!(!keys(&*deployment.store, "alert/").await.is_empty());
    let path = "/v1/sites/kokage/respondents/u_42";
    assert_eq!(send(&deployment.isolate(), "DELETE", path, &Value::Null).await.status, 204);
    for prefix in ["alert/", "due/"] {
        assert_eq!(keys(&*deployment.store, prefix).await, [""; 0]);
    }
}
