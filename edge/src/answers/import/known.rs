//! What storage shows of the rows of a request.

use std::collections::{BTreeSet, HashMap};

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{PublicId, SiteId};
use koe_shared::import::Row;
use koe_shared::instant::Instant;
use koe_shared::metadata::{Metadata, Recorded};

use super::name::Name;
use super::source::{self, Source};
use crate::answers::person::Person;
use crate::answers::revision::Value;
use crate::answers::scan::{AnswerEntry, newest};
use crate::sites::Site;
use crate::store::keys::{self, Rank};
use crate::store::{MAX_BULK, Store, StoreError};

/// A row with its name, and where its answer is if it is new.
#[derive(Clone, Debug)]
pub(super) struct NamedRow {
    pub(super) row: Row,
    pub(super) name: Name,
    /// The hash of all that it says.
    pub(super) fields: String,
    pub(super) id: PublicId,
    /// How long it still lives.
    pub(super) time_to_live: SignedDuration,
}

impl NamedRow {
    /// The first revision of its answer: an export tells which it was.
    pub(super) fn first_revision(&self) -> u8 {
        self.row.own.as_ref().map_or(1, |own| own.revision)
    }

    /// Its key, where it is new.
    fn first(&self, site: &SiteId) -> String {
        keys::answer(site, &self.id, Rank::Revision(self.first_revision()))
    }
}

/// What storage shows of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// What became of it before.
    pub(super) source: Option<Source>,
    /// Whether its visitor took it back, or its person was erased.
    pub(super) is_withdrawn: bool,
    /// Whether some revision is there.
    pub(super) is_there: bool,
    /// Whom the revision names that its source tells of.
    pub(super) respondent: Option<String>,
    /// When the person was erased whom the row names.
    pub(super) erased_at: Option<Timestamp>,
}

/// What storage shows of each row, in as many reads as there are hundreds of keys: the sources; the newest
/// revision that a source tells of, or the first where there is none; and the tombstones that these may
/// have. A list tells of those that are not found so though they may be here: rows of an export that were never
/// imported, and what a source tells of that is not there: an import may have been undone that did not show.
pub(super) async fn known(
    store: &dyn Store,
    site: &Site,
    rows: &[NamedRow],
) -> Result<Vec<Known>, StoreError> {
    let names: Vec<Name> = rows.iter().map(|row| row.name.clone()).collect();
    let mut sources = source::read(store, &site.id, &names).await?;
    let sources: Vec<Option<Source>> = names.iter().map(|name| sources.remove(name)).collect();
    let values = values(store, keys_of(site, rows, &sources)).await?;

    let mut all = Vec::with_capacity(rows.len());
    for (row, source) in rows.iter().zip(sources) {
        let tombstones = tombstones(&site.id, row, source.as_ref());
        let is_withdrawn = tombstones.iter().any(|key| values.contains_key(key));
        let value = values.get(&place(&site.id, row, source.as_ref()));
        let mut is_there = value.is_some();
        let mut source = source;
        if !is_there && !is_withdrawn && may_be_elsewhere(row, source.as_ref()) {
            let id = source.as_ref().map_or(row.id, |source| source.id);
            let newest = newest(store, &site.id, &id).await?;
            let since = source.as_ref().map_or(0, |source| source.revision);
            match newest.map(|entry| (entry.rank, is_undone(&entry))) {
                // An earlier one: a request was cut off between the source and the answer.
                Some((Rank::Revision(newest), _)) if newest < since => {}
                Some((Rank::Revision(by), true)) => {
                    source = source.map(|source| source.outranked(by));
                }
                found => is_there = found.is_some(),
            }
        }
        let value = value.and_then(|value| serde_json::from_str::<Value>(value).ok());
        let erased_at = erased_at(store, site, row, &values).await?;
        let respondent = value.and_then(|value| value.respondent);
        all.push(Known { source, is_withdrawn, is_there, respondent, erased_at });
    }
    Ok(all)
}

/// Whether the answer of a row may be here in another revision than the one that was looked for.
fn may_be_elsewhere(row: &NamedRow, source: Option<&Source>) -> bool {
    source.map_or(row.row.own.is_some(), |source| !source.is_undone)
}

fn is_undone(entry: &AnswerEntry) -> bool {
    !entry.rank.is_tombstone()
        && Metadata::decode(&entry.metadata)
            .is_ok_and(|metadata| metadata.recorded == Recorded::Undone)
}

/// What is read of rows.
fn keys_of(site: &Site, rows: &[NamedRow], sources: &[Option<Source>]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (row, source) in rows.iter().zip(sources) {
        keys.extend(tombstones(&site.id, row, source.as_ref()));
        keys.insert(place(&site.id, row, source.as_ref()));
        keys.extend(person(site, row).map(|person| person.erased(&site.id)));
    }
    keys
}

/// Where the newest revision of a row is.
fn place(site: &SiteId, row: &NamedRow, source: Option<&Source>) -> String {
    source.map_or_else(|| row.first(site), |source| source.place(site))
}

/// Where tombstones would be that keep a row away: of the answer that it is, and of the one that it would be.
fn tombstones(site: &SiteId, row: &NamedRow, source: Option<&Source>) -> Vec<String> {
    let ids: BTreeSet<PublicId> =
        [row.id].into_iter().chain(source.map(|source| source.id)).collect();
    let of = |id: PublicId| Rank::TOMBSTONES.map(|rank| keys::answer(site, &id, rank));
    ids.into_iter().flat_map(of).collect()
}

fn person(site: &Site, row: &NamedRow) -> Option<Person> {
    row.row.respondent.as_deref().map(|respondent| Person::of(&site.record, respondent))
}

/// When the person was erased whom a row names. A bulk read does not tell the time.
async fn erased_at(
    store: &dyn Store,
    site: &Site,
    row: &NamedRow,
    values: &HashMap<String, String>,
) -> Result<Option<Timestamp>, StoreError> {
    let mark = person(site, row).map(|person| person.erased(&site.id));
    let Some(mark) = mark.filter(|mark| values.contains_key(mark)) else { return Ok(None) };
    let told = store.get(&mark).await?.and_then(|entry| entry.metadata);
    Ok(told.and_then(|told| told.parse::<Instant>().ok()).map(|Instant(at)| at))
}

/// What is under these keys.
async fn values(
    store: &dyn Store,
    keys: BTreeSet<String>,
) -> Result<HashMap<String, String>, StoreError> {
    let keys: Vec<String> = keys.into_iter().collect();
    let mut values = HashMap::new();
    for chunk in keys.chunks(MAX_BULK) {
        let found = chunk.iter().zip(store.get_many(chunk).await?);
        values.extend(found.filter_map(|(key, value)| Some((key.clone(), value?))));
    }
    Ok(values)
}
