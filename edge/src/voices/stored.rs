//! Decisions in storage.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use koe_shared::id::{PublicId, SiteId};

use super::decision::Decision;
use crate::store::keys::HistoryId;
use crate::store::{List, MAX_PAGE, Put, Store, StoreError, keys};

/// Lists of decisions in one reply, at most: of more than ten thousand those on the oldest answers are left out.
const LISTS: usize = 10;

/// The decision that holds on each answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decisions(BTreeMap<PublicId, (HistoryId, Decision)>);

impl Decisions {
    /// The decision on an answer.
    pub(crate) fn on(&self, answer: &PublicId) -> Option<&Decision> {
        self.0.get(answer).map(|(_, decision)| decision)
    }

    /// What is published, that on the newest answers first.
    pub(super) fn approved(&self) -> impl Iterator<Item = (&PublicId, u8)> {
        let newest_first = self.0.iter().rev();
        newest_first.filter_map(|(answer, (_, decision))| {
            decision.approved.then_some((answer, decision.revision))
        })
    }

    /// Of two decisions the later holds; its id is the lower one.
    fn add(&mut self, answer: PublicId, id: HistoryId, metadata: Option<&str>) {
        let Some(decision) = metadata.and_then(|metadata| Decision::decode(&id, metadata)) else {
            return;
        };
        let is_later = self.0.get(&answer).is_none_or(|(known, _)| id < *known);
        if is_later {
            self.0.insert(answer, (id, decision));
        }
    }
}

/// The decisions of a site.
pub(crate) async fn decisions(store: &dyn Store, site: &SiteId) -> Result<Decisions, StoreError> {
    decisions_with(store, site, &[]).await
}

/// The same with decisions that the caller knows to be there: a list may show them a minute late.
pub(crate) async fn decisions_with(
    store: &dyn Store,
    site: &SiteId,
    own: &[(PublicId, HistoryId)],
) -> Result<Decisions, StoreError> {
    let prefix = keys::voices(site);
    let mut decisions = Decisions::default();
    let mut unlisted = own.to_vec();
    let mut cursor: Option<String> = None;
    for _ in 0..LISTS {
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        for listed in page.keys {
            let Some((answer, id)) = keys::parse_voice(&listed.key) else { continue };
            unlisted.retain(|(_, own)| *own != id);
            decisions.add(answer, id, listed.metadata.as_deref());
        }
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    for (answer, id) in unlisted {
        let entry = store.get(&keys::voice(site, &answer, &id)).await?;
        let metadata = entry.and_then(|entry| entry.metadata);
        decisions.add(answer, id, metadata.as_deref());
    }
    Ok(decisions)
}

/// Writes a decision that lives as long as the answer. Whoever sends it twice finds there what they wrote.
pub(super) async fn write(
    store: &dyn Store,
    (site, answer): (&SiteId, &PublicId),
    (id, decision): (&HistoryId, &Decision),
    left: SignedDuration,
) -> Result<(), StoreError> {
    let (key, metadata) = (keys::voice(site, answer, id), decision.metadata());
    let put = Put { metadata: Some(&metadata), time_to_live: Some(left), ..Put::default() };
    match store.put(&key, put).await {
        // A key is taken once a second: a second click of the same form does not fail.
        Err(StoreError::Busy) => {
            let there = store.get(&key).await?.and_then(|there| there.metadata);
            if there == Some(metadata) { Ok(()) } else { Err(StoreError::Busy) }
        }
        put => put,
    }
}
