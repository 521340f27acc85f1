//! Watching answers as they are taken in: what meets a rule is written down before the answer is.
//!
//! So there is no answer without its alert. An alert whose answer was not stored after all finds none when it is
//! told, and goes.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;
use koe_shared::site::AlertRule;

use super::digest::DIGEST_AFTER;
use super::entry::{Bell, Mark, Opened};
use super::judge::Read;
use super::quiet::quiet_until;
use crate::answers::{Revision, Watch};
use crate::sites::Site;
use crate::store::keys::{self, AlertId, AlertKind, Minute, Rank};
use crate::store::{Put, Store, StoreError, StoreFuture};

/// How long a score waits for its comment, in minutes.
const WAITS_FOR_WORDS: u64 = 2;
/// How long a mark lives where no cron runs.
pub(super) const MARK_LIVES: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How many digests an isolate remembers to have announced.
const REMEMBERED: usize = 1_000;

/// What an isolate has announced already: one digest stands for everything that is held until its minute.
#[derive(Default)]
pub(crate) struct Announced(Mutex<HashSet<(SiteId, AlertId)>>);

impl Announced {
    /// Whether it was announced before.
    fn knows(&self, digest: &(SiteId, AlertId)) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(digest)
    }

    /// Remembers that it was announced, once storage has taken its mark.
    fn remember(&self, digest: (SiteId, AlertId)) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(digest);
    }
}

/// Watches one answer on its way into storage.
pub(crate) struct Watcher<'a> {
    store: &'a dyn Store,
    announced: &'a Announced,
    now: Timestamp,
    rung: Mutex<Vec<Rung>>,
}

/// An alert to be told as soon as its answer is stored, with the answer: storage may not show that yet.
pub(crate) struct Rung {
    pub(super) id: AlertId,
    pub(super) due: Minute,
    pub(super) fresh: Arc<Revision>,
}

impl<'a> Watcher<'a> {
    pub(crate) fn new(store: &'a dyn Store, announced: &'a Announced, now: Timestamp) -> Self {
        Self { store, announced, now, rung: Mutex::default() }
    }

    /// What has to be told at once.
    pub(crate) fn rung(self) -> Vec<Rung> {
        self.rung.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    async fn write(&self, site: &Site, revision: &Revision) -> Result<(), StoreError> {
        let document = site.document();
        let Rank::Revision(number) = revision.rank else { return Ok(()) };
        let Some(read) = Read::of(&revision.metadata, &revision.value) else { return Ok(()) };
        for rule in document.alerts.iter().filter(|rule| read.meets(rule, document)) {
            let id = AlertId { answer: revision.id, rule: rule.id.clone(), kind: read.kind() };
            let opened = self.opened(site, rule, (id.kind, number));
            let put = Put { time_to_live: Some(revision.time_to_live), ..Put::default() };
            let metadata = opened.encode();
            put_marker(
                self.store,
                &keys::alert(&site.id, &id),
                Put { metadata: Some(&metadata), ..put },
            )
            .await?;
            if opened.bell == Bell::Held {
                announce(self.store, self.announced, &site.id, (&id, opened.due)).await?;
                continue;
            }
            put_mark(self.store, &site.id, (&id, opened.due), &Mark::first(opened.bell)).await?;
            if opened.bell == Bell::Rung {
                let fresh = Arc::new(revision.clone());
                let rung = Rung { id, due: opened.due, fresh };
                self.rung.lock().unwrap_or_else(PoisonError::into_inner).push(rung);
            }
        }
        Ok(())
    }

    /// When an alert is due, and how it is brought to be told.
    fn opened(&self, site: &Site, rule: &AlertRule, (kind, revision): (AlertKind, u8)) -> Opened {
        let now = Minute::of(self.now);
        let (due, bell) = match (quiet_until(site, rule, self.now), kind) {
            (Some(end), _) => (end, Bell::Held),
            (None, AlertKind::Words) => (now, Bell::Rung),
            (None, _) => (now.after(WAITS_FOR_WORDS), Bell::Silent),
        };
        Opened { due, revision, bell }
    }
}

impl Watch for Watcher<'_> {
    fn saving<'a>(&'a self, site: &'a Site, revision: &'a Revision) -> StoreFuture<'a, ()> {
        Box::pin(self.write(site, revision))
    }
}

/// Announces the digest that tells what is held until a minute. One mark stands for all of it.
pub(super) async fn announce(
    store: &dyn Store,
    announced: &Announced,
    site: &SiteId,
    (held, until): (&AlertId, Minute),
) -> Result<(), StoreError> {
    let known = (site.clone(), AlertId::digest(held.rule.clone(), until));
    if announced.knows(&known) {
        return Ok(());
    }
    let digest = &known.1;
    let opened = Opened { due: until.after(DIGEST_AFTER), revision: 0, bell: Bell::Silent };
    let metadata = opened.encode();
    let put = Put { metadata: Some(&metadata), time_to_live: Some(MARK_LIVES), ..Put::default() };
    put_marker(store, &keys::alert(site, digest), put).await?;
    let due = until.after(DIGEST_AFTER);
    put_mark(store, site, (digest, due), &Mark::first(Bell::Silent)).await?;
    announced.remember(known);
    Ok(())
}

/// Writes the mark of what is due.
pub(super) async fn put_mark(
    store: &dyn Store,
    site: &SiteId,
    (id, due): (&AlertId, Minute),
    mark: &Mark,
) -> Result<(), StoreError> {
    let metadata = mark.encode();
    let put = Put { metadata: Some(&metadata), time_to_live: Some(MARK_LIVES), ..Put::default() };
    put_marker(store, &keys::due(due, site, id), put).await
}

/// Writes an entry that says all in its key and its metadata. Storage takes a key once a second: who comes second
/// says the same.
async fn put_marker(store: &dyn Store, key: &str, put: Put<'_>) -> Result<(), StoreError> {
    match store.put(key, put).await {
        Err(StoreError::Busy) if store.get(key).await?.is_some() => Ok(()),
        written => written,
    }
}
