//! One prompt's outcome on the wire: what a browser posts, and what it gets back.
//!
//! [`AnswerBody::from_json`] is the only door: it checks all that can be checked without knowing the
//! site. Whether survey and version exist, and on which scale the score lies, is judged by
//! [`AnswerBody::score_on`] once the edge has found the version. Unknown fields are ignored, because
//! a loader may be newer than the edge.

mod channel;
mod error;
mod mend;
mod outcome;
pub(crate) mod read;
mod segments;
mod touchpoint;

use serde::{Deserialize, Serialize};

pub use channel::Channel;
pub use error::AnswerError;
pub use outcome::Outcome;
pub use segments::{MAX_SEGMENT_BYTES, MAX_SEGMENT_NAME, Segments, is_segment_name};
pub use touchpoint::AnsweredAt;

use crate::id::{AnswerId, SiteId, SurveyId};
use crate::instant::Instant;
use crate::locale::Locale;
use crate::metric::Scale;
use crate::score::Score;

/// The highest revision: with two digits a key keeps its width, and `99 − revision` leaves `00` for
/// a tombstone that outranks them all.
pub const MAX_REVISION: u8 = 98;

/// The longest comment, in UTF-16 units, because that is what a text field's `maxlength` counts.
pub const MAX_COMMENT_UNITS: usize = 4_000;

/// The longest e-mail address, in characters, by RFC 5321.
pub const MAX_EMAIL_CHARS: usize = 254;

/// The longest phone number, in characters.
pub const MAX_PHONE_CHARS: usize = 64;

/// The longest name of a person, in characters.
pub const MAX_NAME_CHARS: usize = 200;

/// The longest note on when a call is welcome, in characters.
pub const MAX_WHEN_CHARS: usize = 80;

/// The longest page path kept, in characters.
pub const MAX_PAGE_CHARS: usize = 512;

/// The longest id of a respondent, in characters of ASCII.
pub const MAX_RESPONDENT_CHARS: usize = 128;

/// What everything counts as that the site document does not declare.
pub const OTHER: &str = "(other)";

/// One prompt's outcome so far. Each revision carries the whole of it; the highest wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerBody {
    /// The site whose page showed the prompt.
    pub site: SiteId,
    /// What was asked.
    pub survey: SurveyId,
    /// Made when the prompt was shown; its time is the answer's time. The visitor's secret.
    pub id: AnswerId,
    /// 1–98.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 98))]
    pub revision: u8,
    /// What came of the prompt.
    pub outcome: Outcome,
    /// The number picked. With `answered` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<u8>"))]
    pub score: Option<i64>,
    /// The free text, at most 4,000 UTF-16 units.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub comment: Option<String>,
    /// The moment that prompted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub touchpoint: Option<AnsweredAt>,
    /// The wording the visitor saw. Absent: the current one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9999))]
    pub survey_version: Option<u32>,
    /// The language the visitor saw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// The path of the host page, without query and fragment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The owner's properties of the visit.
    #[serde(skip_serializing_if = "Segments::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Segments>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Segments>))]
    pub segments: Segments,
    /// Who answered, as the page claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub respondent: Option<Respondent>,
    /// Where the visitor would like a reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Whether the comment may be quoted as a testimonial.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish: Option<bool>,
    /// How the prompt reached the visitor.
    #[serde(skip_serializing_if = "Channel::is_web")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Channel>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<channel::PostedChannel>))]
    pub channel: Channel,
    /// Shown by `koe('show')`: counted in scores, not in prompts.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub forced: bool,
    /// Kept out of every score and of prompts.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub test: bool,
}

impl AnswerBody {
    /// Reads the body of a POST.
    ///
    /// # Errors
    /// What is broken or out of its bounds, by field.
    pub fn from_json(body: &[u8]) -> Result<Self, AnswerError> {
        read::body(body)
    }

    /// The score on the scale of the version that was answered; `None` for a dismissal.
    ///
    /// # Errors
    /// [`AnswerError::OffScale`].
    pub fn score_on(&self, scale: Scale) -> Result<Option<Score>, AnswerError> {
        self.score.map(|score| Score::new(scale, score).map_err(AnswerError::OffScale)).transpose()
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// Who answered, as the page claims: the strings exactly as sent, since they are what was signed.
/// A claim that does not hold costs the respondent, never the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Respondent {
    /// The owner's opaque id of a person.
    pub id: String,
    /// Until when the signature holds: RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// Lower-case hex HMAC-SHA256 over `{site}.{id}.{expires_at}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

impl Respondent {
    /// Whether the id is one that can be kept.
    #[must_use]
    pub fn has_legal_id(&self) -> bool {
        is_respondent_id(&self.id)
    }

    /// The bytes that the signature signs. `None` without an expiry: a bare HMAC of an id could be
    /// replayed for ever.
    #[must_use]
    pub fn signed_text(&self, site: &SiteId) -> Option<String> {
        let expires_at = self.expires_at.as_ref()?;
        Some(format!("{site}.{}.{expires_at}", self.id))
    }

    /// When the signature ends to hold, if that is an instant at all.
    #[must_use]
    pub fn expiry(&self) -> Option<Instant> {
        self.expires_at.as_ref()?.parse().ok()
    }
}

/// Whether a text can be the owner's id of a person: 1–128 printable ASCII characters.
#[must_use]
pub fn is_respondent_id(text: &str) -> bool {
    (1..=MAX_RESPONDENT_CHARS).contains(&text.len())
        && text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// Where the visitor would like a reply. Without consent there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// An e-mail address, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub email: Option<String>,
    /// A telephone number, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub phone: Option<String>,
    /// A name to show or to write to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub name: Option<String>,
    /// When a call is welcome, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub when: Option<String>,
    /// That the visitor agreed to it. Always true.
    #[cfg_attr(feature = "typescript", ts(type = "true"))]
    pub consent: bool,
}

impl Contact {
    /// Whether a reply can be sent: a name alone was given to be shown.
    #[must_use]
    pub const fn has_address(&self) -> bool {
        self.email.is_some() || self.phone.is_some()
    }
}

/// The 202 of a POST: the same id and revision however often the same body comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerReceipt {
    /// The id as it was sent.
    pub id: AnswerId,
    /// The revision as it was sent.
    pub revision: u8,
    /// When the edge took it.
    pub received_at: Instant,
    /// Present where a respondent was claimed and did not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondent: Option<Unverified>,
}

/// The claim of a respondent was missing, wrong or expired; the answer was stored without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Unverified {
    /// The one word on the wire.
    Unverified,
}
