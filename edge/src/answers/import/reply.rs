//! What came of a request.

use std::collections::BTreeMap;

use koe_shared::answer::{Channel, Contact, Outcome};
use koe_shared::confidence::Confidence;
use koe_shared::id::SurveyId;
use koe_shared::import::{Dropped, Rejected, Row, Understood};
use koe_shared::instant::Instant;
use koe_shared::result::MetricResult;
use koe_shared::score::Score;
use koe_shared::tally::Tally;
use serde::Serialize;
use utoipa::ToSchema;

/// What came of a request: each row counts once.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Imported {
    /// `accepted`, `replaced`, `duplicates` and the length of `rejected` together.
    pub(super) rows: usize,
    /// Rows that are answers now.
    pub(crate) accepted: usize,
    /// Rows that took the place of what they said before.
    pub(crate) replaced: usize,
    /// Rows that were there already, or stay away: taken back, or erased.
    pub(crate) duplicates: usize,
    /// Rows that can't be read as answers.
    pub(crate) rejected: Vec<Rejected>,
    /// What was left out of rows that are answers.
    pub(crate) dropped: Vec<Dropped>,
    /// The import's name, to undo it by.
    pub(crate) batch: String,
    /// The columns as they are understood: of a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) columns: Option<Vec<Understood>>,
    /// The first five answers as they are read: of a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sample: Option<Vec<SampleRow>>,
    /// What these rows alone would score: of a dry run. Null where they are of several surveys or scales, or
    /// none has a score.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<MetricResult>)]
    pub(super) result: Option<Alone>,
}

/// What rows alone would score, if they can be put together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub(super) struct Alone(Option<MetricResult>);

/// A row as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SampleRow)]
pub(super) struct SampleRow {
    line: u64,
    survey: SurveyId,
    survey_version: u32,
    outcome: Outcome,
    score: Option<u8>,
    answered_at: Instant,
    comment: Option<String>,
    touchpoint: Option<String>,
    locale: Option<String>,
    respondent: Option<String>,
    external_id: Option<String>,
    channel: Channel,
    page: Option<String>,
    publish: bool,
    test: bool,
    contact: Option<Contact>,
    segments: BTreeMap<String, String>,
}

impl SampleRow {
    pub(super) fn of(row: &Row) -> Self {
        let pair = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self {
            line: row.line,
            survey: row.survey.clone(),
            survey_version: row.survey_version,
            outcome: row.outcome,
            score: row.score.map(Score::value),
            answered_at: Instant(row.answered_at),
            comment: row.comment.clone(),
            touchpoint: row.touchpoint.as_ref().map(|at| at.as_str().to_owned()),
            locale: row.locale.as_ref().map(|locale| locale.as_str().to_owned()),
            respondent: row.respondent.clone(),
            external_id: row.external_id.clone(),
            channel: row.channel,
            page: row.page.clone(),
            publish: row.publish,
            test: row.test,
            contact: row.contact.clone(),
            segments: row.segments.iter().map(pair).collect(),
        }
    }
}

impl Alone {
    pub(super) fn of<'r>(rows: impl Iterator<Item = &'r Row>) -> Self {
        Self(result(rows))
    }
}

/// What rows score that are of one survey and scale.
fn result<'r>(rows: impl Iterator<Item = &'r Row>) -> Option<MetricResult> {
    let mut counted: Option<(&SurveyId, Tally)> = None;
    for row in rows.filter(|row| !row.test) {
        let Some(score) = row.score else { continue };
        let (survey, tally) =
            counted.get_or_insert_with(|| (&row.survey, Tally::new(score.scale())));
        // A tally refuses the score of another scale.
        (*survey == &row.survey && tally.record(score).is_ok()).then_some(())?;
    }
    counted.map(|(_, tally)| MetricResult::of(&tally, Confidence::default()))
}
