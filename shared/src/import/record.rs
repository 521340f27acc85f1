//! A record of a table, with the line where it begins.

/// A record of a table: its cells as they stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub(super) line: u64,
    pub(super) last_line: u64,
    pub(super) text: String,
    pub(super) ends: Vec<usize>,
    pub(super) stray_quote: Option<u64>,
}

impl Record {
    /// The line of the file, from 1, where it begins.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// The line that it ends on.
    #[must_use]
    pub const fn last_line(&self) -> u64 {
        self.last_line
    }

    /// How many cells it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no cell, which no record of a table is like.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell at a place, from 0.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)?;
        let begin = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.text[begin..end])
    }

    /// All cells.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|place| self.get(place))
    }

    /// The line of the quote after whose end the cell goes on, which is no CSV.
    pub(super) const fn stray_quote(&self) -> Option<u64> {
        self.stray_quote
    }
}
