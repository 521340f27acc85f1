//! A row of a file as an answer.

use std::borrow::Cow;

use csv::StringRecord;
use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::{AnsweredAt, Channel, MAX_COMMENT_UNITS, Respondent, Segments};
use koe_shared::id::{MAX_AHEAD, SurveyId};
use koe_shared::instant::Instant;
use koe_shared::locale::Locale;
use koe_shared::metadata::{EncodedSegments, Flags, Metadata, Recorded};
use koe_shared::metric::Scale;
use koe_shared::score::Score;
use sha2::{Digest, Sha256};

use super::bounds::MOST_ROWS;
use super::columns::Columns;
use super::error::{ImportError, RowError};
use super::ident::{Source, answer_id};
use crate::answers::revision::{Revision, Value};
use crate::hex;
use crate::sites::{Calendar, Site};
use crate::store::keys::Rank;

/// Characters of a value that a rejection repeats, at most.
const SHOWN: usize = 100;

/// A row that is an answer.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) revision: Revision,
}

/// A row, or why it is passed over.
pub(super) type Judged = Result<Row, RowError>;

/// What the caller says of a file as a whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct ImportOptions {
    /// The survey of rows that name none.
    pub(crate) survey: Option<String>,
    /// The time of rows that tell none.
    pub(crate) answered_at: Option<String>,
    /// What the file is called; by default SHA-256 of its bytes.
    pub(crate) batch: Option<String>,
    /// The line of the first row, where this is a piece of a file.
    pub(crate) first_line: Option<u64>,
    /// Columns under other names: `score:nps,comment:explication`.
    pub(crate) map: Option<String>,
}

/// Reads the rows of a file, for one site.
pub(super) struct Reader<'a> {
    site: &'a Site,
    calendar: Calendar,
    options: ImportOptions,
    batch: String,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        site: &'a Site,
        mut options: ImportOptions,
        file: &[u8],
        now: Timestamp,
    ) -> Self {
        let batch = options.batch.take().unwrap_or_else(|| hex::encode(&Sha256::digest(file)));
        let calendar = Calendar::new(&site.document().timezone, now);
        Self { site, calendar, options, batch }
    }

    /// Refuses what would reject every row.
    pub(super) fn check_options(&self) -> Result<(), ImportError> {
        if let Some(named) = &self.options.survey {
            let survey: SurveyId =
                named.parse().map_err(|_| ImportError::SurveyName { given: shown(named) })?;
            if self.site.version(&survey, None).is_none() {
                return Err(ImportError::UnknownSurvey { survey });
            }
        }
        match &self.options.answered_at {
            Some(at) if self.calendar.moment(at).is_none() => {
                Err(ImportError::Time { given: shown(at) })
            }
            _ => Ok(()),
        }
    }

    /// Every row with its line.
    pub(super) fn read(&self, bytes: &[u8]) -> Result<Vec<(u64, Judged)>, ImportError> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n');
            ImportError::Broken { line: before.count() as u64 }
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut csv = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let broken = |error: &csv::Error| ImportError::Broken {
            line: error.position().map_or(1, csv::Position::line),
        };
        let header = csv.headers().map_err(|error| broken(&error))?.clone();
        let columns = Columns::find(&header, self.options.map.as_deref())?;
        self.check_said(&columns)?;

        let mut rows = Vec::new();
        let mut offset = None;
        for record in csv.records() {
            let record = record.map_err(|error| broken(&error))?;
            if rows.len() == MOST_ROWS {
                return Err(ImportError::TooLarge);
            }
            let here = record.position().map_or(0, csv::Position::line);
            let first = *offset.get_or_insert(here);
            let line = self.options.first_line.unwrap_or(first).saturating_add(here - first);
            rows.push((line, self.row(&columns, &record, line)));
        }
        Ok(rows)
    }

    /// What every answer has is said by a column or for all rows.
    fn check_said(&self, columns: &Columns) -> Result<(), ImportError> {
        let said = [("survey", &self.options.survey), ("answered_at", &self.options.answered_at)];
        match said.into_iter().find(|(name, all)| all.is_none() && !columns.has(name)) {
            Some((name, _)) => Err(ImportError::NotSaid { name }),
            None => Ok(()),
        }
    }

    fn row(&self, columns: &Columns, record: &StringRecord, line: u64) -> Judged {
        let now = self.calendar.now;
        let get = |name: &str| columns.get(record, name);
        let (survey, version, scale) = self.survey(get("survey"))?;
        let score = score(get("score"), scale)?;
        let (time, time_to_live) = self.time(get("answered_at"))?;
        let comment = comment(get("comment"))?;
        let respondent = respondent(get("respondent"))?;
        let touchpoint = get("touchpoint").map(AnsweredAt::from_page);
        let locale: Option<Locale> = get("locale").and_then(|locale| locale.parse().ok());
        let metadata = Metadata {
            recorded: Recorded::Answered(score),
            channel: Channel::Import,
            flags: Flags::NONE
                .with(Flags::COMMENT, comment.is_some())
                .with(Flags::RESPONDENT, respondent.is_some()),
            survey_version: version,
            survey: Cow::Borrowed(survey.as_str()),
            touchpoint: touchpoint.as_ref().map(|at| Cow::Borrowed(at.as_str())),
            locale: locale.as_ref().map(|locale| Cow::Borrowed(locale.as_str())),
            segments: EncodedSegments::from(&Segments::from_pairs(columns.segments(record))),
        };
        let source = match get("external_id") {
            Some(id) => Source::External(id),
            None => Source::Line { batch: &self.batch, line },
        };
        let secret = self.site.record.import_secret();
        let time_ms = u64::try_from(time.as_millisecond()).unwrap_or(0);
        let id = answer_id(secret, time_ms, survey.as_str(), source);
        let revision = Revision {
            // The same step as for a visitor's id, so that all keys are made alike.
            id: id.public(&self.site.id),
            rank: Rank::Revision(1),
            metadata: metadata.encode(),
            value: Value {
                received_at: Instant(now),
                comment,
                page: None,
                respondent,
                contact: None,
            },
            time_to_live,
        };
        Ok(Row { revision })
    }

    fn survey(&self, named: Option<&str>) -> Result<(SurveyId, u32, Scale), RowError> {
        let named = named.or(self.options.survey.as_deref()).ok_or(RowError::NoSurvey)?;
        let found = named.parse::<SurveyId>().ok().and_then(|survey| {
            let (version, scale) = self.site.version(&survey, None)?;
            Some((survey, version, scale))
        });
        found.ok_or_else(|| RowError::UnknownSurvey(shown(named)))
    }

    /// When the answer was given, and how long it still lives.
    fn time(&self, told: Option<&str>) -> Result<(Timestamp, SignedDuration), RowError> {
        let told = told.or(self.options.answered_at.as_deref()).ok_or(RowError::NoTime)?;
        let time = self.calendar.moment(told).ok_or_else(|| RowError::Time(shown(told)))?;
        let now = self.calendar.now;
        if time.duration_since(now) > MAX_AHEAD {
            return Err(RowError::Ahead(Instant(time).to_string()));
        }
        let retention = self.site.record.retention();
        let time_to_live = retention.left(time, now).ok_or_else(|| {
            let days = retention.days(time);
            RowError::OverRetention { at: Instant(time).to_string(), days }
        })?;
        Ok((time, time_to_live))
    }
}

fn score(told: Option<&str>, scale: Scale) -> Result<Score, RowError> {
    let told = told.ok_or(RowError::MissingScore)?;
    let value: i64 = told.parse().map_err(|_| RowError::ScoreNotAnInteger(shown(told)))?;
    Score::new(scale, value).map_err(RowError::OffScale)
}

fn comment(told: Option<&str>) -> Result<Option<String>, RowError> {
    let Some(comment) = told else { return Ok(None) };
    let units = comment.encode_utf16().count();
    if units > MAX_COMMENT_UNITS {
        return Err(RowError::CommentTooLong { units, most: MAX_COMMENT_UNITS });
    }
    Ok(Some(comment.to_owned()))
}

/// The owner's own file needs no signature.
fn respondent(told: Option<&str>) -> Result<Option<String>, RowError> {
    let Some(id) = told else { return Ok(None) };
    let claimed = Respondent { id: id.to_owned(), expires_at: None, signature: None };
    if claimed.has_legal_id() { Ok(Some(claimed.id)) } else { Err(RowError::Respondent) }
}

fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
