//! What counts as a prompt, and what is kept out of scores.

use crate::edge;
use koe_tests::fixtures::{Site, with};
use serde_json::{Value, json};

/// `answered`, `dismissed`, `ignored`, `shown`.
fn prompts(scores: &Value) -> [u64; 4] {
    ["answered", "dismissed", "ignored", "shown"]
        .map(|name| scores["prompts"][name].as_u64().unwrap_or_else(|| panic!("{name}: {scores}")))
}

/// 1. Two answers, three dismissals, one ignored prompt: 202.
/// 2. n is 2, shown is 6, the response rate a third with its interval: 200.
#[test]
fn dismissed_and_ignored_prompts_count_as_shown_and_never_as_answers() {
    let site = Site::shop(&edge(), "shown");
    site.score("shop-nps", 10);
    site.score("shop-nps", 0);
    for _ in 0..3 {
        site.take(&site.dismissal("shop-nps"));
    }
    site.take(&site.answer("shop-nps", &json!({ "outcome": "ignored" })));

    let scores = site.scores("survey=shop-nps");
    assert_eq!((&scores["result"]["n"], &scores["result"]["score"]), (&json!(2), &json!(0.0)));
    assert_eq!(prompts(&scores), [2, 3, 1, 6]);
    let rate = &scores["prompts"]["response_rate"];
    let (value, low, high) = (rate["value"].as_f64(), rate["low"].as_f64(), rate["high"].as_f64());
    assert!((value.unwrap() - 1.0 / 3.0).abs() < 1e-12, "{rate}");
    assert!(low < value && value < high && low > Some(0.0) && high < Some(1.0), "{rate}");
    assert_eq!(site.answers("outcome=dismissed").len(), 3);
    assert_eq!(site.answers("outcome=ignored").len(), 1);
    assert_eq!(site.answers("").len(), 2);
}

/// 1. Nothing was ever asked: 200 with nulls, not zeros.
#[test]
fn no_answers_and_no_prompts_are_null() {
    let site = Site::shop(&edge(), "nothing-yet");
    for survey in ["shop-nps", "support-ces", "visit-csat"] {
        let scores = site.scores(&format!("survey={survey}"));
        assert_eq!(scores["result"]["n"], 0);
        assert!(scores["result"]["score"].is_null(), "{scores}");
        assert!(scores["result"]["interval"].is_null(), "{scores}");
        assert!(scores["prompts"]["response_rate"].is_null(), "{scores}");
        assert_eq!(prompts(&scores), [0, 0, 0, 0]);
    }
}

/// 1. A dismissal and an ignored prompt marked `test`, and a test answer: 202.
/// 2. None is in a score or among the prompts; `excluded.test` counts them: 200.
#[test]
fn a_test_answer_is_in_no_score() {
    let site = Site::shop(&edge(), "tests");
    site.score("shop-nps", 9);
    site.take(&site.answer("shop-nps", &json!({ "score": 0, "test": true })));
    let scores = site.scores("survey=shop-nps");
    assert_eq!((&scores["result"]["n"], &scores["result"]["score"]), (&json!(1), &json!(100.0)));
    assert_eq!(scores["excluded"]["test"], 1, "{scores}");
    assert_eq!(prompts(&scores), [1, 0, 0, 1]);
}

/// 1. An answer to a forced prompt: 202. It is in the score, not among the prompts: 200.
#[test]
fn a_forced_answer_counts_but_not_as_a_prompt() {
    let site = Site::shop(&edge(), "forced");
    site.score("shop-nps", 9);
    site.take(&site.answer("shop-nps", &json!({ "score": 9, "forced": true })));
    site.take(&with(&site.dismissal("shop-nps"), &json!({ "forced": true })));
    let scores = site.scores("survey=shop-nps");
    assert_eq!(scores["result"]["n"], 2);
    assert_eq!(prompts(&scores), [1, 0, 0, 1]);
}

/// 1. An answer that a program of the owner's posts (`channel` `api`): 202.
/// 2. It is in the score; Koe showed no prompt: 200.
#[test]
fn an_answer_of_the_owner_s_own_counts_but_not_as_a_prompt() {
    let site = Site::shop(&edge(), "own-channel");
    site.take(&site.answer("shop-nps", &json!({ "score": 9, "channel": "api" })));
    site.take(&site.answer("shop-nps", &json!({ "score": 9, "channel": "email" })));
    let scores = site.scores("survey=shop-nps");
    assert_eq!(scores["result"]["n"], 2);
    assert_eq!(prompts(&scores), [1, 0, 0, 1]);
}

/// 1. A prompt is dismissed, then answered after all, as a higher revision: 202.
/// 2. It is one answered prompt: 200.
#[test]
fn one_prompt_has_one_outcome() {
    let site = Site::shop(&edge(), "one-outcome");
    let dismissal = site.dismissal("shop-nps");
    site.take(&dismissal);
    let answered = json!({ "revision": 2, "outcome": "answered", "score": 7 });
    site.take(&with(&dismissal, &answered));
    let scores = site.scores("survey=shop-nps");
    assert_eq!((&scores["result"]["passives"], prompts(&scores)), (&json!(1), [1, 0, 0, 1]));
}
