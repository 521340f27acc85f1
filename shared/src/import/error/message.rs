//! What a refusal tells the person: what is wrong, where, and what to do.

use std::fmt;

use super::{NotATable, TableError};
use crate::import::tokens::MOST_RECORD_BYTES;

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCharset { given } => write!(
                f,
                "charset {given:?} is not one that is read here; UTF-8, UTF-16, Shift_JIS and \
                 windows-1252 are"
            ),
            Self::OtherCharset { given, found } => {
                write!(f, "charset {given} was given, but the file begins with the mark of {found}")
            }
            Self::NotInCharset { charset, line } => {
                write!(f, "line {line} is not in {charset}, which was given as the charset")
            }
            Self::Undecodable { charset, line } => write!(
                f,
                "line {line} is not in {charset}, which the rest looks like; save the file again as \
                 UTF-8, or say its encoding: Content-Type: text/csv; charset=…"
            ),
            Self::LooksLike { charset } => write!(
                f,
                "the file is neither UTF-8, UTF-16, Shift_JIS nor Latin-1; it looks like \
                 {charset}: say so by Content-Type: text/csv; charset={charset}, or save it as \
                 UTF-8"
            ),
            Self::NotATable { what } => {
                write!(f, "the file is {what}, not a table; export it as CSV")
            }
            Self::Nul { line } => write!(
                f,
                "line {line} holds a NUL byte, so the file is damaged or no text; export it again \
                 as CSV in UTF-8"
            ),
            Self::Empty => f.write_str("the file is empty; a table begins with a header"),
            Self::OpenQuote { line } => write!(
                f,
                "the quote that opens on line {line} is never closed, so the rows after it can't \
                 be told apart; close it or double it"
            ),
            Self::StrayQuote { line } => write!(
                f,
                "a cell of the header goes on after its closing quote, which opens on line {line}; \
                 a quote within quotes is doubled"
            ),
            Self::RecordTooLong { line } => write!(
                f,
                "the record or quote that begins on line {line} is over {MOST_RECORD_BYTES} bytes; \
                 is a quote left open there?"
            ),
            Self::TooManyRows { most } => write!(
                f,
                "an import is at most {most} rows a request; split the file (cargo xtask import \
                 does)"
            ),
            Self::NoColumn { column, header, separator, candidates } => {
                write!(
                    f,
                    "there is no column {column:?} in the header {header:?}, read with a \
                     {separator} between columns; "
                )?;
                say_map(f, column, candidates)
            }
            Self::NoHeader { named, header, separator } => write!(
                f,
                "map names the column {named:?}, which is not in the header {header:?}, read with \
                 a {separator} between columns"
            ),
            Self::TwoColumns { column, headers: [one, other] } => write!(
                f,
                "the columns {one:?} and {other:?} could both be the {column}; say which by \
                 map={column}:{one}, or rename one where their names are equal"
            ),
            Self::RowPerQuestion { question } => write!(
                f,
                "the table has a row for each question (column {question:?}), so an answer is \
                 several rows; export a row for each response, or keep the rows of the score's \
                 question alone"
            ),
            Self::Map { pair } => {
                write!(f, "map {pair:?} is not of the form ours:theirs with a column we know")
            }
            Self::Parameter { name, given, legal } => write!(f, "{name} {given:?} is not {legal}"),
            Self::NotSaid { name, candidates } => {
                write!(f, "there is no column {name:?} and no parameter {name}; ")?;
                say_map(f, name, candidates)
            }
            Self::SurveyName { given } => write!(f, "survey {given:?} is not a survey id"),
            Self::UnknownSurvey { survey } => write!(f, "this site has no survey {survey}"),
            Self::Time { given } => write!(
                f,
                "answered_at {given:?} is neither a day (2026-10-01) nor an instant \
                 (2026-10-01T00:00:00Z)"
            ),
            Self::DatesReadBothWays { .. } | Self::DatesContradict { .. } => self.say_dates(f),
        }
    }
}

impl TableError {
    /// What a column of dates leaves open; nothing of any other refusal.
    fn say_dates(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DatesReadBothWays { line, given, day_first, month_first } => write!(
                f,
                "{given:?} on line {line} reads both as {day_first} and as {month_first}, and no \
                 other row decides; say date_order=dmy or date_order=mdy"
            ),
            Self::DatesContradict { day_first, month_first } => write!(
                f,
                "line {day_first} has a date with the day first and line {month_first} one with \
                 the month first; say date_order=dmy or date_order=mdy, and the other kind is \
                 rejected"
            ),
            _ => Ok(()),
        }
    }
}

/// How to say which column it is.
fn say_map(f: &mut fmt::Formatter<'_>, column: &str, candidates: &[String]) -> fmt::Result {
    match candidates {
        [] => write!(f, "name it by map={column}:its header"),
        [first, ..] => {
            f.write_str("it could be ")?;
            for (place, candidate) in candidates.iter().enumerate() {
                let before = if place == 0 { "" } else { ", " };
                write!(f, "{before}{candidate:?}")?;
            }
            write!(f, ": say it by map={column}:{first}")?;
            if first.contains(',') {
                f.write_str(", with a map= of its own for each other column")?;
            }
            Ok(())
        }
    }
}

impl fmt::Display for NotATable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pdf => "a PDF",
            Self::Zip => "a zip, as workbooks (.xlsx, .ods) are",
            Self::OldExcel => "an Excel workbook (.xls)",
            Self::Gzip => "compressed (gzip)",
            Self::Html => "HTML or XML",
        })
    }
}
