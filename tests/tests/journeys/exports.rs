//! Answers as CSV and NDJSON, for spreadsheets and programs.

use crate::edge;
use koe_tests::fixtures::Site;
use serde_json::{Value, json};

/// 1. Three answers as NDJSON, two at a time: 200, the cursor in a header.
/// 2. Each line is the same object as in JSON.
#[test]
fn ndjson_is_an_object_a_line() {
    let site = Site::shop(&edge(), "ndjson");
    for score in [1, 5, 9] {
        site.score("shop-nps", score);
    }
    let whole = site.answers("limit=3");
    let first = site.ask_answers("limit=2&format=ndjson");
    assert!(first.is(200).header("content-type").unwrap().starts_with("application/x-ndjson"));
    let cursor = first.header("koe-cursor").expect("more answers follow").to_owned();
    let second = site.ask_answers(&format!("limit=2&format=ndjson&cursor={cursor}"));
    let lines = [first.text(), second.is(200).text()].concat();
    let objects: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects, whole);
}

/// 1. An answer whose comment a spreadsheet would run, with commas, quotes and line breaks: 202.
/// 2. As CSV: 200, every field quoted, the formula defused, a header line.
#[test]
fn csv_is_safe_to_open_in_a_spreadsheet() {
    let site = Site::shop(&edge(), "csv");
    let comments =
        ["=HYPERLINK(\"http://evil.example\")", "+1", "-1", "@sum", "\tx", "a, \"b\"\nc"];
    for comment in comments {
        site.take(&site.answer("shop-nps", &json!({ "score": 3, "comment": comment })));
    }
    let csv = site.ask_answers("format=csv");
    assert!(csv.is(200).header("content-type").unwrap().starts_with("text/csv"));
    let text = csv.text().trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap();
    let names: Vec<_> = header.split(',').map(|name| name.trim_matches('"')).collect();
    for name in ["id", "survey", "score", "bucket", "comment", "answered_at", "segments"] {
        let known =
            names.iter().any(|given| *given == name || given.starts_with(&format!("{name}.")));
        assert!(known || name == "segments", "no column {name} in {header}");
    }
    assert!(text.contains(r#""'=HYPERLINK(""http://evil.example"")""#), "{text}");
    for comment in ["+1", "-1", "@sum", "\tx"] {
        assert!(text.contains(&format!("\"'{comment}\"")), "{comment:?}: {text}");
    }
    assert!(text.contains("a, \"\"b\"\"\nc"), "{text}");
    for line in text.lines().filter(|line| !line.starts_with('c')) {
        assert!(line.starts_with('"'), "an unquoted field: {line}");
    }
}

/// 1. The CSV in pages carries its cursor in a header until there is none: 200.
#[test]
fn csv_comes_in_pages_too() {
    let site = Site::shop(&edge(), "csv-pages");
    for score in [1, 5, 9] {
        site.score("shop-nps", score);
    }
    let first = site.ask_answers("format=csv&limit=2");
    let cursor = first.is(200).header("koe-cursor").expect("one more follows").to_owned();
    let mut rows = first.text().lines().count() - 1;
    let mut next = Some(cursor);
    while let Some(cursor) = next {
        let page = site.ask_answers(&format!("format=csv&limit=2&cursor={cursor}"));
        rows += page.is(200).text().lines().count().saturating_sub(1);
        next = page.header("koe-cursor").filter(|cursor| !cursor.is_empty()).map(str::to_owned);
    }
    assert_eq!(rows, 3);
}
