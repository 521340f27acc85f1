//! Scores: each metric's numbers with their intervals, pooled, filtered and refused.

use crate::edge;
use koe_tests::fixtures::{Site, documents, with};
use serde_json::{Value, json};

/// Answers with these scores, each so many times.
fn answers(site: &Site, survey: &str, histogram: &[(u8, usize)]) {
    for (score, count) in histogram {
        for _ in 0..*count {
            site.score(survey, *score);
        }
    }
}

/// Holds a figure against one that was computed elsewhere, to the digits that were published.
#[track_caller]
fn near(value: &Value, expected: f64, digits: i32) {
    let off = (value.as_f64().unwrap_or_else(|| panic!("{value} is no number")) - expected).abs();
    assert!(off <= 0.5 * 10_f64.powi(-digits) + 1e-9, "{value} is not {expected}");
}

/// 1. 9 promoters, 20 passives, 3 detractors: the case of Tango (1998).
/// 2. NPS 18.75 with its published interval, the whole distribution, the period: 200.
#[test]
fn an_nps_carries_its_interval_and_its_distribution() {
    let site = Site::shop(&edge(), "nps-result");
    answers(&site, "shop-nps", &[(0, 3), (7, 20), (10, 9)]);
    let scores = site.scores("survey=shop-nps");
    assert_eq!((&scores["site"], &scores["survey"]), (&json!("nps-result"), &json!("shop-nps")));
    assert_eq!((&scores["metric"], &scores["timezone"]), (&json!("nps"), &json!("Asia/Tokyo")));
    assert_eq!(scores["scale"], json!({ "min": 0, "max": 10 }));
    for instant in ["from", "to", "as_of"] {
        let text = scores[instant].as_str().unwrap_or_else(|| panic!("{instant}: {scores}"));
        assert!(text.ends_with('Z') && !text.contains('.'), "{instant}: {text}");
    }

    let result = &scores["result"];
    assert_eq!((&result["n"], &result["preliminary"]), (&json!(32), &json!(false)));
    assert_eq!((&result["promoters"], &result["passives"]), (&json!(9), &json!(20)));
    assert_eq!(result["detractors"], 3);
    let counts: Vec<_> =
        (0..=10).map(|score| result["distribution"][score.to_string()].clone()).collect();
    assert_eq!(json!(counts), json!([3, 0, 0, 0, 0, 0, 0, 20, 0, 0, 9]), "{result}");
    assert_eq!(result["score"], 18.75);
    let interval = &result["interval"];
    near(&interval["low"], -2.709, 3);
    near(&interval["high"], 38.969_7, 3);
    assert_eq!((&interval["confidence"], &interval["method"]), (&json!(0.95), &json!("score")));
}

/// 1. Five CES answers of 5, 4, 3 and 2: the mean with Student's t, the share that agrees with
///    Wilson's interval: 200. Below 30 it is preliminary.
#[test]
fn a_ces_is_a_mean_with_the_share_that_agrees() {
    let site = Site::shop(&edge(), "ces-result");
    answers(&site, "support-ces", &[(5, 1), (4, 1), (3, 1), (2, 1)]);
    let result = &site.scores("survey=support-ces")["result"];
    assert_eq!((&result["score"], &result["n"]), (&json!(3.5), &json!(4)));
    assert_eq!(result["preliminary"], true);
    near(&result["interval"]["low"], 1.445_74, 5);
    // Clamped to the scale: the unclamped end is 5.554.
    near(&result["interval"]["high"], 5.0, 9);
    near(&result["agree_share"]["value"], 50.0, 9);
    near(&result["agree_share"]["interval"]["low"], 15.003_899, 6);
    near(&result["agree_share"]["interval"]["high"], 84.996_101, 6);
}

/// 1. Five CSAT answers: the share of 4 and 5 with Wilson's interval, and the mean with its own:
///    200.
#[test]
fn a_csat_is_the_share_of_satisfied_with_the_mean() {
    let site = Site::shop(&edge(), "csat-result");
    answers(&site, "visit-csat", &[(5, 2), (4, 1), (3, 1), (1, 1)]);
    let result = &site.scores("survey=visit-csat")["result"];
    assert_eq!((&result["score"], &result["n"]), (&json!(60.0), &json!(5)));
    near(&result["interval"]["low"], 23.072_428, 6);
    near(&result["interval"]["high"], 88.237_923, 6);
    near(&result["mean"]["value"], 3.6, 9);
    near(&result["mean"]["interval"]["low"], 1.522_299, 6);
    near(&result["mean"]["interval"]["high"], 5.0, 6);
}

/// 1. The same answers at 90, 95 and 99 %: 200, each interval inside the next.
/// 2. Another confidence: 422.
#[test]
fn confidence_may_be_chosen_from_three() {
    let site = Site::shop(&edge(), "confidence");
    answers(&site, "shop-nps", &[(0, 1), (7, 43)]);
    let interval = |confidence: &str| {
        let query = format!("survey=shop-nps&confidence={confidence}");
        site.scores(&query)["result"]["interval"].clone()
    };
    let [p90, p95, p99] = ["0.9", "0.95", "0.99"].map(interval);
    near(&p90["low"], -9.566_2, 3);
    near(&p90["high"], 3.651_7, 3);
    assert!(p90["low"].as_f64() > p95["low"].as_f64() && p95["low"].as_f64() > p99["low"].as_f64());
    assert_eq!(p99["confidence"], 0.99);
    site.ask_scores("survey=shop-nps&confidence=0.8").refuses(
        422,
        "invalid_parameter",
        Some("confidence"),
    );
}

/// 1. `metric` pools the surveys of a metric: 200.
/// 2. Two scales of one metric are 422 `mixed_scales`, unless `scale` picks one: 200.
#[test]
fn a_metric_pools_its_surveys_but_never_two_scales() {
    let second = json!({ "id": "cart-ces", "touchpoints": ["cart"] });
    let seven = json!({ "id": "long-ces", "touchpoints": ["help"] });
    let surveys = json!([
        documents::ces(5),
        with(&documents::ces(5), &second),
        with(&documents::ces(7), &seven),
    ]);
    let document = with(&documents::shop(), &json!({ "surveys": surveys }));
    let site = Site::open(&edge(), "pooled", &document);
    answers(&site, "support-ces", &[(4, 2)]);
    answers(&site, "cart-ces", &[(2, 2)]);
    answers(&site, "long-ces", &[(7, 3)]);
    site.ask_scores("metric=ces").refuses(422, "mixed_scales", Some("scale"));
    let five = &site.scores("metric=ces&scale=5")["result"];
    assert_eq!((&five["n"], &five["score"]), (&json!(4), &json!(3.0)));
    let seven = &site.scores("metric=ces&scale=7")["result"];
    assert_eq!((&seven["n"], &seven["score"]), (&json!(3), &json!(7.0)));
}

/// 1. Queries without a survey, with an unknown survey, metric, group, filter or period: 422 or
///    404, naming the parameter.
#[test]
fn a_query_that_makes_no_sense_is_refused_by_parameter() {
    let site = Site::shop(&edge(), "bad-queries");
    for (query, status, field) in [
        ("", 422, "survey"),
        ("survey=nothing", 404, "survey"),
        ("metric=ltv", 422, "metric"),
        ("survey=shop-nps&group_by=mood", 422, "group_by"),
        ("survey=shop-nps&group_by=segment.mood", 422, "group_by"),
        ("survey=shop-nps&interval=year", 422, "interval"),
        ("survey=shop-nps&from=yesterday", 422, "from"),
        ("survey=shop-nps&to=2026-13-01", 422, "to"),
        ("survey=shop-nps&from=2026-11-10&to=2026-11-01", 422, "from"),
        ("survey=shop-nps&compare=last-year", 422, "compare"),
        ("survey=shop-nps&version=two", 422, "version"),
        ("survey=shop-nps&channel=pigeon", 422, "channel"),
        ("survey=shop-nps&scale=6", 422, "scale"),
        ("survey=shop-nps&colour=red", 422, "colour"),
    ] {
        let reply = site.ask_scores(query);
        assert_eq!(reply.status(), status, "{query}: {}", reply.text());
        assert_eq!(reply.json()["field"], field, "{query}: {}", reply.text());
    }
}
