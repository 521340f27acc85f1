//! Which fields of two site documents differ.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use koe_shared::site::{SiteDocument, differing_fields};
use serde_json::{Value, json};

fn document() -> Value {
    let survey = |id: &str| {
        json!({
            "id": id, "metric": "nps", "goal": "g", "touchpoints": ["t"],
            "question": { "en": "Why?", "ja": "なぜ?" },
        })
    };
    json!({
        "name": "Kokage", "locale": "ja", "locales": ["ja", "en"], "origins": ["https://a.example"],
        "touchpoints": [{ "id": "t", "stage": "visit" }, { "id": "u" }],
        "segments": { "plan": ["free", "pro"] },
        "surveys": [survey("one"), survey("two")],
    })
}

fn parsed(document: &Value) -> SiteDocument {
    SiteDocument::parse(document.to_string().as_bytes()).unwrap()
}

/// What differs once a place of the document holds another value; null removes it.
#[track_caller]
fn check(edits: &[(&str, Value)], expected: &[&str]) {
    let mut changed = document();
    for (place, value) in edits {
        let (parent, name) = place.rsplit_once('/').unwrap();
        let parent = changed.pointer_mut(parent).unwrap();
        match parent {
            Value::Object(fields) => _ = fields.insert(name.to_owned(), value.clone()),
            _ => parent[name.parse::<usize>().unwrap()] = value.clone(),
        }
    }
    let (one, other) = (parsed(&document()), parsed(&changed));
    assert_eq!(differing_fields(&one, &other), expected);
    assert_eq!(differing_fields(&other, &one), expected, "the other way round");
}

#[test]
fn a_field_is_named_by_its_path_and_an_entry_by_its_id() {
    check(&[], &[]);
    check(&[("/cool_down_days", json!(3))], &["cool_down_days"]);
    check(&[("/theme", json!({ "accent": "#123456" }))], &["theme.accent"]);
    check(&[("/origins", json!(["https://b.example"]))], &["origins"]);
    check(&[("/segments/plan", json!(["free"]))], &["segments.plan"]);
    check(&[("/themes", json!({ "delivery": ["colis"] }))], &["themes"]);
    check(&[("/segments/size", json!(["s"]))], &["segments.size"]);
    check(&[("/touchpoints/1/stage", json!("support"))], &["touchpoints.u.stage"]);
    check(
        &[("/surveys/1/question/ja", json!("どうして?")), ("/surveys/0/active", json!(false))],
        &["surveys.one.active", "surveys.two.question.ja"],
    );
}

#[test]
fn an_entry_that_only_one_has_is_named_as_a_whole_and_so_is_an_order() {
    let [one, two] = [document()["surveys"][0].clone(), document()["surveys"][1].clone()];
    check(&[("/surveys", json!([one]))], &["surveys.two"]);
    check(&[("/surveys", json!([two, one]))], &["surveys"]);
    let mut other = two.clone();
    other["goal"] = json!("h");
    check(&[("/surveys", json!([other, one]))], &["surveys", "surveys.two.goal"]);
    check(&[("/touchpoints", json!([]))], &["touchpoints.t", "touchpoints.u"]);
}

#[test]
fn a_default_that_is_written_out_is_no_difference() {
    check(&[("/cool_down_days", json!(14)), ("/surveys/0/sample_rate", json!(1.0))], &[]);
    check(&[("/script", json!("<script>")), ("/updated_at", json!("2026-11-21T03:00:00Z"))], &[]);
}
