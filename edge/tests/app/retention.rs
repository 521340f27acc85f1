//! Retention: what lives how long, what is told of it afterwards, and what is deleted.

use koe_edge::cron;
use koe_edge::store::{List, Listed};
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::delighted;
use crate::deployment::{Deployment, Reply, START, answer, document, send};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

async fn listed(deployment: &Deployment, prefix: &str) -> Vec<Listed> {
    let list = List { prefix, limit: 1_000, cursor: None };
    deployment.store.list(list).await.unwrap().keys
}

async fn put(deployment: &Deployment, retention_days: u32, timezone: &str) {
    let mut document = document(1);
    document["timezone"] = json!(timezone);
    document["privacy"] = json!({ "retention_days": retention_days });
    let reply = send(&deployment.isolate(), "PUT", "/v1/sites/kokage", &document).await;
    assert!(matches!(reply.status, 200 | 201), "{}", reply.text);
}

/// An answer now, so many seconds after the start; every second has a comment.
async fn answer_now(deployment: &Deployment, since: i64, score: u8) -> Reply {
    let time = u64::try_from(START + since * 1_000).unwrap();
    let id = AnswerId::new(time, u128::from(time)).to_secret_string();
    let mut told = answer(&id, 1);
    told["score"] = json!(score);
    send(&deployment.isolate(), "POST", "/v1/answers", &told).await
}

/// So many days pass, with an answer a day, and a run of the cron every ten minutes of the hour after
/// midnight and in the middle of the day.
struct Passing<'a> {
    deployment: &'a Deployment,
    /// Seconds since the start.
    at: i64,
    answers: u64,
}

impl Passing<'_> {
    async fn days(&mut self, days: i64) {
        for _ in 0..days * 24 {
            if self.at % DAY == 0 {
                let score = u8::try_from(self.answers % 11).unwrap();
                let told = answer_now(self.deployment, self.at, score).await;
                assert_eq!(told.status, 202, "{}", told.text);
                self.answers += 1;
            }
            self.pass(20 * 60).await;
            self.pass(20 * 60).await;
            self.pass(20 * 60).await;
        }
    }

    async fn pass(&mut self, seconds: i64) {
        self.deployment.pass(seconds);
        self.at += seconds;
        cron::run(&self.deployment.state()).await.unwrap();
    }
}

async fn ask(deployment: &Deployment, query: &str) -> Reply {
    let path = format!("/v1/sites/kokage/scores?survey=shop-nps&{query}");
    send(&deployment.isolate(), "GET", &path, &Value::Null).await
}

async fn n(deployment: &Deployment, query: &str) -> Value {
    let reply = ask(deployment, query).await;
    assert_eq!(reply.status, 200, "{query}: {}", reply.text);
    reply.json()["result"]["n"].clone()
}

async fn refused(deployment: &Deployment, query: &str) -> String {
    let reply = ask(deployment, query).await;
    assert_eq!(reply.status, 422, "{query}: {}", reply.text);
    assert_eq!(
        (&reply.json()["code"], &reply.json()["field"]),
        (&json!("beyond_retention"), &json!("from"))
    );
    reply.json()["detail"].as_str().unwrap().to_owned()
}

/// forty days with an answer a day, kept for 30 · all 40 are in the score, by survey and version, too ·
/// ten are gone from the list · by touchpoint, under a filter, half a day: 422 with the first instant
#[tokio::test]
async fn a_score_reaches_back_behind_the_answers() {
    let deployment = Deployment::new();
    put(&deployment, 30, "Asia/Tokyo").await;
    let mut passing = Passing { deployment: &deployment, at: 0, answers: 0 };
    passing.days(40).await;
    assert_eq!(listed(&deployment, "answer/").await.len(), 30);
    assert!(listed(&deployment, "tally/kokage/hour/").await.len() <= 31);
    for query in [
        "from=2026-11-01",
        "from=2026-11-21&group_by=survey",
        "from=2026-11-21&interval=month",
        "from=2026-11-21&to=2026-12-31&interval=day&group_by=version",
    ] {
        assert_eq!(n(&deployment, query).await, 40, "{query}");
    }
    assert_eq!(n(&deployment, "from=2026-11-22&to=2026-11-25").await, 3);
    for query in [
        "group_by=touchpoint",
        "version=1",
        "touchpoint=post-purchase",
        "interval=hour&to=2026-12-01",
        "compare=previous&paired=true",
    ] {
        let detail = refused(&deployment, &format!("from=2026-11-21&{query}")).await;
        assert!(detail.contains("2026-12-01T15:00:00Z"), "{query}: {detail}");
    }
    refused(&deployment, "from=2026-11-21T18:00:00Z").await;
    assert_eq!(n(&deployment, "from=2026-12-01T15:00:00Z&group_by=touchpoint").await, 29);
    assert_eq!(n(&deployment, "from=2026-12-02&version=1").await, 29);
    // So are Delighted's metrics, of all there is.
    let app = deployment.isolate();
    let key = delighted::key(&app, "read").await;
    let metrics = delighted::get(&app, &key, "metrics").await;
    assert_eq!((metrics.status, &metrics.json()["response_count"]), (200, &json!(40)));
    let half_a_day = format!("metrics?since={}", START / 1_000 + 15 * HOUR);
    let refused = delighted::get(&app, &key, &half_a_day).await.json();
    assert_eq!(
        (&refused["code"], &refused["field"]),
        (&json!("beyond_retention"), &json!("since"))
    );
    // What never was is not refused.
    assert_eq!(n(&deployment, "from=2026-10-01&to=2026-11-20&group_by=touchpoint").await, 0);
}

/// sixty days kept for 90, then for 20 · at once nothing older is listed, and by touchpoint it is refused ·
/// a day later nothing of it is stored, and its days tell totals alone · raised: it stays away
#[tokio::test]
async fn a_shorter_retention_hides_at_once_and_is_deleted_by_the_cron() {
    let deployment = Deployment::new();
    put(&deployment, 90, "UTC").await;
    let mut passing = Passing { deployment: &deployment, at: 0, answers: 0 };
    passing.days(60).await;
    assert_eq!(listed(&deployment, "answer/").await.len(), 60);
    put(&deployment, 20, "UTC").await;
    deployment.pass(60);
    let answers = async || {
        let path = "/v1/sites/kokage/answers?limit=1000";
        let reply = send(&deployment.isolate(), "GET", path, &Value::Null).await;
        reply.json()["answers"].as_array().unwrap().len()
    };
    assert_eq!(answers().await, 20);
    assert_eq!(n(&deployment, "from=2026-11-21").await, 60);
    refused(&deployment, "from=2026-11-21&group_by=touchpoint").await;
    assert_eq!(answer_now(&deployment, passing.at - 25 * DAY, 9).await.status, 422);
    passing.days(2).await;
    assert_eq!(listed(&deployment, "answer/").await.len(), 20);
    assert!(listed(&deployment, "tally/kokage/hour/").await.len() <= 21);
    let slices = listed(&deployment, "tally/kokage/day/").await;
    let mut closed = 0;
    for day in &slices {
        let entry = deployment.store.get(&day.key).await.unwrap().unwrap();
        closed += usize::from(!entry.value.contains("#touchpoint"));
    }
    assert!((43..=45).contains(&closed), "{closed} of {}", slices.len());
    assert_eq!(n(&deployment, "from=2026-11-21").await, 62);
    put(&deployment, 90, "UTC").await;
    passing.days(10).await;
    assert_eq!(answers().await, 20);
    passing.days(5).await;
    assert_eq!(answers().await, 20);
    passing.days(10).await;
    assert_eq!((answers().await, listed(&deployment, "answer/").await.len()), (25, 25));
    assert_eq!(n(&deployment, "from=2026-11-21").await, 87);
}

/// forty days kept for 30, half of them in another time zone · all are in the score still
#[tokio::test]
async fn days_of_an_earlier_time_zone_are_told_too() {
    let deployment = Deployment::new();
    put(&deployment, 30, "America/New_York").await;
    let mut passing = Passing { deployment: &deployment, at: 0, answers: 0 };
    passing.days(40).await;
    put(&deployment, 30, "Asia/Kathmandu").await;
    passing.days(40).await;
    assert_eq!(n(&deployment, "from=2026-11-01").await, 80);
}

/// a day of answers, kept for one day: gone, and a range that reaches back is refused, not answered with
/// less
#[tokio::test]
async fn a_retention_too_short_for_days_is_refused_behind_it() {
    let deployment = Deployment::new();
    put(&deployment, 1, "UTC").await;
    let mut passing = Passing { deployment: &deployment, at: 0, answers: 0 };
    passing.days(5).await;
    assert!(refused(&deployment, "from=2026-11-21").await.contains("2026-11-26T00:00:00Z"));
    assert_eq!(n(&deployment, "from=2026-11-25T04:00:00Z").await, 0);
    // Of all there is, Delighted's metrics are those of what can be told.
    let app = deployment.isolate();
    let key = delighted::key(&app, "read").await;
    let metrics = delighted::get(&app, &key, "metrics").await;
    assert_eq!((metrics.status, &metrics.json()["response_count"]), (200, &json!(0)));
}
