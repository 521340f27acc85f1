//! Importing answers from a file.

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

/// 1. The same file again: 200, all are duplicates. The score stays the same: 200.
/// 2. Two equal rows in one file stay apart.
#[test]
fn the_same_file_again_adds_nothing() {
    let site = site("import-again");
    let rows = "answered_at,score\n2026-09-01T10:00:00Z,9\n2026-09-01T10:00:00Z,9\n";
    assert_eq!(imported(&site.import("survey=shop-nps", rows)), (2, 0, vec![]));
    assert_eq!(imported(&site.import("survey=shop-nps", rows)), (0, 2, vec![]));
    assert_eq!(site.scores(ALL)["result"]["n"], 2);
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

/// 1. An `external_id` makes a row itself wherever it stands: the same row in another file is a
///    duplicate: 200.
#[test]
fn an_external_id_is_the_same_answer_in_every_file() {
    let site = site("import-external");
    let file = |rows: &str| format!("answered_at,score,external_id\n{rows}");
    let row = "2026-09-01T10:00:00Z,9,a1\n";
    assert_eq!(imported(&site.import("survey=shop-nps", &file(row))).0, 1);
    let longer = format!("2026-09-02T10:00:00Z,5,a2\n{row}");
    assert_eq!(imported(&site.import("survey=shop-nps", &file(&longer))), (1, 1, vec![]));
    assert_eq!(site.scores(ALL)["result"]["n"], 2);
}

/// 1. A file is split: both pieces say the same `batch`, each its `first_line`: 200.
/// 2. The pieces again, and the whole file under the same batch: 200, all duplicates. A rejected
///    row has the line of the whole file.
#[test]
fn a_split_file_is_the_same_file() {
    let site = site("import-split");
    let (header, rows) = (
        "answered_at,score\n",
        [
            "2026-09-01T10:00:00Z,9\n",
            "2026-09-01T10:00:00Z,9\n",
            "2026-09-01T10:00:00Z,0\n",
            "2026-09-01T10:00:00Z,NA\n",
        ],
    );
    let send = |rows: &[&str], first_line: u32| {
        let query = format!("survey=shop-nps&batch=file-1&first_line={first_line}");
        imported(&site.import(&query, &format!("{header}{}", rows.concat())))
    };
    assert_eq!(send(&rows[..2], 2), (2, 0, vec![]));
    assert_eq!(send(&rows[2..], 4), (1, 0, vec![(5, "missing_score".to_owned())]));
    assert_eq!(send(&rows[..2], 2).1, 2);
    assert_eq!(send(&rows, 2), (0, 3, vec![(5, "missing_score".to_owned())]));
    assert_eq!(site.scores(ALL)["result"]["n"], 3);
}

/// 1. 451 rows, and a body over 1 MiB: 413 with both bounds. Nothing is stored: 200.
#[test]
fn too_much_at_once_is_refused_whole() {
    let site = site("import-large");
    let query = "survey=shop-nps&answered_at=2026-09-01";
    let many = format!("score\n{}", "9\n".repeat(451));
    let heavy = format!("score,comment\n9,{}\n", "x".repeat(1024 * 1024));
    for rows in [many, heavy] {
        let refused = site.import(query, &rows);
        refused.refuses(413, "import_too_large", None).says("450");
        assert!(
            refused.text().contains("1 MiB") || refused.text().contains("1048576"),
            "{}",
            refused.text()
        );
    }
    assert_eq!(site.scores(ALL)["result"]["n"], 0);
}

/// 1. A body that is no text: 400. One without a header: 422, for the column it lacks. Another type:
///    415. An unknown parameter: 422.
#[test]
fn what_is_no_csv_is_refused() {
    let site = site("import-broken");
    let query = "survey=shop-nps&answered_at=2026-09-01";
    assert_eq!(site.import(query, "").is(422).json()["field"], "score");
    let path = site.path(&format!("/imports?{query}"));
    let json = site.client.post(&path).key(&site.write_key).json(&json!({ "score": 9 }));
    json.send().refuses(415, "unsupported_media_type", None);
    let not_text =
        site.client.post(&path).key(&site.write_key).body("text/csv", *b"score\n\xff\xfe\n");
    assert_eq!(not_text.send().status(), 400);
    let unknown = site.import(&format!("{query}&colour=red"), "score\n9\n");
    assert_eq!(unknown.is(422).json()["field"], "colour");
}

/// 1. A header and no rows: 200, and nothing is stored.
#[test]
fn a_file_with_no_rows_changes_nothing() {
    let site = site("import-empty");
    let reply = site.import("survey=shop-nps&answered_at=2026-09-01", "score\n");
    assert_eq!(imported(&reply), (0, 0, vec![]));
    assert_eq!(site.scores(ALL)["result"]["score"], Value::Null);
}
