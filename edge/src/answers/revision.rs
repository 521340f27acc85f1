//! A revision of an answer as it is stored: all that scoring needs in the metadata, the rest as the
//! value. A revision that names a person has a second entry, which leads from the person to it.

use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::{AnswerBody, Contact};
use koe_shared::id::PublicId;
use koe_shared::instant::Instant;
use serde::{Deserialize, Serialize};

use super::ledger::Ledger;
use super::person::Person;
use super::put_once::put_once;
use crate::sites::Site;
use crate::store::keys::{self, Rank};
use crate::store::{Put, Store, StoreError, StoreFuture};

/// The value of a revision: what no score needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Value {
    pub(crate) received_at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) comment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<String>,
    /// The owner's id of the person, where it was verified or needs no signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) respondent: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) contact: Option<Contact>,
}

impl Value {
    pub(crate) fn of(body: &AnswerBody, respondent: Option<String>, now: Timestamp) -> Self {
        Self {
            received_at: Instant(now),
            comment: body.comment.clone(),
            page: body.page.clone(),
            respondent,
            contact: body.contact.clone(),
        }
    }
}

/// A revision on its way into storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Revision {
    pub(crate) id: PublicId,
    pub(crate) rank: Rank,
    pub(crate) metadata: String,
    pub(crate) value: Value,
    pub(crate) time_to_live: SignedDuration,
}

/// Whoever watches answers on their way into storage. What it writes is written before the answer: there is no
/// answer that it missed, though there may be something of an answer that was not stored after all.
pub(crate) trait Watch: Send + Sync {
    /// A revision is about to be saved.
    fn saving<'a>(&'a self, site: &'a Site, revision: &'a Revision) -> StoreFuture<'a, ()>;
}

impl Revision {
    /// Which revision it is, 0 for a tombstone.
    pub(crate) const fn number(&self) -> u8 {
        match self.rank {
            Rank::Revision(revision) => revision,
            Rank::Waiting | Rank::Tombstone => 0,
        }
    }

    /// One write, on a key of its own: a retry changes nothing, and two revisions never meet. Storage
    /// takes a key once a second, so a second click is refused; what it says is stored all the same.
    /// Where the answer's hour is over, a late mark is written before it.
    ///
    /// Where the revision names a person, their entry is written before it. If the second write fails,
    /// an entry leads to no revision, which does no harm; the other way round an erasure would not find
    /// the revision.
    pub(crate) fn save<'a>(
        &'a self,
        ledger: &'a Ledger,
        site: &'a Site,
        received_at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        let store = ledger.store();
        let key = keys::answer(&site.id, &self.id, self.rank);
        Box::pin(async move {
            if let Some(respondent) = &self.value.respondent {
                let person = Person::of(&site.record, respondent);
                let entry = person.entry(&site.id, &self.id, self.rank);
                put_once(store, &entry, &self.metadata, self.time_to_live).await?;
            }
            let Ok(value) = serde_json::to_string(&self.value) else {
                return Err(StoreError::Unreadable { key });
            };
            ledger.announce(&site.id, self.id.time_ms(), received_at).await?;
            let (metadata, time_to_live) = (Some(&*self.metadata), Some(self.time_to_live));
            match store.put(&key, Put { value: &value, metadata, time_to_live }).await {
                Err(StoreError::Busy) if self.is_stored(store, &key).await => Ok(()),
                put => put,
            }
        })
    }

    /// Whether the key holds this revision, whenever that was received.
    async fn is_stored(&self, store: &dyn Store, key: &str) -> bool {
        let Ok(Some(entry)) = store.get(key).await else { return false };
        let value = serde_json::from_str::<Value>(&entry.value).ok();
        let received_at = self.value.received_at;
        entry.metadata.as_ref() == Some(&self.metadata)
            && value.is_some_and(|value| Value { received_at, ..value } == self.value)
    }
}
