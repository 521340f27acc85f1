//! What an assistant is answered: who may ask, what the numbers stand with, and what of visitors is never handed over.
//! The messages as such are wire vectors beside the code.

mod door;
mod people;
mod telling;

use axum::Router;
use koe_shared::metric::Scale;
use serde_json::{Value, json};

use crate::delighted::key;
use crate::deployment::{Deployment, Reply, document, send, send_with};
use crate::told::Told;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// The example of the desk: 216 promoters, 126 passives, 70 detractors.
const NOW: [(u8, u64); 7] = [(10, 118), (9, 98), (8, 74), (7, 52), (6, 24), (5, 17), (0, 29)];

/// A site with a survey on NPS and one on CES that nobody answers, and its read key.
async fn shop(deployment: &Deployment) -> (Router, String) {
    let app = deployment.isolate();
    let mut document = document(1);
    document["departments"] =
        json!([{ "id": "care", "name": "Care", "touchpoints": ["after-support"] }]);
    document["surveys"].as_array_mut().unwrap().push(json!({
        "id": "care-ces", "metric": "ces", "goal": "Was it easy?", "touchpoints": ["after-support"],
    }));
    let put = send(&app, "PUT", "/v1/sites/kokage", &document).await;
    assert_eq!(put.status, 201, "{}", put.text);
    let key = key(&app, "read").await;
    (app, key)
}

/// Answers to the NPS survey, some of each score, given so many days before the start.
async fn answers(deployment: &Deployment, days: i64, counts: &[(u8, u64)]) {
    let scores = counts.iter().flat_map(|(score, count)| (0..*count).map(|_| *score));
    for (n, score) in scores.enumerate() {
        let ago = days * DAY + i64::try_from(n).unwrap();
        let told = Told::score(ago, "shop-nps", Scale::Nps, score);
        told.store(&*deployment.store, n as u64).await;
    }
}

/// Sends a message with a key and further headers.
async fn post(app: &Router, key: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
    let bearer = format!("Bearer {key}");
    let mut all = vec![("authorization", &*bearer), ("content-type", "application/json")];
    all.extend(headers);
    send_with(app, "POST", "/mcp", &all, body).await
}

fn message(method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": params })
}

/// The result of calling a tool.
async fn called(app: &Router, key: &str, tool: &str, arguments: &Value) -> Value {
    let params = json!({ "name": tool, "arguments": arguments });
    let reply = post(app, key, &[], &message("tools/call", &params)).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let reply = reply.json();
    assert_eq!((&reply["jsonrpc"], &reply["id"]), (&json!("2.0"), &json!(7)), "{reply}");
    reply["result"].clone()
}

/// What a tool says, line by line, and its data.
async fn told(app: &Router, key: &str, tool: &str, arguments: &Value) -> (Vec<String>, Value) {
    let result = called(app, key, tool, arguments).await;
    assert_eq!(result.get("isError"), None, "{result}");
    let [content] = &result["content"].as_array().unwrap()[..] else { panic!("{result}") };
    assert_eq!(content["type"], "text");
    let lines = content["text"].as_str().unwrap().lines().map(str::to_owned).collect();
    (lines, result["structuredContent"].clone())
}
