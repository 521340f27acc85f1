//! A table cut into pieces of at most 120 rows and 1 MiB, each with the header and, where the file has none,
//! with a column `ordinal`.

use anyhow::{Result, bail};
use koe_shared::import::{Field, Piece, Plan, Record};

/// The most rows that one request may hold.
const MAX_ROWS: u64 = 120;
/// The most bytes that one request may hold.
const MAX_BYTES: u64 = 1024 * 1024;

/// Pieces on their way.
pub(super) struct Pieces<'a> {
    plan: &'a Plan,
    has_ordinal: bool,
    open: Piece,
    /// The line of the file that the next row would begin on.
    line: u64,
    /// Rows of the file that come before the end of the open piece.
    end: u64,
}

/// A piece that is whole.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) text: String,
    /// The line of the file that its first row begins on.
    pub(super) first_line: u64,
    /// Rows of the file, those that are not sent too, that come before its end.
    pub(super) end: u64,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let has_ordinal = plan.has(Field::Ordinal);
        Self { plan, has_ordinal, open: begin(plan, has_ordinal), line: 0, end: 0 }
    }

    /// Adds a row, the file's `number`th from 1, and gives the piece before it where that is full.
    pub(super) fn add(
        &mut self,
        record: &Record,
        number: u64,
        ordinal: u32,
    ) -> Result<Option<Whole>> {
        let ordinal = ordinal.to_string();
        let added: &[&str] = if self.has_ordinal { &[] } else { &[&ordinal] };
        let size = size(record, added, self.plan);
        let gap = if self.open.is_empty() { 0 } else { record.line().saturating_sub(self.line) };
        let is_full =
            self.open.rows() == MAX_ROWS || self.open.len() as u64 + gap + size > MAX_BYTES;
        let whole = if is_full { self.take() } else { None };
        if self.open.len() as u64 + size > MAX_BYTES {
            bail!("line {}: a row of {size} bytes is over the edge's 1 MiB", record.line());
        }
        self.open.push(record, added);
        self.line = record.last_line() + 1;
        self.end = number;
        Ok(whole)
    }

    /// The piece that is open, if it has a row.
    pub(super) fn take(&mut self) -> Option<Whole> {
        let begun = begin(self.plan, self.has_ordinal);
        let piece = std::mem::replace(&mut self.open, begun);
        let first_line = piece.first_line()?;
        Some(Whole { text: piece.into_text(), first_line, end: self.end })
    }
}

fn begin(plan: &Plan, has_ordinal: bool) -> Piece {
    Piece::new(plan, if has_ordinal { &[] } else { &["ordinal"] })
}

/// Bytes of a row in a piece: each cell in quotes, with those within it doubled, and what follows it.
fn size(record: &Record, added: &[&str], plan: &Plan) -> u64 {
    let cell = |cell: &str| cell.len() + cell.matches('"').count() + 3;
    let cells: usize = record.iter().chain(added.iter().copied()).map(cell).sum();
    let columns = plan.headers().next().map_or(0, Record::len);
    (cells + 3 * columns.saturating_sub(record.len())) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::facts::tests::site;
    use koe_shared::import::{Charset, Options};

    /// The pieces of a file of which every row is sent, and the lines of its rows.
    fn cut(text: &str, keep: impl Fn(u64) -> bool) -> Result<(Vec<Whole>, Vec<u64>)> {
        let site = site();
        let options = Options {
            survey: Some("shop-nps".into()),
            answered_at: Some("2026-11-01".into()),
            ..Options::default()
        };
        let chunks = || [Ok::<_, anyhow::Error>(text.as_bytes())];
        let plan = Plan::find(chunks(), Charset::UTF_8, &options, &site)?;
        let (mut pieces, mut all, mut lines) = (Pieces::new(&plan), Vec::new(), Vec::new());
        for (number, read) in (1..).zip(plan.rows(chunks(), &site)) {
            let record = read?.record;
            if keep(number) {
                lines.push(record.line());
                all.extend(pieces.add(&record, number, 1)?);
            }
        }
        all.extend(pieces.take());
        assert!(all.iter().all(|piece| piece.text.len() as u64 <= MAX_BYTES));
        Ok((all, lines))
    }

    /// Rows of two lines each.
    fn file(rows: usize) -> String {
        let row = |row| format!("{},\"row \"\"{row}\"\"\nand its second half\"\n", row % 11);
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("score,comment\n{}", rows.concat())
    }

    /// The lines and the comments of the rows, as the edge reads them.
    fn read(pieces: &[Whole]) -> Vec<(u64, String)> {
        let site = site();
        let mut all = Vec::new();
        for piece in pieces {
            let options = Options {
                survey: Some("shop-nps".into()),
                answered_at: Some("2026-11-01".into()),
                first_line: Some(piece.first_line),
                most_rows: Some(MAX_ROWS),
                ..Options::default()
            };
            let read = koe_shared::import::read(piece.text.as_bytes(), &options, &site).unwrap();
            for row in read.rows {
                let row = row.unwrap();
                assert_eq!(row.ordinal, Some(1));
                all.push((row.line, row.comment.unwrap()));
            }
        }
        all
    }

    #[test]
    fn no_row_is_lost_or_sent_twice_and_lines_are_those_of_the_file() {
        let (pieces, lines) = cut(&file(301), |_| true).unwrap();
        assert_eq!(pieces.iter().map(|piece| piece.end).collect::<Vec<_>>(), [120, 240, 301]);
        assert_eq!(pieces.iter().map(|piece| piece.first_line).collect::<Vec<_>>(), [2, 242, 482]);
        let expected =
            (0..301).map(|row| (2 + 2 * row, format!("row \"{row}\"\nand its second half")));
        assert!(read(&pieces).into_iter().eq(expected));
        assert!(lines.into_iter().eq((0..301).map(|row| 2 + 2 * row)));
    }

    #[test]
    fn rows_that_are_left_out_leave_their_lines() {
        let (pieces, lines) = cut(&file(400), |number| number % 3 == 1).unwrap();
        assert_eq!(pieces.iter().map(|piece| piece.end).collect::<Vec<_>>(), [358, 400]);
        assert!(read(&pieces).into_iter().map(|(line, _)| line).eq(lines));
    }

    #[test]
    fn a_gap_that_no_piece_could_hold_is_cut() {
        let text = format!("score,comment\n1,a\n{}2,b\n", "\n".repeat(1_100_000));
        let (pieces, _) = cut(&text, |_| true).unwrap();
        assert_eq!(pieces.iter().map(|p| p.first_line).collect::<Vec<_>>(), [2, 1_100_003]);
    }

    #[test]
    fn a_file_with_the_column_keeps_it() {
        let (pieces, _) = cut("score,ordinal\n9,3\n", |_| true).unwrap();
        assert_eq!(pieces[0].text, "\"score\",\"ordinal\"\n\"9\",\"3\"\n");
    }

    #[test]
    fn a_piece_holds_at_most_a_mebibyte() {
        let row = format!("1,{}\n", "x".repeat(300_000));
        let text = format!("score,comment\n{}", row.repeat(7));
        let (pieces, _) = cut(&text, |_| true).unwrap();
        assert_eq!(pieces.iter().map(|piece| piece.end).collect::<Vec<_>>(), [3, 6, 7]);
    }

    #[test]
    fn a_row_that_no_request_could_hold_is_named() {
        let text = format!("score,comment\n1,\"{}\"\n", "\"\"".repeat(600_000));
        let error = cut(&text, |_| true).unwrap_err();
        let told = "line 2: a row of 1200011 bytes is over the edge's 1 MiB";
        assert_eq!(error.to_string(), told);
    }
}
