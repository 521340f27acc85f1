//! Cases in storage.

use jiff::SignedDuration;
use koe_shared::id::{PublicId, SiteId};

use super::case::Case;
use super::event::Event;
use super::opening::Opening;
use crate::store::keys::{self, CaseEventId};
use crate::store::{List, MAX_BULK, MAX_PAGE, Put, Store, StoreError};

/// Lists of cases in one reply, at most: 5,000 cases of nearly four events each.
const LISTS: usize = 24;

/// The cases of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cases {
    /// Those of the newest answers first.
    pub(crate) all: Vec<Case>,
    /// Whether these are all; otherwise those of the oldest answers are left out.
    pub(crate) is_complete: bool,
}

/// The cases of a site, with events that the caller knows to be there: a list may show them a minute late.
pub(crate) async fn cases_with(
    store: &dyn Store,
    site: &SiteId,
    own: &[(PublicId, CaseEventId)],
) -> Result<Cases, StoreError> {
    let prefix = keys::cases(site);
    let mut begun: Vec<Begun> = Vec::new();
    let mut unlisted = own.to_vec();
    let mut cursor: Option<String> = None;
    for _ in 0..LISTS {
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        for listed in &page.keys {
            let Some((answer, event)) = keys::parse_case(&listed.key) else { continue };
            let metadata = listed.metadata.as_deref().unwrap_or_default();
            if begun.last().is_none_or(|last| last.answer != answer) {
                begun.push(Begun::of(answer));
            }
            let Some(newest) = begun.last_mut() else { continue };
            match event {
                None => newest.opening = Opening::decode(metadata),
                Some(id) => {
                    unlisted.retain(|own| *own != (answer, id.clone()));
                    newest.events.extend(Event::read(metadata).map(|event| (id, event)));
                }
            }
        }
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    for (answer, id, event) in read(store, site, &unlisted).await? {
        let found = begun.iter_mut().find(|begun| begun.answer == answer);
        if let Some(begun) = found {
            begun.events.push((id, event));
        }
    }
    let all = begun.into_iter().filter_map(Begun::case).collect();
    Ok(Cases { all, is_complete: cursor.is_none() })
}

/// Whether a list shows a case of a site.
pub(crate) async fn has_cases(store: &dyn Store, site: &SiteId) -> Result<bool, StoreError> {
    let list = List { prefix: &keys::cases(site), limit: 1, cursor: None };
    Ok(!store.list(list).await?.keys.is_empty())
}

/// The case of an answer, with the words of its events; `None` where nothing was opened, or nothing is shown yet.
pub(crate) async fn case_of(
    store: &dyn Store,
    site: &SiteId,
    answer: &PublicId,
    own: &[CaseEventId],
) -> Result<Option<Case>, StoreError> {
    let prefix = keys::case(site, answer);
    let mut begun = Begun::of(*answer);
    let mut ids: Vec<(PublicId, CaseEventId)> = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        for listed in &page.keys {
            match keys::parse_case(&listed.key) {
                Some((_, None)) => {
                    begun.opening = listed.metadata.as_deref().and_then(Opening::decode);
                }
                Some((answer, Some(id))) => ids.push((answer, id)),
                None => {}
            }
        }
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    if begun.opening.is_none() {
        // Whoever opened it a moment ago can read it before a list shows it.
        let entry = store.get(&prefix).await?;
        begun.opening = entry.and_then(|entry| Opening::decode(entry.metadata.as_deref()?));
    }
    for id in own {
        if ids.iter().all(|(_, known)| known != id) {
            ids.push((*answer, id.clone()));
        }
    }
    let events = read(store, site, &ids).await?;
    begun.events = events.into_iter().map(|(_, id, event)| (id, event)).collect();
    Ok(begun.case())
}

/// Events with their words.
async fn read(
    store: &dyn Store,
    site: &SiteId,
    events: &[(PublicId, CaseEventId)],
) -> Result<Vec<(PublicId, CaseEventId, Event)>, StoreError> {
    let mut found = Vec::with_capacity(events.len());
    for some in events.chunks(MAX_BULK) {
        let keys: Vec<String> =
            some.iter().map(|(answer, id)| keys::case_event(site, answer, id)).collect();
        let values = store.get_many(&keys).await?;
        found.extend(some.iter().zip(values).filter_map(|((answer, id), value)| {
            Some((*answer, id.clone(), Event::read(&value?)?))
        }));
    }
    Ok(found)
}

/// What was said with the last event of each case, in their order.
pub(crate) async fn last_texts(
    store: &dyn Store,
    site: &SiteId,
    cases: &[&Case],
) -> Result<Vec<Option<String>>, StoreError> {
    let last = cases.iter().filter_map(|case| Some((case.answer, case.events().last()?.0.clone())));
    let read = read(store, site, &last.collect::<Vec<_>>()).await?;
    let text = |case: &&Case| {
        let event = read.iter().find(|(answer, ..)| *answer == case.answer);
        event.and_then(|(.., event)| event.text.clone())
    };
    Ok(cases.iter().map(text).collect())
}

/// Writes the entry of a case, which lives as long as the answer. Its value is what a list tells of the answer, so
/// that a page of cases needs no list for each.
pub(super) async fn write_opening(
    store: &dyn Store,
    (site, answer): (&SiteId, &PublicId),
    (opening, metadata_of_answer): (&Opening, &str),
    left: SignedDuration,
) -> Result<(), StoreError> {
    let (key, metadata) = (keys::case(site, answer), opening.encode());
    let (metadata, time_to_live) = (Some(&*metadata), Some(left));
    store.put(&key, Put { value: metadata_of_answer, metadata, time_to_live }).await
}

/// Writes an event. Whoever sends it twice within a second is told what they wrote first.
pub(super) async fn write_event(
    store: &dyn Store,
    (site, answer): (&SiteId, &PublicId),
    (id, event): (&CaseEventId, Event),
    left: SignedDuration,
) -> Result<Event, StoreError> {
    let key = keys::case_event(site, answer, id);
    let (Some(value), Some(metadata)) = (event.value(), event.metadata()) else {
        return Err(StoreError::Unreadable { key });
    };
    let put = Put { value: &value, metadata: Some(&metadata), time_to_live: Some(left) };
    match store.put(&key, put).await {
        Err(StoreError::Busy) => {
            let there = store.get(&key).await?;
            there.and_then(|entry| Event::read(&entry.value)).ok_or(StoreError::Busy)
        }
        written => written.map(|()| event),
    }
}

/// A case as far as it was listed.
struct Begun {
    answer: PublicId,
    opening: Option<Opening>,
    events: Vec<(CaseEventId, Event)>,
}

impl Begun {
    const fn of(answer: PublicId) -> Self {
        Self { answer, opening: None, events: Vec::new() }
    }

    /// The case; `None` where its beginning is not shown yet, or was written by another release.
    fn case(self) -> Option<Case> {
        Some(Case::new(self.answer, self.opening?, self.events))
    }
}
