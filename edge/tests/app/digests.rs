//! Weekly digests: which department is told of which week, when, in which language, and how often.

mod retrying;
mod sharing;
mod telling;

use koe_edge::cron;
use koe_shared::metric::Scale;
use serde_json::{Value, json};

use crate::deployment::{Deployment, document, send};
use crate::told::Told;

pub(crate) const HOOK: &str = "https://receiver.example/weekly";

/// A secret of Standard Webhooks.
pub(crate) const SECRET: &str = concat!("whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// From the start, a Saturday at three, to Monday at eight.
pub(crate) const TO_MONDAY: i64 = 53 * HOUR / 1_000;

/// A site of three touchpoints, whose department care answers for two and is told by a webhook. A test may change it.
pub(crate) async fn site(deployment: &Deployment, change: impl FnOnce(&mut Value)) {
    let mut body = document(1);
    body["touchpoints"] = json!([{ "id": "cart" }, { "id": "after-support" }]);
    body["departments"] = json!([
        { "id": "shop", "name": "Shop floor", "touchpoints": ["post-purchase"] },
        {
            "id": "care", "name": "Customer care", "touchpoints": ["after-support", "cart"],
            "to": [{ "webhook": HOOK, "secret": SECRET }],
        },
    ]);
    change(&mut body);
    let reply = send(&deployment.isolate(), "PUT", "/v1/sites/kokage", &body).await;
    assert!(matches!(reply.status, 200 | 201), "{}", reply.text);
}

/// Answers of two weeks at two touchpoints of care, and some that are none of its: the week before 40 tens and 20
/// zeros, then 20 tens and 40 zeros, of which the newest three say something.
pub(crate) async fn answers(deployment: &Deployment) {
    let mut n = 0;
    let mut give = async |told: Told<'_>| {
        told.store(&*deployment.store, n).await;
        n += 1;
    };
    for (days, high, low) in [(9, 40, 20), (2, 20, 40)] {
        for place in 0..high + low {
            let score = if place < high { 10 } else { 0 };
            let touchpoint = if place % 2 == 0 { "cart" } else { "after-support" };
            let ago = days * DAY + i64::from(place) * 1_000;
            give(Told::score(ago, "shop-nps", Scale::Nps, score).at(touchpoint)).await;
        }
        give(Told::score(days * DAY, "shop-nps", Scale::Nps, 5).says("of the shop floor")).await;
    }
    let said =
        |ago, score, text| Told::score(ago, "shop-nps", Scale::Nps, score).at("cart").says(text);
    give(said(3 * HOUR, 9, "It was easy to find <b>everything</b>.")).await;
    give(said(2 * HOUR, 1, "The basket was empty again & again.")).await;
    give(said(HOUR, 0, "I want my money back, it came broken.")).await;
    give(Told { email: Some("taro@example.com"), ..said(HOUR, 3, "Too slow.") }).await;
    give(Told { is_test: true, ..said(HOUR, 10, "This is a test of ours.") }).await;
}

/// Runs the cron now.
pub(crate) async fn run(deployment: &Deployment) {
    cron::run(&deployment.state()).await.unwrap();
}

/// Lets so many minutes pass, and the cron run.
pub(crate) async fn pass(deployment: &Deployment, minutes: i64) {
    deployment.pass(minutes * 60);
    run(deployment).await;
}

/// What the receiver of the webhook took.
pub(crate) fn taken(deployment: &Deployment) -> Vec<(String, Value)> {
    deployment.receivers.taken()
}

/// What the API says of a department's week.
pub(crate) async fn summary(deployment: &Deployment, query: &str) -> Value {
    let path = format!("/v1/sites/kokage/summary?{query}");
    let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}
