//! An alert that failed is sent again, because its owner says so.

use std::fmt;
use std::sync::Arc;

use koe_shared::site::AlertRule;

use super::entry::{Bell, Mark, destination_id};
use super::history::histories_by;
use super::list::{AlertState, named};
use super::mark::put_mark;
use super::tell::Teller;
use crate::sites::Site;
use crate::store::keys::{self, AlertId, Minute};
use crate::store::{Store, StoreError};

/// Characters of an id that a refusal repeats, at most.
const SHOWN: usize = 120;

/// Why an alert is not sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AgainError {
    /// The site has no alert of that id.
    Unknown {
        /// The id, cut to what a refusal can bear.
        id: String,
    },
    /// It did not fail.
    NotFailed {
        /// How far it is.
        state: AlertState,
    },
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for AgainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { id } => write!(f, "this site has no alert {id:?}"),
            Self::NotFailed { state } => {
                let is = match state {
                    AlertState::Held => "is held back, and told together with others",
                    AlertState::Sent => "has arrived",
                    AlertState::Dropped => "is not told, since its answer is gone or was changed",
                    AlertState::Due | AlertState::Failed => "is due",
                };
                write!(f, "this alert {is}")
            }
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<StoreError> for AgainError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// An alert whose mark was written: it can be told at once.
pub(crate) struct Again {
    pub(crate) id: AlertId,
    pub(super) minute: Minute,
    pub(super) number: u8,
}

/// Has an alert that failed told again. `None`: it is due already.
///
/// 1. The alert has to have failed.
/// 2. A destination that ended is called again: the owner says that it is there.
/// 3. The mark is written. Whoever loses the bell is found by the cron.
pub(crate) async fn tell_again(
    teller: &Teller,
    site: &Arc<Site>,
    given: &str,
) -> Result<Option<Again>, AgainError> {
    // 1.
    let unknown = || AgainError::Unknown { id: given.chars().take(SHOWN).collect() };
    let id: AlertId = given.parse().map_err(|_| unknown())?;
    let store = &*teller.store;
    let histories = histories_by(store, &site.id, &id).await?;
    let history = histories.of(id.kind).ok_or_else(unknown)?;
    match history.state(&named(site, &id.rule)).0 {
        AlertState::Failed => {}
        AlertState::Due => return Ok(None),
        state => return Err(AgainError::NotFailed { state }),
    }
    // 2.
    if let Some(rule) = site.document().alerts.iter().find(|rule| rule.id == id.rule) {
        start_again(store, site, rule).await?;
    }
    // 3.
    let (number, minute) = (history.last() + 1, Minute::of((teller.clock)()));
    let mark = Mark { number, bell: Bell::Rung, left: None };
    put_mark(store, &site.id, (&id, minute), &mark).await?;
    Ok(Some(Again { id, minute, number }))
}

async fn start_again(store: &dyn Store, site: &Site, rule: &AlertRule) -> Result<(), StoreError> {
    for destination in &rule.to {
        let secret = site.record.destinations().of(&rule.id, destination);
        let end = keys::ended(&site.id, &destination_id(destination, secret));
        if store.get(&end).await?.is_some() {
            store.delete(&end).await?;
        }
    }
    Ok(())
}
