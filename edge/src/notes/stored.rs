//! Notes in storage.

use koe_shared::id::{SiteId, TouchpointId};

use super::bounds::MAX_NOTES;
use super::error::NoteError;
use super::note::{Head, Note};
use super::request::NoteRequest;
use crate::platform::Entropy;
use crate::sites::{Calendar, Span};
use crate::store::keys::NoteId;
use crate::store::{List, MAX_BULK, MAX_PAGE, Put, Store, StoreError, keys};

/// Characters of an id that a refusal repeats, at most.
const SHOWN: usize = 64;

/// Writes a note under an id of its own. A site with [`MAX_NOTES`] gets no further one, as far as storage shows that.
pub(crate) async fn create_note(
    store: &dyn Store,
    site: &SiteId,
    request: NoteRequest,
    entropy: &Entropy,
    now: jiff::Timestamp,
) -> Result<Note, NoteError> {
    let mut random = [0; 8];
    entropy(&mut random).map_err(NoteError::Entropy)?;
    let note = request.named(NoteId::new(now, u64::from_be_bytes(random)));
    write_note(store, site, &note).await?;
    Ok(note)
}

/// Writes a note. Whoever sends it twice finds there what they wrote.
pub(crate) async fn write_note(
    store: &dyn Store,
    site: &SiteId,
    note: &Note,
) -> Result<(), NoteError> {
    let listed = heads(store, site).await?;
    if listed.len() >= MAX_NOTES && listed.iter().all(|head| head.id != note.id) {
        return Err(NoteError::TooMany);
    }
    let (key, metadata) = (keys::note(site, &note.id), note.metadata());
    let put = Put { value: &note.text, metadata: Some(&metadata), ..Put::default() };
    match store.put(&key, put).await {
        // A key is taken once a second: a second click of the same form does not fail.
        Err(StoreError::Busy) => {
            let there = store.get(&key).await?;
            let is_same = there.is_some_and(|there| {
                there.value == note.text && there.metadata.as_ref() == Some(&metadata)
            });
            if is_same { Ok(()) } else { Err(StoreError::Busy.into()) }
        }
        put => Ok(put?),
    }
}

/// The notes of a site, the newest day first.
pub(crate) async fn list_notes(store: &dyn Store, site: &SiteId) -> Result<Vec<Note>, StoreError> {
    let listed = heads(store, site).await?;
    Ok(in_order(with_texts(store, site, listed).await?))
}

/// The same with notes that the caller knows to be there, and without those that the caller knows to be gone: a list
/// may show either a minute late.
pub(crate) async fn list_notes_with(
    store: &dyn Store,
    site: &SiteId,
    written: &[NoteId],
    deleted: &[NoteId],
) -> Result<Vec<Note>, StoreError> {
    let listed = heads(store, site).await?;
    let unlisted: Vec<NoteId> =
        written.iter().filter(|id| listed.iter().all(|head| head.id != **id)).cloned().collect();
    let mut notes = with_texts(store, site, listed).await?;
    for id in unlisted {
        let Some(entry) = store.get(&keys::note(site, &id)).await? else { continue };
        let head = entry.metadata.and_then(|metadata| Head::decode(id, &metadata));
        notes.extend(head.map(|head| head.with(entry.value)));
    }
    notes.retain(|note| !deleted.contains(&note.id));
    Ok(in_order(notes))
}

/// The notes of the days of a span, the newest day first. With a touchpoint, those of that one, and those of none.
pub(crate) async fn notes_of(
    store: &dyn Store,
    site: &SiteId,
    calendar: &Calendar,
    span: Span,
    touchpoint: Option<&str>,
) -> Result<Vec<Note>, StoreError> {
    let mut listed = heads(store, site).await?;
    listed.retain(|head| {
        let day = calendar.midnight(head.at).and_then(|start| calendar.day_of(start));
        let own = head.touchpoint.as_ref().map(TouchpointId::as_str);
        day.is_some_and(|day| day.from < span.to && span.from < day.to)
            && (own.is_none() || touchpoint.is_none() || own == touchpoint)
    });
    Ok(in_order(with_texts(store, site, listed).await?))
}

/// Deletes the note of that id, which has to be there.
pub(crate) async fn delete_note(
    store: &dyn Store,
    site: &SiteId,
    id: &str,
) -> Result<(), NoteError> {
    let unknown = || NoteError::Unknown { id: id.chars().take(SHOWN).collect() };
    let note: NoteId = id.parse().map_err(|_| unknown())?;
    let key = keys::note(site, &note);
    store.get(&key).await?.ok_or_else(unknown)?;
    Ok(store.delete(&key).await?)
}

/// Deletes all notes of a site. Tells how many operations that took.
pub(crate) async fn delete_all_notes(
    store: &dyn Store,
    site: &SiteId,
) -> Result<usize, StoreError> {
    let prefix = keys::notes(site);
    let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: None };
    let listed = store.list(list).await?.keys;
    for note in &listed {
        store.delete(&note.key).await?;
    }
    Ok(1 + listed.len())
}

/// What a list tells of each note, the last written first.
async fn heads(store: &dyn Store, site: &SiteId) -> Result<Vec<Head>, StoreError> {
    let prefix = keys::notes(site);
    let mut found = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        found.extend(
            page.keys.into_iter().filter_map(|listed| {
                Head::decode(keys::parse_note(&listed.key)?, &listed.metadata?)
            }),
        );
        cursor = page.cursor.filter(|_| found.len() < MAX_PAGE);
        if cursor.is_none() {
            return Ok(found);
        }
    }
}

/// The notes with their sentences. One that was deleted since it was listed has none any more.
async fn with_texts(
    store: &dyn Store,
    site: &SiteId,
    heads: Vec<Head>,
) -> Result<Vec<Note>, StoreError> {
    let names: Vec<String> = heads.iter().map(|head| keys::note(site, &head.id)).collect();
    let mut texts = Vec::with_capacity(names.len());
    for some in names.chunks(MAX_BULK) {
        texts.extend(store.get_many(some).await?);
    }
    let notes = heads.into_iter().zip(texts).filter_map(|(head, text)| Some(head.with(text?)));
    Ok(notes.collect())
}

/// By day, the newest first; of one day the last written first.
fn in_order(mut notes: Vec<Note>) -> Vec<Note> {
    notes.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.id.cmp(&other.id)));
    notes
}
