//! What can be seen of a table before anybody knows what its columns mean: for a person who has to say it.

use std::iter;

use super::charset::Charset;
use super::columns::known_headers;
use super::dialect::{Separator, named};
use super::error::TableError;
use super::options::Options;
use super::record::Record;
use super::records::{Records, head};

/// The beginning of a table that is in memory.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Its encoding.
    pub charset: Charset,
    /// What separates its cells.
    pub separator: Separator,
    /// The names of its columns.
    pub header: Record,
    /// The first records below, as they stand there.
    pub first: Vec<Record>,
}

impl Outline {
    /// Reads the header of a table, and at most so many records below it.
    ///
    /// # Errors
    /// Why the file is no table.
    pub fn read(file: &[u8], options: &Options, records: usize) -> Result<Self, TableError> {
        let chunks = || iter::once(Ok::<_, TableError>(file));
        let charset = Charset::find(chunks(), options.charset.as_deref())?;
        let separator = separator(&head(&[file], true, charset)?, options)?;
        let mut read = Records::new(chunks(), charset, separator, None);
        let header = read.next().transpose()?.ok_or(TableError::Empty)?;
        // A record that can't be read is told by reading the table as a whole.
        let first = read.map_while(Result::ok).take(records).collect();
        Ok(Self { charset, separator, header, first })
    }
}

/// What separates the cells: as it was said, as the file names it, or as its header shows.
pub(super) fn separator(head: &str, options: &Options) -> Result<Separator, TableError> {
    match options.separator.or_else(|| named(head)) {
        Some(separator) => Ok(separator),
        None => Ok(Separator::find(head, known_headers(&options.map))?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_seen_though_nobody_knows_its_columns() {
        let file = b"points;when\r\n9;\"2026\n11\"\r\n8;x\r\n7;y\r\n";
        let outline = Outline::read(file, &Options::default(), 2).unwrap();
        assert_eq!(outline.header.iter().collect::<Vec<_>>(), ["points", "when"]);
        assert_eq!(outline.separator, Separator::Semicolon);
        assert_eq!((outline.charset.name(), outline.first.len()), ("UTF-8", 2));
        assert_eq!(outline.first[0].get(1), Some("2026\n11"));
    }

    #[test]
    fn what_is_no_table_has_no_outline() {
        let read = |file: &[u8]| Outline::read(file, &Options::default(), 5).unwrap_err();
        assert_eq!(read(b""), TableError::Empty);
        assert_eq!(read(b"PK\x03\x04....").code(), "not_a_table");
    }
}
