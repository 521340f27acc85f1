//! The withdrawal of one answer: its tombstone, and erasing what that hides.
//!
//! A tombstone outranks every revision, present or to come. What it says in its metadata (see
//! [`Tombstone`]) is noted before the revisions go, so that a report can count it among the answers
//! that were taken back. One that hid nothing only waits for an answer that may be on its way.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{PublicId, SiteId};
use koe_shared::instant::Instant;
use koe_shared::metadata::Metadata;
use koe_shared::site::SiteDocument;
use koe_shared::tombstone::Tombstone;

use crate::store::keys::{self, Rank, Slot};
use crate::store::{List, Listed, MAX_PAGE, Put, Store, StoreError};

/// How long a tombstone that hid nothing waits: a day longer than an outbox keeps a revision.
const WAITS: SignedDuration = SignedDuration::from_hours(31 * 24);
/// The revisions that a browser makes of one answer, mostly: the score, the comment, the contact.
const USUAL: u8 = 3;

/// What storage shows of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// What its tombstone says, where it has one.
    tombstone: Option<String>,
    /// Its revisions, newest first.
    pub(crate) revisions: Vec<Listed>,
}

impl Shown {
    /// Adds an entry of the answer that is not there yet.
    pub(super) fn add(&mut self, entry: Listed) {
        match Slot::parse(&entry.key).map(|slot| slot.rank) {
            Some(Rank::Tombstone) => self.tombstone = Some(entry.metadata.unwrap_or_default()),
            Some(Rank::Revision(_)) if !self.revisions.contains(&entry) => {
                self.revisions.push(entry);
                // Of one answer the newest revision has the lowest key.
                self.revisions.sort_by(|one, other| one.key.cmp(&other.key));
            }
            _ => {}
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the answer has a tombstone.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.tombstone.is_some()
    }

    /// Whether the tombstone already says what it hid.
    fn is_noted(&self) -> bool {
        let tombstone = self.tombstone.as_deref().map(Tombstone::decode);
        matches!(tombstone, Some(Ok(Tombstone::Hid(_))))
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

    /// Notes in the tombstone what it hides, unless that is noted already.
    pub(crate) async fn note(
        &self,
        shown: &Shown,
        document: &SiteDocument,
        left: SignedDuration,
    ) -> Result<(), StoreError> {
        let Some(newest) = shown.revisions.first().filter(|_| !shown.is_noted()) else {
            return Ok(());
        };
        let declares = |name: &str, value: &str| {
            let declared = document.segments.get(name);
            declared.is_some_and(|values| values.iter().any(|declared| declared == value))
        };
        let hidden = newest.metadata.as_deref().map(Metadata::decode);
        let tombstone = match &hidden {
            Some(Ok(hidden)) => Tombstone::of(hidden, declares),
            // Written by a newer release, or damaged: it hid something, nobody knows what.
            Some(Err(_)) | None => Tombstone::Unknown(None),
        };
        self.put_tombstone(&tombstone, left).await
    }

    /// Deletes the revisions.
    pub(crate) async fn erase(&self, shown: &Shown) -> Result<(), StoreError> {
        for revision in &shown.revisions {
            self.store.delete(&revision.key).await?;
        }
        Ok(())
    }

    /// Leaves the marker that brings the cron back to the tombstone. Where no cron runs the marker
    /// goes when the tombstone does.
    pub(super) async fn leave_marker(
        &self,
        now: Timestamp,
        left: SignedDuration,
    ) -> Result<(), StoreError> {
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

/// Writes an entry that has metadata alone. Storage takes a key once a second: whoever clicks twice
/// finds the entry there.
async fn put_once(
    store: &dyn Store,
    key: &str,
    metadata: &str,
    left: SignedDuration,
) -> Result<(), StoreError> {
    let put = Put { value: "", metadata: Some(metadata), time_to_live: Some(left) };
    match store.put(key, put).await {
        Err(StoreError::Busy) if store.get(key).await?.is_some() => Ok(()),
        put => put,
    }
}
