//! Small files, each with one fault that tables have, against the rows, lines and times that are right.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use koe_shared::answer::Outcome;
use koe_shared::import::{Reading, Row, read};
use koe_shared::metric::{Bucket, Scale};
use serde::Deserialize;

use crate::{only_row, options, reading, rejected, rows, site_in};

#[derive(Deserialize)]
struct Expected {
    query: String,
    refused: Option<Refused>,
    #[serde(default)]
    rows: usize,
    #[serde(default)]
    rejected: Vec<u64>,
    n: Option<usize>,
    score: Option<f64>,
    answered_at: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Refused {
    code: String,
    line: u64,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports")
}

pub(crate) fn file(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap()
}

/// The answers that count, and their score: NPS, or else the mean.
fn result(reading: &Reading) -> (usize, f64) {
    let rows = reading.rows.iter().filter_map(|row| row.as_ref().ok());
    let counted: Vec<_> = rows.filter(|row| !row.test).filter_map(|row| row.score).collect();
    let of = |bucket| counted.iter().filter(|score| score.bucket() == bucket).count() as f64;
    let n = counted.len();
    let sum = if counted.iter().all(|score| score.scale() == Scale::Nps) {
        100.0 * (of(Bucket::Promoter) - of(Bucket::Detractor))
    } else {
        counted.iter().map(|score| f64::from(score.value())).sum()
    };
    (n, sum / n as f64)
}

#[test]
fn every_file_gives_its_rows_lines_score_and_times() {
    let expected: BTreeMap<String, Expected> =
        serde_json::from_slice(&file("expected.json")).unwrap();
    let files = fs::read_dir(folder()).unwrap().count();
    assert_eq!(files, expected.len() + 1, "each file is expected");
    for (name, expected) in expected {
        let read = reading(file(&name), &expected.query);
        if let Some(refused) = expected.refused {
            let error = read.unwrap_err();
            assert_eq!(error.code(), refused.code, "{name}");
            assert!(error.to_string().contains(&format!("line {}", refused.line)), "{name}");
            continue;
        }
        let read = read.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read.rows.len(), expected.rows, "{name}");
        let lines: Vec<u64> = rejected(&read).iter().map(|rejected| rejected.line).collect();
        assert_eq!(lines, expected.rejected, "{name}");
        let (n, score) = result(&read);
        assert_eq!(Some(n), expected.n, "{name}");
        assert!((score - expected.score.unwrap()).abs() < 1e-5, "{name}: {score}");
        if let Some(times) = expected.answered_at {
            let read = read.rows.iter().map(|row| row.as_ref().unwrap().answered_at.to_string());
            assert_eq!(read.collect::<Vec<_>>(), times, "{name}");
        }
    }
}

/// What a row says, but where it stands.
fn said(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().map(|row| Row { line: 0, ..row }).collect()
}

#[test]
fn a_file_saved_again_with_other_line_ends_says_the_same() {
    let [fixed, crlf] = ["corrected-2-fixed.csv", "corrected-4-crlf.csv"]
        .map(|name| said(rows(file(name), "survey=nps")));
    assert_eq!(fixed, crlf);
    let appended = said(rows(file("corrected-3-appended.csv"), "survey=nps"));
    assert_eq!(appended[..10], fixed);
}

#[test]
fn a_local_time_is_known_as_it_is_written_in_any_zone() {
    let [tokyo, utc] = ["Asia/Tokyo", "UTC"].map(|zone| {
        let read = read(&file("local-times.csv"), &options("survey=nps"), &site_in(zone));
        let rows = read.unwrap().rows.into_iter().map(Result::unwrap);
        rows.map(|row| (row.written_at, row.answered_at.to_string()))
            .unzip::<_, _, Vec<_>, Vec<_>>()
    });
    assert_eq!(tokyo.0, ["2026-11-10 12:00:00", "2026-11-10 12:30:00", "2026-11-11"]);
    assert_eq!(tokyo.0, utc.0);
    assert_eq!(tokyo.1[2], "2026-11-10T15:00:00Z");
    assert_eq!(utc.1[2], "2026-11-11T00:00:00Z");
}

#[test]
fn a_column_of_dates_that_reads_both_ways_is_refused_until_it_is_said() {
    for name in ["dates-month-first.csv", "dates-day-first.csv"] {
        let error = reading(file(name), "survey=nps").unwrap_err();
        assert_eq!(error.code(), "ambiguous_dates", "{name}");
        let told = error.to_string();
        assert!(told.contains("2026-10-11") && told.contains("2026-11-10"), "{told}");
    }
}

#[test]
fn bare_numbers_as_times_are_rejected_until_it_is_said_what_they_count() {
    for name in ["dates-excel-serial.csv", "dates-unix.csv"] {
        let read = reading(file(name), "survey=nps").unwrap();
        let codes: Vec<_> = rejected(&read).iter().map(|rejected| rejected.code).collect();
        assert_eq!(codes, ["invalid_answered_at"; 3], "{name}");
    }
}

#[test]
fn a_header_with_a_comma_is_named_alone_among_others_or_known() {
    let question = "On a scale of 0-10, how likely are you to recommend Kokage?";
    for query in [
        format!("survey=nps&map=answered_at:Timestamp&map=score:{question}"),
        format!("survey=nps&map=score:{question},answered_at:Timestamp"),
        format!("survey=nps&map=answered_at:timestamp,score:{question}"),
        "survey=nps".to_owned(),
    ] {
        let rows = rows(file("header-comma.csv"), &query);
        assert_eq!(crate::scores(&rows), [9, 4, 10], "{query}");
    }
    let table = format!("When,\"{question}\"\n2026-11-10,9\n");
    let told = reading(table, "survey=nps").unwrap_err().to_string();
    let how = format!("map=score:{question}, with a map= of its own for each other column");
    assert!(told.ends_with(&how), "{told}");
}

#[test]
fn the_own_export_comes_back_as_it_was() {
    let read = reading(file("own-export.csv"), "").unwrap();
    let rows: Vec<Row> = read.rows.into_iter().map(Result::unwrap).collect();
    assert_eq!(read.dropped, []);
    assert_eq!(rows[0].comment.as_deref(), Some("=1+1"));
    assert_eq!(rows[0].page.as_deref(), Some("/thanks"));
    assert_eq!(rows[0].segments.get("plan"), Some("pro"));
    assert_eq!(rows[0].channel.as_str(), "web");
    let own = rows[0].own.as_ref().unwrap();
    assert_eq!(own.id.to_string(), "019a0000-0000-7000-8000-000000000000");
    assert_eq!(own.revision, 1);
    assert_eq!(own.received_at.unwrap().to_string(), "2026-11-10T08:00:00Z");
    assert_eq!(rows.iter().filter(|row| row.test).count(), 2);
    // Also where the id is given a second name.
    let named = crate::rows(file("own-export.csv"), "map=external_id:id");
    assert_eq!(named[0].own, rows[0].own);
    assert_eq!(named[0].external_id.as_deref(), Some("019a0000-0000-7000-8000-000000000000"));
}

#[test]
fn a_score_of_five_points_keeps_the_scale_of_its_version() {
    for row in rows(file("own-export-5-points.csv"), "") {
        assert_eq!(row.survey_version, 1);
        assert_eq!(row.score.unwrap().scale(), Scale::Ces5);
    }
}

#[test]
fn what_can_be_no_respondent_is_left_out_and_told() {
    let read = reading(file("respondents.csv"), "survey=nps").unwrap();
    let [dropped] = read.dropped.try_into().unwrap();
    assert_eq!((dropped.column.as_str(), dropped.rows), ("respondent", 2));
    assert!(dropped.detail.ends_with("(lines 3, 4)"), "{}", dropped.detail);
    let known = read.rows.iter().map(|row| row.as_ref().unwrap().respondent.as_deref());
    assert_eq!(known.collect::<Vec<_>>(), [Some("m_1"), None, None]);
}

#[test]
fn what_is_no_touchpoint_counts_as_other_and_is_told_by_name() {
    let read = reading(file("touchpoints.csv"), "survey=nps").unwrap();
    let [dropped] = read.dropped.try_into().unwrap();
    assert_eq!((dropped.column.as_str(), dropped.rows), ("touchpoint", 3));
    let told = "(other): \"Email\", \"Mobile App\" (lines 2, 3, 4)";
    assert!(dropped.detail.ends_with(told), "{}", dropped.detail);
    let at =
        read.rows.iter().map(|row| row.as_ref().unwrap().touchpoint.as_ref().unwrap().as_str());
    assert_eq!(at.collect::<Vec<_>>(), ["(other)", "(other)", "(other)", "post-purchase"]);
}

#[test]
fn comments_are_as_typed_in_shift_jis_and_utf_16() {
    let comments = |name: &str| -> Vec<String> {
        rows(file(name), "survey=nps").into_iter().map(|row| row.comment.unwrap()).collect()
    };
    assert_eq!(comments("shift-jis.csv"), ["対応が丁寧でした", "遅い", "また買います"]);
    assert_eq!(comments("utf-16.csv"), ["größer", "kleiner", "声"]);
    let said = rows(file("shift-jis.csv"), "survey=nps&charset=Shift_JIS");
    assert_eq!(said[1].comment.as_deref(), Some("遅い"));
}

#[test]
fn a_dismissal_has_no_score() {
    let table = "outcome,score,answered_at\ndismissed,,2026-11-10\n";
    let row = only_row(table, "survey=nps");
    assert_eq!((row.outcome, row.score), (Outcome::Dismissed, None));
    let read = reading(table.replace(",,", ",9,"), "survey=nps").unwrap();
    assert_eq!(rejected(&read)[0].code, "score_without_answer");
}
