//! Delighted's read API: keys, parameters, pages and refusals, as its documentation has them. That its own
//! clients work with it is `tests/delighted`.

mod people;
mod refusals;
mod responses;

use axum::Router;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{Deployment, Reply, START, document, id, send, send_with};

const DAY: i64 = 86_400;

/// A site with a survey on each metric, and its read key.
async fn site(app: &Router) -> String {
    let survey = |id: &str, metric: &str| json!({ "id": id, "metric": metric, "goal": "?", "touchpoints": ["post-purchase"] });
    let mut document = document(1);
    document["identity"] = json!({ "require_signature": false });
    document["touchpoints"] = json!([{ "id": "post-purchase", "stage": "purchase" }]);
    for (id, metric) in [("support-ces", "ces"), ("visit-csat", "csat")] {
        document["surveys"].as_array_mut().unwrap().push(survey(id, metric));
    }
    let put = send(app, "PUT", "/v1/sites/kokage", &document).await;
    assert_eq!(put.status, 201, "{}", put.text);
    key(app, "read").await
}

pub(crate) async fn key(app: &Router, scope: &str) -> String {
    let body = json!({ "name": "warehouse", "scope": scope });
    let made = send(app, "POST", "/v1/sites/kokage/keys", &body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    made.json()["key"].as_str().unwrap().to_owned()
}

/// Sends an answer to the NPS survey, with fields of its own.
async fn post(app: &Router, id: &str, revision: u8, score: u8, fields: &Value) {
    let mut body = json!({
        "site": "kokage", "survey": "shop-nps", "id": id, "revision": revision,
        "outcome": "answered", "score": score, "touchpoint": "post-purchase", "locale": "ja",
    });
    for (name, value) in fields.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    let taken = send(app, "POST", "/v1/answers", &body).await;
    assert_eq!(taken.status, 202, "{}", taken.text);
}

/// An answer's id, so many seconds before the start.
fn before(seconds: u64) -> String {
    id(seconds * 1_000)
}

/// Calls with the key as user and an empty password, as every client but one does.
pub(crate) async fn get(app: &Router, key: &str, path: &str) -> Reply {
    let basic = format!("Basic {}", STANDARD.encode(format!("{key}:")));
    call(app, &basic, &format!("/delighted/shop-nps/v1/{path}")).await
}

async fn call(app: &Router, authorization: &str, path: &str) -> Reply {
    let headers = [("authorization", authorization), ("accept", "application/json")];
    send_with(app, "GET", path, &headers, &Value::Null).await
}

/// What a call answers with 200.
#[track_caller]
fn told(reply: &Reply) -> Value {
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

/// One field of each entry of a list.
fn each(list: &Value, field: &str) -> Vec<Value> {
    list.as_array().unwrap().iter().map(|entry| entry[field].clone()).collect()
}

fn scores(list: &Value) -> Vec<Value> {
    each(list, "score")
}

/// metrics of three surveys 200, by the counts of `scores` · a test answer and a withdrawn one are in none ·
/// `since` and `until` are both inclusive, to the second · since later than now: nothing, and no refusal
#[tokio::test]
async fn metrics_are_the_scores_in_whole_numbers() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    for (seconds, score) in [(10, 10), (20, 9), (30, 0)] {
        post(&app, &before(seconds), 1, score, &Value::Null).await;
    }
    post(&app, &before(40), 1, 0, &json!({ "test": true })).await;
    post(&app, &before(50), 1, 0, &Value::Null).await;
    let taken_back = format!("/v1/answers/kokage/{}", before(50));
    assert_eq!(send(&app, "DELETE", &taken_back, &Value::Null).await.status, 204);
    post(&app, &before(60), 1, 5, &json!({ "survey": "support-ces" })).await;
    post(&app, &before(61), 1, 2, &json!({ "survey": "support-ces" })).await;

    let metrics = told(&get(&app, &key, "metrics.json").await);
    assert_eq!(
        metrics,
        json!({
            "nps": 33, "promoter_count": 2, "promoter_percent": 67, "passive_count": 0,
            "passive_percent": 0, "detractor_count": 1, "detractor_percent": 33, "response_count": 3,
        })
    );
    let of = |survey: &str| format!("/delighted/{survey}/v1/metrics");
    let basic = format!("Basic {}", STANDARD.encode(format!("{key}:")));
    let ces = told(&call(&app, &basic, &of("support-ces")).await);
    assert_eq!(
        (&ces["ces"], &ces["agree_percent"], &ces["response_count"]),
        (&json!(3.5), &json!(50), &json!(2))
    );
    let csat = told(&call(&app, &basic, &of("visit-csat")).await);
    assert_eq!((&csat["csat"], &csat["response_count"]), (&json!(null), &json!(0)));

    let start = START / 1_000;
    for (query, n) in [
        (format!("since={}", start - 20), 2),
        (format!("since={}", start - 19), 1),
        (format!("until={}", start - 20), 2),
        (format!("until={}", start - 21), 1),
        (format!("since={0}&until={0}", start - 20), 1),
        (format!("since={}", start + 9 * DAY), 0),
        ("groups[]=core".to_owned(), 3),
        ("scale=10".to_owned(), 3),
    ] {
        let metrics = told(&get(&app, &key, &format!("metrics.json?{query}")).await);
        assert_eq!(metrics["response_count"], n, "{query}");
        let page = format!("survey_responses.json?{query}");
        if query.starts_with(['s', 'u']) && !query.starts_with("scale") {
            let listed = told(&get(&app, &key, &page).await);
            assert_eq!(listed.as_array().unwrap().len(), n, "{query}");
        }
    }
}

/// a garden centre's answers, counted by the cron · metrics are read from tallies, and are what the raw
/// answers were
#[tokio::test]
async fn metrics_are_the_same_from_tallies() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    for (number, score) in [10, 9, 8, 3, 6, 7, 10].into_iter().enumerate() {
        post(&app, &before(100 + 7_200 * number as u64), 1, score, &Value::Null).await;
    }
    let raw = told(&get(&app, &key, "metrics").await);
    assert_eq!((&raw["nps"], &raw["response_count"]), (&json!(14), &json!(7)));
    deployment.settle().await;
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    assert_eq!(told(&get(&app, &key, "metrics").await), raw);
    assert!(counting.since().iter().any(|call| call.contains("tally/")));
}
