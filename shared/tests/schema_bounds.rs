//! Every bound in the schema of the site document is the validator's: what lies on it is taken in,
//! what lies beyond it is refused.
#![cfg(feature = "openapi")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use std::collections::BTreeMap;

use koe_shared::site::SiteDocument;
use serde_json::{Value, json};
use utoipa::{PartialSchema, ToSchema};

/// A document that has every field, so that each can be stretched to its bound.
fn whole() -> Value {
    let texts = json!({ "en": "x" });
    let buckets = json!({ "detractor": texts, "passive": texts, "promoter": texts });
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let week: Value = days.iter().map(|day| (*day, json!(["10:00", "19:00"]))).collect();
    json!({
        "name": "Kokage", "timezone": "UTC", "locale": "en", "locales": ["en"],
        "origins": ["https://shop.example"], "cool_down_days": 14, "badge": "private",
        "theme": {
            "accent": "#0a7a5a", "scheme": "auto", "radius": 12, "position": "bottom-right",
            "font": "Georgia",
        },
        "identity": { "require_signature": true, "secret": "kokage-test" },
        "privacy": {
            "retention_days": 730, "respect_gpc": true, "require_consent": false, "min_group": 5,
        },
        "segments": { "plan": ["free"] }, "themes": { "delivery": ["colis"] },
        "departments": [{
            "id": "care", "name": "Care", "touchpoints": ["after-support"], "locale": "ja",
            "to": [{ "webhook": "https://a.example/hook", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }],
        }],
        "alerts": [{
            "id": "angry", "name": "Angry", "when": {
                "surveys": ["support"], "bucket": "detractor", "score_at_most": 3,
                "touchpoints": ["after-support"], "departments": ["care"], "words": ["broken"],
                "contact_wanted": true,
            },
            "to": [{ "webhook": "https://a.example/hook", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }],
            "open_case": true,
            "cap_per_hour": 20, "quiet": { "from": "22:00", "to": "07:00" },
        }],
        "promise_hours": { "urgent": 8, "other": 72 },
        "hours": week, "closed": ["2026-12-31"], "playbooks": { "after-support": texts },
        "touchpoints": [{
            "id": "reading", "preset": "while-browsing", "stage": "visit",
            "when": {
                "url": ["/x"], "dwell_ms": 1, "scroll": 0.5, "in_view": "p", "click": "a",
                "exit": true, "delay_ms": 1,
            },
        }],
        "surveys": [{
            "id": "support", "version": 1, "metric": "ces", "scale": 5, "goal": "test",
            "touchpoints": ["after-support"], "subject": texts, "sample_rate": 0.5,
            "recontact_days": 1, "recontact_after_dismissal_days": 1, "active": true,
            "question": texts, "labels": { "low": texts, "high": texts }, "follow_up": buckets,
            "thanks": {
                "text": buckets, "link": { "href": "https://shop.example/x", "text": texts },
            },
            "ask_contact": ["detractor"], "ask_publish": ["promoter"], "placement": "inline",
            "display": "numbers",
        }],
    })
}

/// The same for a field: a destination has one of its addresses at a time, and a rule names departments that
/// there are.
fn with(pointer: &str) -> Value {
    let mut document = whole();
    if pointer == "/departments/0/id" {
        document["alerts"][0]["when"]["departments"] = json!([]);
    }
    if pointer == "/alerts/0/when/departments" {
        let department = |n| json!({ "id": entry(pointer, n), "name": "Care" });
        document["departments"] = (0..20).map(department).collect();
    }
    for list in ["alerts", "departments"] {
        if let Some(field) = pointer.strip_prefix(&format!("/{list}/0/to/0/"))
            && matches!(field, "slack" | "teams" | "email")
        {
            document[list][0]["to"] = json!([{ field: "care@shop.example" }]);
        }
    }
    document
}

/// The n-th entry of a list or map, legal beside all others of its kind.
fn entry(pointer: &str, n: usize) -> Value {
    match pointer {
        "/locales" if n == 0 => json!("en"),
        "/locales" => json!(format!("en-a{n:04}")),
        "/origins" => json!(format!("https://shop-{n}.example")),
        "/touchpoints" => json!({ "id": format!("t{n}") }),
        "/surveys" => json!({
            "id": format!("s{n}"), "metric": "nps", "goal": "test", "touchpoints": ["visit"],
        }),
        "/touchpoints/0/when/url" => json!(format!("/{n}")),
        "/departments" if n == 0 => json!({ "id": "care", "name": "Care" }),
        "/alerts" => json!({
            "id": format!("r{n}"), "name": "Angry", "when": { "bucket": "detractor" },
            "to": [{ "email": "care@shop.example" }],
        }),
        "/alerts/0/to" | "/departments/0/to" => json!({ "email": format!("care{n}@shop.example") }),
        "/alerts/0/when/departments" if n == 0 => json!("care"),
        "/departments" => json!({ "id": format!("d{n}"), "name": "Care" }),
        "/closed" => json!(format!("{}-01-01", 2026 + n)),
        "/playbooks" => json!({ "en": "x" }),
        day if day.starts_with("/hours/") => json!(["10:00", "19:00", "20:00"][n]),
        "/segments" | "/themes" => json!(["free"]),
        _ => json!(format!("t{n}")),
    }
}

fn list(pointer: &str, length: usize) -> Value {
    (0..length).map(|n| entry(pointer, n)).collect()
}

#[derive(Default)]
struct Bounds {
    schemas: BTreeMap<String, Value>,
    checked: usize,
}

impl Bounds {
    fn walk(&mut self, schema: &Value, pointer: &str) {
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.strip_prefix("#/components/schemas/").unwrap();
            let schema = self.schemas[name].clone();
            // A tag is more than long enough: `koe_shared::locale` has cases of its own. A department that a rule names
            // is one of the site's, whose ids are stretched where they stand.
            if name != "Locale" && pointer != "/alerts/0/when/departments/0" {
                self.walk(&schema, pointer);
            }
            return;
        }
        let here = with(pointer).pointer(pointer).unwrap().clone();
        for part in schema["oneOf"].as_array().into_iter().flatten() {
            let fits = match &here {
                Value::Array(_) => part["type"] == "array" || part["$ref"].is_string(),
                _ => part["type"] != "null" && part["type"] != "array",
            };
            if fits {
                self.walk(part, pointer);
            }
        }
        self.text(schema, pointer, here.as_str());
        self.number(schema, pointer);
        self.entries(schema, pointer);
        for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
            if !matches!(name.as_str(), "script" | "updated_at") {
                self.walk(schema, &format!("{pointer}/{name}"));
            }
        }
        if let (Some(values), Some(map)) =
            (schema.get("additionalProperties").filter(|s| s.is_object()), here.as_object())
        {
            let name = map.keys().next().unwrap();
            self.walk(values, &format!("{pointer}/{name}"));
        }
        if schema["items"].is_object() && here.get(0).is_some() {
            self.walk(&schema["items"], &format!("{pointer}/0"));
        }
    }

    fn text(&mut self, schema: &Value, pointer: &str, here: Option<&str>) {
        let long = |length: u64| {
            let here = here.unwrap();
            json!(format!("{here}{}", "x".repeat(usize::try_from(length).unwrap() - here.len())))
        };
        if let Some(most) = schema["maxLength"].as_u64() {
            self.check(pointer, &long(most), &long(most + 1));
        }
        if let Some(least) = schema["minLength"].as_u64() {
            let short = |length| json!("x".repeat(usize::try_from(length).unwrap()));
            let on_it = if here.is_some_and(|here| here.starts_with('/')) {
                json!("/")
            } else {
                short(least)
            };
            self.check(pointer, &on_it, &short(least - 1));
        }
    }

    fn number(&mut self, schema: &Value, pointer: &str) {
        let step = if schema["type"] == "number" { 0.001 } else { 1.0 };
        let number = |value: f64| {
            if step < 1.0 {
                json!(value)
            } else {
                json!(value.to_string().parse::<i64>().expect("it is whole"))
            }
        };
        if let Some(most) = schema["maximum"].as_f64() {
            self.check(pointer, &number(most), &number(most + step));
        }
        if let Some(least) = schema["minimum"].as_f64() {
            // The scale of a survey is one of few, which its enum or its metric says.
            if !pointer.ends_with("/scale") {
                self.check(pointer, &number(least), &number(least - step));
            }
        }
    }

    fn entries(&mut self, schema: &Value, pointer: &str) {
        if let Some(most) = schema["maxItems"].as_u64() {
            let most = usize::try_from(most).unwrap();
            self.check(pointer, &list(pointer, most), &list(pointer, most + 1));
        }
        if let Some(least) = schema["minItems"].as_u64() {
            let least = usize::try_from(least).unwrap();
            self.check(pointer, &list(pointer, least), &list(pointer, least - 1));
        }
        let map = |length: usize| -> Value {
            (0..length).map(|n| (format!("s{n}"), entry(pointer, n))).collect()
        };
        if let Some(most) = schema["maxProperties"].as_u64() {
            let most = usize::try_from(most).unwrap();
            self.check(pointer, &map(most), &map(most + 1));
        }
        if schema["minProperties"].is_u64() {
            let one = match pointer {
                "/alerts/0/when" => json!({ "bucket": "passive" }),
                "/hours" => json!({ "sun": ["00:00", "24:00"] }),
                _ => json!({ "en": "x" }),
            };
            self.check(pointer, &one, &json!({}));
        }
    }

    fn check(&mut self, pointer: &str, on_it: &Value, beyond: &Value) {
        self.checked += 1;
        let parse = |value: &Value| {
            let mut document = with(pointer);
            *document.pointer_mut(pointer).unwrap() = value.clone();
            SiteDocument::parse(document.to_string().as_bytes()).map(drop)
        };
        assert_eq!(parse(on_it), Ok(()), "{pointer}: {on_it}");
        let refusal = parse(beyond).expect_err(&format!("{pointer}: {beyond}"));
        let field = refusal.field().unwrap_or_default().replace('[', ".").replace(']', "");
        assert_eq!(format!("/{}", field.replace('.', "/")), pointer, "{refusal}");
    }
}

#[test]
fn every_bound_of_the_site_document_is_the_validators() {
    let mut schemas = Vec::new();
    SiteDocument::schemas(&mut schemas);
    let named = |(name, schema)| (name, serde_json::to_value(schema).unwrap());
    let mut bounds = Bounds { schemas: schemas.into_iter().map(named).collect(), checked: 0 };
    bounds.walk(&serde_json::to_value(SiteDocument::schema()).unwrap(), "");
    assert!(bounds.checked > 60, "{}", bounds.checked);
}
