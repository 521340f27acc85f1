//! Writing down that something is due, and that a digest is.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;
use koe_shared::id::SiteId;

use super::entry::{Bell, Mark, Opened};
use crate::store::keys::{self, AlertId, Minute};
use crate::store::{Put, Store, StoreError};

/// How long after its minute a digest is told: only then every place shows what was held back in the last minutes
/// before.
pub(super) const DIGEST_AFTER: u64 = 11;
/// How long it is known what was told, where answers live as long: a quarter of a year.
pub(super) const KEPT: SignedDuration = SignedDuration::from_hours(92 * 24);
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

/// Writes an entry that says all in its key and its metadata. Storage takes a key once a second. A second writer would
/// write the same, so its refusal is passed over.
pub(super) async fn put_marker(
    store: &dyn Store,
    key: &str,
    put: Put<'_>,
) -> Result<(), StoreError> {
    match store.put(key, put).await {
        Err(StoreError::Busy) if store.get(key).await?.is_some() => Ok(()),
        written => written,
    }
}
