//! Small files, each with one fault that tables have: through the API each gives the score that is right.

use crate::edge;
use koe_tests::fixtures::{Site, documents, encoded, with};
use serde_json::{Map, Value, json};

const EXPECTED: &str = include_str!("../../../shared/tests/imports/expected.json");

/// The files by their names.
macro_rules! files {
    ($($name:literal)*) => {
        [$(($name, &include_bytes!(concat!("../../../shared/tests/imports/", $name))[..])),*]
    };
}

fn files() -> Vec<(&'static str, &'static [u8])> {
    files![
        "corrected-1-first.csv" "corrected-2-fixed.csv" "corrected-3-appended.csv"
        "corrected-4-crlf.csv" "cr-only.csv" "crlf-lines.csv" "dates-day-first.csv"
        "dates-excel-serial.csv" "dates-google-ja.csv" "dates-month-first.csv"
        "dates-slash-ymd.csv" "dates-unix.csv" "dates-utc-and-offset.csv" "extra-field.csv"
        "floats.csv" "full-width-digits.csv" "header-comma.csv" "labels.csv" "local-times.csv"
        "own-export-5-points.csv" "own-export.csv" "respondents.csv" "semicolon.csv"
        "shift-jis.csv" "tab.csv" "touchpoints.csv" "unclosed-quote.csv" "utf-16.csv"
    ]
    .into()
}

/// Two surveys: `nps`, and `effort`, which asked on five points and asks on seven.
fn site(id: &str) -> Site {
    let survey = |id: &str, metric: &str| json!({ "id": id, "metric": metric, "goal": "?", "touchpoints": ["post-purchase", "after-support"] });
    let retention = json!({ "retention_days": 3650, "min_group": 1 });
    let surveys = json!([survey("nps", "nps"), survey("effort", "ces")]);
    let document = with(&documents::shop(), &json!({ "privacy": retention, "surveys": surveys }));
    let site = Site::open(&edge(), id, &document);
    let mut raised = document;
    raised["surveys"][1]["version"] = json!(2);
    raised["surveys"][1]["scale"] = json!(7);
    site.put(&raised).is(200);
    site
}

/// `a=b&c=d` as it goes into an address.
fn query(text: &str) -> String {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

/// Each file into a site of its own: 200 with its rows and rejected lines, or refused: 400; the score is right:
/// 200. Sent again: 200, all duplicates, and the same score.
#[test]
fn every_file_gives_its_score_however_often_it_is_sent() {
    let expected: Map<String, Value> = serde_json::from_str(EXPECTED).unwrap();
    assert_eq!(files().len(), expected.len());
    for (name, file) in files() {
        let expected = &expected[name];
        let site = site(name.trim_end_matches(".csv"));
        let path = site.path(&format!("/imports?{}", query(expected["query"].as_str().unwrap())));
        let send = || site.client.post(&path).key(&site.write_key).body("text/csv", file).send();
        let scores = || {
            let survey = if name.contains("5-points") { "effort&scale=5" } else { "nps" };
            let scores = site.scores(&format!("survey={survey}&from=2025-09-01&to=2026-12-31"));
            (scores["result"]["n"].clone(), scores["result"]["score"].as_f64(), scores)
        };
        if let Some(refused) = expected.get("refused") {
            let refused = refused.as_object().unwrap();
            let reply = send();
            reply.refuses(400, refused["code"].as_str().unwrap(), None);
            reply.says(&format!("line {}", refused["line"]));
            assert_eq!(scores().0, 0, "{name}");
            continue;
        }
        let first = send().is(200).json();
        let lines: Vec<_> =
            first["rejected"].as_array().unwrap().iter().map(|row| row["line"].clone()).collect();
        assert_eq!(json!(lines), expected["rejected"], "{name}");
        assert_eq!(first["rows"], expected["rows"], "{name}");
        let (n, score, _) = scores();
        assert_eq!(n, expected["n"], "{name}");
        let difference = score.unwrap() - expected["score"].as_f64().unwrap();
        assert!(difference.abs() < 1e-5, "{name}: {score:?}");

        let again = send().is(200).json();
        assert_eq!((&again["accepted"], &again["replaced"]), (&json!(0), &json!(0)), "{name}");
        assert_eq!(again["duplicates"], first["accepted"], "{name}");
        assert_eq!((scores().0, scores().1), (n, score), "{name}");
    }
}

/// `own-export.csv`: two rows are tests, and stay so; the times in its ids hold, and that is told.
/// `own-export-5-points.csv`: nothing on seven points.
#[test]
fn an_export_keeps_its_tests_and_its_scales() {
    let site = site("own-export-kept");
    for (name, file) in files().iter().filter(|(name, _)| name.starts_with("own-")) {
        let path = site.path("/imports");
        let sent = site.client.post(path).key(&site.write_key).body("text/csv", *file).send();
        let told = sent.is(200).json();
        assert_eq!(told["rejected"], json!([]), "{name}");
        assert_eq!(told["dropped"][0]["column"], "answered_at", "{name}: {told}");
    }
    let all = "from=2025-09-01&to=2026-12-31";
    let scores = site.scores(&format!("survey=nps&{all}"));
    assert_eq!((&scores["result"]["n"], &scores["excluded"]["test"]), (&json!(3), &json!(2)));
    let seven = site.scores(&format!("survey=effort&scale=7&{all}"));
    assert_eq!(seven["result"]["n"], 0);
    let listed = site.answers(&format!("survey=nps&{all}"));
    assert_eq!(listed.len(), 5);
    let first = listed.iter().find(|answer| answer["score"] == 10).unwrap();
    assert_eq!((&first["comment"], &first["channel"]), (&json!("=1+1"), &json!("web")));
}
