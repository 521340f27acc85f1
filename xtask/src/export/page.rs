//! A page as it continues those before it: its rows, without byte order mark and header.

use std::io::{BufRead, Write};

use anyhow::{Result, ensure};

use super::Format;

/// What a page held.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// The byte order mark and the header line; empty for NDJSON.
    pub(super) header: Vec<u8>,
    pub(super) rows: u64,
}

/// Copies the rows of a page as they arrive. The edge quotes every field of a CSV and doubles the quotes in
/// it, so a line end is the end of a row exactly where the quotes before it are even.
pub(super) fn copy_rows(
    mut page: impl BufRead,
    format: Format,
    to: &mut impl Write,
) -> Result<Page> {
    let mut header = Vec::new();
    if format == Format::Csv {
        page.read_until(b'\n', &mut header)?;
    }
    let (mut rows, mut is_quoted, mut last) = (0, false, b'\n');
    loop {
        let bytes = page.fill_buf()?;
        let Some(end) = bytes.last() else { break };
        for byte in bytes {
            match byte {
                b'"' => is_quoted = format == Format::Csv && !is_quoted,
                b'\n' if !is_quoted => rows += 1,
                _ => {}
            }
        }
        last = *end;
        to.write_all(bytes)?;
        let read = bytes.len();
        page.consume(read);
    }
    ensure!(!is_quoted && last == b'\n', "a page ended within a row");
    Ok(Page { header, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Copies a page that arrives in pieces of so many bytes.
    fn copy(page: &str, format: Format, piece: usize) -> (Result<Page>, String) {
        let mut rows = Vec::new();
        let reader = std::io::BufReader::with_capacity(piece, page.as_bytes());
        let copied = copy_rows(reader, format, &mut rows);
        (copied, String::from_utf8(rows).unwrap())
    }

    #[test]
    fn rows_are_told_from_their_header_and_counted() {
        let header = "\u{feff}\"id\",\"comment\"\r\n";
        let rows = "\"a\",\"two\nlines, \"\"so\n\"\"\"\r\n\"b\",\"\"\r\n";
        let page = format!("{header}{rows}");
        for piece in 1..page.len() {
            let (copied, text) = copy(&page, Format::Csv, piece);
            assert_eq!(copied.unwrap(), Page { header: header.as_bytes().to_vec(), rows: 2 });
            assert_eq!(text, rows);
        }
        let (copied, text) = copy(header, Format::Csv, 8);
        assert_eq!((copied.unwrap().rows, &*text), (0, ""));
    }

    #[test]
    fn lines_of_ndjson_are_rows_whatever_quotes_they_hold() {
        let lines = "{\"comment\":\"a \\\"\"}\n{\"comment\":\"\\n\"}\n";
        let (copied, text) = copy(lines, Format::Ndjson, 3);
        assert_eq!((copied.unwrap(), &*text), (Page { header: Vec::new(), rows: 2 }, lines));
    }

    #[test]
    fn a_page_that_ends_within_a_row_is_refused() {
        for page in ["\"id\"\r\n\"a", "\"id\"\r\n\"a\"", "\"id\"\r\n\"a\n"] {
            assert!(copy(page, Format::Csv, 8).0.is_err(), "{page:?}");
        }
        assert!(copy("{}\n{", Format::Ndjson, 8).0.is_err());
    }
}
