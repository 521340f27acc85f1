//! What is no table, or one that must not be guessed at: refused as a whole, in words that say what
//! to do.

use koe_shared::import::TableError;

use crate::{reading, rejected, rows, scores};

const ALL: &str = "survey=nps&answered_at=2026-11-10T12:00:00Z";

#[track_caller]
fn check(file: impl AsRef<[u8]>, query: &str, code: &str, told: &str) {
    let error = reading(file, query).unwrap_err();
    assert_eq!(error.to_string(), told);
    assert_eq!(error.code(), code);
}

#[test]
fn another_kind_of_file_is_named() {
    for (head, what) in [
        (&b"%PDF-1.7\n%\xe2\xe3"[..], "a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a zip, as workbooks (.xlsx, .ods) are"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Excel workbook (.xls)"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "compressed (gzip)"),
        (b"\n<!DOCTYPE html><html>", "HTML or XML"),
        (b"<table><tr><td>score", "HTML or XML"),
    ] {
        let told = format!("the file is {what}, not a table; export it as CSV");
        check(head, ALL, "not_a_table", &told);
        check([head, &[b'x'; 9_000]].concat(), ALL, "not_a_table", &told);
    }
}

#[test]
fn a_nul_is_refused_with_its_line() {
    let told = "line 3 holds a NUL byte, so the file is damaged or no text; export it again as CSV \
                in UTF-8";
    check("score\n9\n1\0\n", ALL, "broken_csv", told);
    check("score\n9\n\0\n", ALL, "broken_csv", told);
    check("sco\0re\n9", ALL, "broken_csv", &told.replace('3', "1"));
}

#[test]
fn an_empty_file_is_refused() {
    let told = "the file is empty; a table begins with a header";
    for file in ["", "\u{feff}", "\n\r\n  \n"] {
        check(file, ALL, "broken_csv", told);
    }
    assert_eq!(reading("score\n", ALL).unwrap().rows, []);
}

#[test]
fn an_open_quote_is_named_where_it_opens() {
    let told = |line: u64| {
        format!(
            "the quote that opens on line {line} is never closed, so the rows after it can't be \
             told apart; close it or double it"
        )
    };
    check("score,comment\n9,\"a\nb\"\r\n8,\"c\n7,d\n", ALL, "broken_csv", &told(4));
    check("score,comment\r9,a\r8,\"c\r7,d", ALL, "broken_csv", &told(3));
    check("score,\"comment\n9,a\n", ALL, "broken_csv", &told(1));
    check("score,comment\n9,a\n8,\"", ALL, "broken_csv", &told(3));
    // What is within a piece is told as a line of its file.
    check("score,comment\n9,a\n8,\"", &format!("{ALL}&first_line=401"), "broken_csv", &told(402));
}

#[test]
fn a_quote_that_takes_up_rows_before_it_closes_is_rejected_with_its_line() {
    let read = reading("score,comment\n9,\"a\n8,b\n7,\"c\"\n6,d\n", ALL).unwrap();
    let [row] = rejected(&read).try_into().unwrap();
    assert_eq!((row.line, row.code), (2, "stray_quote"));
    assert!(row.detail.contains("the quote of line 2"), "{}", row.detail);
    assert_eq!(read.rows.len(), 2);
    assert_eq!(read.rows[1].as_ref().unwrap().line, 5);
}

#[test]
fn a_record_without_end_is_refused_before_it_fills_the_memory() {
    let long = format!("score,comment\n9,a\n8,\"{}", "x,\n".repeat(400_000));
    let told = "the record or quote that begins on line 3 is over 1048576 bytes; is a quote left \
                open there?";
    check(long, ALL, "broken_csv", told);
}

#[test]
fn a_missing_score_names_what_it_could_be() {
    check(
        "id,NPS rating,comment\n1,9,x\n",
        ALL,
        "missing_column",
        "there is no column \"score\" in the header \"id,NPS rating,comment\", read with a comma \
         between columns; it could be \"NPS rating\": say it by map=score:NPS rating",
    );
    check(
        "a;b\n1;2\n",
        ALL,
        "missing_column",
        "there is no column \"score\" in the header \"a;b\", read with a semicolon between columns; \
         name it by map=score:its header",
    );
    check(
        "id,nps\n1,2\n",
        &format!("{ALL}&map=score:points"),
        "missing_column",
        "map names the column \"points\", which is not in the header \"id,nps\", read with a comma \
         between columns",
    );
}

#[test]
fn two_columns_that_could_be_the_score_are_both_named() {
    check(
        "Score,score\n9,3\n",
        ALL,
        "ambiguous_column",
        "the columns \"Score\" and \"score\" could both be the score; say which by map=score:Score, \
         or rename one where their names are equal",
    );
    let form = "Timestamp,How likely are you to recommend us?,How satisfied are you?\n\
                2026-11-10 9:00,9,4\n";
    let error = reading(form, "survey=nps").unwrap_err();
    assert_eq!(error.code(), "ambiguous_column");
    assert_eq!(error.field(), Some("score"));
    let told = error.to_string();
    assert!(told.contains("recommend us?\" and \"How satisfied are you?\""), "{told}");
    let read = rows(form, "survey=nps&map=score:How satisfied are you?");
    assert_eq!(scores(&read), [4]);
    check(
        "a,b,c\n9,3,1\n",
        &format!("{ALL}&map=score:a,score:b"),
        "ambiguous_column",
        "the columns \"a\" and \"b\" could both be the score; say which by map=score:a, or rename \
         one where their names are equal",
    );
}

#[test]
fn a_header_that_stands_twice_can_not_be_named_by_map() {
    check(
        "NPS,nps,nps\n9,3,1\n",
        &format!("{ALL}&map=score:nps"),
        "ambiguous_column",
        "the columns \"nps\" and \"nps\" could both be the score; say which by map=score:nps, or \
         rename one where their names are equal",
    );
    assert_eq!(scores(&rows("NPS,nps\n9,3\n", &format!("{ALL}&map=score:NPS"))), [9]);
}

#[test]
fn a_table_with_a_row_for_each_question_is_refused() {
    let long = "respondent,question,answer\n1,How likely?,9\n1,Why?,fast\n";
    let told = "the table has a row for each question (column \"question\"), so an answer is \
                several rows; export a row for each response, or keep the rows of the score's \
                question alone";
    check(long, ALL, "row_per_question", told);
    check(long, &format!("{ALL}&map=score:answer"), "row_per_question", told);
    // The score's question alone is a row for each answer.
    let one = "respondent,question,answer\n1,How likely?,9\n2,How likely?,3\n";
    assert_eq!(scores(&rows(one, &format!("{ALL}&map=score:answer"))), [9, 3]);
}

#[test]
fn what_neither_a_column_nor_a_parameter_says_is_asked_for() {
    let time = "answered_at=2026-11-10";
    check(
        "score\n9\n",
        time,
        "missing_column_or_parameter",
        "there is no column \"survey\" and no parameter survey; name it by map=survey:its header",
    );
    check(
        "score,Response date\n9,2026-11-10\n",
        "survey=nps",
        "missing_column_or_parameter",
        "there is no column \"answered_at\" and no parameter answered_at; it could be \"Response \
         date\": say it by map=answered_at:Response date",
    );
}

#[test]
fn parameters_out_of_their_bounds_are_refused() {
    let table = "score,answered_at\n9,2026-11-10\n";
    for (query, code, field, told) in [
        ("survey=Shop", "invalid_parameter", "survey", "survey \"Shop\" is not a survey id"),
        ("survey=other", "unknown_survey", "survey", "this site has no survey other"),
        (
            "survey=nps&date_order=ymd",
            "invalid_parameter",
            "date_order",
            "date_order \"ymd\" is not dmy or mdy",
        ),
        (
            "survey=nps&date_format=iso",
            "invalid_parameter",
            "date_format",
            "date_format \"iso\" is not excel or unix",
        ),
        (
            "survey=nps&map=points:score",
            "invalid_parameter",
            "map",
            "map \"points:score\" is not of the form ours:theirs with a column we know",
        ),
        (
            "survey=nps&map=score",
            "invalid_parameter",
            "map",
            "map \"score\" is not of the form ours:theirs with a column we know",
        ),
        (
            "survey=nps&map=id:score",
            "invalid_parameter",
            "map",
            "map \"id:score\" is not of the form ours:theirs with a column we know",
        ),
        (
            "survey=nps&answered_at=today",
            "invalid_time",
            "answered_at",
            "answered_at \"today\" is neither a day (2026-10-01) nor an instant \
             (2026-10-01T00:00:00Z)",
        ),
    ] {
        let error = reading(table, query).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some(field)), "{query}");
        assert_eq!(error.to_string(), told);
    }
}

#[test]
fn more_rows_than_the_caller_takes_are_refused() {
    let table = "score\n9\n\n8\n";
    assert_eq!(rows(table, &format!("{ALL}&most_rows=2")).len(), 2);
    let error = reading(table, &format!("{ALL}&most_rows=1")).unwrap_err();
    assert_eq!(error, TableError::TooManyRows { most: 1 });
}

#[test]
fn three_hundred_columns_are_read_or_refused_in_words() {
    let names: Vec<String> = (0..300).map(|place| format!("Question {place}")).collect();
    let row = vec!["9"; 300].join(",");
    let table = format!("{}\n{}", names.join(","), format!("{row}\n").repeat(120));
    let told = reading(&table, ALL).unwrap_err().to_string();
    assert!(told.len() < 300, "{told}");
    assert_eq!(rows(&table, &format!("{ALL}&map=score:Question 299")).len(), 120);
}

#[test]
fn rows_are_rejected_one_by_one_with_their_lines() {
    let table = "score,survey,survey_version,answered_at,ordinal\n\
                 9,,,,\n\
                 ,nps,,2026-11-10,\n\
                 NA,nps,,2026-11-10,\n\
                 9,shop,,2026-11-10,\n\
                 9,nps,7,2026-11-10,\n\
                 9,nps,x,2026-11-10,\n\
                 9,nps,1,,\n\
                 9,nps,1,soon,\n\
                 9,nps,1,2026-11-29,\n\
                 9,nps,1,2026-11-10,0\n\
                 9,nps,1,2026-11-10,1,\n\
                 9,nps,1.0,2026-11-10\n";
    // The two columns are there, so no parameter is missing.
    let read = reading(table, "").unwrap();
    let codes: Vec<_> = rejected(&read).iter().map(|row| (row.line, row.code)).collect();
    assert_eq!(
        codes,
        [
            (2, "missing_survey"),
            (3, "missing_score"),
            (4, "missing_score"),
            (5, "unknown_survey"),
            (6, "unknown_survey_version"),
            (7, "unknown_survey_version"),
            (8, "missing_answered_at"),
            (9, "invalid_answered_at"),
            (10, "answered_at_ahead"),
            (11, "invalid_ordinal"),
            (12, "too_many_fields"),
        ]
    );
    assert_eq!(read.rows.len(), 12);
}

#[test]
fn a_row_whose_cells_stand_under_other_columns_decides_nothing() {
    let table = "score,answered_at,comment\n9,10/11/2026,x\n9,13/11/2026,a,b\n";
    assert_eq!(reading(table, "survey=nps").unwrap_err().code(), "ambiguous_dates");
}
