//! What is stored of a row: a revision of its answer, or one that says that it was undone.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::Channel;
use koe_shared::id::{PublicId, SurveyId};
use koe_shared::import::Row;
use koe_shared::instant::Instant;
use koe_shared::metadata::{EncodedSegments, Flags, Metadata, Recorded};

use crate::answers::revision::{Revision, Value};
use crate::store::keys::Rank;

/// Where and how a revision is stored.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) id: PublicId,
    pub(super) revision: u8,
    pub(super) time_to_live: SignedDuration,
}

/// The revision that a row is.
pub(super) fn answer(row: &Row, place: Place, now: Timestamp) -> Revision {
    let recorded = match (row.score, row.outcome) {
        (Some(score), _) => Recorded::Answered(score),
        (None, koe_shared::answer::Outcome::Ignored) => Recorded::Ignored,
        (None, _) => Recorded::Dismissed,
    };
    let metadata = Metadata {
        recorded,
        channel: row.channel,
        flags: Flags::NONE
            .with(Flags::TEST, row.test)
            .with(Flags::COMMENT, row.comment.is_some())
            .with(Flags::CONTACT, row.contact.is_some())
            .with(Flags::PUBLISH, row.publish)
            .with(Flags::RESPONDENT, row.respondent.is_some()),
        survey_version: row.survey_version,
        survey: Cow::Borrowed(row.survey.as_str()),
        touchpoint: row.touchpoint.as_ref().map(|at| Cow::Borrowed(at.as_str())),
        locale: row.locale.as_ref().map(|locale| Cow::Borrowed(locale.as_str())),
        segments: EncodedSegments::from(&row.segments),
    };
    let received_at = row.own.as_ref().and_then(|own| own.received_at).unwrap_or(Instant(now));
    let value = Value {
        received_at,
        comment: row.comment.clone(),
        page: row.page.clone(),
        respondent: row.respondent.clone(),
        contact: row.contact.clone(),
    };
    at(place, &metadata, value)
}

/// The revision that takes an answer away from a place, and can be outranked like any other. It keeps whom
/// the answer named, so that they no longer see the revisions behind it, and their erasure finds it.
pub(super) fn undone(
    survey: &SurveyId,
    place: Place,
    respondent: Option<String>,
    now: Timestamp,
) -> Revision {
    let metadata = Metadata {
        recorded: Recorded::Undone,
        channel: Channel::Import,
        flags: Flags::NONE.with(Flags::RESPONDENT, respondent.is_some()),
        survey_version: 1,
        survey: Cow::Borrowed(survey.as_str()),
        touchpoint: None,
        locale: None,
        segments: EncodedSegments::default(),
    };
    let received_at = Instant(now);
    let value = Value { received_at, comment: None, page: None, respondent, contact: None };
    at(place, &metadata, value)
}

fn at(place: Place, metadata: &Metadata<'_>, value: Value) -> Revision {
    let Place { id, revision, time_to_live } = place;
    let rank = Rank::Revision(revision);
    Revision { id, rank, metadata: metadata.encode(), value, time_to_live }
}
