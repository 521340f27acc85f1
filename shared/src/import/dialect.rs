//! What separates the cells of a table, found from its header.

use std::fmt;

use serde::Serialize;

use super::record::Record;
use super::tokens::{Broken, Tokens};

/// What separates the cells of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`, as spreadsheets write where the comma is the decimal sign.
    Semicolon,
    /// A tab.
    Tab,
}

impl Separator {
    /// Every separator, the commonest first.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// The separator's one byte.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// The separator of a header: the one that makes the most cells which `is_known`, else the most
    /// cells.
    ///
    /// # Errors
    /// A quote that no separator ever closes.
    pub(super) fn find(head: &str, is_known: impl Fn(&str) -> bool) -> Result<Self, Broken> {
        let mut best = None;
        let mut broken = None;
        for separator in Self::ALL {
            match first_record(separator, head) {
                Ok(record) => {
                    let known = record.iter().filter(|cell| is_known(cell)).count();
                    let merit = (record.stray_quote().is_none(), known, record.len());
                    if best.is_none_or(|(most, _)| merit > most) {
                        best = Some((merit, separator));
                    }
                }
                Err(error) => broken = broken.or(Some(error)),
            }
        }
        match (best, broken) {
            // A character that separates no cells is no separator.
            (Some(((_, _, 0 | 1), _)) | None, Some(error)) => Err(error),
            (Some((_, separator)), _) => Ok(separator),
            (None, None) => Ok(Self::Comma),
        }
    }
}

impl fmt::Display for Separator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
        })
    }
}

fn first_record(separator: Separator, head: &str) -> Result<Record, Broken> {
    let mut tokens = Tokens::new(separator.byte());
    let mut rest = head;
    while !rest.is_empty() {
        let (taken, record) = tokens.take(rest)?;
        if let Some(record) = record {
            return Ok(record);
        }
        rest = &rest[taken..];
    }
    Ok(tokens.end()?.unwrap_or_default())
}

/// The separator that the first line `sep=;` names, as Excel writes and reads it.
pub(super) fn named(head: &str) -> Option<Separator> {
    let named = head.lines().next()?.split('\r').next()?.strip_prefix("sep=")?;
    Separator::ALL.into_iter().find(|separator| named.as_bytes() == [separator.byte()])
}

#[cfg(test)]
mod tests {
    use super::{Broken, Separator, named};

    #[track_caller]
    fn check(head: &str, separator: Separator) {
        let found = Separator::find(head, |cell| ["score", "comment"].contains(&cell));
        assert_eq!(found, Ok(separator), "{head:?}");
    }

    #[test]
    fn the_separator_is_the_one_that_makes_columns() {
        check("score,comment\n9,a;b;c", Separator::Comma);
        check("score;comment\r9;gut, aber teuer", Separator::Semicolon);
        check("score\tcomment", Separator::Tab);
        check("score", Separator::Comma);
        check("", Separator::Comma);
    }

    #[test]
    fn separators_within_quotes_are_text() {
        check("\"one, two, three, four\";score\n1;2", Separator::Semicolon);
        check("\"a;b\nc;d\",score", Separator::Comma);
    }

    #[test]
    fn a_quote_that_no_separator_closes_is_refused() {
        let error = Separator::find("score,\"comment\n9,x\n", |_| false);
        assert_eq!(error, Err(Broken::OpenQuote { line: 1 }));
    }

    #[test]
    fn columns_that_are_known_count_more_than_many() {
        check("How likely, on a scale, are you;score", Separator::Semicolon);
    }

    #[test]
    fn excel_names_the_separator_on_a_line_of_its_own() {
        assert_eq!(named("sep=;\r\nscore;comment"), Some(Separator::Semicolon));
        assert_eq!(named("sep=,\rscore,comment"), Some(Separator::Comma));
        assert_eq!(named("score,comment"), None);
    }
}
