//! Real answers: 13,612 scores of a garden centre (`tests/data`), spread over forty days, read raw, half-way
//! between, by hours and by days.

use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};
use koe_edge::cron;
use koe_edge::store::List;
use serde_json::{Value, json};

use crate::deployment::{Deployment, START, document, send};

const FILE: &str = include_str!("../../../tests/data/garden-centre-nps.csv");
const DAYS: i64 = 40;
/// Rows of an import: as many as one request may hold.
const ROWS: usize = 120;

/// The scores as the file has them.
pub(crate) fn scores() -> Vec<u8> {
    let mut file = csv::Reader::from_reader(FILE.as_bytes());
    let column = file.headers().unwrap().iter().position(|name| name == "nps").unwrap();
    let cells = file.records().map(|row| row.unwrap()[column].to_owned());
    cells.filter_map(|cell| cell.parse().ok()).collect()
}

/// Imports the scores, one every few minutes of the days before the start, each for one of three
/// touchpoints.
pub(crate) async fn import(deployment: &Deployment, scores: &[u8]) {
    let app = deployment.isolate();
    let start = Timestamp::from_millisecond(START).unwrap();
    let apart = DAYS * 24 * 3_600 / i64::try_from(scores.len()).unwrap();
    for (piece, some) in scores.chunks(ROWS).enumerate() {
        let mut file = "score,answered_at,external_id,touchpoint\n".to_owned();
        for (place, score) in some.iter().enumerate() {
            let number = piece * ROWS + place;
            let ago = SignedDuration::from_secs(apart * i64::try_from(number).unwrap() + 1);
            let touchpoint = ["post-purchase", "browsing", "made-up"][number % 3];
            writeln!(file, "{score},{},{number},{touchpoint}", start - ago).unwrap();
        }
        let path = "/v1/sites/kokage/imports?survey=shop-nps";
        let reply = send(&app, "POST", path, &json!(file)).await.json();
        assert_eq!(reply["accepted"], some.len(), "{reply}");
    }
}

async fn ask(deployment: &Deployment, query: &str) -> Value {
    let path =
        format!("/v1/sites/kokage/scores?survey=shop-nps&from=2026-10-01&to=2026-11-22&{query}");
    let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let mut reply = reply.json();
    for field in ["as_of", "counted_until"] {
        reply.as_object_mut().unwrap().remove(field);
    }
    reply
}

async fn keys(deployment: &Deployment, prefix: &str) -> usize {
    let (mut keys, mut cursor) = (0, None);
    loop {
        let list = List { prefix, limit: 1_000, cursor: cursor.as_deref() };
        let page = deployment.store.list(list).await.unwrap();
        keys += page.keys.len();
        cursor = page.cursor;
        if cursor.is_none() {
            return keys;
        }
    }
}

const QUERIES: [&str; 3] = ["", "group_by=touchpoint", "touchpoint=browsing&interval=day"];

/// 114 imports 200 · read raw: the published score · while the cron counts the hours, and sums the days: every
/// number stays the same
#[tokio::test]
async fn the_score_of_the_garden_centre_is_the_same_however_it_is_read() {
    let deployment = Deployment::new();
    let mut site = document(1);
    site["touchpoints"] = json!([{ "id": "browsing" }]);
    let put = send(&deployment.isolate(), "PUT", "/v1/sites/kokage", &site).await;
    assert_eq!(put.status, 201, "{}", put.text);
    import(&deployment, &scores()).await;
    let mut raw = Vec::new();
    for query in QUERIES {
        raw.push(ask(&deployment, query).await);
    }
    let result = &raw[0]["result"];
    assert_eq!(result["n"], 13_612);
    assert!((result["score"].as_f64().unwrap() - 53.42).abs() < 0.005, "{result}");

    let mut seen = Vec::new();
    while keys(&deployment, "tally/kokage/day/").await < usize::try_from(DAYS).unwrap() {
        assert!(seen.len() < 200, "{seen:?}");
        for _ in 0..3 {
            deployment.pass(600);
            cron::run(&deployment.state()).await.unwrap();
        }
        let hours = keys(&deployment, "tally/kokage/hour/").await;
        seen.push((hours, keys(&deployment, "tally/kokage/day/").await));
        for (query, raw) in QUERIES.iter().zip(&raw) {
            assert_eq!(ask(&deployment, query).await, *raw, "{query} with {seen:?}");
        }
    }
    let half_way = |(hours, days): &(usize, usize)| (100..900).contains(hours) && *days < 40;
    assert!(seen.iter().any(half_way), "{seen:?}");
}
