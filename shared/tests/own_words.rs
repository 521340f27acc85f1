//! Refusals of a site document: for every field, and every kind of value that can't stand there, the
//! field, the value and the bound in words of ours; never a word of the library that read it.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use std::collections::BTreeSet;

use koe_shared::site::{SiteDocument, SiteError};
use serde_json::{Value, json};

/// Words by which a parser that nobody translated gives itself away.
const OF_LIBRARIES: [&str; 17] = [
    "expected",
    "invalid type",
    "invalid value",
    "invalid length",
    "variant",
    "unknown field",
    "missing field",
    "duplicate field",
    "did not match",
    "struct ",
    "u8",
    "u32",
    "f64",
    "sequence",
    "a map",
    "at line",
    "`",
];

/// A document with every field there is.
fn full() -> Value {
    let words = json!({ "en": "x" });
    let buckets = json!({ "detractor": words, "passive": words, "promoter": words });
    json!({
        "name": "Kokage", "timezone": "Asia/Tokyo", "locale": "en", "locales": ["en"],
        "origins": ["https://shop.example"],
        "theme": {
            "accent": "#0a7a5a", "scheme": "auto", "radius": 12, "position": "bottom-right",
            "font": "system"
        },
        "cool_down_days": 14,
        "identity": { "require_signature": true, "secret": "koe-test-secret" },
        "privacy": {
            "retention_days": 730, "respect_gpc": true, "require_consent": false, "min_group": 5
        },
        "segments": { "plan": ["free"] },
        "themes": { "delivery": ["colis"] },
        "badge": "private",
        "promise_hours": { "urgent": 8, "other": 72 }, "closed": ["2026-12-31"],
        "hours": { "mon": ["10:00", "19:00"], "sun": ["00:00", "24:00"] },
        "playbooks": { "t": { "en": "x" } },
        "touchpoints": [{
            "id": "t", "preset": "while-browsing", "stage": "visit",
            "when": {
                "url": ["/x"], "dwell_ms": 1, "scroll": 0.5, "in_view": "a", "click": "b",
                "exit": true, "delay_ms": 1
            },
        }],
        "surveys": [{
            "id": "s", "version": 1, "metric": "ces", "scale": 5, "goal": "g", "touchpoints": ["t"],
            "subject": words, "sample_rate": 1, "recontact_days": 90,
            "recontact_after_dismissal_days": 30, "active": true, "question": words,
            "labels": { "low": words, "high": words }, "follow_up": buckets,
            "thanks": {
                "text": buckets, "link": { "href": "https://shop.example", "text": words }
            },
            "ask_contact": ["detractor"], "ask_publish": ["promoter"], "placement": "popover",
            "display": "numbers",
        }],
    })
}

/// One of each JSON type, out of every bound.
fn wrong() -> Vec<Value> {
    vec![
        json!("no such word"),
        json!(7.5),
        json!(-1),
        json!(9_007_199_254_740_993_u64),
        json!(1e300),
        json!(true),
        json!([]),
        json!([[7]]),
        json!([7]),
        json!({}),
        json!({ "no such word": 7 }),
        json!(null),
    ]
}

/// Every place of a value below this one, as a JSON pointer.
fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(n, v)| (n.to_string(), v)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in below {
        let pointer = format!("{pointer}/{name}");
        places(value, &pointer, found);
        found.push(pointer);
    }
}

fn every_place() -> Vec<String> {
    let mut found = Vec::new();
    places(&full(), "", &mut found);
    found
}

fn parse(document: &Value) -> Result<SiteDocument, SiteError> {
    SiteDocument::parse(document.to_string().as_bytes())
}

/// `/surveys/0/goal` as `surveys[0].goal`
fn field(pointer: &str) -> String {
    let mut field = String::new();
    for part in pointer.split('/').skip(1) {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            field = format!("{field}[{part}]");
        } else {
            let joint = if field.is_empty() { "" } else { "." };
            field = format!("{field}{joint}{part}");
        }
    }
    field
}

#[track_caller]
fn in_own_words(refusal: &SiteError) {
    let told = refusal.to_string();
    let foreign = OF_LIBRARIES.iter().find(|words| told.contains(**words));
    assert_eq!(foreign, None, "{told}");
}

#[test]
fn the_full_document_is_legal_and_has_every_field() {
    let read = serde_json::to_value(parse(&full()).unwrap()).unwrap();
    let mut written = Vec::new();
    places(&read, "", &mut written);
    let here: BTreeSet<_> = every_place().into_iter().collect();
    // A text that the owner left out is written out in the standard wording; here none is.
    let missing: Vec<_> = written.iter().filter(|place| !here.contains(*place)).collect();
    assert_eq!(missing, Vec::<&String>::new());
    assert_eq!(here.len() - written.len(), 1, "the secret alone is not written");
}

#[test]
fn every_value_of_another_kind_is_refused_in_own_words() {
    let mut refused = 0;
    for pointer in every_place() {
        for value in wrong() {
            let mut document = full();
            *document.pointer_mut(&pointer).unwrap() = value.clone();
            let Err(refusal) = parse(&document) else { continue };
            refused += 1;
            in_own_words(&refusal);
            let blamed = refusal.field().unwrap_or_else(|| panic!("{pointer} {value}: {refusal}"));
            let is_there =
                blamed.starts_with(&field(&pointer)) || field(&pointer).starts_with(blamed);
            // Taken out of one list a name may be missing where another names it.
            let is_near = is_there || ["locale", "surveys[0].scale"].contains(&blamed);
            assert!(is_near, "{pointer} {value}: {refusal}");
            assert!(refusal.to_string().starts_with(blamed), "{refusal}");
        }
    }
    assert!(refused > 700, "{refused} of {}", every_place().len() * wrong().len());
}

#[test]
fn every_field_left_out_doubled_or_unknown_is_refused_in_own_words() {
    for pointer in every_place() {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let mut document = full();
        let Some(fields) = document.pointer_mut(parent).unwrap().as_object_mut() else { continue };
        let value = fields.remove(name).unwrap();
        if let Err(refusal) = parse(&document) {
            in_own_words(&refusal);
        }
        let fields = document.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        fields.insert("zzz_doubled".to_owned(), value.clone());
        if let Err(refusal) = parse(&document) {
            in_own_words(&refusal);
        }
        // The field twice, which a JSON value can't hold.
        let text = document.to_string();
        let twice = text.replace("\"zzz_doubled\":", &format!("\"{name}\":{value},\"{name}\":"));
        let refusal = SiteDocument::parse(twice.as_bytes()).unwrap_err();
        in_own_words(&refusal);
        let told = (refusal.code(), refusal.to_string());
        assert_eq!(told, ("repeated", format!("{} stands there twice", field(&pointer))));
    }
}

#[test]
fn a_secret_is_never_repeated() {
    for value in [json!(12_345_678), json!(["hunter22"]), json!({ "is": "hunter22" }), json!(true)]
    {
        let mut document = full();
        document["identity"]["secret"] = value;
        let refusal = parse(&document).unwrap_err();
        assert_eq!(refusal.to_string(), "identity.secret is not a string");
    }
}

#[track_caller]
fn told(pointer: &str, value: Value, message: &str) {
    let mut document = full();
    *document.pointer_mut(pointer).unwrap() = value;
    assert_eq!(parse(&document).unwrap_err().to_string(), message);
}

#[test]
fn a_refusal_names_the_value_and_the_bound() {
    let message = "cool_down_days \"x\" is not a whole number from 0 to 3650";
    told("/cool_down_days", json!("x"), message);
    told("/cool_down_days", json!(-1), "cool_down_days -1 is outside 0–3650");
    told("/cool_down_days", json!(3_651), "cool_down_days 3651 is outside 0–3650");
    told(
        "/cool_down_days",
        json!(u64::MAX),
        "cool_down_days 18446744073709551615 is outside 0–3650",
    );
    let message = "privacy.retention_days 0.5 is not a whole number from 1 to 3650";
    told("/privacy/retention_days", json!(0.5), message);
    let message = "surveys[0].metric \"x\" is not nps, ces or csat";
    told("/surveys/0/metric", json!("x"), message);
    told("/surveys/0/metric", json!(7), "surveys[0].metric 7 is not nps, ces or csat");
    let message = "surveys[0].ask_contact[0] \"x\" is not detractor, passive or promoter";
    told("/surveys/0/ask_contact/0", json!("x"), message);
    told("/badge", json!(null), "badge null is not private or public");
    told("/theme", json!([1, "x"]), "theme [1,\"x\"] is not an object");
    told("/origins", json!({ "a": null }), "origins {\"a\":null} is not a list");
    told("/name", json!(true), "name true is not a string");
    told(
        "/touchpoints/0/when/exit",
        json!("no"),
        "touchpoints[0].when.exit \"no\" is not true or false",
    );
    let message = "touchpoints[0].when.scroll \"half\" is not a number from 0 to 1";
    told("/touchpoints/0/when/scroll", json!("half"), message);
    let long = "x".repeat(1_000);
    let message = format!("theme.scheme \"{} is not auto, light or dark", "x".repeat(79));
    told("/theme/scheme", json!(long), &message);
}

#[test]
fn a_whole_number_may_be_written_with_a_point() {
    let mut document = full();
    document["cool_down_days"] = json!(14.0);
    assert_eq!(parse(&document).unwrap().cool_down_days, 14);
}
