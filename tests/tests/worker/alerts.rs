//! Alerts through the Worker: receivers that check signatures with libraries that are not ours, and receivers that
//! misbehave.

use koe_tests::{
    fixtures::{Site, documents, with},
    patience,
    programs::{node, python},
    receiver::Receiver,
    workerd::Workerd,
};
use serde_json::{Value, json};
use std::sync::OnceLock;

const SECRET: &str = concat!("whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

/// A Worker that may call two receivers on this machine.
struct Told {
    worker: Workerd,
    npm: Receiver,
    pypi: Receiver,
}

fn told() -> &'static Told {
    static TOLD: OnceLock<Told> = OnceLock::new();
    TOLD.get_or_init(|| {
        let npm = Receiver::start(node(), "receiver.mjs", SECRET);
        let pypi = Receiver::start(python(), "receiver.py", SECRET);
        let worker = Workerd::telling(&format!("{},{}", npm.host(), pypi.host()));
        Told { worker, npm, pypi }
    })
}

/// A site whose unhappy visitors are told to these destinations.
fn site(id: &str, to: &[Value]) -> Site {
    Site::open(&told().worker.client(), id, &document(to))
}

fn document(to: &[Value]) -> Value {
    let alerts = json!([{
        "id": "unhappy", "name": "Unhappy answers", "when": { "bucket": "detractor" }, "to": to,
    }]);
    with(&documents::shop(), &json!({ "alerts": alerts }))
}

fn hook(url: &str) -> Value {
    json!({ "webhook": url, "secret": SECRET })
}

/// A visitor who is unhappy, in these words.
fn unhappy(site: &Site, comment: &str) {
    let answer = site.answer("shop-nps", &json!({ "score": 2, "comment": comment }));
    site.post(&answer).send().is(202);
}

fn alerts(site: &Site) -> Value {
    site.client.get(site.path("/alerts")).key(&site.read_key).send().is(200).json()
}

/// What the API lists, once the newest alert is in that state.
fn listed(site: &Site, state: &str) -> Value {
    patience::eventually(state, || {
        let list = alerts(site);
        (list["alerts"][0]["state"] == state).then(|| list["alerts"].clone())
    })
}

/// 1. A comment is told to both receivers within ten seconds of its reply, without a queue.
/// 2. The libraries for Node and for Python find the signatures true; the `webhook-id` is the same at both.
#[test]
fn two_libraries_verify_what_is_told() {
    let Told { npm, pypi, worker } = told();
    let site = site("alerts-verified", &[hook(&npm.url("/ok")), hook(&pypi.url("/ok"))]);
    let words = "壊れて届きました。\"返金\" & <b>";
    let since = worker.client().now();
    unhappy(&site, words);
    let told = [npm, pypi].map(|receiver| receiver.requests("/ok", "壊れて届きました", 1));
    let took = worker.client().now().duration_since(since);
    println!("from the comment to both receivers: {} ms", took.as_millis());
    assert!(took.as_secs() < 10, "{took:?}");
    let ids = told.map(|requests| {
        let request = &requests[0];
        assert_eq!(request["verified"], true, "{request}");
        let body: Value = serde_json::from_str(request["body"].as_str().unwrap()).unwrap();
        assert_eq!(body["data"]["answers"][0]["comment"], words);
        assert_eq!(body["data"]["rule"]["id"], "unhappy");
        request["headers"]["webhook-id"].as_str().unwrap().to_owned()
    });
    assert_eq!(ids[0], ids[1]);
    assert_eq!(listed(&site, "sent")[0]["id"], ids[0]);
}

/// Slack and Teams get JSON of their own, in which a visitor's words are text.
#[test]
fn slack_and_teams_are_told() {
    let Told { npm, .. } = told();
    let to = [json!({ "slack": npm.url("/ok") }), json!({ "teams": npm.url("/ok") })];
    let site = site("alerts-chats", &to[..1]);
    unhappy(&site, "slack <!channel> https://evil.example");
    let body = npm.requests("/ok", "slack &lt;!channel&gt;", 1)[0]["body"].clone();
    let body: Value = serde_json::from_str(body.as_str().unwrap()).unwrap();
    assert_eq!((&body["unfurl_links"], &body["unfurl_media"]), (&json!(false), &json!(false)));
    let site = self::site("alerts-teams", &to[1..]);
    unhappy(&site, "teams says hello");
    let body = npm.requests("/ok", "teams says hello", 1)[0]["body"].clone();
    let body: Value = serde_json::from_str(body.as_str().unwrap()).unwrap();
    assert_eq!(body["type"], "message");
}

/// A receiver that hangs, fails, redirects or is gone: each is told by its cause. What failed is sent again by its owner.
#[test]
fn receivers_misbehave() {
    let Told { npm, .. } = told();
    for (path, state, cause) in [
        ("/hangs", "due", "timed_out"),
        ("/fails", "due", "status"),
        ("/moves", "due", "redirect"),
        ("/gone", "failed", "status"),
    ] {
        let site = site(&format!("alerts-{}", &path[1..]), &[hook(&npm.url(path))]);
        unhappy(&site, "somebody should know");
        let attempt = patience::eventually(path, || {
            let list = alerts(&site);
            let alert = &list["alerts"][0];
            let attempt = alert["tries"][0]["to"][0].clone();
            (!attempt.is_null() && alert["state"] == state).then_some(attempt)
        });
        assert_eq!(attempt["cause"], cause, "{path}: {attempt}");
        if path == "/fails" {
            assert_eq!(attempt["detail"], "500 out of order <b>");
        }
    }
    let site = site("alerts-again", &[hook(&npm.url("/gone"))]);
    unhappy(&site, "again");
    let id = listed(&site, "failed")[0]["id"].as_str().unwrap().to_owned();
    site.put(&document(&[hook(&npm.url("/ok"))])).is(200);
    let path = site.path(&format!("/alerts/{id}/retry"));
    site.client.post(&path).key(&site.write_key).send().is(202);
    npm.requests("/ok", "\"again\"", 1);
    listed(&site, "sent");
}

/// E-mail goes by the binding, from the deployment's own address.
#[test]
fn an_e_mail_is_sent() {
    let Told { worker, .. } = told();
    let site = site("alerts-mail", &[json!({ "email": "care@shop.example" })]);
    unhappy(&site, "by mail, please");
    listed(&site, "sent");
    patience::eventually("the mail in the log", || {
        worker.log().contains("care@shop.example").then_some(())
    });
}

/// An alert can not be sent to this deployment itself.
#[test]
fn the_deployment_does_not_call_itself() {
    let Told { worker, .. } = told();
    let own = worker.url().replace("http://", "https://");
    let alerts = json!([{
        "id": "own", "name": "Own", "when": { "bucket": "detractor" },
        "to": [{ "webhook": format!("{own}/v1/answers"), "secret": SECRET }],
    }]);
    let document = with(&documents::shop(), &json!({ "alerts": alerts }));
    let client = worker.client();
    let reply = client.put("/v1/sites/alerts-own").key(client.admin_key()).json(&document).send();
    reply.refuses(422, "invalid_address", Some("alerts[0].to[0].webhook"));
}
