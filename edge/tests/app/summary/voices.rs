//! The comments that a summary picks: contrary voices, and how many are urgent.

use koe_shared::metric::Scale;
use serde_json::json;

use super::{DAY, HOUR, document, get, put, some};
use crate::deployment::Deployment;
use crate::told::Told;

/// more promoters than detractors: the detractors are heard, most extreme first, each respondent once, without
/// their contact · tests, what was taken back and what lies outside the filter are not
#[tokio::test]
async fn contrary_voices_are_those_of_the_smaller_side() {
    let deployment = Deployment::new();
    put(&deployment, &document(5)).await;
    let (store, mut n) = (&*deployment.store, 0);
    let nps = |score| Told::score(HOUR, "shop-nps", Scale::Nps, score);
    some(store, &mut n, 20, nps(10)).await;
    some(store, &mut n, 5, nps(9).says("lovely")).await;
    let mut keys = Vec::new();
    for told in [
        Told { email: Some("person@mail.example"), ..nps(2).says("It arrived broken, call me") },
        Told { respondent: Some("u_1"), ..nps(0).says("no") },
        Told { respondent: Some("u_1"), ..nps(1).says("no again") },
        Told { is_test: true, ..nps(0).says("a test") },
        nps(0).says("taken back"),
        nps(3).at("browsing").says("返金してください"),
        Told { ago: 40 * DAY, ..nps(0).says("another month") },
        Told::score(HOUR, "care-csat", Scale::Csat, 1).says("nobody answered the phone"),
    ] {
        n += 1;
        let told = Told { ago: told.ago + n * 1_000, ..told };
        keys.push(told.store(store, n.unsigned_abs()).await);
    }
    // What was taken back since it was listed has no value any more.
    store.delete(&keys[4]).await.unwrap();
    let summary = get(&deployment, "summary").await;
    let voices = summary["contrary"].as_array().unwrap();
    let said: Vec<_> = voices.iter().map(|voice| voice["comment"].as_str().unwrap()).collect();
    assert_eq!(said, ["nobody answered the phone", "no", "It arrived broken, call me"]);
    // 3 + 1, 3 + 2 + 1 and 4 + 1 of 5 that praise, and 5 others.
    assert_eq!(summary["urgent"], json!({ "comments": 3, "of": 10 }));
    assert_eq!(summary["read_comments"], 10);
    let listed = get(&deployment, "answers?bucket=detractor&has_comment=true&q=broken").await;
    let mut same = listed["answers"][0].clone();
    assert_eq!(same["contact"]["email"], "person@mail.example");
    same.as_object_mut().unwrap().remove("contact");
    assert_eq!(voices[2], same);
    assert!(!summary.to_string().contains("person@mail.example"));
    let browsing = get(&deployment, "summary?touchpoint=browsing").await;
    assert_eq!(browsing["read_comments"], 1);
    assert_eq!(browsing["contrary"], json!([]), "the detractors are more");

    some(store, &mut n, 40, nps(0)).await;
    let summary = get(&deployment, "summary").await;
    let voices = summary["contrary"].as_array().unwrap();
    let said: Vec<_> = voices.iter().map(|voice| voice["comment"].as_str().unwrap()).collect();
    assert_eq!(said, ["lovely", "lovely", "lovely"], "now the promoters are fewer");
}

/// a month of a past without much in it: its comments are found all the same
#[tokio::test]
async fn comments_of_a_quiet_month_long_ago_are_read() {
    let deployment = Deployment::new();
    put(&deployment, &document(5)).await;
    let store = &*deployment.store;
    for n in 0..60_i64 {
        let told = Told::score(40 * DAY + n * 10 * HOUR, "shop-nps", Scale::Nps, 2);
        told.says("still no refund").store(store, n.unsigned_abs()).await;
    }
    let summary = get(&deployment, "summary?from=2026-09-15&to=2026-10-15").await;
    let n = summary["metrics"][0]["result"]["n"].as_u64().unwrap();
    assert!(n > 40, "{n}");
    assert_eq!(summary["read_comments"], n);
    assert_eq!(summary["urgent"], json!({ "comments": n, "of": n }));
}
