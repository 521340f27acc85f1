//! A long file in passes and in pieces: each row keeps its line, and says what it says in the file.

use koe_shared::import::{Charset, Piece, Plan, Read, Rejected, Row, TableError};
use proptest::prelude::{prop_assert_eq, proptest};

use crate::{options, reading, tokyo};

/// Reads a file in chunks, as the tool does, and cuts it into pieces of so many rows. Returns what the
/// whole says, and what the pieces say.
fn in_pieces(
    file: &[u8],
    query: &str,
    chunk: usize,
    rows: usize,
) -> [Vec<Result<Row, Rejected>>; 2] {
    let (site, options) = (tokyo(), options(query));
    let chunks = || file.chunks(chunk).map(Ok::<_, TableError>);
    let charset = Charset::find(chunks(), None).unwrap();
    let plan = Plan::find(chunks(), charset, &options, &site).unwrap();
    let read: Vec<Read> = plan.rows(chunks(), &site).map(Result::unwrap).collect();
    let mut of_pieces = Vec::new();
    for part in read.chunks(rows) {
        let mut piece = Piece::new(&plan, &["ordinal"]);
        for read in part {
            piece.push(&read.record, &["1"]);
        }
        let first_line = piece.first_line().unwrap();
        let order = plan.date_order().map(|order| format!("&date_order={}", order.as_str()));
        let query = format!("{query}&first_line={first_line}{}", order.unwrap_or_default());
        of_pieces.extend(reading(piece.into_text(), &query).unwrap().rows);
    }
    let numbered = |row: Result<Row, Rejected>| row.map(|row| Row { ordinal: Some(1), ..row });
    [read.into_iter().map(|read| numbered(read.row)).collect(), of_pieces]
}

#[test]
fn a_piece_keeps_the_lines_of_its_file() {
    let file = crate::found::file("crlf-lines.csv");
    for rows in 1..=4 {
        let [whole, pieces] = in_pieces(&file, "survey=nps", 7, rows);
        assert_eq!(whole, pieces);
        let lines = whole.iter().filter_map(|row| row.as_ref().err()).map(|row| row.line);
        assert_eq!(lines.collect::<Vec<_>>(), [5, 8]);
    }
    // The same file as a later piece of another one.
    let text = String::from_utf8(file).unwrap();
    let read = reading(text, "survey=nps&first_line=401").unwrap();
    let lines: Vec<_> = crate::rejected(&read).iter().map(|row| row.line).collect();
    assert_eq!(lines, [404, 407]);
}

#[test]
fn rows_that_are_left_out_of_a_piece_leave_its_lines_as_they_are() {
    let table = "score,comment\n9,a\n8,\"b\nb\"\n\n7,c\n";
    let query = "survey=nps&answered_at=2026-11-10";
    let chunks = || [Ok::<_, TableError>(table)];
    let site = tokyo();
    let plan = Plan::find(chunks(), Charset::UTF_8, &options(query), &site).unwrap();
    let read: Vec<Read> = plan.rows(chunks(), &site).map(Result::unwrap).collect();
    let mut piece = Piece::new(&plan, &[]);
    assert!(piece.is_empty());
    piece.push(&read[0].record, &[]);
    piece.push(&read[2].record, &[]);
    assert_eq!((piece.first_line(), piece.rows()), (Some(2), 2));
    let text = "\"score\",\"comment\"\n\"9\",\"a\"\n\n\n\n\"7\",\"c\"\n";
    assert_eq!(piece.len(), text.len());
    assert_eq!(piece.into_text(), text);
}

#[test]
fn a_piece_of_a_survey_monkey_export_has_both_its_headers() {
    let table = "Respondent ID,Collector ID,End Date,NPS\n,,,Response\n1,7,2026-11-10,9\n\
                 2,7,13/11/2026,3\n3,7,11/11/2026,3\n4,7,12/11/2026,10\n";
    let [whole, pieces] = in_pieces(table.as_bytes(), "survey=nps", 10, 1);
    assert_eq!(whole, pieces, "also where the whole file decides the order of day and month");
    assert!(whole.iter().all(Result::is_ok));
    assert_eq!(whole.len(), 4);
}

#[test]
fn the_line_of_excel_s_separator_counts_as_a_line() {
    let table = "sep=;\r\nscore;comment\r\n9;gut, aber\r\nx;\r\n";
    let [whole, pieces] = in_pieces(table.as_bytes(), "survey=nps&answered_at=2026-11-10", 5, 1);
    assert_eq!(whole, pieces);
    assert_eq!(whole[1].as_ref().unwrap_err().line, 4);
}

proptest! {
    #[test]
    fn pieces_say_what_the_whole_says(
        cells in proptest::collection::vec(("[0-9x]{0,2}", "[a\",\r\n ']{0,6}"), 1..8),
        end in 0..3_usize,
        chunk in 1..20_usize,
        rows in 1..5_usize,
    ) {
        let end = ["\n", "\r\n", "\r"][end];
        let mut text = format!("score,comment{end}");
        for (score, comment) in &cells {
            text.extend([score, ",\"", &comment.replace('"', "\"\""), "\"", end, end]);
        }
        let query = "survey=nps&answered_at=2026-11-10";
        let [whole, pieces] = in_pieces(text.as_bytes(), query, chunk, rows);
        prop_assert_eq!(whole.len(), cells.len());
        prop_assert_eq!(whole, pieces);
    }
}
