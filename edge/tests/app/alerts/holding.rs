//! Quiet hours and caps: what is held back is told together.

use serde_json::{Value, json};

use super::{angry, answer, keys, listed, occasions, pass, site};
use crate::deployment::Deployment;

/// The start is 12:00 in Tokyo; the rule is quiet from 11:30 until 12:30 there, which is 03:30 UTC.
#[tokio::test]
async fn quiet_hours_end_in_a_digest() {
    let deployment = Deployment::new();
    site(&deployment, |rule| rule["quiet"] = json!({ "from": "02:30", "to": "03:30" })).await;
    answer(&deployment, &angry(0, 1, Some("broken"))).await;
    answer(&deployment, &angry(1, 1, None)).await;
    answer(&deployment, &angry(1, 2, Some("late, and rude"))).await;
    pass(&deployment, 29).await;
    assert_eq!(occasions(&deployment), [""; 0]);
    let states: Vec<Value> =
        listed(&deployment).await.iter().map(|alert| alert["reason"].clone()).collect();
    assert_eq!(states[1..], [json!("quiet"), json!("quiet"), json!("quiet")]);
    pass(&deployment, 12).await;
    assert_eq!(occasions(&deployment), ["digest"]);
    let (id, body) = &deployment.receivers.taken()[0];
    assert!(id.ends_with(".angry.digest"), "{id}");
    let told = body["data"]["answers"].as_array().unwrap();
    let comments: Vec<&Value> = told.iter().map(|answer| &answer["comment"]).collect();
    assert_eq!(comments, ["late, and rude", "broken"]);
    answer(&deployment, &angry(2_700_000, 1, Some("broken"))).await;
    assert_eq!(occasions(&deployment), ["digest", "words"]);
    pass(&deployment, 60).await;
    assert_eq!(occasions(&deployment).len(), 2);
    assert_eq!(keys(&*deployment.store, "due/").await, [""; 0]);
}

/// 1. Of a hundred in an hour as many are told at once as the cap says.
/// 2. The others come in one message, which names twenty and counts the rest.
#[tokio::test]
async fn beyond_its_cap_a_rule_tells_together() {
    let deployment = Deployment::new();
    site(&deployment, |rule| rule["cap_per_hour"] = json!(5)).await;
    for visitor in 0..100 {
        answer(&deployment, &angry(visitor, 1, Some("broken"))).await;
    }
    assert_eq!(occasions(&deployment), ["words"; 5]);
    pass(&deployment, 60).await;
    assert_eq!(occasions(&deployment).len(), 5);
    pass(&deployment, 11).await;
    assert_eq!(occasions(&deployment)[5..], ["digest"]);
    let (_, body) = &deployment.receivers.taken()[5];
    assert_eq!(body["data"]["answers"].as_array().unwrap().len(), 20);
    assert_eq!(body["data"]["left_out"], 75);
    pass(&deployment, 60).await;
    assert_eq!(occasions(&deployment).len(), 6);
    assert_eq!(keys(&*deployment.store, "due/").await, [""; 0]);
    // The next hour has a cap of its own.
    answer(&deployment, &angry(131 * 60_000, 1, Some("broken"))).await;
    assert_eq!(occasions(&deployment).len(), 7);
}

/// A flood of answers is told no more often than the cap says, though what was told lies behind a thousand keys that
/// were held back.
#[tokio::test]
async fn a_flood_is_told_no_more_often() {
    let deployment = Deployment::new();
    site(&deployment, |rule| rule["cap_per_hour"] = json!(2)).await;
    for visitor in 0..600 {
        answer(&deployment, &angry(visitor, 1, Some("broken"))).await;
    }
    assert_eq!(occasions(&deployment), ["words"; 2]);
}
