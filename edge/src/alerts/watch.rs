//! Watching answers as they are taken in: what meets a rule is written down before the answer is.
//!
//! So no answer is without its alert. An alert whose answer was not stored after all finds no answer when it is told,
//! and is dropped.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use koe_shared::site::AlertRule;

use super::entry::{Bell, Mark, Opened};
use super::judge::Read;
use super::mark::{Announced, KEPT, announce, put_mark, put_marker};
use super::quiet::quiet_until;
use crate::answers::{Revision, Watch};
use crate::cases::{OpenedToday, open_by_rule};
use crate::sites::Site;
use crate::store::keys::{self, AlertId, AlertKind, Minute, Rank};
use crate::store::{Put, Store, StoreError, StoreFuture};

/// How long a score waits for its comment, in minutes.
const WAITS_FOR_WORDS: u64 = 2;

/// Watches one answer on its way into storage.
pub(crate) struct Watcher<'a> {
    store: &'a dyn Store,
    announced: &'a Announced,
    opened: &'a OpenedToday,
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
    pub(crate) fn new(
        store: &'a dyn Store,
        (announced, opened): (&'a Announced, &'a OpenedToday),
        now: Timestamp,
    ) -> Self {
        Self { store, announced, opened, now, rung: Mutex::default() }
    }

    /// What has to be told at once.
    pub(crate) fn rung(self) -> Vec<Rung> {
        self.rung.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    async fn write(&self, site: &Site, revision: &Revision) -> Result<(), StoreError> {
        let document = site.document();
        let Rank::Revision(number) = revision.rank else { return Ok(()) };
        let Some(read) = Read::of(&revision.metadata, &revision.value) else { return Ok(()) };
        let mut is_opened = false;
        for rule in document.alerts.iter().filter(|rule| read.meets(rule, document)) {
            // The first rule that opens a case opens it.
            if rule.open_case && !is_opened {
                is_opened = true;
                self.open_case(site, rule, (revision, &read)).await?;
            }
            if rule.to.is_empty() {
                continue;
            }
            let id = AlertId { answer: revision.id, rule: rule.id.clone(), kind: read.kind() };
            let opened = self.opened(site, rule, (id.kind, number));
            let life = revision.time_to_live.min(KEPT);
            let put = Put { time_to_live: Some(life), ..Put::default() };
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

    async fn open_case(
        &self,
        site: &Site,
        rule: &AlertRule,
        (revision, read): (&Revision, &Read<'_>),
    ) -> Result<(), StoreError> {
        let Some(score) = read.score() else { return Ok(()) };
        let judged = (revision, score, &read.urgency);
        open_by_rule(self.store, self.opened, (site, &rule.id), judged, self.now).await
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
