//! A record as an answer, or why it cannot be one.
//!
//! 1. Its cells are where the header says.
//! 2. The survey, and the version's scale.
//! 3. The outcome, and the score on that scale.
//! 4. The time.
//! 5. What it is known by.
//! 6. The rest, which costs no answer.

use jiff::Timestamp;

use super::cells::Cells;
use super::columns::Columns;
use super::dates::Times;
use super::dropped::Tally;
use super::field::Field;
use super::options::Options;
use super::record::Record;
use super::rejected::RowError;
use super::row::{OwnId, Row};
use super::score::{score, whole};
use super::site_facts::SiteFacts;
use crate::answer::Outcome;
use crate::id::{MAX_AHEAD, SurveyId};
use crate::instant::Instant;
use crate::metric::Scale;

/// Characters of a value that a rejection repeats, at most.
const SHOWN: usize = 100;

/// All that judging one record needs.
pub(super) struct Judge<'a> {
    pub(super) columns: &'a Columns,
    pub(super) times: &'a Times,
    pub(super) options: &'a Options,
    /// The time of rows that tell none, and how it was written.
    pub(super) time_for_all: Option<&'a (Timestamp, String)>,
    pub(super) site: &'a dyn SiteFacts,
}

impl Judge<'_> {
    pub(super) fn row(&self, record: &Record, dropped: &mut Tally) -> Result<Row, RowError> {
        let (columns, line) = (self.columns, record.line());
        let get = |field| columns.get(record, field);
        // 1.
        check_shape(record, columns.count())?;
        // 2.
        let (survey, survey_version, scale) =
            self.survey(get(Field::Survey), get(Field::SurveyVersion))?;
        // 3. A word on the outcome waits until the row is an answer.
        let mut told = Tally::default();
        let mut cells = Cells { columns, record, line, dropped: &mut told };
        let outcome = cells.outcome();
        let score = match (outcome, get(Field::Score)) {
            (Outcome::Answered, None) => return Err(RowError::MissingScore),
            (Outcome::Answered, Some(said)) => Some(score(said, scale)?),
            (Outcome::Dismissed | Outcome::Ignored, None) => None,
            (Outcome::Dismissed | Outcome::Ignored, Some(_)) => {
                return Err(RowError::ScoreWithoutAnswer);
            }
        };
        // 4.
        let (answered_at, written_at) = self.time(get(Field::AnsweredAt))?;
        // 5.
        let ordinal = get(Field::Ordinal).map(ordinal).transpose()?;
        let id = get(Field::Id).filter(|_| columns.is_own());
        let id = id.map(|id| id.parse().map_err(|_| RowError::Id(shown(id)))).transpose()?;
        // 6.
        let own =
            id.map(|id| OwnId { id, revision: cells.revision(), received_at: cells.received_at() });
        let row = Row {
            line,
            survey,
            survey_version,
            says_version: get(Field::SurveyVersion).is_some(),
            outcome,
            score,
            answered_at,
            written_at,
            comment: cells.comment(),
            touchpoint: cells.touchpoint(),
            locale: cells.locale(),
            respondent: cells.respondent(),
            external_id: get(Field::ExternalId).map(str::to_owned),
            channel: cells.channel(),
            page: cells.page(),
            publish: cells.flag(Field::Publish),
            test: cells.flag(Field::Test),
            contact: cells.contact(),
            segments: cells.segments(),
            ordinal,
            own,
        };
        cells.pass_over();
        dropped.merge(told);
        Ok(row)
    }

    fn survey(
        &self,
        named: Option<&str>,
        version: Option<&str>,
    ) -> Result<(SurveyId, u32, Scale), RowError> {
        let named = named.or(self.options.survey.as_deref()).ok_or(RowError::NoSurvey)?;
        let unknown = || RowError::UnknownSurvey(shown(named));
        let survey: SurveyId = named.trim().parse().map_err(|_| unknown())?;
        let current = self.site.version(&survey, None).ok_or_else(unknown)?;
        let (version, scale) = match version {
            None => current,
            Some(said) => {
                let number = whole(said).and_then(|number| u32::try_from(number).ok());
                number.and_then(|number| self.site.version(&survey, Some(number))).ok_or_else(
                    || RowError::UnknownVersion {
                        survey: survey.to_string(),
                        version: shown(said),
                    },
                )?
            }
        };
        Ok((survey, version, scale))
    }

    /// When the answer was given, and how that is written.
    fn time(&self, told: Option<&str>) -> Result<(Timestamp, String), RowError> {
        let (time, written) = match (told, self.time_for_all) {
            (Some(told), _) => (self.times.read(told)?, told.to_owned()),
            (None, Some(for_all)) => for_all.clone(),
            (None, None) => return Err(RowError::NoTime),
        };
        if time.duration_since(self.site.now()) > MAX_AHEAD {
            return Err(RowError::Ahead(Instant(time).to_string()));
        }
        Ok((time, written))
    }
}

/// Whether each cell stands under its own column.
pub(super) fn check_shape(record: &Record, columns: usize) -> Result<(), RowError> {
    if let Some(line) = record.stray_quote() {
        return Err(RowError::StrayQuote { line });
    }
    if record.len() > columns {
        return Err(RowError::TooManyFields { fields: record.len(), columns });
    }
    Ok(())
}

fn ordinal(said: &str) -> Result<u32, RowError> {
    let number = whole(said).and_then(|number| u32::try_from(number).ok());
    number.filter(|number| *number > 0).ok_or_else(|| RowError::Ordinal(shown(said)))
}

fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
