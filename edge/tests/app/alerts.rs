//! Alerts: who is told of which answers, when, and how often.

mod holding;
mod retrying;
mod withdrawing;

use koe_edge::{Afterwards, Store, cron};
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::deployment::{Deployment, Reply, START, document, send};
use crate::receivers::header;

pub(crate) const HOOK: &str = "https://receiver.example/hook";

/// A secret of Standard Webhooks.
pub(crate) const SECRET: &str = concat!("whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

/// A site whose detractors are told to a webhook, by a rule that a test may change.
pub(crate) async fn site(deployment: &Deployment, change: impl FnOnce(&mut Value)) {
    let mut body = document(1);
    body["alerts"] = json!([{
        "id": "angry", "name": "Angry customers", "when": { "bucket": "detractor" },
        "to": [{ "webhook": HOOK, "secret": SECRET }],
    }]);
    change(&mut body["alerts"][0]);
    let reply = send(&deployment.isolate(), "PUT", "/v1/sites/kokage", &body).await;
    assert!(matches!(reply.status, 200 | 201), "{}", reply.text);
}

/// The answer of a visitor, made so many milliseconds after the start.
pub(crate) fn angry(after: u64, revision: u8, comment: Option<&str>) -> Value {
    let id = AnswerId::new(START.unsigned_abs() + after, 5).to_secret_string();
    let mut body = json!({
        "site": "kokage", "survey": "shop-nps", "id": id, "revision": revision,
        "outcome": "answered", "score": 2, "touchpoint": "post-purchase",
    });
    if let Some(comment) = comment {
        body["comment"] = json!(comment);
    }
    body
}

/// Sends an answer, and does what is left to do after its reply.
pub(crate) async fn answer(deployment: &Deployment, body: &Value) {
    let reply = unrung(deployment, body).await;
    ring(reply).await;
}

/// Sends an answer whose bell is lost, and gives its reply.
pub(crate) async fn unrung(deployment: &Deployment, body: &Value) -> Reply {
    let reply = send(&deployment.isolate(), "POST", "/v1/answers", body).await;
    assert_eq!(reply.status, 202, "{}", reply.text);
    reply
}

pub(crate) async fn ring(reply: Reply) {
    if let Some(afterwards) = reply.parts.extensions.get::<Afterwards>() {
        afterwards.clone().run().await.unwrap();
    }
}

/// Lets so many minutes pass, and the cron run.
pub(crate) async fn pass(deployment: &Deployment, minutes: i64) {
    deployment.pass(minutes * 60);
    cron::run(&deployment.state()).await.unwrap();
}

/// The occasions of what a receiver took, in their order.
pub(crate) fn occasions(deployment: &Deployment) -> Vec<String> {
    let taken = deployment.receivers.taken();
    let occasion = |body: &Value| body["data"]["occasion"].as_str().unwrap().to_owned();
    taken.iter().map(|(_, body)| occasion(body)).collect()
}

/// What the API lists.
pub(crate) async fn listed(deployment: &Deployment) -> Vec<Value> {
    let reply = send(&deployment.isolate(), "GET", "/v1/sites/kokage/alerts", &Value::Null).await;
    reply.json()["alerts"].as_array().unwrap().clone()
}

/// The keys in storage that begin like this.
pub(crate) async fn keys(store: &dyn Store, prefix: &str) -> Vec<String> {
    let list = koe_edge::store::List { prefix, limit: 1_000, cursor: None };
    store.list(list).await.unwrap().keys.into_iter().map(|listed| listed.key).collect()
}

/// 1. A comment that meets a rule is told as soon as its answer is stored, signed and with all that is known.
/// 2. Nothing is due any more, and the API says that it was sent.
#[tokio::test]
async fn a_comment_is_told_at_once() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    answer(&deployment, &angry(0, 1, Some("It came broken. Refund me."))).await;
    let calls = deployment.receivers.calls();
    let [call] = &calls[..] else { panic!("told {} times", calls.len()) };
    assert_eq!(call.url, HOOK);
    assert_eq!(header(call, "content-type"), "application/json");
    assert!(header(call, "webhook-signature").starts_with("v1,"));
    assert_eq!(header(call, "webhook-timestamp"), (START / 1_000).to_string());
    let body: Value = serde_json::from_str(&call.body).unwrap();
    assert_eq!(body["type"], "alert");
    let told = &body["data"]["answers"][0];
    assert_eq!(
        (&told["score"], &told["comment"]),
        (&json!(2), &json!("It came broken. Refund me."))
    );
    assert_eq!(told["urgency"]["reasons"], json!(["money", "broken", "very_low"]));
    assert_eq!(body["data"]["rule"], json!({ "id": "angry", "name": "Angry customers" }));
    let id = header(call, "webhook-id");
    assert_eq!(id, format!("{}.angry.words", told["id"].as_str().unwrap()));

    assert_eq!(keys(&*deployment.store, "due/").await, [""; 0]);
    let listed = listed(&deployment).await;
    assert_eq!((&listed[0]["id"], &listed[0]["state"]), (&json!(id), &json!("sent")));
    assert_eq!(listed[0]["tries"][0]["to"][0]["to"], HOOK);
    pass(&deployment, 20).await;
    assert_eq!(deployment.receivers.calls().len(), 1);
}

/// 1. A score without a comment waits two minutes, and is told by the cron that comes then.
/// 2. Its comment is told as an update, with an id of its own.
#[tokio::test]
async fn a_score_waits_for_its_comment() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    answer(&deployment, &angry(0, 1, None)).await;
    pass(&deployment, 1).await;
    assert_eq!(occasions(&deployment), [""; 0]);
    assert_eq!(listed(&deployment).await[0]["state"], "due");
    pass(&deployment, 1).await;
    assert_eq!(occasions(&deployment), ["score"]);
    answer(&deployment, &angry(0, 2, Some("never again"))).await;
    assert_eq!(occasions(&deployment), ["score", "update"]);
    let [(score, _), (update, _)] = &deployment.receivers.taken()[..] else { panic!("two came") };
    assert!(score.ends_with(".angry.score") && update.ends_with(".angry.words"));
    pass(&deployment, 30).await;
    assert_eq!(occasions(&deployment).len(), 2);
}

/// A comment within two minutes is told in place of its score.
#[tokio::test]
async fn a_comment_in_time_is_told_alone() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    answer(&deployment, &angry(0, 1, None)).await;
    deployment.pass(40);
    answer(&deployment, &angry(0, 2, Some("never again"))).await;
    pass(&deployment, 20).await;
    assert_eq!(occasions(&deployment), ["words"]);
    let states: Vec<Value> =
        listed(&deployment).await.iter().map(|alert| alert["state"].clone()).collect();
    assert_eq!(states, ["dropped", "sent"]);
    assert_eq!(keys(&*deployment.store, "due/").await, [""; 0]);
}

/// A rule that asks for words does not tell a score, and tells the comment that has one of them.
#[tokio::test]
async fn a_rule_may_ask_for_words() {
    let deployment = Deployment::new();
    site(&deployment, |rule| rule["when"] = json!({ "words": ["broken", "壊れ"] })).await;
    answer(&deployment, &angry(0, 1, None)).await;
    answer(&deployment, &angry(0, 2, Some("heartbroken"))).await;
    pass(&deployment, 20).await;
    assert_eq!(occasions(&deployment), [""; 0]);
    answer(&deployment, &angry(0, 3, Some("届いたら壊れていました"))).await;
    assert_eq!(occasions(&deployment), ["words"]);
}

/// Nobody is told of a test, of a prompt that was closed, of what meets no rule, and of what is imported.
#[tokio::test]
async fn most_answers_are_told_to_nobody() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    let with = |after: u64, name: &str, value: Value| {
        let mut body = angry(after, 1, Some("broken"));
        body[name] = value;
        body
    };
    let mut closed = with(1, "outcome", json!("dismissed"));
    closed.as_object_mut().unwrap().retain(|name, _| !matches!(&**name, "score" | "comment"));
    for body in [with(0, "test", json!(true)), closed, with(2, "score", json!(9))] {
        answer(&deployment, &body).await;
    }
    let rows = json!("score,answered_at,comment,external_id\n1,2026-11-20,broken,a\n");
    let import = "/v1/sites/kokage/imports?survey=shop-nps&batch=spring";
    assert_eq!(send(&deployment.isolate(), "POST", import, &rows).await.status, 200);
    pass(&deployment, 20).await;
    assert_eq!(deployment.receivers.calls(), []);
    assert_eq!(keys(&*deployment.store, "alert/").await, [""; 0]);
}

/// Slack, Teams and e-mail get the same in their own forms; no reply of the API tells a secret.
#[tokio::test]
async fn each_channel_is_told() {
    const SLACK: &str = "https://hooks.slack.example/services/T0/B0/abcdWXYZ";
    const TEAMS: &str = "https://flows.example/teams/abcd1234";
    let deployment = Deployment::new();
    site(&deployment, |rule| {
        rule["to"] =
            json!([{ "slack": SLACK }, { "teams": TEAMS }, { "email": "care@shop.example" }]);
    })
    .await;
    answer(&deployment, &angry(0, 1, Some("<!channel> broken"))).await;
    let urls: Vec<String> = deployment.receivers.calls().into_iter().map(|call| call.url).collect();
    assert_eq!(urls, [SLACK, TEAMS]);
    let mails = deployment.receivers.mails();
    assert_eq!(mails[0].to, "care@shop.example");
    assert!(mails[0].subject.starts_with("Kokage: 2 of 10"), "{}", mails[0].subject);
    let app = deployment.isolate();
    for path in ["/v1/sites/kokage", "/v1/sites/kokage/alerts", "/v1/sites/kokage/history"] {
        let reply = send(&app, "GET", path, &Value::Null).await;
        assert!(!reply.text.contains("abcdWXYZ") && !reply.text.contains("abcd1234"), "{path}");
    }
    let document = send(&app, "GET", "/v1/sites/kokage", &Value::Null).await.json();
    assert_eq!(document["alerts"][0]["to"][0], json!({ "slack": "…WXYZ" }));
    // Sent back as it was read, it stays.
    assert_eq!(send(&app, "PUT", "/v1/sites/kokage", &document).await.status, 200);
    answer(&deployment, &angry(9, 1, Some("broken"))).await;
    assert_eq!(deployment.receivers.calls().len(), 4);
    for entry in keys(&*deployment.store, "history/").await {
        let value = deployment.store.get(&entry).await.unwrap().unwrap().value;
        assert!(!value.contains("abcdWXYZ") && !value.contains(SECRET), "{entry}");
    }
}

/// An address that may not be called is refused when it is saved.
#[tokio::test]
async fn an_address_is_judged_when_it_is_saved() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let refused = |to: Value| {
        let mut body = document(1);
        body["alerts"] = json!([{
            "id": "angry", "name": "Angry", "when": { "bucket": "detractor" }, "to": [to],
        }]);
        let app = app.clone();
        async move { send(&app, "PUT", "/v1/sites/kokage", &body).await.json() }
    };
    for address in
        ["https://127.0.0.1/x", "http://a.example/x", "https://167772161/", "https://localhost/x"]
    {
        let problem = refused(json!({ "webhook": address, "secret": SECRET })).await;
        assert_eq!(problem["code"], "invalid_address", "{address}: {problem}");
        assert_eq!(problem["field"], "alerts[0].to[0].webhook");
    }
    let own = refused(json!({ "slack": "https://localhost:443/x" })).await;
    assert_eq!(own["code"], "invalid_address");
    assert_eq!(refused(json!({ "email": "a@b@c.example" })).await["code"], "invalid_address");
    let missing = refused(json!({ "webhook": "https://a.example/x" })).await;
    assert_eq!(
        (&missing["code"], &missing["field"]),
        (&json!("missing_field"), &json!("alerts[0].to[0].secret"))
    );
}
