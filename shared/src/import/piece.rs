//! A piece of a table as UTF-8 CSV, so that it can be sent alone and its lines still be told.

use super::plan::Plan;
use super::record::Record;

/// Writes a piece of a table: the header, then rows at the lines that they have in the file, counted
/// from the piece's first row. Cells keep their line ends, and what was left out between two rows
/// becomes blank lines.
#[derive(Clone, Debug)]
pub struct Piece {
    text: String,
    columns: usize,
    added: usize,
    /// The line in the file of the first row, and the line that the next row would stand on.
    lines: Option<(u64, u64)>,
    rows: u64,
}

impl Piece {
    /// A piece with the header of a table, and with more columns after its own.
    #[must_use]
    pub fn new(plan: &Plan, added: &[&str]) -> Self {
        let mut piece = Self {
            text: String::new(),
            columns: plan.header.len(),
            added: added.len(),
            lines: None,
            rows: 0,
        };
        for (place, header) in plan.headers().enumerate() {
            let added = if place == 0 { added } else { &[] };
            piece.write(header, added.iter().copied());
        }
        piece
    }

    /// Appends a row, with its cells for the columns that were added. Rows come in the file's order.
    pub fn push(&mut self, record: &Record, added: &[&str]) {
        let line = record.line();
        if let Some((_, next)) = self.lines {
            (next..line).for_each(|_| self.text.push('\n'));
        }
        let first = self.lines.map_or(line, |(first, _)| first);
        self.write(record, added.iter().copied());
        self.lines = Some((first, record.last_line() + 1));
        self.rows += 1;
    }

    fn write<'a>(&mut self, record: &'a Record, added: impl Iterator<Item = &'a str>) {
        let missing = self.columns.saturating_sub(record.len());
        let cells = record.iter().chain(std::iter::repeat_n("", missing));
        let added = added.chain(std::iter::repeat("")).take(self.added);
        for (place, cell) in cells.chain(added).enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        }
        self.text.push('\n');
    }

    /// The line in the file of the first row: `first_line`.
    #[must_use]
    pub fn first_line(&self) -> Option<u64> {
        self.lines.map(|(first, _)| first)
    }

    /// How many rows it has.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Its bytes so far.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it has no row yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The piece as it is sent.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }
}
