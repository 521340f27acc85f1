//! A row that is an answer.

use jiff::Timestamp;

use crate::answer::{AnsweredAt, Channel, Contact, Outcome, Segments};
use crate::id::{PublicId, SurveyId};
use crate::instant::Instant;
use crate::locale::Locale;
use crate::score::Score;

/// A row that is an answer, as the file says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its line in the file: where it begins.
    pub line: u64,
    /// What was asked.
    pub survey: SurveyId,
    /// The version that was answered: the row's, or the survey's current one.
    pub survey_version: u32,
    /// Whether the row says which version: else the same row is of another one some day.
    pub says_version: bool,
    /// What came of the prompt; `answered` unless the row says otherwise.
    pub outcome: Outcome,
    /// The score, on the scale of that version; `None` with an outcome that has none.
    pub score: Option<Score>,
    /// When the answer was given.
    pub answered_at: Timestamp,
    /// The time as the file writes it, with its offset, if it has one: part of what the row is known by.
    pub written_at: String,
    /// The free text, in Unicode's composed form (NFC), with LF as its line ends; of Koe's own export
    /// exactly as it was stored.
    pub comment: Option<String>,
    /// The moment that prompted.
    pub touchpoint: Option<AnsweredAt>,
    /// The language the visitor saw.
    pub locale: Option<Locale>,
    /// The owner's id of the person.
    pub respondent: Option<String>,
    /// The owner's own name for the answer.
    pub external_id: Option<String>,
    /// `import`, unless the row says otherwise.
    pub channel: Channel,
    /// The path of the page.
    pub page: Option<String>,
    /// Whether the comment may be quoted as a testimonial.
    pub publish: bool,
    /// Kept out of every score.
    pub test: bool,
    /// Where the visitor would like a reply.
    pub contact: Option<Contact>,
    /// The owner's properties of the visit.
    pub segments: Segments,
    /// Its place among equal rows of the whole file, from 1; `None` where the file has no such column.
    pub ordinal: Option<u32>,
    /// What a row of Koe's own export is known by.
    pub own: Option<OwnId>,
}

/// The identity that a row of Koe's own export brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnId {
    /// Its public id, which it keeps in any site.
    pub id: PublicId,
    /// The revision that was exported.
    pub revision: u8,
    /// When that was received.
    pub received_at: Option<Instant>,
}
