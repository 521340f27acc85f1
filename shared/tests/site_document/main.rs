//! The site document: its defaults, its bounds, and what each refusal says.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

mod bounds;
mod follow_up;
mod forms;

use koe_shared::metric::{Bucket, Scale};
use koe_shared::site::{SecretUpdate, SiteDocument, SiteError};
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../vectors/site.json");

fn minimal() -> Value {
    json!({
        "name": "Kokage",
        "origins": ["https://shop.example"],
        "surveys": [{ "id": "s", "metric": "nps", "goal": "g", "touchpoints": ["t"] }],
    })
}

fn parse(document: &Value) -> Result<SiteDocument, SiteError> {
    SiteDocument::parse(document.to_string().as_bytes())
}

/// The minimal document with one value set, by JSON pointer.
fn with(pointer: &str, value: Value) -> Value {
    let mut document = minimal();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap();
    parent.as_object_mut().unwrap().insert(name.to_owned(), value);
    document
}

#[track_caller]
fn refused(document: &Value, code: &str, field: &str, message: &str) {
    let refusal = parse(document).unwrap_err();
    assert_eq!(
        (refusal.code(), refusal.field(), refusal.to_string().as_str()),
        (code, Some(field), message)
    );
}

#[test]
fn the_example_of_the_contract_is_accepted() {
    let document = SiteDocument::parse(EXAMPLE.as_bytes()).unwrap();
    assert_eq!(document.surveys[0].sample_rate.basis_points(), 2_500);
    assert_eq!(document.surveys[0].scale(), Scale::Nps);
    assert_eq!(document.surveys[1].scale(), Scale::Ces5);
    assert_eq!(document.surveys[0].ask_contact, [Bucket::Detractor]);
}

#[test]
fn every_default_is_the_contract_s() {
    let document = serde_json::to_value(parse(&minimal()).unwrap()).unwrap();
    let everyone = |text: &str| json!({ "detractor": { "en": text }, "passive": { "en": text }, "promoter": { "en": text } });
    let expected = json!({
        "name": "Kokage",
        "timezone": "UTC",
        "locale": "en",
        "locales": ["en"],
        "origins": ["https://shop.example"],
        "theme": {
            "accent": "#0a7a5a", "scheme": "auto", "radius": 12, "position": "bottom-right",
            "font": "system"
        },
        "cool_down_days": 14,
        "identity": { "require_signature": true },
        "privacy": {
            "retention_days": 730, "respect_gpc": true, "require_consent": false, "min_group": 5
        },
        "segments": {},
        "badge": "private",
        "touchpoints": [],
        "promise_hours": { "urgent": 8, "other": 72 },
        "surveys": [{
            "id": "s",
            "version": 1,
            "metric": "nps",
            "goal": "g",
            "touchpoints": ["t"],
            "subject": { "en": "Kokage" },
            "sample_rate": 1.0,
            "recontact_days": 90,
            "recontact_after_dismissal_days": 30,
            "active": true,
            "question": {
                "en": "How likely are you to recommend {subject} to a friend or colleague?"
            },
            "labels": {
                "low": { "en": "Not at all likely" }, "high": { "en": "Extremely likely" }
            },
            "follow_up": {
                "detractor": { "en": "What went wrong?" },
                "passive": { "en": "What would make it better?" },
                "promoter": { "en": "What went well?" }
            },
            "thanks": { "text": everyone("We have your answer.") },
            "ask_contact": [],
            "ask_publish": [],
            "placement": "popover",
            "display": "numbers",
        }],
    });
    assert_eq!(document, expected);
}

#[test]
fn ces_is_asked_on_five_points_unless_the_owner_says_seven() {
    let ces = |scale: Option<u8>| {
        let mut document = with("/surveys/0/metric", json!("ces"));
        if let Some(points) = scale {
            document["surveys"][0]["scale"] = json!(points);
        }
        parse(&document).unwrap().surveys[0].clone()
    };
    assert_eq!((ces(None).scale, ces(None).scale()), (Some(5), Scale::Ces5));
    assert_eq!(ces(Some(7)).scale(), Scale::Ces7);
}

#[test]
fn what_an_owner_gets_can_be_sent_back_and_changes_nothing() {
    let first = SiteDocument::parse(EXAMPLE.as_bytes()).unwrap();
    let mut reply = serde_json::to_value(&first).unwrap();
    reply["script"] = json!("<script async src=\"https://koe.example/s/kokage.js\"></script>");
    reply["updated_at"] = json!("2026-11-21T03:00:00Z");
    let second = parse(&reply).unwrap();
    assert_eq!(second.identity.secret, SecretUpdate::Keep);
    assert_eq!(serde_json::to_value(&second).unwrap(), serde_json::to_value(&first).unwrap());
    assert_eq!(second.clone().completed(), second);
}

#[test]
fn a_secret_is_read_and_never_written() {
    let document = SiteDocument::parse(EXAMPLE.as_bytes()).unwrap();
    assert!(matches!(document.identity.secret, SecretUpdate::Set(_)));
    assert!(!serde_json::to_string(&document).unwrap().contains("koe-test-secret"));
    assert!(!format!("{document:?}").contains("koe-test-secret"));
    let removed = parse(&with("/identity", json!({ "secret": null }))).unwrap();
    assert_eq!(removed.identity.secret, SecretUpdate::Remove);
}

#[test]
fn names_are_kept_in_their_usual_spelling() {
    let mut document = with("/timezone", json!("asia/tokyo"));
    document["origins"] = json!(["https://Shop.Example:443"]);
    document["locales"] = json!(["EN-gb", "en"]);
    let document = parse(&document).unwrap();
    assert_eq!(document.timezone, "Asia/Tokyo");
    assert_eq!(document.origins, ["https://shop.example"]);
    assert_eq!(document.locales[0].as_str(), "en-GB");
}

#[test]
fn an_owner_s_text_for_a_language_serves_its_regions_too() {
    let mut document = with("/locales", json!(["en", "en-GB"]));
    document["surveys"][0]["question"] = json!({ "en": "Tell a friend?" });
    let survey = &parse(&document).unwrap().surveys[0];
    assert_eq!(serde_json::to_value(&survey.question).unwrap(), json!({ "en": "Tell a friend?" }));
}

#[test]
fn a_standard_text_does_not_serve_a_variety_that_has_its_own() {
    let questions = |locales: &[&str], own: Value| {
        let mut document = with("/locales", json!(locales));
        document["locale"] = json!(locales[0]);
        document["surveys"][0]["question"] = own;
        parse(&document).unwrap().surveys[0].question.clone()
    };
    let offered = ["pt", "pt-PT", "zh", "zh-Hant", "zh-TW"];
    let standard = questions(&offered, json!({}));
    assert_eq!(standard.len(), 4, "zh-TW is what zh-Hant says");
    assert!(standard["zh-Hant"].contains("推薦") && standard["zh"].contains("推荐"));
    assert_ne!(standard["pt"], standard["pt-PT"]);
    let once_more = questions(&offered, serde_json::to_value(&standard).unwrap());
    assert_eq!(once_more, standard);
    let later = questions(&["pt", "pt-PT"], json!({ "pt": standard["pt"] }));
    assert_eq!(later["pt-PT"], standard["pt-PT"]);
    let own = questions(&["pt", "pt-PT"], json!({ "pt": "Recomenda?" }));
    assert_eq!(serde_json::to_value(own).unwrap(), json!({ "pt": "Recomenda?" }));
}

#[test]
fn a_preset_fills_in_what_the_owner_left_out() {
    let touchpoint = |given: Value| {
        let document = parse(&with("/touchpoints", json!([given]))).unwrap();
        assert_eq!(document.clone().completed(), document, "completing twice changes nothing");
        serde_json::to_value(&document.touchpoints[0]).unwrap()
    };
    for (preset, stage, comes_by_itself) in [
        ("post-purchase", "purchase", true),
        ("while-browsing", "visit", true),
        ("after-support", "support", true),
        ("after-sales-call", "sales", false),
    ] {
        let filled = touchpoint(json!({ "id": "t", "preset": preset }));
        assert_eq!(filled["stage"], stage);
        assert_eq!(filled["when"]["url"].is_array(), comes_by_itself, "{filled}");
    }
    let own =
        json!({ "id": "t", "preset": "post-purchase", "stage": "sale", "when": { "url": "/x" } });
    assert_eq!(touchpoint(own.clone()), own);
    refused(
        &with("/touchpoints", json!([{ "id": "t", "preset": "birthday" }])),
        "invalid_value",
        "touchpoints[0].preset",
        "touchpoints[0].preset \"birthday\" is not post-purchase, while-browsing, after-support or \
         after-sales-call",
    );
}
