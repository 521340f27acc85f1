//! What was understood of a table, and whether it can be imported at all.

use std::iter;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::charset::Charset;
use super::columns::{Columns, Understood};
use super::dates::{DateOrder, Evidence, Numbers, Times};
use super::dialect::Separator;
use super::error::TableError;
use super::exports::Export;
use super::field::Field;
use super::judge::check_shape;
use super::options::Options;
use super::outline::separator;
use super::proposals::time_candidates;
use super::record::Record;
use super::records::{HEAD_BYTES, Records, head};
use super::rows::Rows;
use super::site_facts::SiteFacts;
use crate::id::SurveyId;

/// Characters of a value that a refusal repeats, at most.
const SHOWN: usize = 100;

/// What was understood of a table: how its rows are read.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) charset: Charset,
    pub(super) separator: Separator,
    pub(super) header: Record,
    pub(super) second: Option<Record>,
    pub(super) columns: Columns,
    pub(super) times: Times,
    pub(super) options: Options,
    pub(super) time_for_all: Option<(Timestamp, String)>,
    rows: u64,
}

impl Plan {
    /// Reads a whole file, from its beginning, and refuses what is wrong with it as a whole. After
    /// that, [`Plan::rows`] refuses nothing more but row by row.
    ///
    /// # Errors
    /// Why nothing of it may be stored.
    pub fn find<C: AsRef<[u8]>, E: From<TableError>>(
        chunks: impl IntoIterator<Item = Result<C, E>>,
        charset: Charset,
        options: &Options,
        site: &dyn SiteFacts,
    ) -> Result<Self, E> {
        // 1. What is said for all rows.
        let said = Said::check(options, site)?;
        // 2. The separator, from the beginning of the file.
        let mut chunks = chunks.into_iter();
        let (mut first, mut bytes) = (Vec::new(), 0);
        let mut is_all = false;
        while bytes < 2 * HEAD_BYTES && !is_all {
            match chunks.next() {
                Some(chunk) => {
                    let chunk = chunk?;
                    bytes += chunk.as_ref().len();
                    first.push(chunk);
                }
                None => is_all = true,
            }
        }
        let head = head(&first, is_all, charset)?;
        let separator = separator(&head, options)?;
        // 3. The header.
        let chunks = first.into_iter().map(Ok).chain(chunks);
        let mut records = Records::new(chunks, charset, separator, options.first_line);
        let header = records.next().transpose()?.ok_or(TableError::Empty)?;
        check_header(&header)?;
        let mut begun = records.next().transpose()?;
        let second = begun.take_if(|record| is_second_header(&header, record));
        let columns = Columns::find(&header, second.as_ref(), options, separator)?;
        check_said(&columns, &header, options)?;
        // 4. Every row, for what only all of them tell.
        let mut seen = Seen::default();
        if begun.is_none() {
            begun = records.next().transpose()?;
        }
        let begun = begun.map(|record| records.begin(record));
        for record in begun.map(Ok).into_iter().chain(records) {
            seen.pass(&record?, &columns, &header, options)?;
        }
        let order = match said.order {
            Some(order) => Some(order),
            None => seen.evidence.order()?,
        };
        let times = said.times(&columns, order, site);
        Ok(Self {
            charset,
            separator,
            header,
            second,
            columns,
            times,
            options: options.clone(),
            time_for_all: said.time,
            rows: seen.rows,
        })
    }

    /// The rows of the same file, from its beginning, each with its record.
    pub fn rows<'a, C, E, I>(&'a self, chunks: I, site: &'a dyn SiteFacts) -> Rows<'a, I::IntoIter>
    where
        C: AsRef<[u8]>,
        E: From<TableError>,
        I: IntoIterator<Item = Result<C, E>>,
    {
        let headers = 1 + usize::from(self.second.is_some());
        let records =
            Records::new(chunks.into_iter(), self.charset, self.separator, self.options.first_line);
        Rows::new(self, records, headers, site)
    }

    /// Its encoding.
    #[must_use]
    pub const fn charset(&self) -> Charset {
        self.charset
    }

    /// What separates its cells.
    #[must_use]
    pub const fn separator(&self) -> Separator {
        self.separator
    }

    /// The export that it was known for.
    #[must_use]
    pub const fn export(&self) -> Option<Export> {
        self.columns.export
    }

    /// What the first number of its dates is, as it was said or as one of them decides.
    #[must_use]
    pub const fn date_order(&self) -> Option<DateOrder> {
        self.times.order
    }

    /// How many rows there are, rejected ones too.
    #[must_use]
    pub const fn row_count(&self) -> u64 {
        self.rows
    }

    /// Whether a column was found.
    #[must_use]
    pub const fn has(&self, field: Field) -> bool {
        self.columns.has(field)
    }

    /// The columns that are read.
    #[must_use]
    pub fn columns(&self) -> Vec<Understood> {
        self.columns.understood(&self.header)
    }

    /// The header, and the record that an export adds to it.
    pub fn headers(&self) -> impl Iterator<Item = &Record> {
        iter::once(&self.header).chain(&self.second)
    }
}

/// What all rows together tell.
#[derive(Default)]
struct Seen {
    rows: u64,
    evidence: Evidence,
    question: Option<String>,
}

impl Seen {
    fn pass(
        &mut self,
        record: &Record,
        columns: &Columns,
        header: &Record,
        options: &Options,
    ) -> Result<(), TableError> {
        self.rows += 1;
        if let Some(most) = options.most_rows.filter(|most| self.rows > *most) {
            return Err(TableError::TooManyRows { most });
        }
        check_nul(record, columns.is_own())?;
        if check_shape(record, columns.count()).is_err() {
            return Ok(());
        }
        if let Some(time) = columns.get(record, Field::AnsweredAt) {
            self.evidence.see(time, record.line());
        }
        let question = columns.question.filter(|_| !columns.has(Field::Survey));
        if let Some(asked) = question.and_then(|place| record.get(place)) {
            let first = self.question.get_or_insert_with(|| asked.to_owned());
            if first != asked {
                let question = question.and_then(|place| header.get(place)).unwrap_or_default();
                return Err(TableError::RowPerQuestion { question: question.to_owned() });
            }
        }
        Ok(())
    }
}

/// What the caller says for all rows, checked: else it would reject every one of them.
struct Said {
    order: Option<DateOrder>,
    numbers: Numbers,
    time: Option<(Timestamp, String)>,
}

impl Said {
    fn check(options: &Options, site: &dyn SiteFacts) -> Result<Self, TableError> {
        if let Some(named) = &options.survey {
            let survey: SurveyId =
                named.trim().parse().map_err(|_| TableError::SurveyName { given: shown(named) })?;
            if site.version(&survey, None).is_none() {
                return Err(TableError::UnknownSurvey { survey });
            }
        }
        let order = parameter("date_order", options.date_order.as_ref(), "dmy or mdy", |word| {
            DateOrder::from_name(word)
        })?;
        let numbers =
            parameter("date_format", options.date_format.as_ref(), "excel or unix", |word| {
                match word {
                    "excel" => Some(Numbers::Excel),
                    "unix" => Some(Numbers::Unix),
                    _ => None,
                }
            })?;
        let numbers = numbers.unwrap_or(Numbers::Unsaid);
        let times = Times { zone: site.zone().clone(), order, numbers };
        let time = options.answered_at.as_deref().map(|at| {
            let read = times.read(at).map_err(|_| TableError::Time { given: shown(at) });
            read.map(|time| (time, at.trim().to_owned()))
        });
        Ok(Self { order, numbers, time: time.transpose()? })
    }

    fn times(&self, columns: &Columns, order: Option<DateOrder>, site: &dyn SiteFacts) -> Times {
        let zone = if columns.is_utc { TimeZone::UTC } else { site.zone().clone() };
        let numbers = match self.numbers {
            Numbers::Unsaid if columns.export == Some(Export::Delighted) => Numbers::LongUnix,
            numbers => numbers,
        };
        Times { zone, order, numbers }
    }
}

fn parameter<T>(
    name: &'static str,
    given: Option<&String>,
    legal: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, TableError> {
    let read = |word: &String| {
        read(word.trim()).ok_or_else(|| TableError::Parameter { name, given: shown(word), legal })
    };
    given.map(read).transpose()
}

fn check_header(header: &Record) -> Result<(), TableError> {
    check_nul(header, false)?;
    match header.stray_quote() {
        Some(line) => Err(TableError::StrayQuote { line }),
        None => Ok(()),
    }
}

/// A NUL is in no text that people have. A visitor may have sent one, which an export of Koe's own
/// brings along.
fn check_nul(record: &Record, is_own: bool) -> Result<(), TableError> {
    if !is_own && record.text.contains('\0') {
        return Err(TableError::Nul { line: record.line() });
    }
    Ok(())
}

fn is_second_header(header: &Record, record: &Record) -> bool {
    super::exports::recognise(header)
        .is_some_and(|known| known.export.is_second_header(header, record))
}

/// What every answer has is said by a column or for all rows.
fn check_said(columns: &Columns, header: &Record, options: &Options) -> Result<(), TableError> {
    if options.survey.is_none() && !columns.has(Field::Survey) {
        return Err(TableError::NotSaid { name: "survey", candidates: Vec::new() });
    }
    if options.answered_at.is_none() && !columns.has(Field::AnsweredAt) {
        let candidates = time_candidates(header);
        return Err(TableError::NotSaid { name: "answered_at", candidates });
    }
    Ok(())
}

fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
