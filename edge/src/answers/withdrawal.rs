//! The withdrawal of one answer: its tombstone, and erasing what that hides.
//!
//! A tombstone outranks every revision, present or to come. What it says in its metadata (see
//! [`Tombstone`]) is noted before the revisions go, so that a report can count it among the answers
//! that were taken back. One that hid nothing only waits for an answer that may be on its way, under a key
//! of its own: a list may not show yet what another taking-back noted, and must not be written over.
//!
//! With a revision goes the entry that leads to it from the person it names (see [`Revision::save`]).
//! Only the revision's value says who that is. So the entry is deleted first, and a revision whose value
//! can't be read stays for now: either it is gone already, and a list still shows it, or it is not
//! visible here yet, and it goes when its hour is counted. The tombstone hides it meanwhile.
//!
//! With an answer go the decisions on publishing its comment, its alerts, and its case.
//!
//! [`Revision::save`]: super::revision::Revision::save

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{PublicId, SiteId};
use koe_shared::metadata::{Flags, Metadata, Recorded};
use koe_shared::tombstone::Tombstone;

use super::ledger::Ledger;
use super::person::Person;
use super::put_once::put_once;
use super::revision::Value;
use crate::sites::SiteRecord;
use crate::store::keys::{self, Rank, Slot};
use crate::store::{List, Listed, MAX_PAGE, StoreError};

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

/// Whether all that was shown is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Erased {
    All,
    /// A key was written this very second, or the value that tells a person can't be read yet.
    NotAll,
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
    /// A tombstone and the revisions behind it, newest first.
    pub(crate) fn behind(tombstone: String, revisions: Vec<Listed>) -> Self {
        Self { tombstone: Some(tombstone), revisions, entries: BTreeMap::new() }
    }

    /// Adds an entry of the answer that is not there yet.
    pub(super) fn add(&mut self, entry: Listed) {
        match Slot::parse(&entry.key).map(|slot| slot.rank) {
            Some(Rank::Tombstone) => self.tombstone = Some(entry.metadata.unwrap_or_default()),
            Some(Rank::Waiting) if self.tombstone.is_none() => self.tombstone = entry.metadata,
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

    /// Whether a revision allows its comment to be published, or can't be read.
    fn may_be_published(&self) -> bool {
        self.revisions.iter().any(|revision| {
            let metadata = revision.metadata.as_deref().map(Metadata::decode);
            !matches!(metadata, Some(Ok(known)) if !known.flags.has(Flags::PUBLISH))
        })
    }

    /// What the tombstone says of the answer: what it says already, if it may, or what it hides.
    pub(crate) fn says(&self, (record, reason): (&SiteRecord, Reason)) -> String {
        let newest = self.revisions.first().filter(|_| !self.is_noted(reason));
        let Some(newest) = newest else { return self.tombstone.clone().unwrap_or_default() };
        let keeps = |name: &str, value: &str| {
            let declared = record.document.segments.get(name);
            reason == Reason::TakenBack
                && declared.is_some_and(|values| values.iter().any(|declared| declared == value))
        };
        match newest.metadata.as_deref().map(Metadata::decode) {
            // An import that was undone had taken the answer away already.
            Some(Ok(hidden)) if hidden.recorded == Recorded::Undone => {
                Tombstone::HidNothing.encode()
            }
            Some(Ok(hidden)) => Tombstone::of(&hidden, keeps).encode(),
            // Written by a newer release, or damaged: it hid something, nobody knows what.
            Some(Err(_)) | None => Tombstone::Unknown(None).encode(),
        }
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
    pub(crate) ledger: &'a Ledger,
    pub(crate) site: &'a SiteId,
    pub(crate) id: PublicId,
    /// When the request came, or the run began to look at it.
    pub(crate) received_at: Timestamp,
}

impl Withdrawal<'_> {
    /// What a list shows.
    pub(super) async fn listed(&self) -> Result<Shown, StoreError> {
        let prefix = keys::revisions(self.site, &self.id);
        // An answer has 98 revisions and a tombstone at most: one page, though an empty one may come
        // before it.
        let mut shown = Shown::default();
        let mut cursor: Option<String> = None;
        loop {
            let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
            let page = self.ledger.store().list(list).await?;
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
        for rank in Rank::TOMBSTONES.into_iter().chain(usual) {
            let key = keys::answer(self.site, &self.id, rank);
            if let Some(entry) = self.ledger.store().get(&key).await? {
                shown.add(Listed { key, metadata: entry.metadata });
            }
        }
        Ok(shown)
    }

    /// Hides the answer and erases what is shown of it: the tombstone that says what it hid, and the
    /// revisions are deleted. What is not visible yet is erased when the hour is counted. An answer whose
    /// retention is over needs no tombstone: nothing that old is taken in.
    pub(super) async fn withdraw(
        &self,
        shown: &Shown,
        (record, reason): (&SiteRecord, Reason),
    ) -> Result<(), StoreError> {
        if let Some(left) = record.retention().left(self.id.time(), self.received_at) {
            self.note(shown, (record, reason), left).await?;
        }
        if shown.may_be_published() {
            self.forget_decisions().await?;
        }
        if record.has_told() && !shown.revisions.is_empty() {
            self.forget_alerts().await?;
        }
        if !shown.revisions.is_empty() {
            self.forget_case().await?;
        }
        // What is left goes when the hour is counted.
        self.erase(shown, record).await.map(drop)
    }

    /// Deletes what goes with an answer whose revisions are gone: whoever took it back may have been cut off before, or
    /// have been shown less than there was.
    pub(crate) async fn forget_the_rest(&self, record: &SiteRecord) -> Result<(), StoreError> {
        self.forget_decisions().await?;
        self.forget_case().await?;
        if record.has_told() { self.forget_alerts().await } else { Ok(()) }
    }

    /// Deletes what the owner decided on publishing the comment.
    async fn forget_decisions(&self) -> Result<(), StoreError> {
        let prefix = keys::voices_of(self.site, &self.id);
        for decision in self.all(&prefix).await? {
            self.ledger.store().delete(&decision.key).await?;
        }
        Ok(())
    }

    /// Deletes the alerts of the answer, and the marks of what is still due of them.
    async fn forget_alerts(&self) -> Result<(), StoreError> {
        let (store, prefix) = (self.ledger.store(), keys::alerts_of(self.site, &self.id));
        for listed in self.all(&prefix).await? {
            if let Some(due) = keys::due_behind(self.site, &listed) {
                store.delete(&due).await?;
            }
            store.delete(&listed.key).await?;
        }
        Ok(())
    }

    /// Deletes the case of the answer, and what was done about it. Anybody may have opened it by hand.
    async fn forget_case(&self) -> Result<(), StoreError> {
        for listed in self.all(&keys::case(self.site, &self.id)).await? {
            self.ledger.store().delete(&listed.key).await?;
        }
        Ok(())
    }

    /// Everything that a list shows under a prefix. An empty page may come before others.
    async fn all(&self, prefix: &str) -> Result<Vec<Listed>, StoreError> {
        let mut all = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let list = List { prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
            let page = self.ledger.store().list(list).await?;
            all.extend(page.keys);
            cursor = page.cursor;
            if cursor.is_none() {
                return Ok(all);
            }
        }
    }

    /// Notes in the tombstone what it hides, unless that is noted already. Tells what it says now.
    pub(crate) async fn note(
        &self,
        shown: &Shown,
        why: (&SiteRecord, Reason),
        left: SignedDuration,
    ) -> Result<String, StoreError> {
        let says = shown.says(why);
        if !shown.revisions.is_empty() && shown.tombstone.as_ref() != Some(&says) {
            self.put(Rank::Tombstone, &says, left).await?;
        }
        Ok(says)
    }

    /// Deletes the revisions, and before each the entries of the people that it names.
    pub(crate) async fn erase(
        &self,
        shown: &Shown,
        record: &SiteRecord,
    ) -> Result<Erased, StoreError> {
        let values = self.values_of_people(shown).await?;
        let mut erased = Erased::All;
        for Listed { key, .. } in &shown.revisions {
            let mut keys: BTreeSet<String> = shown.entries.get(key).cloned().into_iter().collect();
            match values.get(key) {
                Some(None) if keys.is_empty() => {
                    erased = Erased::NotAll;
                    continue;
                }
                Some(Some(value)) => keys.extend(self.entry_of(key, value, record)),
                Some(None) | None => {}
            }
            match self.delete_in_order(keys.iter().chain([key])).await {
                Err(StoreError::Busy) => erased = Erased::NotAll,
                deleted => deleted?,
            }
        }
        Ok(erased)
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
        let values = self.ledger.store().get_many(&keys).await?;
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
            self.ledger.store().delete(key).await?;
        }
        Ok(())
    }

    /// Writes a tombstone that hid nothing: it waits for an answer that may be on its way.
    pub(super) async fn wait(&self) -> Result<(), StoreError> {
        self.put(Rank::Waiting, &Tombstone::HidNothing.encode(), WAITS).await
    }

    async fn put(&self, rank: Rank, says: &str, left: SignedDuration) -> Result<(), StoreError> {
        let key = keys::answer(self.site, &self.id, rank);
        self.ledger.announce(self.site, self.id.time_ms(), self.received_at).await?;
        put_once(self.ledger.store(), &key, says, left).await
    }
}
