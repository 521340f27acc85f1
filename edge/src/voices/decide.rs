//! Deciding on a comment.

use jiff::Timestamp;
use koe_shared::id::PublicId;
use koe_shared::metadata::{Flags, Metadata};

use super::decision::Decision;
use super::error::VoiceError;
use super::request::VoiceRequest;
use super::stored::write;
use crate::answers::{AnswerEntry, newest};
use crate::sites::Site;
use crate::store::Store;
use crate::store::keys::{HistoryId, Rank};

/// Characters of an id that a refusal repeats, at most.
const SHOWN: usize = 64;

/// Decides whether a comment is published.
///
/// 1. The comment has to stand, and its visitor has to allow it.
/// 2. It is published in the revision that was read and in no other; not to publish it goes for any.
/// 3. The decision is written.
pub(crate) async fn decide(
    store: &dyn Store,
    site: &Site,
    (answer, request): (&str, VoiceRequest),
    (id, by): (&HistoryId, &str),
    now: Timestamp,
) -> Result<Decision, VoiceError> {
    // 1.
    let unknown = || VoiceError::Unknown { id: answer.chars().take(SHOWN).collect() };
    let public: PublicId = answer.parse().map_err(|_| unknown())?;
    let entry = newest(store, &site.id, &public).await?.ok_or_else(unknown)?;
    let stands = may_be_published(&entry).ok_or_else(unknown)?;
    let left = site.record.retention().left(public.time(), now).ok_or_else(unknown)?;
    // 2.
    let VoiceRequest { approved, revision } = request;
    if approved && stands != revision {
        return Err(VoiceError::Changed { seen: revision, now: stands });
    }
    // 3.
    let decision = Decision { approved, revision: stands, by: by.to_owned(), at: id.time() };
    write(store, (&site.id, &public), (id, &decision), left).await?;
    Ok(decision)
}

/// The revision of an answer whose comment may be published; `None` for any other answer.
pub(super) fn may_be_published(entry: &AnswerEntry) -> Option<u8> {
    let Rank::Revision(revision) = entry.rank else { return None };
    let metadata = Metadata::decode(&entry.metadata).ok()?;
    let is_allowed = metadata.flags.has(Flags::PUBLISH.with(Flags::COMMENT, true))
        && metadata.counted_score().is_some();
    is_allowed.then_some(revision)
}
