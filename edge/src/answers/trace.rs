//! The answers of one person, newest first.
//!
//! The entries of a person lead to the revisions that name them (see [`Revision::save`]), in the order in
//! which answers are listed: of each answer the newest revision first. What the visitor said is read from
//! the revisions themselves, so an entry that leads to none shows nothing. A revision may have been stored
//! again under another person, who answered on the same page: it shows only under whom it names now.
//!
//! [`Revision::save`]: super::revision::Revision::save

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use koe_shared::id::{PublicId, SiteId};

use super::person::{Person, RespondentId};
use super::revision::Value;
use super::scan::{AnswerEntry, ScanPosition};
use crate::sites::Site;
use crate::store::keys::{self, Block, Rank, Slot};
use crate::store::{List, Listed, MAX_BULK, MAX_PAGE, Store, StoreError};

/// Entries of a page: with the tombstones of as many answers, two bulk reads.
const ENTRIES: usize = MAX_BULK;

/// A page of one person's answers.
pub(crate) struct Trace {
    /// Each answer once, as the newest visible revision that names the person.
    pub(crate) answers: Vec<(AnswerEntry, Value)>,
    /// Where the next page begins; `None` at the end.
    pub(crate) position: Option<ScanPosition>,
}

/// One page of the answers of a person; the first where there is no position.
pub(crate) async fn answers_of_person(
    store: &dyn Store,
    site: &Site,
    id: &RespondentId,
    position: Option<ScanPosition>,
) -> Result<Trace, StoreError> {
    let (cursor, mut last_id) =
        position.map_or((None, String::new()), |position| (position.cursor, position.last_id));
    let prefix = id.person(site).entries(&site.id);
    let list = List { prefix: &prefix, limit: ENTRIES, cursor: cursor.as_deref() };
    let page = store.list(list).await?;
    // A cursor from elsewhere must not lead to another person.
    let listed = page.keys.into_iter().filter(|listed| listed.key.starts_with(&prefix));
    let entries: Vec<(AnswerEntry, [String; 2])> =
        listed.filter_map(|listed| led_to(&site.id, listed)).collect();
    let mut values = read(store, &entries).await?;

    let mut answers = Vec::new();
    for (entry, tombstones) in entries {
        let Some(slot) = Slot::parse(&entry.key).filter(|slot| slot.id > last_id.as_str()) else {
            continue;
        };
        if tombstones.iter().any(|tombstone| values.contains_key(tombstone)) {
            slot.id.clone_into(&mut last_id);
            continue;
        }
        let Some(value) = values.remove(&entry.key) else { continue };
        let Ok(value) = serde_json::from_str::<Value>(&value) else {
            return Err(StoreError::Unreadable { key: entry.key });
        };
        if value.respondent.as_deref() == Some(id.as_str()) {
            slot.id.clone_into(&mut last_id);
            answers.push((entry, value));
        }
    }
    let position = page.cursor.map(|cursor| ScanPosition {
        block: Block::all(),
        cursor: Some(cursor),
        last_id,
    });
    Ok(Trace { answers, position })
}

/// The newest answers of a person, each with its own time and what scoring needs of it, newest first: one list.
pub(crate) async fn scores_of_person(
    store: &dyn Store,
    site: &SiteId,
    person: &Person,
) -> Result<Vec<(Timestamp, String)>, StoreError> {
    let prefix = person.entries(site);
    let page = store.list(List { prefix: &prefix, limit: MAX_PAGE, cursor: None }).await?;
    let mut scores: Vec<(PublicId, String)> = Vec::new();
    for listed in page.keys {
        let Some(id) = Slot::parse(&listed.key).and_then(|slot| slot.public_id()) else { continue };
        if scores.last().is_none_or(|(last, _)| *last != id) {
            scores.push((id, listed.metadata.unwrap_or_default()));
        }
    }
    Ok(scores.into_iter().map(|(id, metadata)| (id.time(), metadata)).collect())
}

/// The revision that an entry of a person leads to, and where the tombstones of its answer would be.
fn led_to(site: &SiteId, listed: Listed) -> Option<(AnswerEntry, [String; 2])> {
    let slot = Slot::parse(&listed.key)?;
    let (id, rank, time_ms) = (slot.public_id()?, slot.rank, slot.time_ms()?);
    let key = keys::answer(site, &id, rank);
    let metadata = listed.metadata.unwrap_or_default();
    let entry = AnswerEntry { key, time_ms, rank, metadata, hides: None };
    Some((entry, Rank::TOMBSTONES.map(|rank| keys::answer(site, &id, rank))))
}

/// What is under the keys of revisions and of their tombstones.
async fn read(
    store: &dyn Store,
    entries: &[(AnswerEntry, [String; 2])],
) -> Result<HashMap<String, String>, StoreError> {
    let keys: BTreeSet<&String> =
        entries.iter().flat_map(|(entry, [one, other])| [&entry.key, one, other]).collect();
    let keys: Vec<String> = keys.into_iter().cloned().collect();
    let mut values = HashMap::new();
    for chunk in keys.chunks(MAX_BULK) {
        let found = chunk.iter().zip(store.get_many(chunk).await?);
        values.extend(found.filter_map(|(key, value)| Some((key.clone(), value?))));
    }
    Ok(values)
}
