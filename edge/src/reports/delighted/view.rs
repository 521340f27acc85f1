//! An answer and a person in Delighted's form.
//!
//! What Delighted has and Koe does not is there and empty, since programs read the fields: `permalink` is
//! null, `notes`, `tags` and `additional_answers` are empty lists. A person is who the owner's page said it
//! is; of others nothing is known but the contact that they left.

use std::collections::BTreeMap;

use koe_shared::answer::Contact;
use koe_shared::id::PublicId;
use koe_shared::metadata::Metadata;
use serde::Serialize;

use crate::answers::{AnswerEntry, Value};
use crate::store::keys::Slot;

/// An answer. Instants are seconds since 1970.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct SurveyResponse {
    id: PublicId,
    person: Respondent,
    survey_type: &'static str,
    score: u8,
    comment: Option<String>,
    permalink: (),
    /// When the visitor was asked.
    created_at: i64,
    /// When the newest revision was received.
    updated_at: i64,
    /// The segments of the visit, and where it was, unless a segment has that name.
    person_properties: BTreeMap<String, String>,
    notes: [String; 0],
    tags: [String; 0],
    additional_answers: [String; 0],
}

/// Who answered: the id alone, or all that is known.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Respondent {
    Id(Option<String>),
    Expanded(Option<Known>),
}

/// What one answer tells of who gave it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Known {
    /// The owner's id of the person; null of somebody who left a contact and nothing else.
    id: Option<String>,
    email: Option<String>,
    name: Option<String>,
    phone_number: Option<String>,
}

/// A person who answered. Instants are seconds since 1970.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Person {
    #[serde(flatten)]
    pub(super) known: Known,
    /// When the first answer was asked for.
    pub(super) created_at: i64,
    /// Koe sends no surveys: null.
    pub(super) last_sent_at: (),
    /// When the newest answer was asked for.
    pub(super) last_responded_at: i64,
    pub(super) next_survey_scheduled_at: (),
}

impl SurveyResponse {
    /// An answer from its key, its metadata and its value; `None` where one of them can't be read.
    pub(super) fn of(entry: &AnswerEntry, value: Value, is_expanded: bool) -> Option<Self> {
        let metadata = Metadata::decode(&entry.metadata).ok()?;
        let score = metadata.recorded.score()?;
        let person_properties = properties(&metadata, value.page);
        let person = if is_expanded {
            Respondent::Expanded(Known::of(value.respondent, value.contact))
        } else {
            Respondent::Id(value.respondent)
        };
        Some(Self {
            id: Slot::parse(&entry.key)?.public_id()?,
            person,
            survey_type: score.scale().metric().as_str(),
            score: score.value(),
            comment: value.comment,
            permalink: (),
            created_at: seconds(entry.time_ms),
            updated_at: value.received_at.0.as_second(),
            person_properties,
            notes: [],
            tags: [],
            additional_answers: [],
        })
    }
}

impl Known {
    /// Who gave an answer; `None` where nothing is known. An owner whose ids are e-mail addresses has
    /// said that of the person, too.
    pub(super) fn of(respondent: Option<String>, contact: Option<Contact>) -> Option<Self> {
        if respondent.is_none() && contact.is_none() {
            return None;
        }
        let (mut email, mut name, mut phone_number) = (None, None, None);
        if let Some(contact) = contact {
            (email, name, phone_number) = (contact.email, contact.name, contact.phone);
        }
        let email = email.or_else(|| respondent.clone().filter(|id| id.contains('@')));
        Some(Self { id: respondent, email, name, phone_number })
    }

    /// Whether an address is theirs, in whatever case.
    pub(super) fn has_email(&self, asked: &str) -> bool {
        self.email.as_ref().is_some_and(|email| email.to_lowercase() == asked.to_lowercase())
    }
}

fn properties(metadata: &Metadata<'_>, page: Option<String>) -> BTreeMap<String, String> {
    let text = |part: &Option<std::borrow::Cow<'_, str>>| part.as_deref().map(str::to_owned);
    let told = [
        ("touchpoint", text(&metadata.touchpoint)),
        ("locale", text(&metadata.locale)),
        ("channel", Some(metadata.channel.as_str().to_owned())),
        ("page", page),
    ];
    let told = told.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let segments = metadata.segments.iter();
    told.chain(segments.map(|(name, value)| (name.to_owned(), value.to_owned()))).collect()
}

/// Whole seconds of a time in milliseconds.
pub(super) fn seconds(ms: u64) -> i64 {
    i64::try_from(ms / 1_000).unwrap_or(i64::MAX)
}
