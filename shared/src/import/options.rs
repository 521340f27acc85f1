//! What the caller says of a table as a whole.

use super::dialect::Separator;

/// What the caller says of a table as a whole, each as it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The survey of rows that name none.
    pub survey: Option<String>,
    /// The time of rows that tell none.
    pub answered_at: Option<String>,
    /// Columns under other names: `score:nps`. One entry may hold several pairs, `score:nps,
    /// comment:why`, as long as each names a column of the header.
    pub map: Vec<String>,
    /// Places of columns, from 1, that are not read, whatever their names say.
    pub passed_over: Vec<usize>,
    /// `dmy` or `mdy`: what the first number of `3/11/2026` is.
    pub date_order: Option<String>,
    /// `excel` or `unix`: what times that are bare numbers count.
    pub date_format: Option<String>,
    /// The encoding as `Content-Type` names it.
    pub charset: Option<String>,
    /// The separator, where the media type says it.
    pub separator: Option<Separator>,
    /// The line of the first row in the file that this is a piece of.
    pub first_line: Option<u64>,
    /// How many rows there may be.
    pub most_rows: Option<u64>,
}
