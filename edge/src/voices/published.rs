//! What everybody may read: the comments that are published, and stand as they were read.

use futures_util::future::try_join_all;
use jiff::Timestamp;
use koe_shared::id::PublicId;
use koe_shared::metadata::Metadata;
use koe_shared::score::Score;

use super::decide::may_be_published;
use super::stored::decisions;
use crate::answers::{AnswerEntry, Value, newest};
use crate::sites::Site;
use crate::store::{MAX_BULK, Store, StoreError};

/// Comments of a page, at most: each costs a list, so that what was changed or taken back is not shown.
const MOST: usize = 50;
/// Lists that wait at the same time: a Worker has six connections.
const AT_ONCE: usize = 6;

/// A comment that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublishedVoice {
    pub(crate) id: PublicId,
    pub(crate) text: String,
    /// The name that the visitor gave to be shown.
    pub(crate) name: Option<String>,
    pub(crate) score: Score,
    pub(crate) locale: Option<String>,
    pub(crate) answered_at: Timestamp,
}

/// The newest published comments of a site, the newest answer first.
///
/// 1. The decisions. 2. Of each comment that is published, whether the revision that was decided on still stands.
/// 3. What was written.
pub(crate) async fn published(
    store: &dyn Store,
    site: &Site,
    now: Timestamp,
) -> Result<Vec<PublishedVoice>, StoreError> {
    // 1.
    let oldest = site.record.retention().oldest(now);
    let decisions = decisions(store, &site.id).await?;
    let approved = decisions.approved().filter(|(answer, _)| answer.time() >= oldest);
    let approved: Vec<(&PublicId, u8)> = approved.take(MOST).collect();
    // 2.
    let mut standing = Vec::with_capacity(approved.len());
    for some in approved.chunks(AT_ONCE) {
        let found = some.iter().map(|(answer, _)| newest(store, &site.id, answer));
        let found = try_join_all(found).await?;
        standing.extend(some.iter().zip(found).filter_map(|((answer, revision), entry)| {
            let entry = entry.filter(|entry| may_be_published(entry) == Some(*revision))?;
            Some((**answer, entry))
        }));
    }
    // 3.
    let keys: Vec<String> = standing.iter().map(|(_, entry)| entry.key.clone()).collect();
    let mut values = Vec::with_capacity(keys.len());
    for some in keys.chunks(MAX_BULK) {
        values.extend(store.get_many(some).await?);
    }
    let told = standing.into_iter().zip(values);
    Ok(told.filter_map(|((id, entry), value)| voice(id, &entry, &value?)).collect())
}

fn voice(id: PublicId, entry: &AnswerEntry, value: &str) -> Option<PublishedVoice> {
    let metadata = Metadata::decode(&entry.metadata).ok()?;
    let value: Value = serde_json::from_str(value).ok()?;
    Some(PublishedVoice {
        id,
        text: value.comment?,
        name: value.contact.and_then(|contact| contact.name),
        score: metadata.recorded.score()?,
        locale: metadata.locale.as_deref().map(str::to_owned),
        answered_at: id.time(),
    })
}
