//! The alerts of a site as its owner reads them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use koe_shared::id::{PublicId, RuleId};
use koe_shared::instant::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::entry::{Bell, DestinationId, Fate, Outcome, destination_id};
use super::history::{Histories, History};
use super::send::Attempt;
use crate::sites::Site;
use crate::store::keys::{self, AlertId, AlertKind};
use crate::store::{List, MAX_BULK, MAX_PAGE, Store, StoreError};

/// Alerts in one reply, at most.
const MOST: usize = 500;

/// The newest alerts of a site.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct AlertList {
    /// Those of the newest answers first, at most 500.
    pub(crate) alerts: Vec<AlertView>,
    /// Whether there are older ones.
    more: bool,
}

/// An alert, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = Alert)]
pub(crate) struct AlertView {
    /// The `webhook-id`, the same for every try.
    pub(crate) id: String,
    pub(crate) rule: RuleId,
    /// `score`, `words`, or `digest` for what was held back and told together.
    pub(crate) kind: String,
    /// The public id of the answer; null for a digest.
    #[schema(required = true)]
    pub(crate) answer: Option<PublicId>,
    pub(crate) state: AlertState,
    /// Why it is held back (`quiet`, `cap_per_hour`) or not told (`withdrawn`, `changed`, `superseded`,
    /// `no_destination`); null otherwise.
    #[schema(required = true)]
    pub(crate) reason: Option<String>,
    /// When the next try, or the digest, is due; null when there is none.
    #[schema(required = true)]
    pub(crate) due_at: Option<Instant>,
    /// The tries, the first one first.
    pub(crate) tries: Vec<TryView>,
}

/// How far an alert is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AlertState {
    /// A try is to come.
    Due,
    /// It waits to be told together with others.
    Held,
    /// Every destination took it.
    Sent,
    /// A destination did not take it, and no try is to come.
    Failed,
    /// Nobody is told of it.
    Dropped,
}

/// A try to tell an alert.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = AlertTry)]
pub(crate) struct TryView {
    pub(crate) at: Instant,
    /// What came of it at each destination.
    pub(crate) to: Vec<Attempt>,
}

impl AlertView {
    /// When its answer was given, or its digest was due.
    pub(crate) fn opened_at(&self) -> Option<Timestamp> {
        self.id.parse::<AlertId>().ok().map(|id| id.answer.time())
    }
}

impl AlertState {
    /// As the API says it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Held => "held",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
        }
    }
}

impl History {
    /// How far the alert is, why, and when it goes on. A destination that the rule does not name any more is not
    /// counted: its owner has put another in its place.
    pub(super) fn state(
        &self,
        named: &[DestinationId],
    ) -> (AlertState, Option<&'static str>, Option<Timestamp>) {
        let Some((_, last)) = self.tries.last_key_value() else {
            let due = self.opened.map(|opened| opened.due.begins());
            return match self.opened.map(|opened| opened.bell) {
                Some(Bell::Held) => (AlertState::Held, Some("quiet"), due),
                _ => (AlertState::Due, None, due),
            };
        };
        let next = last.next.map(keys::Minute::begins);
        match &last.fate {
            Fate::Held(by) => (AlertState::Held, Some(by.as_str()), next),
            Fate::Dropped(why) => (AlertState::Dropped, Some(why.as_str()), None),
            Fate::Sent(_) if next.is_some() => (AlertState::Due, None, next),
            Fate::Sent(_) => {
                let outcomes = self.last_outcomes(named);
                let all_took_it = outcomes.values().all(|last| *last == Outcome::Sent);
                let state = if all_took_it { AlertState::Sent } else { AlertState::Failed };
                (state, None, None)
            }
        }
    }

    /// What came last of each destination that the rule names; of all destinations, where the rule has only new ones.
    fn last_outcomes(&self, named: &[DestinationId]) -> BTreeMap<&DestinationId, Outcome> {
        let mut outcomes = BTreeMap::new();
        for tried in self.tries.values() {
            if let Fate::Sent(to) = &tried.fate {
                outcomes.extend(to.iter().map(|(to, outcome)| (to, *outcome)));
            }
        }
        if outcomes.keys().any(|told| named.contains(told)) {
            outcomes.retain(|told, _| named.contains(told));
        }
        outcomes
    }
}

/// The destinations that a rule of a site names now.
pub(super) fn named(site: &Site, rule: &RuleId) -> Vec<DestinationId> {
    let rule = site.document().alerts.iter().find(|own| own.id == *rule);
    let secrets = site.record.destinations();
    let ids = rule
        .into_iter()
        .flat_map(|rule| rule.to.iter().map(|to| destination_id(to, secrets.of(&rule.id, to))));
    ids.collect()
}

/// The newest alerts of a site, with what every try came to.
pub(crate) async fn list_alerts(store: &dyn Store, site: &Site) -> Result<AlertList, StoreError> {
    let prefix = keys::alerts(&site.id);
    let mut histories = Histories::default();
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        page.keys.iter().for_each(|listed| histories.add(listed));
        cursor = page.cursor;
        // The last one may go on in the next page.
        if cursor.is_none() || histories.iter().count() > MOST {
            break;
        }
    }
    let mut histories = histories.into_vec();
    let more = cursor.is_some() || histories.len() > MOST;
    histories.truncate(MOST);
    let attempts = attempts(store, site, &histories).await?;
    let mut by_rule: BTreeMap<&RuleId, Vec<DestinationId>> = BTreeMap::new();
    let mut alerts = Vec::with_capacity(histories.len());
    for (id, history) in &histories {
        let named = by_rule.entry(&id.rule).or_insert_with(|| named(site, &id.rule));
        let (state, reason, due_at) = history.state(named);
        let tries = history.tries.iter().filter_map(|(number, tried)| {
            let to = attempts.get(&keys::alert_try(&site.id, id, *number))?.clone();
            Some(TryView { at: Instant(tried.at), to })
        });
        alerts.push(AlertView {
            id: id.to_string(),
            rule: id.rule.clone(),
            kind: id.kind.as_str().to_owned(),
            answer: (id.kind != AlertKind::Digest).then_some(id.answer),
            state,
            reason: reason.map(str::to_owned),
            due_at: due_at.map(Instant),
            tries: tries.collect(),
        });
    }
    Ok(AlertList { alerts, more })
}

/// What each try came to that told somebody, by its key.
async fn attempts(
    store: &dyn Store,
    site: &Site,
    histories: &[(AlertId, History)],
) -> Result<BTreeMap<String, Vec<Attempt>>, StoreError> {
    let mut wanted = Vec::new();
    for (id, history) in histories {
        let told = history.tries.iter().filter(|(_, tried)| matches!(tried.fate, Fate::Sent(_)));
        wanted.extend(told.map(|(number, _)| keys::alert_try(&site.id, id, *number)));
    }
    let mut attempts = BTreeMap::new();
    for some in wanted.chunks(MAX_BULK) {
        let values = store.get_many(some).await?;
        for (key, value) in some.iter().zip(values) {
            let read = value.and_then(|value| serde_json::from_str(&value).ok());
            attempts.insert(key.clone(), read.unwrap_or_default());
        }
    }
    Ok(attempts)
}
