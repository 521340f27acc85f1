//! The records of a file that comes in chunks of bytes.

use std::collections::VecDeque;

use super::charset::Charset;
use super::decode::Decoder;
use super::dialect::Separator;
use super::error::TableError;
use super::record::Record;
use super::tokens::{Broken, Tokens};

/// Text that the separator is looked for in, at most.
pub(super) const HEAD_BYTES: usize = 64 * 1_024;

/// Bytes decoded at once, so that a file in one chunk is not in memory twice.
const STEP: usize = 16 * 1_024;

/// Yields the records of a file, the header first. Where it is a piece of one, the lines of its rows
/// are those of the whole file.
pub(super) struct Records<I> {
    chunks: I,
    decoder: Decoder,
    tokens: Tokens,
    text: String,
    ready: VecDeque<Record>,
    is_done: bool,
    has_header: bool,
    /// The line of the first row in the whole file, if that was said, and here.
    first_line: Option<u64>,
    begin: Option<u64>,
}

impl<I> Records<I> {
    /// The record that the rows begin with, and after which lines are those of the whole file.
    pub(super) fn begin(&mut self, first: Record) -> Record {
        self.begin = Some(first.line());
        self.moved(first)
    }

    fn moved(&self, mut record: Record) -> Record {
        record.line = self.line(record.line);
        record.last_line = self.line(record.last_line);
        record.stray_quote = record.stray_quote.map(|line| self.line(line));
        record
    }

    fn line(&self, here: u64) -> u64 {
        match (self.first_line, self.begin) {
            (Some(first), Some(begin)) => first.saturating_add(here.saturating_sub(begin)),
            _ => here,
        }
    }
}

impl<C, E, I> Records<I>
where
    C: AsRef<[u8]>,
    E: From<TableError>,
    I: Iterator<Item = Result<C, E>>,
{
    pub(super) fn new(
        chunks: I,
        charset: Charset,
        separator: Separator,
        first_line: Option<u64>,
    ) -> Self {
        Self {
            chunks,
            decoder: Decoder::new(charset),
            tokens: Tokens::new(separator.byte()),
            text: String::new(),
            ready: VecDeque::new(),
            is_done: false,
            has_header: false,
            first_line,
            begin: None,
        }
    }

    /// What went wrong, told by the line of the whole file.
    fn located(&mut self, error: TableError) -> TableError {
        if self.has_header && self.begin.is_none() {
            self.begin = Some(self.tokens.record_line());
        }
        error.moved(|line| self.line(line))
    }

    /// Takes a part of a chunk; at the end of all, nothing.
    fn take(&mut self, step: Option<&[u8]>) -> Result<(), TableError> {
        match step {
            Some(step) => self.decoder.push(step, &mut self.text)?,
            None => self.decoder.end(&mut self.text)?,
        }
        self.cut()?;
        if step.is_none() {
            let last = self.tokens.end()?;
            self.ready.extend(last);
        }
        Ok(())
    }

    /// Takes chunks until a record is ready.
    fn fill(&mut self) -> Result<(), E> {
        while self.ready.is_empty() && !self.is_done {
            if let Some(chunk) = self.chunks.next() {
                for step in chunk?.as_ref().chunks(STEP) {
                    self.take(Some(step)).map_err(|error| self.located(error))?;
                }
            } else {
                self.is_done = true;
                self.take(None).map_err(|error| self.located(error))?;
            }
        }
        Ok(())
    }

    /// Cuts the text that is there into records.
    fn cut(&mut self) -> Result<(), TableError> {
        let mut rest = self.text.as_str();
        while !rest.is_empty() {
            let (taken, record) = self.tokens.take(rest)?;
            rest = &rest[taken..];
            if let Some(record) = record {
                self.ready.extend((!names_separator(&record)).then_some(record));
            }
        }
        self.text.clear();
        Ok(())
    }
}

/// Whether a record is the line `sep=;`, which tells Excel the separator.
fn names_separator(record: &Record) -> bool {
    record.line() == 1 && record.iter().eq(["sep=", ""])
}

impl<C, E, I> Iterator for Records<I>
where
    C: AsRef<[u8]>,
    E: From<TableError>,
    I: Iterator<Item = Result<C, E>>,
{
    type Item = Result<Record, E>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Err(error) = self.fill() {
            self.is_done = true;
            self.ready.clear();
            return Some(Err(error));
        }
        let record = self.ready.pop_front()?;
        self.has_header = true;
        Some(Ok(self.moved(record)))
    }
}

impl From<Broken> for TableError {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::OpenQuote { line } => Self::OpenQuote { line },
            Broken::TooLong { line } => Self::RecordTooLong { line },
        }
    }
}

/// The beginning of a file as text, for finding the separator; `chunks` are the first ones, `is_all`
/// of them.
pub(super) fn head<C: AsRef<[u8]>>(
    chunks: &[C],
    is_all: bool,
    charset: Charset,
) -> Result<String, TableError> {
    let (mut decoder, mut text) = (Decoder::new(charset), String::new());
    for step in chunks.iter().flat_map(|chunk| chunk.as_ref().chunks(STEP)) {
        decoder.push(step, &mut text)?;
        if text.len() >= HEAD_BYTES {
            return Ok(text);
        }
    }
    if is_all {
        decoder.end(&mut text)?;
    }
    Ok(text)
}
