//! What a follow-up needs: which rule opens a case, promises, hours of work, closed days and playbooks.

use serde_json::{Value, json};

use super::{parse, refused, with};

/// A document with one rule of alerts.
fn rule(fields: &Value) -> Value {
    let mut rule = json!({ "id": "angry", "name": "Angry", "when": { "bucket": "detractor" } });
    let fields = fields.as_object().unwrap().clone();
    rule.as_object_mut().unwrap().extend(fields);
    with("/alerts", json!([rule]))
}

#[test]
fn a_rule_that_opens_a_case_needs_nobody_to_tell() {
    let document = parse(&rule(&json!({ "to": [], "open_case": true }))).unwrap();
    assert!(document.alerts[0].open_case && document.alerts[0].to.is_empty());
    assert_eq!(serde_json::to_value(&document.alerts[0]).unwrap()["open_case"], true);
    for fields in [json!({ "to": [] }), json!({ "to": [], "open_case": false })] {
        refused(&rule(&fields), "empty", "alerts[0].to", "alerts[0].to is empty");
    }
    let told = json!({ "to": [{ "email": "care@shop.example" }] });
    let document = parse(&rule(&told)).unwrap();
    assert!(!document.alerts[0].open_case);
    // Where no case opens, the document says nothing of it.
    assert_eq!(serde_json::to_value(&document.alerts[0]).unwrap().get("open_case"), None);
}

#[test]
fn a_promise_is_an_hour_to_a_year() {
    let promise = |promise| with("/promise_hours", promise);
    let document = parse(&promise(json!({ "urgent": 1 }))).unwrap();
    assert_eq!((document.promise_hours.urgent, document.promise_hours.other), (1, 72));
    assert_eq!(parse(&promise(json!({ "other": 8_760 }))).unwrap().promise_hours.urgent, 8);
    for (name, hours) in [("urgent", 0), ("urgent", 8_761), ("other", 0), ("other", 8_761)] {
        let field = format!("promise_hours.{name}");
        let message = format!("{field} {hours} is outside 1–8760");
        refused(&promise(json!({ name: hours })), "out_of_bounds", &field, &message);
    }
    refused(
        &promise(json!({ "urgent": 1.5 })),
        "invalid_value",
        "promise_hours.urgent",
        "promise_hours.urgent 1.5 is not a whole number from 1 to 8760",
    );
    refused(
        &promise(json!({ "later": 5 })),
        "unknown_field",
        "promise_hours.later",
        "promise_hours.later is not a field of the site document",
    );
}

#[test]
fn hours_of_work_are_a_beginning_and_a_later_end_on_one_day_at_least() {
    let hours = |hours| with("/hours", hours);
    let given = json!({ "mon": ["10:00", "19:00"], "sun": ["00:00", "24:00"] });
    let document = parse(&hours(given.clone())).unwrap();
    assert_eq!(serde_json::to_value(&document.hours).unwrap(), given);
    let week = document.hours.unwrap();
    let open: Vec<_> =
        week.days().into_iter().filter_map(|(day, hours)| Some((day, hours?.minutes()?))).collect();
    assert_eq!(open, [("mon", (600, 1_140)), ("sun", (0, 1_440))]);
    for closed in [json!({}), json!({ "mon": null })] {
        let message = "hours has no day, so no hour would ever count";
        refused(&hours(closed), "never_open", "hours", message);
    }
    for (times, shown) in [
        (json!(["19:00", "10:00"]), "19:00 10:00"),
        (json!(["10:00", "10:00"]), "10:00 10:00"),
        (json!(["24:00", "24:00"]), "24:00 24:00"),
        (json!(["9:00", "19:00"]), "9:00 19:00"),
        (json!(["09:00"]), "09:00"),
        (json!(["09:00", "12:00", "19:00"]), "09:00 12:00 19:00"),
        (json!([]), ""),
    ] {
        let message =
            format!("hours.tue {shown:?} is not a time and a later one, as 10:00 and 19:00");
        refused(&hours(json!({ "tue": times })), "invalid_hours", "hours.tue", &message);
    }
    refused(
        &hours(json!({ "tuesday": ["10:00", "19:00"] })),
        "unknown_field",
        "hours.tuesday",
        "hours.tuesday is not a field of the site document",
    );
    let document = serde_json::to_value(parse(&hours(Value::Null)).unwrap()).unwrap();
    assert_eq!(document.get("hours"), None, "all hours count");
}

#[test]
fn closed_days_are_at_most_four_hundred_of_the_calendar() {
    let closed = |days| with("/closed", days);
    let days = |count: usize| (0..count).map(|n| format!("{}-05-01", 2_000 + n));
    let many = days(400).collect::<Vec<_>>();
    assert_eq!(parse(&closed(json!(many))).unwrap().closed, many);
    refused(
        &closed(days(401).collect()),
        "too_many",
        "closed",
        "closed has 401 entries, more than 400",
    );
    assert!(parse(&closed(json!(["2028-02-29"]))).is_ok());
    for day in ["2026-02-29", "2026-12-32", "20261231", "2026/12/31", "2026-12-31T10:00", ""] {
        let message = format!("closed[1] {day:?} is no day of the calendar, as 2026-12-31");
        refused(&closed(json!(["2026-12-31", day])), "invalid_day", "closed[1]", &message);
    }
    refused(
        &closed(json!(["2026-12-31", "2027-01-01", "2026-12-31"])),
        "repeated",
        "closed[2]",
        "closed[2] \"2026-12-31\" stands there twice",
    );
    let document = serde_json::to_value(parse(&closed(json!([]))).unwrap()).unwrap();
    assert_eq!(document.get("closed"), None);
}

#[test]
fn a_playbook_is_a_page_of_text_for_any_touchpoint() {
    let playbooks = |playbooks| with("/playbooks", playbooks);
    let long = "声".repeat(2_000);
    let document = parse(&playbooks(json!({ "after-call": { "JA": long } }))).unwrap();
    let written = serde_json::to_value(&document.playbooks).unwrap();
    assert_eq!(written, json!({ "after-call": { "ja": long } }));
    refused(
        &playbooks(json!({ "t": { "ja": format!("{long}。") } })),
        "too_long",
        "playbooks.t.ja",
        "playbooks.t.ja has 2001 characters, more than 2000",
    );
    refused(
        &playbooks(json!({ "t": { "ja": " " } })),
        "empty",
        "playbooks.t.ja",
        "playbooks.t.ja is empty",
    );
    let many = |count: usize| (0..count).map(|n| (format!("t{n}"), json!({ "en": "x" }))).collect();
    assert!(parse(&playbooks(many(100))).is_ok());
    refused(
        &playbooks(many(101)),
        "too_many",
        "playbooks",
        "playbooks has 101 entries, more than 100",
    );
    refused(
        &playbooks(json!({ "After": { "en": "x" } })),
        "invalid_value",
        "playbooks",
        "playbooks: touchpoint id \"After\" is not 1 to 64 of a-z, 0-9 and - with no - in front",
    );
    refused(
        &playbooks(json!({ "t": { "e": "x" } })),
        "invalid_value",
        "playbooks.t",
        "playbooks.t: locale \"e\" is not a BCP 47 tag of at most 35 characters",
    );
    // A playbook without a text is dropped.
    let document = serde_json::to_value(parse(&playbooks(json!({ "t": {} }))).unwrap()).unwrap();
    assert_eq!(document.get("playbooks"), None);
}
