//! Surveys change: every version is kept, and an answer is judged by its own.

use crate::edge;
use koe_tests::fixtures::{Site, documents, with};
use serde_json::{Value, json};

fn document(survey: &Value) -> Value {
    with(&documents::smallest(), &json!({ "surveys": [survey] }))
}

/// 1. Question, labels or scale change under the same version: 409, naming the version.
/// 2. The old wording still stands: 200. With a raised version it is replaced: 200.
#[test]
fn a_changed_wording_needs_a_new_version() {
    let question = |text: &str| json!({ "question": { "en": text } });
    let first = with(&documents::nps(), &question("Would you recommend us?"));
    let site = Site::open(&edge(), "wordings", &document(&first));
    for change in [
        question("Would you warmly recommend us?"),
        json!({ "labels": { "low": { "en": "Never" } } }),
        json!({ "metric": "csat" }),
        json!({ "metric": "ces", "scale": 7 }),
    ] {
        let refused = site.put(&document(&with(&first, &change)));
        refused.refuses(409, "version_not_raised", Some("surveys[0].version"));
    }
    let read = site.client.get(site.path("")).key(&site.write_key).send().is(200).json();
    assert_eq!(read["surveys"][0]["question"]["en"], "Would you recommend us?");

    let second = with(&first, &question("Would you warmly recommend us?"));
    let raised = site.put(&document(&with(&second, &json!({ "version": 2 }))));
    assert_eq!(raised.is(200).json()["surveys"][0]["version"], 2);
}

/// 1. What no visitor reads as the question changes under the same version: 200.
#[test]
fn what_is_not_the_question_may_change_freely() {
    let site = Site::open(&edge(), "free-changes", &documents::smallest());
    for change in [
        json!({ "goal": "Another goal" }),
        json!({ "sample_rate": 0.1, "active": false }),
        json!({ "follow_up": { "detractor": { "en": "What went wrong for you?" } } }),
        json!({ "thanks": { "text": { "promoter": { "en": "Thank you kindly." } } } }),
        json!({ "touchpoints": ["post-purchase", "elsewhere"] }),
    ] {
        site.put(&document(&with(&documents::nps(), &change))).is(200);
    }
}

/// 1. A CES survey goes from five points to seven, as version 2: 200.
/// 2. A 7 without a version is on the current scale: 202. A 7 to version 1 is off it: 422. A 5 to
///    version 1, from a page that still shows it: 202.
/// 3. Scores of each version stand alone; together they are two scales: 422 `mixed_scales`.
#[test]
fn an_answer_is_judged_by_its_own_version() {
    let site = Site::open(&edge(), "versions", &document(&documents::ces(5)));
    let raised = with(&documents::ces(7), &json!({ "version": 2 }));
    site.put(&document(&raised)).is(200);

    site.take(&site.answer("support-ces", &json!({ "score": 7 })));
    let old = |score: u8| {
        let answer = json!({ "score": score, "survey_version": 1 });
        site.post(&site.answer("support-ces", &answer)).send()
    };
    old(7).refuses(422, "score_off_scale", Some("score")).says("1–5");
    old(5).is(202);

    let scores = |version: u8| site.scores(&format!("survey=support-ces&version={version}"));
    assert_eq!(scores(1)["scale"], json!({ "min": 1, "max": 5 }));
    assert_eq!(scores(2)["scale"], json!({ "min": 1, "max": 7 }));
    site.ask_scores("survey=support-ces").refuses(422, "mixed_scales", Some("scale"));
    let five = site.scores("survey=support-ces&scale=5");
    assert_eq!(five["scale"], json!({ "min": 1, "max": 5 }));
}

/// 1. A survey is switched off, then left out of the document: 200.
/// 2. Its late answers are taken all the same: 202. They count: 200.
#[test]
fn answers_to_inactive_and_archived_surveys_still_count() {
    let site = Site::shop(&edge(), "archived");
    site.score("shop-nps", 9);
    site.put(&document(&with(&documents::nps(), &json!({ "active": false })))).is(200);
    site.score("shop-nps", 9);
    site.put(&document(&documents::csat())).is(200);
    site.score("shop-nps", 9);
    assert_eq!(site.n("shop-nps"), 3);
    let read = site.client.get(site.path("")).key(&site.write_key).send().is(200).json();
    assert_eq!(read["surveys"].as_array().unwrap().len(), 1, "{read}");
}

/// 1. An archived survey comes back with another wording under its old version: 409.
#[test]
fn an_archived_version_is_not_forgotten() {
    let site = Site::open(&edge(), "comes-back", &documents::smallest());
    site.put(&document(&documents::csat())).is(200);
    let reworded = with(&documents::nps(), &json!({ "question": { "en": "Would you?" } }));
    site.put(&document(&reworded)).refuses(409, "version_not_raised", Some("surveys[0].version"));
}
