//! The tool against an edge: what it writes, and what it does where it was cut off.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::local_edge::{ADMIN_KEY, LocalEdge, xtask};
use crate::scratch::Scratch;

/// Rows of the history, and how far they lie apart.
const ROWS: i64 = 2_400;
const APART: SignedDuration = SignedDuration::from_mins(47);

/// An edge whose site has a history of 78 days, with comments that are hard to write as CSV.
fn edge() -> LocalEdge {
    let edge = LocalEdge::start();
    let owner = edge.open_site("kokage");
    let now = Timestamp::try_from(std::time::SystemTime::now()).unwrap();
    let rows: Vec<i64> = (0..ROWS).collect();
    for piece in rows.chunks(120) {
        let mut file = "score,answered_at,external_id,comment\n".to_owned();
        for row in piece {
            let at = now - APART * i32::try_from(*row).unwrap();
            let comment =
                ["", "配送 & a+b", "\"\"two\nlines\"\"", "=1+1"][usize::try_from(row % 4).unwrap()];
            writeln!(file, "{},{at:.0},row {row},\"{comment}\"", row % 11).unwrap();
        }
        let path = "/v1/sites/kokage/imports?survey=shop-nps";
        let reply = owner.csv(path, file.as_bytes()).unwrap();
        assert_eq!(reply["accepted"], piece.len(), "{reply}");
    }
    edge.log();
    edge
}

/// Runs the command as it is typed.
fn export(edge: &LocalEdge, output: &Path, more: &[&str]) -> anyhow::Result<()> {
    let output = output.to_str().unwrap();
    let said =
        ["export", "--url", &edge.url, "--key", ADMIN_KEY, "--site", "kokage", "--output", output];
    xtask(&[&said, more].concat())
}

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_answer_is_written_once_and_newest_first() {
    let (edge, folder) = (edge(), Scratch::new("export"));
    let lines = folder.path().join("answers.ndjson");
    export(&edge, &lines, &["--format", "ndjson"]).unwrap();
    let whole = edge.answers("kokage", "");
    assert_eq!(whole.len(), 2_400);
    assert_eq!(objects(&fs::read_to_string(&lines).unwrap()), whole);

    let table = folder.path().join("answers.csv");
    export(&edge, &table, &[]).unwrap();
    let text = fs::read_to_string(&table).unwrap();
    assert_eq!(text.matches('\u{feff}').count(), 1, "one byte order mark");
    let table = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let ids: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
    assert!(ids.iter().eq(whole.iter().map(|answer| answer["id"].as_str().unwrap())));
    assert_eq!(folder.names(), ["answers.csv", "answers.ndjson"]);
}

#[test]
fn a_range_of_days_and_filters_are_those_of_the_site() {
    let (edge, folder) = (edge(), Scratch::new("export-filters"));
    let output = folder.path().join("answers.ndjson");
    let today = Timestamp::try_from(std::time::SystemTime::now()).unwrap();
    let day = |ago: i64| {
        let time = today - SignedDuration::from_hours(24 * ago);
        time.strftime("%Y-%m-%d").to_string()
    };
    let (from, to) = (day(60), day(3));
    let filters = ["--from", &from, "--to", &to, "--q", "配送 & A+B", "--format", "ndjson"];
    export(&edge, &output, &filters).unwrap();
    let query = format!("from={from}&to={to}&q=%E9%85%8D%E9%80%81%20%26%20a%2Bb");
    let expected = edge.answers("kokage", &query);
    assert!((400..500).contains(&expected.len()), "{}", expected.len());
    assert_eq!(objects(&fs::read_to_string(&output).unwrap()), expected);
}

#[test]
fn an_export_that_was_cut_off_goes_on() {
    let (edge, folder) = (edge(), Scratch::new("export-resume"));
    let whole = folder.path().join("whole.csv");
    export(&edge, &whole, &[]).unwrap();
    let requests = edge.log().len();

    let output = folder.path().join("answers.csv");
    let again = || export(&edge, &output, &[]);
    edge.hang_up_after(8);
    let stopped = again().unwrap_err();
    assert!(stopped.to_string().contains("the same command goes on there"), "{stopped}");
    let names = ["answers.csv.part", "answers.csv.progress", "whole.csv"];
    assert_eq!(folder.names(), names, "nothing has the target's name, and no part is left");
    let kept = fs::read(folder.path().join("answers.csv.part")).unwrap();
    assert!(fs::read(&whole).unwrap().starts_with(&kept) && kept.len() > 1_000);

    edge.hang_up_after(i64::MAX);
    edge.log();
    again().unwrap();
    assert!(fs::read(&output).unwrap() == fs::read(&whole).unwrap());
    assert!(edge.log().len() < requests, "what was written is not fetched again");
    again().unwrap();
    assert_eq!(edge.log().len(), requests, "a finished one begins anew");
    assert_eq!(folder.names(), ["answers.csv", "whole.csv"]);
}
