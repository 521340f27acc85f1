//! The bounds of each field, told with the value.

use serde_json::{Value, json};

use super::{parse, refused, with};

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
fn departments_are_at_most_twenty_each_with_a_name() {
    let department =
        |n: usize| json!({ "id": format!("d{n}"), "name": "声".repeat(60), "touchpoints": ["a"] });
    let departments = |count: usize| (0..count).map(department).collect::<Vec<_>>();
    let parsed = parse(&with("/departments", json!(departments(20)))).unwrap();
    assert_eq!(parsed.departments[19].touchpoints[0].as_str(), "a");
    refused(
        &with("/departments", json!(departments(21))),
        "too_many",
        "departments",
        "departments has 21 entries, more than 20",
    );
    refused(
        &with("/departments", json!([department(1), department(1)])),
        "repeated",
        "departments[1].id",
        "departments[1].id \"d1\" stands there twice",
    );
    refused(
        &with("/departments", json!([{ "id": "care", "name": " " }])),
        "empty",
        "departments[0].name",
        "departments[0].name is empty",
    );
    refused(
        &with("/departments", json!([{ "id": "care", "name": "Care", "touchpoints": ["a", "a"] }])),
        "repeated",
        "departments[0].touchpoints[1]",
        "departments[0].touchpoints[1] \"a\" stands there twice",
    );
    // Where there are none, the document says nothing of them.
    let told = |to: Value| {
        with("/departments", json!([{ "id": "care", "name": "Care", "locale": "ja", "to": to }]))
    };
    let addresses = |count: usize| -> Value {
        (0..count).map(|n| json!({ "email": format!("care{n}@shop.example") })).collect()
    };
    assert_eq!(parse(&told(addresses(5))).unwrap().departments[0].to.len(), 5);
    refused(
        &told(addresses(6)),
        "too_many",
        "departments[0].to",
        "departments[0].to has 6 entries, more than 5",
    );
    refused(
        &told(json!([{ "email": "a@b.example", "slack": "https://a.example/x" }])),
        "not_one_address",
        "departments[0].to[0]",
        "departments[0].to[0] has to hold one of webhook, slack, teams and email",
    );
    refused(
        &told(json!([{ "webhook": "https://a.example/x", "secret": "short" }])),
        "invalid_secret",
        "departments[0].to[0].secret",
        "departments[0].to[0].secret is not whsec_ and 24 to 64 bytes in base64",
    );
    let document = serde_json::to_value(parse(&with("/departments", json!([]))).unwrap()).unwrap();
    assert_eq!(document.get("departments"), None);
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
