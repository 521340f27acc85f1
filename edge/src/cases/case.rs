//! A case: how it began and all that was done, folded into where it stands.
//!
//! Its events are in the order of the server's clock. Of two at the same instant the one of the lower id comes first,
//! so that every reader folds the same.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::PublicId;
use serde::Serialize;
use utoipa::ToSchema;

use super::event::{Event, Kind};
use super::opening::Opening;
use super::promise::Promise;
use crate::store::keys::CaseEventId;

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CaseState)]
pub(crate) enum State {
    /// Nobody has reached the person yet.
    Open,
    /// Somebody has; the matter is not settled.
    Contacted,
    /// The matter is settled.
    Resolved,
    /// It can't be settled.
    Unresolvable,
}

impl State {
    /// Every state.
    pub(crate) const ALL: [Self; 4] =
        [Self::Open, Self::Contacted, Self::Resolved, Self::Unresolvable];

    /// As the API says it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Contacted => "contacted",
            Self::Resolved => "resolved",
            Self::Unresolvable => "unresolvable",
        }
    }

    /// The state of that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether something is left to do.
    pub(crate) const fn is_active(self) -> bool {
        matches!(self, Self::Open | Self::Contacted)
    }
}

/// The case of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Case {
    /// The public id of the answer.
    pub(crate) answer: PublicId,
    pub(crate) opening: Opening,
    /// In their order.
    events: Vec<(CaseEventId, Event)>,
}

impl Case {
    /// A case with what was done, in whatever order that comes.
    pub(super) fn new(
        answer: PublicId,
        opening: Opening,
        mut events: Vec<(CaseEventId, Event)>,
    ) -> Self {
        let order = |event: &(CaseEventId, Event)| (event.1.time(), event.0.clone());
        events.sort_by_key(order);
        events.dedup_by(|one, other| one.0 == other.0);
        Self { answer, opening, events }
    }

    pub(crate) fn events(&self) -> &[(CaseEventId, Event)] {
        &self.events
    }

    /// Where it stands.
    pub(crate) fn state(&self) -> State {
        let mut steps = self.events.iter().filter_map(|(_, event)| match event.kind {
            Kind::Contacted => Some(State::Contacted),
            Kind::Resolved => Some(State::Resolved),
            Kind::Unresolvable => Some(State::Unresolvable),
            Kind::Reopened => Some(State::Open),
            Kind::Assigned | Kind::Remind | Kind::Note => None,
        });
        let last = steps.next_back().unwrap_or(State::Open);
        // Whoever was reached before a case was opened again has still been reached.
        match last {
            State::Open if self.first_contact().is_some() => State::Contacted,
            last => last,
        }
    }

    /// Who has it.
    pub(crate) fn assignee(&self) -> Option<&str> {
        self.last_of(Kind::Assigned)?.assignee.as_deref()
    }

    /// When it is to be brought back; `None` once it is closed.
    pub(crate) fn remind_at(&self) -> Option<Timestamp> {
        let remind = self.last_of(Kind::Remind)?.remind_at?;
        self.state().is_active().then_some(remind.0)
    }

    /// When the person was reached first. Whoever settles a matter has reached the person.
    pub(crate) fn first_contact(&self) -> Option<Timestamp> {
        let reached = |kind| matches!(kind, Kind::Contacted | Kind::Resolved);
        self.events.iter().find(|(_, event)| reached(event.kind)).map(|(_, event)| event.time())
    }

    /// The event that closed it; `None` while it is active.
    pub(crate) fn closed(&self) -> Option<&Event> {
        let closed = self.events.iter().rev().map(|(_, event)| event);
        let mut steps = closed.filter(|event| event.kind.closes() || event.kind == Kind::Reopened);
        steps.next().filter(|event| event.kind.closes())
    }

    /// By when the person is to be reached, as the site promises it.
    pub(crate) fn promised(&self, promise: &Promise) -> Timestamp {
        promise.due(self.opening.at, self.opening.urgency.is_urgent())
    }

    /// By when something is to be done: the person to be reached, or what somebody wanted to be reminded of. `None`
    /// where no time is set.
    pub(crate) fn due_at(&self, promise: &Promise) -> Option<Timestamp> {
        let promised = (self.state() == State::Open).then(|| self.promised(promise));
        match (promised, self.remind_at()) {
            (Some(promised), Some(remind)) => Some(promised.min(remind)),
            (promised, remind) => promised.or(remind),
        }
    }

    /// How long the first contact took, counted in the site's hours.
    pub(crate) fn time_to_contact(&self, promise: &Promise) -> Option<SignedDuration> {
        Some(promise.open_time(self.opening.at, self.first_contact()?))
    }

    /// How long it took to settle the matter, counted in the site's hours.
    pub(crate) fn time_to_resolution(&self, promise: &Promise) -> Option<SignedDuration> {
        let resolved = self.closed().filter(|event| event.kind == Kind::Resolved)?;
        Some(promise.open_time(self.opening.at, resolved.time()))
    }

    fn last_of(&self, kind: Kind) -> Option<&Event> {
        self.events.iter().rev().map(|(_, event)| event).find(|event| event.kind == kind)
    }
}
