//! Importing answers from a file: what its rows become, and what is refused.

use crate::edge;
use koe_tests::fixtures::{Site, documents, with};
use serde_json::{Value, json};

/// The yardstick of a period that holds every imported row.
const ALL: &str = "survey=shop-nps&from=2026-08-01&to=2026-10-01";

fn site(id: &str) -> Site {
    let retention = json!({ "privacy": { "retention_days": 3650 } });
    Site::open(&edge(), id, &with(&documents::shop(), &retention))
}

#[track_caller]
fn imported(reply: &koe_tests::client::Reply) -> (u64, u64, Vec<(u64, String)>) {
    let told = reply.is(200).json();
    let rejected = told["rejected"].as_array().unwrap_or_else(|| panic!("{told}"));
    let rejected = rejected
        .iter()
        .map(|row| {
            assert!(row["detail"].is_string(), "{row}");
            (row["line"].as_u64().unwrap(), row["code"].as_str().unwrap().to_owned())
        })
        .collect();
    (told["accepted"].as_u64().unwrap(), told["duplicates"].as_u64().unwrap(), rejected)
}

/// 1. A file with every column: 200, all accepted.
/// 2. They are listed with channel `import` and all they said; they are no prompts: 200.
#[test]
fn a_file_of_answers_is_taken() {
    let site = site("import");
    let rows = "survey,answered_at,score,comment,touchpoint,locale,external_id,segment.plan\n\
        shop-nps,2026-09-01T10:00:00Z,9,\"bien, merci\",browsing,fr,a1,pro\n\
        visit-csat,2026-09-02,5,,,,a2,\n";
    assert_eq!(imported(&site.import("", rows)), (2, 0, vec![]));
    let listed = site.answers("from=2026-08-01&to=2026-10-01&survey=shop-nps");
    for (field, value) in [
        ("channel", json!("import")),
        ("score", json!(9)),
        ("comment", json!("bien, merci")),
        ("touchpoint", json!("browsing")),
        ("segments", json!({ "plan": "pro" })),
        ("answered_at", json!("2026-09-01T10:00:00Z")),
    ] {
        assert_eq!(listed[0][field], value, "{field} of {}", listed[0]);
    }
    let scores = site.scores(ALL);
    assert_eq!((&scores["result"]["n"], &scores["prompts"]["shown"]), (&json!(1), &json!(0)));
}

/// 1. A file with bad rows among good ones: 200; the good ones are taken, each bad one is named
///    with its line and a code.
#[test]
fn a_bad_row_never_stops_the_good_ones() {
    let site = site("import-bad-rows");
    let rows = "answered_at,score,survey\n\
        2026-09-01T10:00:00Z,9,shop-nps\n\
        2026-09-01T10:00:00Z,NA,shop-nps\n\
        2026-09-01T10:00:00Z,,shop-nps\n\
        2026-09-01T10:00:00Z,11,shop-nps\n\
        2026-09-01T10:00:00Z,8.5,shop-nps\n\
        yesterday,9,shop-nps\n\
        2026-09-01T10:00:00Z,9,nothing\n\
        2001-01-01T00:00:00Z,9,shop-nps\n\
        2026-09-01T10:00:00Z,0,shop-nps\n";
    let (accepted, duplicates, rejected) = imported(&site.import("", rows));
    assert_eq!((accepted, duplicates), (2, 0), "{rejected:?}");
    let lines: Vec<_> = rejected.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9], "{rejected:?}");
    assert_eq!(rejected[0].1, "missing_score");
    assert_eq!(rejected[1].1, "missing_score");
    assert_eq!(rejected[2].1, "score_off_scale");
    assert_eq!(rejected[3].1, "score_not_an_integer");
    assert_eq!(rejected[5].1, "unknown_survey");
    assert_eq!(site.scores(ALL)["result"]["n"], 2);
}

/// 1. `survey` and `answered_at` stand in for missing columns: 200. Without either: 422.
#[test]
fn what_the_file_lacks_the_query_may_say() {
    let site = site("import-defaults");
    let rows = "score\n9\n10\n";
    let good = site.import("survey=shop-nps&answered_at=2026-09-01", rows);
    assert_eq!(imported(&good), (2, 0, vec![]));
    let refused = |query: &str, field: &str| {
        let reply = site.import(query, rows);
        assert_eq!(reply.is(422).json()["field"], field, "{query}: {}", reply.text());
    };
    refused("survey=shop-nps", "answered_at");
    refused("answered_at=2026-09-01", "survey");
    let no_score = site.import("survey=shop-nps&answered_at=2026-09-01", "nps\n9\n");
    assert_eq!(no_score.is(422).json()["field"], "score", "{}", no_score.text());
    assert_eq!(site.scores(ALL)["result"]["n"], 2);
}

/// 1. Columns of other names are mapped: 200. Those that are not named are ignored.
#[test]
fn columns_can_be_renamed() {
    let site = site("import-map");
    let rows = "id,nps,explication,basket\n7,10,\"très bien\",12.85\n8,NA,,\n";
    let query =
        "survey=shop-nps&answered_at=2026-09-01&map=score:nps,external_id:id,comment:explication";
    let (accepted, _, rejected) = imported(&site.import(query, rows));
    assert_eq!((accepted, rejected), (1, vec![(3, "missing_score".to_owned())]));
    let listed = site.answers("from=2026-08-01&to=2026-10-01");
    assert_eq!(listed[0]["comment"], "très bien");
}

/// 1. 121 rows, and a body over 1 MiB: 413 with both bounds. Nothing is stored: 200.
#[test]
fn too_much_at_once_is_refused_whole() {
    let site = site("import-large");
    let query = "survey=shop-nps&answered_at=2026-09-01";
    let many = format!("score\n{}", "9\n".repeat(121));
    let heavy = format!("score,comment\n9,{}\n", "x".repeat(1024 * 1024));
    for rows in [many, heavy] {
        let refused = site.import(query, &rows);
        refused.refuses(413, "import_too_large", None).says("120");
        refused.says("1048576");
    }
    assert_eq!(site.scores(ALL)["result"]["n"], 0);
}

/// 1. An empty body, a PDF, an open quote: 400. A header without a score: 422, for the column it lacks.
/// 2. Another type, or an encoding that nobody reads: 415. An unknown parameter, a batch that is no name: 422.
#[test]
fn what_is_no_table_is_refused() {
    let site = site("import-broken");
    let query = "survey=shop-nps&answered_at=2026-09-01";
    let of = |query: &str, kind: &str, body: &[u8]| {
        let path = site.path(&format!("/imports?{query}"));
        site.client.post(&path).key(&site.write_key).body(kind, body).send()
    };
    for (body, code) in [
        (&b""[..], "broken_csv"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not_a_table"),
        (b"score,comment\n9,\"open\n", "broken_csv"),
    ] {
        of(query, "text/csv", body).refuses(400, code, None);
    }
    of(query, "text/csv", b"points\n9\n").refuses(422, "missing_column", Some("score"));
    of(query, "application/json", b"{}").refuses(415, "unsupported_media_type", None);
    let klingon = of(query, "text/csv; charset=klingon", b"score\n9\n");
    klingon.refuses(415, "unknown_charset", None).says("klingon");
    let unknown = of(&format!("{query}&colour=red"), "text/csv", b"score\n9\n");
    assert_eq!(unknown.is(422).json()["field"], "colour");
    let batch = of(&format!("{query}&batch=Spring"), "text/csv", b"score\n9\n");
    batch.refuses(422, "invalid_parameter", Some("batch"));
    for kind in ["text/tab-separated-values", "application/vnd.ms-excel; charset=\"utf-8\""] {
        assert_eq!(imported(&of(query, kind, b"score\tcomment\n9\ta,b\n")).2, vec![], "{kind}");
    }
    assert_eq!(site.scores(ALL)["result"]["n"], 1, "the same row twice");
}

/// 1. A dry run: 200, with the columns, the first five answers and what they would score; nothing is stored.
/// 2. The same in earnest: 200, as the dry run said. A dry run again: all are duplicates, and score the same.
#[test]
fn a_dry_run_tells_and_stores_nothing() {
    let site = site("import-dry");
    let scores = [9, 10, 3, 8, 9, 10];
    let row = |(day, score): (usize, &i32)| format!("{score},2026-09-0{},word {day}\n", day + 1);
    let rows: String = scores.iter().enumerate().map(row).collect();
    let rows = format!("NPS,answered_at,comment\n{rows}x,2026-09-01,bad\n");
    let query = "survey=shop-nps&map=score:NPS";
    let dry = site.import(&format!("{query}&dry_run=true"), &rows).is(200).json();
    let counts = |told: &Value| {
        ["rows", "accepted", "replaced", "duplicates"].map(|name| told[name].as_u64().unwrap())
    };
    assert_eq!(counts(&dry), [7, 6, 0, 0]);
    assert_eq!(dry["rejected"][0]["line"], 8);
    let first = json!({ "column": "score", "header": "NPS", "place": 1 });
    assert!(dry["columns"].as_array().unwrap().contains(&first), "{dry}");
    assert_eq!(dry["sample"].as_array().unwrap().len(), 5);
    assert_eq!(dry["sample"][2]["score"], 3);
    assert_eq!(dry["sample"][2]["answered_at"], "2026-09-02T15:00:00Z");
    assert_eq!((&dry["result"]["n"], &dry["result"]["score"]), (&json!(6), &json!(50.0)));
    assert_eq!(site.scores(ALL)["result"]["n"], 0);
    let listed = site.client.get(site.path("/imports")).key(&site.write_key).send();
    assert_eq!(listed.is(200).json()["imports"], json!([]));

    let told = site.import(query, &rows).is(200).json();
    assert_eq!(counts(&told), counts(&dry));
    assert!(told.get("columns").is_none() && told.get("result").is_none(), "{told}");
    assert_eq!(site.scores(ALL)["result"]["score"], dry["result"]["score"]);
    let again = site.import(&format!("{query}&dry_run=true"), &rows).is(200).json();
    assert_eq!(counts(&again), [7, 0, 0, 6]);
    assert_eq!(again["result"], dry["result"]);
}

/// 1. A dry run of two surveys: 200, and no result, for nobody pools them; of rows without a score: none.
#[test]
fn a_dry_run_of_two_surveys_has_no_result() {
    let site = site("import-dry-two");
    let two = "survey,score,answered_at\nshop-nps,9,2026-09-01\nvisit-csat,5,2026-09-01\n";
    let told = site.import("dry_run=true", two).is(200).json();
    assert_eq!((&told["accepted"], &told["result"]), (&json!(2), &Value::Null));
    let none = "outcome,score,answered_at\ndismissed,,2026-09-01\n";
    let told = site.import("dry_run=true&survey=shop-nps", none).is(200).json();
    assert_eq!((&told["accepted"], &told["result"]), (&json!(1), &Value::Null));
}

/// 1. A header and no rows: 200, and nothing is stored.
#[test]
fn a_file_with_no_rows_changes_nothing() {
    let site = site("import-empty");
    let reply = site.import("survey=shop-nps&answered_at=2026-09-01", "score\n");
    assert_eq!(imported(&reply), (0, 0, vec![]));
    assert_eq!(site.scores(ALL)["result"]["score"], Value::Null);
}
