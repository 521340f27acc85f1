//! Why a table is refused as a whole.

mod message;

use super::dialect::Separator;
use crate::id::SurveyId;

/// Why a table is refused as a whole: nothing of it may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// The encoding given has no such name, or is one that nobody reads.
    UnknownCharset {
        /// As it was given.
        given: String,
    },
    /// The first bytes say another encoding than the one given.
    OtherCharset {
        /// The one given.
        given: &'static str,
        /// The one that the byte order mark says.
        found: &'static str,
    },
    /// Bytes that are invalid in the given encoding.
    NotInCharset {
        /// The one given.
        charset: &'static str,
        /// Where.
        line: u64,
    },
    /// Bytes that are invalid in the encoding that was found.
    Undecodable {
        /// The one found.
        charset: &'static str,
        /// Where.
        line: u64,
    },
    /// An encoding that is not read unless it is said.
    LooksLike {
        /// The likeliest.
        charset: &'static str,
    },
    /// Another kind of file.
    NotATable {
        /// Which.
        what: NotATable,
    },
    /// A NUL, which no text has.
    Nul {
        /// Where.
        line: u64,
    },
    /// No header.
    Empty,
    /// A quote that is open at the end.
    OpenQuote {
        /// Where it opens.
        line: u64,
    },
    /// The header goes on after the end of a quote.
    StrayQuote {
        /// Where the quote opens.
        line: u64,
    },
    /// A record that no request could hold.
    RecordTooLong {
        /// Where it begins, or where its open quote does.
        line: u64,
    },
    /// More rows than the caller takes.
    TooManyRows {
        /// How many it takes.
        most: u64,
    },
    /// A column that has to be there is not.
    NoColumn {
        /// Its name.
        column: String,
        /// The header, cut.
        header: String,
        /// What separates its columns.
        separator: Separator,
        /// Columns that it could be.
        candidates: Vec<String>,
    },
    /// `map` names a header that is not there.
    NoHeader {
        /// The header it names.
        named: String,
        /// The header that is there, cut.
        header: String,
        /// What separates its columns.
        separator: Separator,
    },
    /// Two columns that one of ours could be.
    TwoColumns {
        /// Ours.
        column: &'static str,
        /// The headers of both.
        headers: [String; 2],
    },
    /// Each row is the answer to one of several questions.
    RowPerQuestion {
        /// The column that tells the question.
        question: String,
    },
    /// A pair of `map` that names no column of ours.
    Map {
        /// The pair.
        pair: String,
    },
    /// A parameter with an illegal value.
    Parameter {
        /// Which.
        name: &'static str,
        /// Its value, cut.
        given: String,
        /// What it may be.
        legal: &'static str,
    },
    /// Neither a column nor a parameter says it.
    NotSaid {
        /// What.
        name: &'static str,
        /// Columns that it could be.
        candidates: Vec<String>,
    },
    /// The survey named for all rows is no id.
    SurveyName {
        /// As it was given, cut.
        given: String,
    },
    /// The site has no survey of the name given for all rows.
    UnknownSurvey {
        /// The name.
        survey: SurveyId,
    },
    /// The time that is given for all rows cannot be read.
    Time {
        /// As it was given, cut.
        given: String,
    },
    /// A column of dates that reads both ways.
    DatesReadBothWays {
        /// Where one of them stands.
        line: u64,
        /// That date.
        given: String,
        /// What it is with the day first.
        day_first: String,
        /// What it is with the month first.
        month_first: String,
    },
    /// A column of dates of which some have the day first and some the month.
    DatesContradict {
        /// A line where only the day can come first.
        day_first: u64,
        /// A line where only the month can.
        month_first: u64,
    },
}

impl TableError {
    /// The same of a piece, whose lines are told as those of its file.
    #[must_use]
    pub(super) fn moved(mut self, line_of: impl Fn(u64) -> u64) -> Self {
        match &mut self {
            Self::NotInCharset { line, .. }
            | Self::Undecodable { line, .. }
            | Self::OpenQuote { line }
            | Self::RecordTooLong { line } => *line = line_of(*line),
            _ => {}
        }
        self
    }

    /// A stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownCharset { .. } => "unknown_charset",
            Self::OtherCharset { .. } | Self::NotInCharset { .. } => "wrong_charset",
            Self::Undecodable { .. }
            | Self::LooksLike { .. }
            | Self::Nul { .. }
            | Self::Empty
            | Self::OpenQuote { .. }
            | Self::StrayQuote { .. }
            | Self::RecordTooLong { .. } => "broken_csv",
            Self::NotATable { .. } => "not_a_table",
            Self::TooManyRows { .. } => "import_too_large",
            Self::NoColumn { .. } | Self::NoHeader { .. } => "missing_column",
            Self::TwoColumns { .. } => "ambiguous_column",
            Self::RowPerQuestion { .. } => "row_per_question",
            Self::Map { .. } | Self::Parameter { .. } | Self::SurveyName { .. } => {
                "invalid_parameter"
            }
            Self::NotSaid { .. } => "missing_column_or_parameter",
            Self::UnknownSurvey { .. } => "unknown_survey",
            Self::Time { .. } => "invalid_time",
            Self::DatesReadBothWays { .. } | Self::DatesContradict { .. } => "ambiguous_dates",
        }
    }

    /// The column or the parameter to blame.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::UnknownCharset { .. }
            | Self::OtherCharset { .. }
            | Self::NotInCharset { .. }
            | Self::Undecodable { .. }
            | Self::LooksLike { .. }
            | Self::NotATable { .. }
            | Self::Nul { .. }
            | Self::Empty
            | Self::OpenQuote { .. }
            | Self::StrayQuote { .. }
            | Self::RecordTooLong { .. }
            | Self::TooManyRows { .. } => None,
            Self::NoColumn { column, .. } => Some(column),
            Self::TwoColumns { column, .. } => Some(column),
            Self::RowPerQuestion { question } => Some(question),
            Self::Map { .. } | Self::NoHeader { .. } => Some("map"),
            Self::Parameter { name, .. } | Self::NotSaid { name, .. } => Some(name),
            Self::SurveyName { .. } | Self::UnknownSurvey { .. } => Some("survey"),
            Self::Time { .. } => Some("answered_at"),
            Self::DatesReadBothWays { .. } | Self::DatesContradict { .. } => Some("date_order"),
        }
    }
}

impl std::error::Error for TableError {}

/// What a file is that is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotATable {
    /// A PDF.
    Pdf,
    /// A zip, as the files of today's spreadsheets are.
    Zip,
    /// A workbook of Excel before 2007.
    OldExcel,
    /// Something compressed.
    Gzip,
    /// A page, or XML.
    Html,
}
