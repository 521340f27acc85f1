//! Text to records, one byte at a time, so that chunks may be cut anywhere.
//!
//! A quote opens a cell at its beginning only, and is doubled within. Every line end ends a record,
//! but within quotes. Blank lines are no records. Not the `csv` crate, which says neither the line of
//! a record that follows a CRLF within quotes, nor that a quote is open at the end.

use std::mem;

use super::lines::Lines;
use super::record::Record;

/// Bytes of a record, at most: those of a request, since a longer one could not be sent.
pub(super) const MOST_RECORD_BYTES: usize = 1_024 * 1_024;

/// Where the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    CellStart,
    Bare,
    Quoted,
    /// After a quote within quotes: the end of the cell, or half of a doubled one.
    Quote,
    /// After the end of a quoted cell.
    Closed,
}

/// Why a text is no records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The quote that opens on this line is open at the end.
    OpenQuote { line: u64 },
    /// A record that begins on this line is over the bound.
    TooLong { line: u64 },
}

/// Cuts a text into records.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    separator: u8,
    at: At,
    lines: Lines,
    /// The line where the last quote opened.
    quote_line: u64,
    bytes: Vec<u8>,
    record: Record,
}

impl Tokens {
    pub(super) const fn new(separator: u8) -> Self {
        Self {
            separator,
            at: At::CellStart,
            lines: Lines::new(),
            quote_line: 1,
            bytes: Vec::new(),
            record: Record {
                line: 1,
                last_line: 1,
                text: String::new(),
                ends: Vec::new(),
                stray_quote: None,
            },
        }
    }

    /// The line where the record begins that is under way.
    pub(super) const fn record_line(&self) -> u64 {
        self.record.line
    }

    /// Takes text up to the end of a record. Returns how much was taken, and the record, if it ended.
    pub(super) fn take(&mut self, text: &str) -> Result<(usize, Option<Record>), Broken> {
        for (place, byte) in text.bytes().enumerate() {
            if let Some(record) = self.pass(byte) {
                return Ok((place + 1, Some(record)));
            }
        }
        if self.bytes.len() > MOST_RECORD_BYTES {
            // An open quote takes all that follows, so the quote is the likelier place to look.
            let line = if self.at == At::Quoted { self.quote_line } else { self.record.line };
            return Err(Broken::TooLong { line });
        }
        Ok((text.len(), None))
    }

    /// The record that no line end ended.
    pub(super) fn end(&mut self) -> Result<Option<Record>, Broken> {
        if self.at == At::Quoted {
            return Err(Broken::OpenQuote { line: self.quote_line });
        }
        Ok(self.end_record(self.lines.line()))
    }

    #[inline]
    fn pass(&mut self, byte: u8) -> Option<Record> {
        let line = self.lines.line();
        self.lines.pass(byte);
        match self.at {
            At::Quoted => match byte {
                b'"' => self.at = At::Quote,
                _ => self.bytes.push(byte),
            },
            At::Quote if byte == b'"' => {
                self.bytes.push(byte);
                self.at = At::Quoted;
            }
            At::CellStart if byte == b'"' => {
                self.quote_line = line;
                self.at = At::Quoted;
            }
            _ if byte == self.separator => {
                self.end_cell();
                self.at = At::CellStart;
            }
            _ if byte == b'\n' || byte == b'\r' => return self.end_record(line),
            At::Quote | At::Closed if byte == b' ' => self.at = At::Closed,
            At::Quote | At::Closed => {
                self.record.stray_quote = Some(self.quote_line);
                self.bytes.push(byte);
                self.at = At::Bare;
            }
            At::CellStart | At::Bare => {
                self.bytes.push(byte);
                self.at = At::Bare;
            }
        }
        None
    }

    fn end_cell(&mut self) {
        self.record.ends.push(self.bytes.len());
    }

    fn end_record(&mut self, last_line: u64) -> Option<Record> {
        let is_quoted = matches!(self.at, At::Quote | At::Closed);
        self.end_cell();
        self.at = At::CellStart;
        // Cells are cut at ASCII bytes of UTF-8, so all of them is UTF-8.
        let text = String::from_utf8(mem::take(&mut self.bytes)).unwrap_or_default();
        let next = Record { line: self.lines.line(), ..Record::default() };
        let mut record = mem::replace(&mut self.record, next);
        if record.ends.len() == 1 && !is_quoted && text.trim().is_empty() {
            return None;
        }
        record.text = text;
        record.last_line = last_line;
        Some(record)
    }
}

#[cfg(test)]
mod tests;
