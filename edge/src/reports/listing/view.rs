//! An answer as its owner reads it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use koe_shared::answer::{Channel, Contact, Outcome};
use koe_shared::id::PublicId;
use koe_shared::instant::Instant;
use koe_shared::metadata::{Flags, Metadata};
use koe_shared::metric::Bucket;
use koe_shared::score::Score;
use serde::Serialize;
use utoipa::ToSchema;

use crate::answers::{AnswerEntry, Value};
use crate::store::keys::{Rank, Slot};

/// An answer in its newest visible revision.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = Answer)]
pub(crate) struct AnswerView {
    /// The public id: the visitor's own is a secret.
    pub(super) id: PublicId,
    pub(crate) survey: String,
    pub(super) survey_version: u32,
    pub(super) revision: u8,
    pub(super) outcome: Outcome,
    /// Null unless answered.
    #[schema(required = true)]
    pub(in crate::reports) score: Option<u8>,
    /// Null unless answered.
    #[schema(required = true)]
    pub(in crate::reports) bucket: Option<Bucket>,
    #[schema(required = true)]
    pub(crate) comment: Option<String>,
    /// As it was sent, declared or not.
    #[schema(required = true)]
    pub(crate) touchpoint: Option<String>,
    #[schema(required = true)]
    pub(super) locale: Option<String>,
    pub(super) channel: Channel,
    #[schema(required = true)]
    pub(super) page: Option<String>,
    pub(super) segments: BTreeMap<String, String>,
    #[schema(required = true)]
    pub(super) respondent: Option<String>,
    #[schema(required = true)]
    pub(super) contact: Option<Contact>,
    /// Whether the comment may be quoted.
    pub(super) publish: bool,
    /// Whether it is kept out of every score.
    pub(super) test: bool,
    /// Whether it is in the score: answered, and no test.
    pub(super) counted: bool,
    pub(in crate::reports) answered_at: Instant,
    pub(super) received_at: Instant,
}

impl AnswerView {
    pub(crate) const fn score(&self) -> Option<u8> {
        self.score
    }

    pub(crate) const fn bucket(&self) -> Option<Bucket> {
        self.bucket
    }

    pub(crate) const fn contact(&self) -> Option<&Contact> {
        self.contact.as_ref()
    }

    pub(crate) const fn answered_at(&self) -> Timestamp {
        self.answered_at.0
    }

    /// An answer from its key, its metadata and its value; `None` for one that was undone.
    pub(crate) fn of(entry: &AnswerEntry, value: Value) -> Option<Self> {
        let metadata = Metadata::decode(&entry.metadata).ok()?;
        let Rank::Revision(revision) = entry.rank else { return None };
        let score = metadata.recorded.score();
        let text = |part: &Option<std::borrow::Cow<'_, str>>| part.as_deref().map(str::to_owned);
        let pair = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let answered_at = Timestamp::from_millisecond(i64::try_from(entry.time_ms).ok()?).ok()?;
        Some(Self {
            id: Slot::parse(&entry.key)?.public_id()?,
            survey: metadata.survey.clone().into_owned(),
            survey_version: metadata.survey_version,
            revision,
            outcome: metadata.recorded.outcome()?,
            score: score.map(Score::value),
            bucket: score.map(Score::bucket),
            comment: value.comment,
            touchpoint: text(&metadata.touchpoint),
            locale: text(&metadata.locale),
            channel: metadata.channel,
            page: value.page,
            segments: metadata.segments.iter().map(pair).collect(),
            respondent: value.respondent,
            contact: value.contact,
            publish: metadata.flags.has(Flags::PUBLISH),
            test: metadata.flags.has(Flags::TEST),
            counted: metadata.counted_score().is_some(),
            answered_at: Instant(answered_at),
            received_at: value.received_at,
        })
    }
}
