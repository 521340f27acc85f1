//! The withdrawal of one answer: its tombstone, and erasing what that hides.
//!
//! A tombstone outranks every revision, present or to come. What it says in its metadata (see
//! [`Tombstone`]) is noted before the revisions go, so that a report can count it among the answers
//! that were taken back. One that hid nothing only waits for an answer that may be on its way.
//!
//! With a revision goes the entry that leads to it from the person it names (see [`Revision::save`]).
//! Only the revision's value says who that is. So the entry is deleted first, and a revision whose value
//! can't be read stays for now: either it is gone already, and a list still shows it, or it is not
//! visible here yet, and the marker brings the cron back to it. The tombstone hides it meanwhile.
//!
//! [`Revision::save`]: super::revision::Revision::save

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{PublicId, SiteId};
use koe_shared::instant::Instant;
use koe_shared::metadata::{Flags, Metadata};
use koe_shared::tombstone::Tombstone;

use super::person::Person;
use super::put_once::put_once;
use super::revision::{Value, time_to_live};
use crate::sites::SiteRecord;
use crate::store::keys::{self, Rank, Slot};
use crate::store::{List, Listed, MAX_PAGE, Store, StoreError};

/// How long a tombstone that hid nothing waits: a day longer than an outbox keeps a revision.
const WAITS: SignedDuration = SignedDuration::from_hours(31 * 24);
/// The revisions that a browser makes of one answer, mostly: the score, the comment, the contact.
const USUAL: u8 = 3;

/// Why an answer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Its visitor took it back: of its segments, the tombstone says those that the site declares.
    TakenBack,
    /// Its person was erased: the tombstone says no segment, since a segment may describe a person.
    PersonErased,
}

/// What storage shows of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// What its tombstone says, where it has one.
    tombstone: Option<String>,
    /// Its revisions, newest first.
    pub(crate) revisions: Vec<Listed>,
    /// The entry that leads from a person to a revision, by the key of the revision, where the caller
    /// came from there.
    entries: BTreeMap<String, String>,
}

impl Shown {
    /// Adds an entry of the answer that is not there yet.
    pub(super) fn add(&mut self, entry: Listed) {
        match Slot::parse(&entry.key).map(|slot| slot.rank) {
            Some(Rank::Tombstone) => self.tombstone = Some(entry.metadata.unwrap_or_default()),
            Some(Rank::Revision(_)) if !self.shows(&entry.key) => {
                self.revisions.push(entry);
                // Of one answer the newest revision has the lowest key.
                self.revisions.sort_by(|one, other| one.key.cmp(&other.key));
            }
            _ => {}
        }
    }

    /// Adds a revision that an entry of a person leads to.
    pub(super) fn add_from_person(&mut self, revision: Listed, entry: String) {
        self.entries.insert(revision.key.clone(), entry);
        self.add(revision);
    }

    fn shows(&self, key: &str) -> bool {
        self.revisions.iter().any(|revision| revision.key == key)
    }

    pub(super) fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the answer has a tombstone.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.tombstone.is_some()
    }

    /// Whether the tombstone already says what it hid, and no more than it may.
    fn is_noted(&self, reason: Reason) -> bool {
        match self.tombstone.as_deref().map(Tombstone::decode) {
            Some(Ok(Tombstone::Hid(hidden))) => {
                reason == Reason::TakenBack || hidden.segments.iter().next().is_none()
            }
            _ => false,
        }
    }
}

/// One answer in storage.
pub(crate) struct Withdrawal<'a> {
    pub(crate) store: &'a dyn Store,
    pub(crate) site: &'a SiteId,
    pub(crate) id: PublicId,
}

impl Withdrawal<'_> {
    /// What a list shows.
    pub(crate) async fn listed(&self) -> Result<Shown, StoreError> {
        let prefix = keys::revisions(self.site, &self.id);
        // An answer has 98 revisions and a tombstone at most: one page, though an empty one may come
        // before it.
        let mut shown = Shown::default();
        let mut cursor: Option<String> = None;
        loop {
            let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
            let page = self.store.list(list).await?;
            page.keys.into_iter().for_each(|entry| shown.add(entry));
            cursor = page.cursor;
            if cursor.is_none() {
                return Ok(shown);
            }
        }
    }

    /// What is under the keys of its tombstone and its usual revisions.
    pub(super) async fn read(&self) -> Result<Shown, StoreError> {
        let usual = (1..=USUAL).map(Rank::Revision);
        let mut shown = Shown::default();
        for rank in [Rank::Tombstone].into_iter().chain(usual) {
            let key = keys::answer(self.site, &self.id, rank);
            if let Some(entry) = self.store.get(&key).await? {
                shown.add(Listed { key, metadata: entry.metadata });
            }
        }
        Ok(shown)
    }

    /// Hides the answer and erases what is shown of it: the tombstone that says what it hid, a marker
    /// that brings the cron back to what is not visible yet, and the revisions are deleted. An answer
    /// whose retention is over needs no tombstone: nothing that old is taken in.
    pub(super) async fn withdraw(
        &self,
        shown: &Shown,
        (record, reason): (&SiteRecord, Reason),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if let Some(left) = time_to_live(&record.document, self.id.time(), now) {
            self.note(shown, (record, reason), left).await?;
            self.leave_marker(now, left).await?;
        }
        match self.erase(shown, record).await {
            // A revision that was written this very second: the marker brings the cron back to it.
            Ok(()) | Err(StoreError::Busy) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Notes in the tombstone what it hides, unless that is noted already.
    pub(crate) async fn note(
        &self,
        shown: &Shown,
        (record, reason): (&SiteRecord, Reason),
        left: SignedDuration,
    ) -> Result<(), StoreError> {
        let Some(newest) = shown.revisions.first().filter(|_| !shown.is_noted(reason)) else {
            return Ok(());
        };
        let keeps = |name: &str, value: &str| {
            let declared = record.document.segments.get(name);
            reason == Reason::TakenBack
                && declared.is_some_and(|values| values.iter().any(|declared| declared == value))
        };
        let hidden = newest.metadata.as_deref().map(Metadata::decode);
        let tombstone = match &hidden {
            Some(Ok(hidden)) => Tombstone::of(hidden, keeps),
            // Written by a newer release, or damaged: it hid something, nobody knows what.
            Some(Err(_)) | None => Tombstone::Unknown(None),
        };
        self.put_tombstone(&tombstone, left).await
    }

    /// Deletes the revisions, and before each the entries of the people that it names.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where a key was written this very second; all others are deleted.
    pub(crate) async fn erase(&self, shown: &Shown, record: &SiteRecord) -> Result<(), StoreError> {
        let values = self.values_of_people(shown).await?;
        let mut erased = Ok(());
        for Listed { key, .. } in &shown.revisions {
            let mut keys: BTreeSet<String> = shown.entries.get(key).cloned().into_iter().collect();
            match values.get(key) {
                Some(None) if keys.is_empty() => continue,
                Some(Some(value)) => keys.extend(self.entry_of(key, value, record)),
                Some(None) | None => {}
            }
            match self.delete_in_order(keys.iter().chain([key])).await {
                Err(StoreError::Busy) => erased = Err(StoreError::Busy),
                deleted => deleted?,
            }
        }
        erased
    }

    /// The values of the revisions that name a person, by key; `None` for one that can't be read.
    async fn values_of_people(
        &self,
        shown: &Shown,
    ) -> Result<BTreeMap<String, Option<String>>, StoreError> {
        let names_a_person = |revision: &&Listed| {
            let metadata = revision.metadata.as_deref().map(Metadata::decode);
            // What can't be read may name one.
            !matches!(metadata, Some(Ok(known)) if !known.flags.has(Flags::RESPONDENT))
        };
        let named = shown.revisions.iter().filter(names_a_person);
        let keys: Vec<String> = named.map(|revision| revision.key.clone()).collect();
        if keys.is_empty() {
            return Ok(BTreeMap::new());
        }
        // An answer has 98 revisions at most: one bulk read.
        let values = self.store.get_many(&keys).await?;
        Ok(keys.into_iter().zip(values).collect())
    }

    /// The entry that leads to a revision from the person that its value names.
    fn entry_of(&self, key: &str, value: &str, record: &SiteRecord) -> Option<String> {
        let respondent = serde_json::from_str::<Value>(value).ok()?.respondent?;
        let revision = Slot::parse(key)?.rank;
        Some(Person::of(record, &respondent).entry(self.site, &self.id, revision))
    }

    async fn delete_in_order(&self, keys: impl Iterator<Item = &String>) -> Result<(), StoreError> {
        for key in keys {
            self.store.delete(key).await?;
        }
        Ok(())
    }

    /// Leaves the marker that brings the cron back to the tombstone. Where no cron runs the marker
    /// goes when the tombstone does.
    async fn leave_marker(&self, now: Timestamp, left: SignedDuration) -> Result<(), StoreError> {
        let key = keys::late(self.site, &self.id, Rank::Tombstone);
        put_once(self.store, &key, &Instant(now).to_string(), left).await
    }

    /// Writes a tombstone that hid nothing: it waits for an answer that may be on its way.
    pub(super) async fn wait(&self) -> Result<(), StoreError> {
        self.put_tombstone(&Tombstone::HidNothing, WAITS).await
    }

    async fn put_tombstone(
        &self,
        tombstone: &Tombstone<'_>,
        left: SignedDuration,
    ) -> Result<(), StoreError> {
        let key = keys::answer(self.site, &self.id, Rank::Tombstone);
        put_once(self.store, &key, &tombstone.encode(), left).await
    }
}
