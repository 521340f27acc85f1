//! The withdrawal of one answer: its tombstone, and erasing what that hides.
//!
//! A tombstone outranks every revision, present or to come. What it says in its metadata (see
//! [`Tombstone`]) is noted before the revisions go, so that a report can count it among the answers
//! that were taken back. One that hid nothing only waits for an answer that may be on its way.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{PublicId, SiteId};
use koe_shared::metadata::Metadata;
use koe_shared::site::SiteDocument;
use koe_shared::tombstone::Tombstone;

use super::ledger::Ledger;
use crate::store::keys::{self, Rank, Slot};
use crate::store::{List, Listed, MAX_PAGE, Put, Store, StoreError};

/// How long a tombstone that hid nothing waits: a day longer than an outbox keeps a revision.
const WAITS: SignedDuration = SignedDuration::from_hours(31 * 24);
/// The revisions that a browser makes of one answer, mostly: the score, the comment, the contact.
const USUAL: u8 = 3;

/// What storage shows of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// What its tombstone says, where it has one.
    tombstone: Option<String>,
    /// Its revisions, newest first.
    pub(super) revisions: Vec<Listed>,
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
pub(super) struct Withdrawal<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) site: &'a SiteId,
    pub(super) id: PublicId,
    /// When the request came.
    pub(super) received_at: Timestamp,
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
        for rank in [Rank::Tombstone].into_iter().chain(usual) {
            let key = keys::answer(self.site, &self.id, rank);
            if let Some(entry) = self.ledger.store().get(&key).await? {
                shown.add(Listed { key, metadata: entry.metadata });
            }
        }
        Ok(shown)
    }

    /// Notes in the tombstone what it hides, unless that is noted already.
    pub(super) async fn note(
        &self,
        shown: &Shown,
        document: &SiteDocument,
        left: SignedDuration,
    ) -> Result<(), StoreError> {
        let Some(newest) = shown.revisions.first().filter(|_| !shown.is_noted()) else {
            return Ok(());
        };
        let tombstone = what_it_hid(newest.metadata.as_deref(), document);
        self.put_tombstone(&tombstone, left).await
    }

    /// Deletes the revisions.
    pub(super) async fn erase(&self, shown: &Shown) -> Result<(), StoreError> {
        for revision in &shown.revisions {
            self.ledger.store().delete(&revision.key).await?;
        }
        Ok(())
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
        self.ledger.announce(self.site, self.id.time_ms(), self.received_at).await?;
        put_once(self.ledger.store(), &key, &tombstone.encode(), left).await
    }
}

/// What a tombstone says that hides a revision with this metadata.
pub(crate) fn what_it_hid<'a>(hidden: Option<&'a str>, document: &SiteDocument) -> Tombstone<'a> {
    let declares = |name: &str, value: &str| {
        let declared = document.segments.get(name);
        declared.is_some_and(|values| values.iter().any(|declared| declared == value))
    };
    match hidden.map(Metadata::decode) {
        Some(Ok(hidden)) => Tombstone::of(&hidden, declares),
        // Written by a newer release, or damaged: it hid something, nobody knows what.
        Some(Err(_)) | None => Tombstone::Unknown(None),
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
