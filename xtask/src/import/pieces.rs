//! A CSV file cut into pieces of at most 450 rows and 1 MiB, each with the header.
//!
//! Rows are taken over byte for byte, so that a quoted line break, an odd quote or an encoding
//! reaches the edge as it stands in the file, and lines keep their numbers.

use anyhow::{Result, bail};
use csv::{ByteRecord, ReaderBuilder};

/// The most rows that one request may hold.
const MAX_ROWS: u64 = 450;
/// The most bytes that one request may hold.
const MAX_BYTES: usize = 1024 * 1024;

/// One request's worth.
#[derive(Debug)]
pub(super) struct Piece {
    /// The header and the rows.
    pub(super) body: Vec<u8>,
    /// The line of the file that the first row begins on; the header is line 1.
    pub(super) first_line: u64,
    /// How many rows come before it in the file.
    pub(super) first_row: u64,
    /// How many rows it holds.
    pub(super) rows: u64,
}

/// All pieces, in the order of the file.
#[derive(Debug)]
pub(super) struct Pieces(Vec<Piece>);

/// Where a row lies in the file.
struct Row {
    start: usize,
    end: usize,
    line: u64,
}

impl Pieces {
    /// Cuts a whole file.
    pub(super) fn split(file: &[u8]) -> Result<Self> {
        let (header, rows) = rows(file)?;
        let mut pieces: Vec<Piece> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let text = &file[row.start..row.end];
            if header.len() + text.len() > MAX_BYTES {
                bail!("line {}: a row of {} bytes is over the edge's 1 MiB", row.line, text.len());
            }
            match pieces.last_mut() {
                Some(piece)
                    if piece.rows < MAX_ROWS && piece.body.len() + text.len() <= MAX_BYTES =>
                {
                    piece.body.extend_from_slice(text);
                    piece.rows += 1;
                }
                _ => pieces.push(Piece {
                    body: [header, text].concat(),
                    first_line: row.line,
                    first_row: number as u64,
                    rows: 1,
                }),
            }
        }
        Ok(Self(pieces))
    }

    /// How many rows there are in all.
    pub(super) fn rows(&self) -> u64 {
        self.0.iter().map(|piece| piece.rows).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Piece> {
        self.0.iter()
    }
}

/// The header with its line end, and every row.
fn rows(file: &[u8]) -> Result<(&[u8], Vec<Row>)> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file);
    let mut record = ByteRecord::new();
    let mut starts = Vec::new();
    while reader.read_byte_record(&mut record)? {
        if let Some(position) = record.position() {
            starts.push((usize::try_from(position.byte())?, position.line()));
        }
    }
    let end_of = |index: usize| starts.get(index + 1).map_or(file.len(), |(start, _)| *start);
    let rows = starts
        .iter()
        .enumerate()
        .skip(1)
        .map(|(index, (start, line))| Row { start: *start, end: end_of(index), line: *line })
        .collect();
    Ok((&file[..end_of(0)], rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(rows: usize) -> String {
        let row = |row| format!("{},\"line {row}\nand its second half\"\n", row % 11);
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("score,comment\n{}", rows.concat())
    }

    #[test]
    fn no_row_is_lost_or_sent_twice() {
        let text = file(1_203);
        let pieces = Pieces::split(text.as_bytes()).unwrap();
        assert_eq!(pieces.rows(), 1_203);
        let joined: String = pieces
            .iter()
            .map(|piece| {
                String::from_utf8(piece.body.clone()).unwrap().replacen("score,comment\n", "", 1)
            })
            .collect();
        assert_eq!(format!("score,comment\n{joined}"), text);
    }

    #[test]
    fn a_piece_holds_at_most_450_rows() {
        let pieces = Pieces::split(file(1_203).as_bytes()).unwrap();
        assert_eq!(pieces.iter().map(|piece| piece.rows).collect::<Vec<_>>(), [450, 450, 303]);
        assert_eq!(pieces.iter().map(|piece| piece.first_row).collect::<Vec<_>>(), [0, 450, 900]);
    }

    #[test]
    fn lines_are_those_of_the_file_though_rows_span_two() {
        let pieces = Pieces::split(file(1_203).as_bytes()).unwrap();
        assert_eq!(
            pieces.iter().map(|piece| piece.first_line).collect::<Vec<_>>(),
            [2, 902, 1_802]
        );
    }

    #[test]
    fn a_piece_holds_at_most_a_mebibyte() {
        let text = format!("comment\n{}", format!("{}\n", "x".repeat(300_000)).repeat(7));
        let pieces = Pieces::split(text.as_bytes()).unwrap();
        assert_eq!(pieces.iter().map(|piece| piece.rows).collect::<Vec<_>>(), [3, 3, 1]);
        assert!(pieces.iter().all(|piece| piece.body.len() <= MAX_BYTES));
    }

    #[test]
    fn a_row_that_no_request_could_hold_is_named() {
        let text = format!("comment\nshort\n{}\n", "x".repeat(MAX_BYTES));
        let error = Pieces::split(text.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "line 3: a row of 1048577 bytes is over the edge's 1 MiB");
    }
}
