//! What storage shows of an alert: that it was opened, and each try to tell it.

use std::collections::BTreeMap;

use koe_shared::id::SiteId;

use super::entry::{DestinationId, Fate, Opened, Outcome, Try};
use crate::store::keys::{self, AlertId, AlertKind, Minute};
use crate::store::{List, Listed, MAX_PAGE, Store, StoreError};

/// An alert, with its tries in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    /// `None`: not shown yet.
    pub(super) opened: Option<Opened>,
    pub(super) tries: BTreeMap<u8, Try>,
}

/// The alerts of one list, the newest answers first.
#[derive(Clone, Debug, Default)]
pub(super) struct Histories(Vec<(AlertId, History)>);

impl Histories {
    /// Adds a listed key. The keys of one alert follow one another.
    pub(super) fn add(&mut self, listed: &Listed) {
        let Some((id, number)) = keys::parse_alert(&listed.key) else { return };
        let metadata = listed.metadata.as_deref().unwrap_or_default();
        if self.0.last().is_none_or(|(last, _)| *last != id) {
            self.0.push((id, History::default()));
        }
        let Some((_, history)) = self.0.last_mut() else { return };
        match number {
            None => history.opened = Opened::decode(metadata),
            Some(number) => {
                if let Some(tried) = Try::decode(metadata) {
                    history.tries.insert(number, tried);
                }
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &(AlertId, History)> {
        self.0.iter()
    }

    pub(super) fn into_vec(self) -> Vec<(AlertId, History)> {
        self.0
    }

    /// The alert of an answer and a rule of that kind.
    pub(super) fn of(&self, kind: AlertKind) -> Option<&History> {
        self.iter().find(|(id, _)| id.kind == kind).map(|(_, history)| history)
    }
}

impl History {
    /// The number of the last try, 0 before the first.
    pub(super) fn last(&self) -> u8 {
        self.tries.last_key_value().map_or(0, |(number, _)| *number)
    }

    /// Whether a try held it or dropped it, so that a mark of this minute leaves nothing to do. A mark that is not
    /// older than the one that was dropped, or than its digest, may be of an answer that was sent since: it is judged
    /// anew.
    pub(super) fn is_settled(&self, mark: Minute) -> bool {
        self.tries.values().any(|tried| match tried.fate {
            Fate::Sent(_) => false,
            Fate::Held(_) => tried.next.is_none_or(|digest| mark < digest),
            Fate::Dropped(_) => mark < tried.next.unwrap_or(Minute::of(tried.at)),
        })
    }

    /// Whether some destination was told.
    pub(super) fn was_told(&self) -> bool {
        self.outcomes().any(|(_, outcome)| outcome == Outcome::Sent)
    }

    /// Whether a destination needs no further try. By hand one that has ended is tried again.
    pub(super) fn is_done(&self, destination: &DestinationId, is_by_hand: bool) -> bool {
        let ends = |outcome| match outcome {
            Outcome::Sent => true,
            Outcome::Gone => !is_by_hand,
            Outcome::Failed => false,
        };
        self.outcomes().any(|(to, outcome)| to == destination && ends(outcome))
    }

    fn outcomes(&self) -> impl Iterator<Item = (&DestinationId, Outcome)> {
        self.tries
            .values()
            .flat_map(|tried| match &tried.fate {
                Fate::Sent(to) => to.as_slice(),
                Fate::Held(_) | Fate::Dropped(_) => &[],
            })
            .map(|(to, outcome)| (to, *outcome))
    }
}

/// What is shown of an answer's alerts by one rule.
pub(super) async fn histories_by(
    store: &dyn Store,
    site: &SiteId,
    id: &AlertId,
) -> Result<Histories, StoreError> {
    let prefix = keys::alerts_by(site, &id.answer, &id.rule);
    let mut histories = Histories::default();
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        page.keys.iter().for_each(|listed| histories.add(listed));
        cursor = page.cursor;
        if cursor.is_none() {
            return Ok(histories);
        }
    }
}
