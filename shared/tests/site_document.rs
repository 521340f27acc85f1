//! The site document: its defaults, its bounds, and what each refusal says.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use koe_shared::metric::{Bucket, Scale};
use koe_shared::site::{SecretUpdate, SiteDocument, SiteError};
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("vectors/site.json");

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
fn broken_json_is_no_field_s_fault() {
    for body in ["", "{", "[]", "null", "7", "{} {}", "\u{feff}{}"] {
        assert_eq!(SiteDocument::parse(body.as_bytes()), Err(SiteError::BrokenJson), "{body:?}");
    }
}

#[test]
fn a_field_that_is_missing_or_unknown_is_named_with_its_path() {
    let without = |pointer: &str, name: &str| {
        let mut document = minimal();
        document.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(name);
        document
    };
    refused(&without("", "name"), "missing_field", "name", "name is missing");
    refused(&without("", "origins"), "missing_field", "origins", "origins is missing");
    refused(&without("", "surveys"), "missing_field", "surveys", "surveys is missing");
    refused(
        &without("/surveys/0", "goal"),
        "missing_field",
        "surveys[0].goal",
        "surveys[0].goal is missing",
    );
    refused(
        &with("/colour", json!("red")),
        "unknown_field",
        "colour",
        "colour is not a field of the site document",
    );
    refused(
        &with("/surveys/0/colour", json!("red")),
        "unknown_field",
        "surveys[0].colour",
        "surveys[0].colour is not a field of the site document",
    );
    refused(
        &with("/theme", json!({ "colour": "red" })),
        "unknown_field",
        "theme.colour",
        "theme.colour is not a field of the site document",
    );
}

#[test]
fn a_value_of_another_form_is_named_with_what_it_should_be() {
    refused(
        &with("/theme", json!({ "accent": "green" })),
        "invalid_value",
        "theme.accent",
        "theme.accent: colour \"green\" is not of the form #rrggbb or #rgb",
    );
    refused(
        &with("/theme", json!({ "font": "Georgia; color: red" })),
        "invalid_value",
        "theme.font",
        "theme.font: font \"Georgia; color: red\" is not system, inherit or a list of font families \
         of at most 200 characters",
    );
    refused(
        &with("/surveys/0/id", json!("Shop NPS")),
        "invalid_value",
        "surveys[0].id",
        "surveys[0].id: survey id \"Shop NPS\" is not 1 to 64 of a-z, 0-9 and - with no - in front",
    );
    refused(
        &with("/surveys/0/sample_rate", json!(1.5)),
        "invalid_value",
        "surveys[0].sample_rate",
        "surveys[0].sample_rate: sample_rate 1.5 is outside 0–1",
    );
    refused(
        &with("/locale", json!("japanese!")),
        "invalid_value",
        "locale",
        "locale: locale \"japanese!\" is not a BCP 47 tag of at most 35 characters",
    );
    refused(
        &with("/surveys/0/placement", json!("banner")),
        "invalid_value",
        "surveys[0].placement",
        "surveys[0].placement \"banner\" is not popover, inline or modal",
    );
    assert_eq!(parse(&with("/name", json!(7))).unwrap_err().field(), Some("name"));
    assert_eq!(
        parse(&with("/cool_down_days", json!(-1))).unwrap_err().field(),
        Some("cool_down_days")
    );
}

/// Serde would read one as the object whose fields stand in that order.
#[test]
fn a_list_is_no_object() {
    let visit = json!([{ "id": "visit", "when": ["/products/*", 20_000] }]);
    for (pointer, list, field) in [
        ("/theme", json!([]), "theme"),
        ("/surveys/0/labels", json!([]), "surveys[0].labels"),
        ("/surveys/0/follow_up", json!([]), "surveys[0].follow_up"),
        ("/touchpoints", visit, "touchpoints[0].when"),
    ] {
        let refusal = parse(&with(pointer, list)).unwrap_err();
        assert_eq!((refusal.code(), refusal.field()), ("invalid_value", Some(field)));
        assert!(refusal.to_string().ends_with("is not an object"), "{refusal}");
    }
}

#[test]
fn every_bound_is_told_with_the_value() {
    refused(&with("/name", json!(" ")), "empty", "name", "name is empty");
    refused(
        &with("/name", json!("声".repeat(101))),
        "too_long",
        "name",
        "name has 101 characters, more than 100",
    );
    refused(
        &with("/timezone", json!("Asia/Kyoto")),
        "unknown_timezone",
        "timezone",
        "timezone \"Asia/Kyoto\" is no IANA time zone",
    );
    refused(
        &with("/locales", json!(["ja"])),
        "locale_not_offered",
        "locale",
        "locale en is not among the locales offered",
    );
    refused(
        &with("/locales", json!((0..61).map(|n| format!("en-x-n{n}")).collect::<Vec<_>>())),
        "too_many",
        "locales",
        "locales has 61 entries, more than 60",
    );
    refused(
        &with("/origins", json!(["https://a.example", "https://*.example"])),
        "invalid_origin",
        "origins[1]",
        "origins[1] \"https://*.example\" is not just a scheme (http or https), host and port",
    );
    refused(
        &with("/theme", json!({ "radius": 21 })),
        "out_of_bounds",
        "theme.radius",
        "theme.radius 21 is outside 0–20",
    );
    refused(
        &with("/identity", json!({ "secret": "short" })),
        "secret_length",
        "identity.secret",
        "identity.secret has 5 bytes, outside 8–256",
    );
    refused(
        &with("/privacy", json!({ "min_group": 0 })),
        "out_of_bounds",
        "privacy.min_group",
        "privacy.min_group 0 is outside 1–1000",
    );
    refused(&with("/surveys", json!([])), "empty", "surveys", "surveys is empty");
    refused(
        &with("/surveys/0/version", json!(0)),
        "out_of_bounds",
        "surveys[0].version",
        "surveys[0].version 0 is outside 1–9999",
    );
    refused(
        &with("/surveys/0/scale", json!(5)),
        "unknown_scale",
        "surveys[0].scale",
        "surveys[0].scale: NPS is asked on 11 points, not on 5",
    );
    refused(
        &with("/surveys/0/touchpoints", json!(["a", "b", "a"])),
        "repeated",
        "surveys[0].touchpoints[2]",
        "surveys[0].touchpoints[2] \"a\" stands there twice",
    );
    refused(
        &with("/surveys/0/display", json!("stars")),
        "display_not_for_metric",
        "surveys[0].display",
        "surveys[0].display: stars and faces are for CSAT only",
    );
}

#[test]
fn segments_are_at_most_eight_names_of_fifty_values_that_can_arrive() {
    let values = |count: usize| (0..count).map(|n| n.to_string()).collect::<Vec<_>>();
    let names = |count: usize| (0..count).map(|n| (format!("n{n}"), json!(["v"]))).collect();
    assert!(parse(&with("/segments", json!({ "plan": values(50) }))).is_ok());
    assert!(parse(&with("/segments", Value::Object(names(8)))).is_ok());
    refused(
        &with("/segments", json!({ "plan": values(51) })),
        "too_many",
        "segments.plan",
        "segments.plan has 51 entries, more than 50",
    );
    refused(
        &with("/segments", Value::Object(names(9))),
        "too_many",
        "segments",
        "segments has 9 entries, more than 8",
    );
    refused(
        &with("/segments", json!({ "Plan": [] })),
        "invalid_segment_name",
        "segments",
        "segments \"Plan\" is not 1 to 32 of a-z, 0-9 and _",
    );
    for value in ["", "(other)", "a\nb"] {
        let refusal = parse(&with("/segments", json!({ "plan": [value] }))).unwrap_err();
        assert_eq!(refusal.code(), "invalid_segment_value");
    }
}

#[test]
fn themes_are_at_most_twenty_names_of_fifty_words_that_can_be_found() {
    let words = |count: usize| (0..count).map(|n| format!("word {n}")).collect::<Vec<_>>();
    let names = |count: usize| (0..count).map(|n| (format!("植物{n}"), json!(["苗木"]))).collect();
    assert!(parse(&with("/themes", json!({ "delivery": words(50) }))).is_ok());
    assert!(parse(&with("/themes", Value::Object(names(20)))).is_ok());
    assert!(parse(&with("/themes", json!({ "x".repeat(40): ["colis"] }))).is_ok());
    refused(
        &with("/themes", json!({ "delivery": words(51) })),
        "too_many",
        "themes.delivery",
        "themes.delivery has 51 entries, more than 50",
    );
    refused(
        &with("/themes", Value::Object(names(21))),
        "too_many",
        "themes",
        "themes has 21 entries, more than 20",
    );
    for name in ["", " ", "a\nb", &"x".repeat(41)] {
        refused(
            &with("/themes", json!({ name: ["colis"] })),
            "invalid_theme_name",
            "themes",
            &format!("themes {name:?} is not 1 to 40 characters without control characters"),
        );
    }
    for (word, chars) in [("", 0), ("苗", 1), (" x ", 1)] {
        refused(
            &with("/themes", json!({ "植物": ["苗木", word] })),
            "too_short",
            "themes.植物[1]",
            &format!("themes.植物[1] has {chars} characters, fewer than 2"),
        );
    }
    refused(
        &with("/themes", json!({ "植物": ["x".repeat(41)] })),
        "too_long",
        "themes.植物[0]",
        "themes.植物[0] has 41 characters, more than 40",
    );
    refused(
        &with("/themes", json!({ "植物": ["苗木", "苗木"] })),
        "repeated",
        "themes.植物[1]",
        "themes.植物[1] \"苗木\" stands there twice",
    );
    // Where there are none, the document says nothing of them.
    let document = serde_json::to_value(parse(&with("/themes", json!({}))).unwrap()).unwrap();
    assert_eq!(document.get("themes"), None);
}

#[test]
fn links_lead_to_https_or_mail_only() {
    let link = |href: &str| {
        parse(&with(
            "/surveys/0/thanks",
            json!({ "link": { "href": href, "text": { "en": "x" } } }),
        ))
    };
    assert!(link("https://shop.example/care").is_ok());
    assert!(link("mailto:hello@shop.example").is_ok());
    for href in [
        "http://shop.example",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "https://",
        "mailto:",
        "/care",
        "data:text/html,x",
        "https://shop.example/a b",
    ] {
        let refusal = link(href).unwrap_err();
        assert_eq!(refusal.code(), "invalid_link", "{href:?}");
        assert_eq!(refusal.field(), Some("surveys[0].thanks.link.href"));
    }
}

#[test]
fn a_touchpoint_s_page_rule_has_bounds_of_its_own() {
    let when = |when: Value| parse(&with("/touchpoints", json!([{ "id": "t", "when": when }])));
    assert!(when(json!({ "url": "/products/*", "dwell_ms": 0, "scroll": 1 })).is_ok());
    assert!(when(json!({})).is_ok());
    for right in [
        json!({ "url": ["/a/*?tab=*#x", "!/a/b", "*", "!*/cart*"], "delay_ms": 86_400_000 }),
        json!({ "exit": true, "click": "a[href^='/x (y']:not(.b) > \\(" }),
        json!({ "in_view": "x".repeat(256), "exit": false }),
    ] {
        assert!(when(right.clone()).is_ok(), "{right}");
    }
    for (wrong, code, message) in [
        (
            json!({ "url": "products" }),
            "invalid_pattern",
            "url \"products\" does not start with / or * (or ! and one of them)",
        ),
        (
            json!({ "url": ["/", "!a"] }),
            "invalid_pattern",
            "url[1] \"!a\" does not start with / or * (or ! and one of them)",
        ),
        (json!({ "url": [] }), "empty", "url is empty"),
        (json!({ "url": ["/", ""] }), "empty", "url[1] is empty"),
        (json!({ "url": vec!["/"; 21] }), "too_many", "url has 21 entries, more than 20"),
        (
            json!({ "url": format!("/{}", "a".repeat(512)) }),
            "too_long",
            "url has 513 characters, more than 512",
        ),
        (json!({ "url": 7 }), "invalid_value", "url: neither a pattern nor a list of patterns"),
        (
            json!({ "dwell_ms": 86_400_001 }),
            "out_of_bounds",
            "dwell_ms 86400001 is outside 0–86400000",
        ),
        (
            json!({ "delay_ms": 86_400_001 }),
            "out_of_bounds",
            "delay_ms 86400001 is outside 0–86400000",
        ),
        (json!({ "scroll": 1.01 }), "out_of_bounds", "scroll 1.01 is outside 0–1"),
        (json!({ "click": " " }), "empty", "click is empty"),
        (
            json!({ "in_view": "x".repeat(257) }),
            "too_long",
            "in_view has 257 characters, more than 256",
        ),
        (
            json!({ "click": "a[href" }),
            "invalid_selector",
            "click \"a[href\" is no CSS selector: its brackets and quotes must close",
        ),
    ] {
        let refusal = when(wrong).unwrap_err();
        assert_eq!(
            (refusal.code(), refusal.to_string()),
            (code, format!("touchpoints[0].when.{message}"))
        );
    }
    for broken in ["a)", "(]", "[a='b]", "a\\", "a { color: red }", "a;", "@media", "a\nb"] {
        let refusal = when(json!({ "click": broken })).unwrap_err();
        assert_eq!(refusal.code(), "invalid_selector", "{broken:?}");
    }
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
