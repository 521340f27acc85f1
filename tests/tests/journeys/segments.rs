//! Filters and groups, and what is withheld so that small groups are not over-read.

use crate::edge;
use koe_tests::fixtures::{Site, with};
use serde_json::{Value, json};

fn answers(site: &Site, count: usize, score: u8, fields: &Value) {
    for _ in 0..count {
        site.take(&site.answer("shop-nps", &with(&json!({ "score": score }), fields)));
    }
}

#[track_caller]
fn group<'scores>(scores: &'scores Value, value: &str) -> &'scores Value {
    let groups = scores["groups"].as_array().unwrap_or_else(|| panic!("no groups: {scores}"));
    let found = groups.iter().find(|group| group["value"] == value);
    found.unwrap_or_else(|| panic!("no group {value}: {scores}"))
}

/// 1. Answers that differ in touchpoint, locale, channel and plan: 202.
/// 2. Each filter alone, and two together: 200 with those that fit.
#[test]
fn filters_combine() {
    let site = Site::shop(&edge(), "filters");
    let at = |touchpoint: &str, locale: &str, channel: &str, plan: &str| {
        json!({
            "touchpoint": touchpoint, "locale": locale, "channel": channel,
            "segments": { "plan": plan },
        })
    };
    answers(&site, 6, 10, &at("post-purchase", "ja", "web", "pro"));
    answers(&site, 5, 0, &at("browsing", "en", "email", "free"));
    answers(&site, 7, 7, &at("browsing", "ja", "web", "gold"));
    for (query, n) in [
        ("touchpoint=browsing", 12),
        ("locale=ja", 13),
        ("channel=email", 5),
        ("segment.plan=pro", 6),
        ("segment.plan=(other)", 7),
        ("version=1", 18),
        ("touchpoint=browsing&locale=ja", 7),
        ("touchpoint=browsing&locale=ja&channel=web&segment.plan=(other)", 7),
        ("touchpoint=post-purchase&locale=en", 0),
    ] {
        let scores = site.scores(&format!("survey=shop-nps&{query}"));
        assert_eq!(scores["result"]["n"], n, "{query}: {scores}");
    }
}

/// 1. Three answers under a filter: 200 with n and `withheld`, without a score.
/// 2. The same without a filter: 200 with the score, since a total is never withheld.
#[test]
fn fewer_than_min_group_are_withheld_under_a_filter() {
    let site = Site::shop(&edge(), "small-filter");
    answers(&site, 3, 9, &json!({ "touchpoint": "browsing" }));
    let total = site.scores("survey=shop-nps");
    assert_eq!((&total["result"]["n"], &total["result"]["score"]), (&json!(3), &json!(100.0)));
    let filtered = site.scores("survey=shop-nps&touchpoint=browsing");
    assert_eq!((&filtered["n"], &filtered["withheld"]), (&json!(3), &json!(true)), "{filtered}");
    assert!(filtered["result"].is_null(), "{filtered}");
    assert!(!filtered.to_string().contains("100.0"), "the score is told elsewhere: {filtered}");
}

/// 1. Groups of 12, 8, 6 and 3 by touchpoint: 200.
/// 2. The one of 3 is withheld. Alone it could be subtracted from the total, so the next smallest
///    is withheld, too.
/// 3. The others carry a result and a p-value that is adjusted for their number.
#[test]
fn a_single_withheld_group_takes_the_next_with_it() {
    let site = Site::shop(&edge(), "groups");
    answers(&site, 12, 10, &json!({ "touchpoint": "post-purchase" }));
    answers(&site, 8, 2, &json!({ "touchpoint": "browsing" }));
    answers(&site, 6, 8, &json!({ "touchpoint": "after-support" }));
    answers(&site, 3, 0, &json!({ "touchpoint": "nowhere-declared" }));
    let scores = site.scores("survey=shop-nps&group_by=touchpoint");
    assert_eq!(scores["result"]["n"], 29);
    assert_eq!(scores["groups"].as_array().unwrap().len(), 4, "{scores}");
    for (value, n) in [("(other)", 3), ("after-support", 6)] {
        let group = group(&scores, value);
        assert_eq!((&group["n"], &group["withheld"]), (&json!(n), &json!(true)), "{group}");
        assert!(group["result"].is_null(), "{group}");
    }
    for (value, n, score) in [("post-purchase", 12, 100.0), ("browsing", 8, -100.0)] {
        let group = group(&scores, value);
        assert_eq!((&group["result"]["n"], &group["result"]["score"]), (&json!(n), &json!(score)));
        let p = group["adjusted_p"].as_f64().unwrap();
        assert!((0.0..0.05).contains(&p), "{group}");
    }
}

/// 1. Two groups are below the minimum: 200, those two are withheld and no third.
#[test]
fn two_withheld_groups_hide_each_other() {
    let site = Site::shop(&edge(), "two-small-groups");
    answers(&site, 6, 10, &json!({ "segments": { "plan": "pro" } }));
    answers(&site, 4, 0, &json!({ "segments": { "plan": "free" } }));
    answers(&site, 2, 0, &json!({ "segments": { "plan": "unheard-of" } }));
    let scores = site.scores("survey=shop-nps&group_by=segment.plan");
    assert_eq!(group(&scores, "pro")["result"]["n"], 6, "{scores}");
    for value in ["free", "(other)"] {
        assert_eq!(group(&scores, value)["withheld"], true, "{scores}");
    }
}

/// 1. Groups by every other dimension: 200, with the values that occur.
#[test]
fn every_dimension_can_be_grouped() {
    let site = Site::shop(&edge(), "dimensions");
    let fields = json!({
        "touchpoint": "browsing", "locale": "en", "channel": "qr", "segments": { "plan": "pro" },
    });
    answers(&site, 5, 9, &fields);
    for (by, value) in [
        ("survey", "shop-nps"),
        ("touchpoint", "browsing"),
        ("locale", "en"),
        ("channel", "qr"),
        ("version", "1"),
        ("segment.plan", "pro"),
    ] {
        let scores = site.scores(&format!("metric=nps&group_by={by}"));
        assert_eq!(group(&scores, value)["result"]["n"], 5, "{by}: {scores}");
    }
}

/// 1. A site that sets `min_group` to 1: 201. A group of one is shown: 200.
#[test]
fn the_owner_sets_the_smallest_group() {
    let document =
        with(&koe_tests::fixtures::documents::shop(), &json!({ "privacy": { "min_group": 1 } }));
    let site = Site::open(&edge(), "min-group", &document);
    answers(&site, 1, 9, &json!({ "touchpoint": "browsing" }));
    let scores = site.scores("survey=shop-nps&group_by=touchpoint");
    assert_eq!(group(&scores, "browsing")["result"]["n"], 1);
}
