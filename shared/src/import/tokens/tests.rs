//! The tokenizer against tables that were written cell by cell, and against the `csv` crate.

use proptest::prelude::{Just, Strategy, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::Index;

use super::{Broken, Tokens};
use crate::import::record::Record;

/// Cuts a text that comes in chunks, each ending at one of `ends`.
fn cut(text: &str, separator: u8, ends: &[Index]) -> Result<Vec<Record>, Broken> {
    let (mut tokens, mut records) = (Tokens::new(separator), Vec::new());
    let mut ends: Vec<usize> = ends.iter().map(|end| end.index(text.len() + 1)).collect();
    ends.retain(|end| text.is_char_boundary(*end));
    ends.push(text.len());
    ends.sort_unstable();
    let mut begin = 0;
    for end in ends {
        let mut chunk = &text[begin..end];
        while !chunk.is_empty() {
            let (taken, record) = tokens.take(chunk)?;
            records.extend(record);
            chunk = &chunk[taken..];
        }
        begin = end;
    }
    records.extend(tokens.end()?);
    Ok(records)
}

fn cells(record: &Record) -> Vec<String> {
    record.iter().map(str::to_owned).collect()
}

#[track_caller]
fn check(text: &str, expected: &[(u64, u64, &[&str])]) {
    let records = cut(text, b',', &[]).unwrap();
    let read: Vec<_> =
        records.iter().map(|r| (r.line(), r.last_line(), r.iter().collect::<Vec<_>>())).collect();
    let expected: Vec<_> =
        expected.iter().map(|(line, last, cells)| (*line, *last, cells.to_vec())).collect();
    assert_eq!(read, expected, "{text:?}");
}

#[test]
fn records_begin_on_the_lines_of_the_file() {
    let two: &[(u64, u64, &[&str])] = &[(1, 1, &["a", "b"]), (2, 2, &["c", ""])];
    for end in ["\n", "\r\n", "\r"] {
        check(&format!("a,b{end}c,{end}"), two);
        check(&format!("a,b{end}c,"), two);
    }
    check("\n\r\n \na\r\r\nb", &[(4, 4, &["a"]), (6, 6, &["b"])]);
    let cell = "two\r\nlines\rand\nfour";
    check(&format!("\"{cell}\",x\ny"), &[(1, 4, &[cell, "x"]), (5, 5, &["y"])]);
    check("\"\"\n\n\"\"\n", &[(1, 1, &[""]), (3, 3, &[""])]);
}

#[test]
fn quotes_open_at_the_beginning_of_a_cell_only() {
    check("a\"b,\"c\"\"d\",\"\"\"\"\n", &[(1, 1, &["a\"b", "c\"d", "\""])]);
    check("\"a\"  ,\"b\" \n", &[(1, 1, &["a", "b"])]);
}

#[test]
fn what_follows_a_closing_quote_is_marked_with_its_line() {
    let records = cut("a\nx,\"b\nc\"d,e\nf\n", b',', &[]).unwrap();
    let stray: Vec<_> = records.iter().map(Record::stray_quote).collect();
    assert_eq!(stray, [None, Some(2), None]);
    assert_eq!(cells(&records[1]), ["x", "b\ncd", "e"]);
}

#[test]
fn an_open_quote_is_refused_by_its_line() {
    assert_eq!(cut("a\n\"b\"\n\"c\nd\n", b',', &[]), Err(Broken::OpenQuote { line: 3 }));
    assert_eq!(cut("a\r\rb,\"", b',', &[]), Err(Broken::OpenQuote { line: 3 }));
    let second = cut("\"a\nb\",\"c\nd\n", b',', &[]);
    assert_eq!(second, Err(Broken::OpenQuote { line: 2 }), "the record begins on line 1");
}

/// A cell as it is written: in quotes where it has to be, or always.
fn written(cell: &str, separator: char, in_quotes: bool) -> String {
    let special = |c| c == separator || matches!(c, '"' | '\n' | '\r');
    // A blank line is no record, so a lone blank cell stands in quotes.
    if in_quotes || cell.contains(special) || cell.trim().is_empty() {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn line_ends(text: &str) -> u64 {
    text.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() as u64
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = prop_oneof!["[a\" ,;\t\r\n声é]{0,6}", "[ -~]{0,8}"];
    proptest::collection::vec(proptest::collection::vec(cell, 1..5), 0..6)
}

proptest! {
    #[test]
    fn what_was_written_is_read_with_its_lines(
        table in table(),
        separator in prop_oneof![Just(','), Just(';'), Just('\t')],
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        blanks in 0..3_usize,
        in_quotes: bool,
        ends: Vec<Index>,
    ) {
        let mut text = String::new();
        let mut lines = Vec::new();
        for row in &table {
            text.push_str(&end.repeat(blanks));
            let cells: Vec<_> = row.iter().map(|c| written(c, separator, in_quotes)).collect();
            let begin = line_ends(&text) + 1;
            text.push_str(&cells.join(&separator.to_string()));
            lines.push((begin, line_ends(&text) + 1));
            text.push_str(end);
        }
        let records = cut(&text, separator as u8, &ends).unwrap();
        prop_assert_eq!(records.iter().map(cells).collect::<Vec<_>>(), table);
        let read: Vec<_> = records.iter().map(|r| (r.line(), r.last_line())).collect();
        prop_assert_eq!(read, lines);
    }

    /// Any text: the `csv` crate finds the same cells, but where a quote is open or a cell goes on
    /// after one.
    #[test]
    fn the_csv_crate_finds_the_same_records(text in "[a,\"\n]{0,24}", ends: Vec<Index>) {
        let Ok(records) = cut(&text, b',', &ends) else { return Ok(()) };
        if records.iter().any(|record| record.stray_quote().is_some()) {
            return Ok(());
        }
        let mut oracle = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let oracle: Vec<Vec<String>> = oracle
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        prop_assert_eq!(records.iter().map(cells).collect::<Vec<_>>(), oracle);
    }

    #[test]
    fn chunks_may_be_cut_anywhere(text in "[a,\" \r\n声]{0,24}", ends: Vec<Index>) {
        prop_assert_eq!(cut(&text, b',', &ends), cut(&text, b',', &[]));
    }
}
