//! What was held back until a minute, told together.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use koe_shared::site::AlertRule;

use super::entry::{Bell, Fate};
use super::history::{Histories, History};
use super::message::Told;
use super::standing::{Known, Standing, standing};
use super::tell::Teller;
use crate::sites::Site;
use crate::store::keys::{self, AlertId, AlertKind, Minute};
use crate::store::{List, MAX_PAGE, StoreError};

/// Answers that a digest tells; the others it counts.
const TOLD: usize = 20;
/// Lists of alerts, at most.
const LISTS: usize = 5;
/// The longest that something is held back, and an hour for clocks.
const HELD: SignedDuration = SignedDuration::from_hours(25);

impl History {
    /// Whether it is held back, or was.
    pub(super) fn is_held(&self) -> bool {
        self.held_until().is_some()
    }

    /// Until when it is held back, the last time.
    fn held_until(&self) -> Option<Minute> {
        let opened = self.opened.filter(|opened| opened.bell == Bell::Held);
        let tried = self.tries.values().filter(|tried| matches!(tried.fate, Fate::Held(_)));
        tried.filter_map(|tried| tried.next).chain(opened.map(|opened| opened.due)).max()
    }
}

impl Teller {
    /// The answers that a rule held back until a minute, the newest first, and how many more there are. `None`:
    /// storage does not show one of them as it is now.
    pub(super) async fn held(
        &self,
        site: &Site,
        rule: &AlertRule,
        until: Minute,
        now: Timestamp,
    ) -> Result<Option<(Vec<Told>, usize)>, StoreError> {
        let histories = self.histories_until(site, until).await?;
        let is_held = |(id, history): &(AlertId, History)| {
            id.rule == rule.id
                && id.kind != AlertKind::Digest
                && history.held_until() == Some(until)
        };
        let mut seen = BTreeSet::new();
        let held: Vec<_> = histories
            .into_vec()
            .into_iter()
            .filter(is_held)
            .filter(|(id, _)| seen.insert(id.answer))
            .collect();
        let mut told = Vec::new();
        for (id, _) in held.iter().take(TOLD) {
            // All that was held back is shown by now. A later revision may not be: it has no other message.
            let known = Known { revision: 1, since: until, fresh: None };
            let answer = standing(&*self.store, site, (&id.answer, rule), known, now).await?;
            match answer {
                Standing::Tell(answer, _) => told.push(*answer),
                Standing::Nothing(_) => {}
                Standing::NotShown => return Ok(None),
            }
        }
        Ok(Some((told, held.len().saturating_sub(TOLD))))
    }

    async fn histories_until(&self, site: &Site, until: Minute) -> Result<Histories, StoreError> {
        let prefix = keys::alerts(&site.id);
        let mut histories = Histories::default();
        let mut cursor: Option<String> = None;
        for _ in 0..LISTS {
            let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
            let page = self.store.list(list).await?;
            page.keys.iter().for_each(|listed| histories.add(listed));
            let oldest = page.keys.last().and_then(|listed| keys::parse_alert(&listed.key));
            let is_behind = oldest
                .is_some_and(|(id, _)| until.begins().duration_since(id.answer.time()) > HELD);
            cursor = page.cursor.filter(|_| !is_behind);
            if cursor.is_none() {
                break;
            }
        }
        Ok(histories)
    }
}
