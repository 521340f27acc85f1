//! Workers KV as it really is.
//!
//! The history of every key is kept. A read sees it as it was up to ten minutes ago; each read and
//! each key of a list is late by an age of its own, and that a key is missing is late as well. A key
//! takes one write a second, an invocation has 1,000 operations, and now and then an operation is
//! refused. A write that was sent arrives, whatever becomes of its sender; even a refused one may.
//!
//! How it behaves is in [`state`], or in a [`script`]; what one location makes of it in [`location`].
//! Invocations, and how slow they are, are [`Invocation`]'s business.

mod location;
mod meetings;
mod script;
mod state;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};
use koe_edge::store::keys::Slot;
use koe_edge::store::{Entry, Put, StoreError};

pub(crate) use self::location::Location;
pub(crate) use self::script::Step;
use crate::hazards::Hazards;
use crate::invocation::Invocation;
use crate::random::Random;
use crate::timeline::Timeline;

/// How old a read may be. The one thing that Koe takes for granted of KV.
pub(crate) const OLDEST: SignedDuration = SignedDuration::from_mins(10);
/// How often one key may be written.
const PACE: SignedDuration = SignedDuration::from_secs(1);
/// How long a write is on its way, at most.
const ARRIVAL: SignedDuration = SignedDuration::from_secs(1);
/// Of a hundred operations so many are refused with 429, and as many with 500.
const REFUSED: usize = 1;
/// Operations of an invocation, at most.
const MOST_OPERATIONS: usize = 1_000;

/// How badly KV behaves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weather {
    /// Fresh, quick and willing, as memory is.
    Calm,
    /// Everything that may happen happens.
    Rough,
}

/// The storage itself, seen from nowhere.
pub(crate) struct Kv {
    pub(crate) timeline: Timeline,
    state: Mutex<State>,
}

struct State {
    weather: Weather,
    writes: BTreeMap<String, Vec<Write>>,
    random: Random,
    hazards: Hazards,
    /// Who asks just now.
    current: Option<Arc<Invocation>>,
    /// Whether an invocation asked for more operations than it has.
    was_overdrawn: bool,
    /// A fault on purpose: a tombstone is taken in and is not there.
    loses_tombstones: bool,
    /// What is not left to the weather.
    script: Vec<Step>,
}

/// One write to a key; a deletion has no entry.
#[derive(Clone)]
pub(crate) struct Write {
    pub(crate) at: Timestamp,
    pub(crate) entry: Option<Entry>,
    expires_at: Option<Timestamp>,
}

impl Write {
    fn new(at: Timestamp, put: Option<Put<'_>>) -> Self {
        // KV counts in seconds.
        let end = |time: SignedDuration| at + SignedDuration::from_secs(time.as_secs());
        Self {
            at,
            entry: put.map(|put| Entry {
                value: put.value.to_owned(),
                metadata: put.metadata.map(str::to_owned),
            }),
            expires_at: put.and_then(|put| put.time_to_live).map(end),
        }
    }
}

impl Kv {
    pub(crate) fn new(timeline: Timeline, random: Random, weather: Weather) -> Arc<Self> {
        let state = State {
            weather,
            writes: BTreeMap::new(),
            random,
            hazards: Hazards::default(),
            current: None,
            was_overdrawn: false,
            loses_tombstones: false,
            script: Vec::new(),
        };
        Arc::new(Self { timeline, state: Mutex::new(state) })
    }

    /// Stores an entry at a time that is over, before the run begins.
    pub(crate) fn store_at(&self, at: Timestamp, key: &str, put: Put<'_>) {
        let write = Write::new(at, Some(put));
        self.state().writes.insert(key.to_owned(), vec![write]);
    }

    /// From now on nothing goes wrong, and every location sees every write.
    pub(crate) fn calm(&self) {
        self.state().weather = Weather::Calm;
    }

    /// Says how late some operations are.
    pub(crate) fn follow(&self, script: impl IntoIterator<Item = Step>) {
        self.state().script.extend(script);
    }

    /// From now on tombstones are lost.
    pub(crate) fn lose_tombstones(&self) {
        self.state().loses_tombstones = true;
    }

    /// Says who asks from now on.
    pub(crate) fn enter(&self, invocation: Option<Arc<Invocation>>) {
        self.state().current = invocation;
    }

    /// Who asks just now.
    pub(crate) fn who(&self) -> Option<Arc<Invocation>> {
        self.state().current.clone()
    }

    /// Whether nothing goes wrong any more.
    pub(crate) fn is_calm(&self) -> bool {
        self.state().weather == Weather::Calm
    }

    pub(crate) fn hazards(&self) -> Hazards {
        self.state().hazards.clone()
    }

    /// Whether an invocation asked for more than 1,000 operations.
    pub(crate) fn was_overdrawn(&self) -> bool {
        self.state().was_overdrawn
    }

    /// The writes to each key that begins so.
    pub(crate) fn history(&self, prefix: &str) -> Vec<(String, Vec<Write>)> {
        let state = self.state();
        let range = state.writes.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        let ours = range.take_while(|(key, _)| key.starts_with(prefix));
        ours.map(|(key, writes)| (key.clone(), writes.clone())).collect()
    }

    /// The keys that begin so and hold something at a time.
    pub(crate) fn stored(&self, prefix: &str, at: Timestamp) -> Vec<String> {
        let history = self.history(prefix).into_iter();
        let held = history.filter(|(_, writes)| visible(writes, at, at).is_some());
        held.map(|(key, _)| key).collect()
    }

    /// The keys that begin so, with what they hold at a time.
    pub(crate) fn values(&self, prefix: &str, at: Timestamp) -> Vec<(String, String)> {
        let history = self.history(prefix).into_iter();
        let held = |(key, writes): (String, Vec<Write>)| {
            let value = visible(&writes, at, at)?.value.clone();
            Some((key, value))
        };
        history.filter_map(held).collect()
    }

    /// Whether a key holds something at a time.
    pub(crate) fn holds(&self, key: &str, at: Timestamp) -> bool {
        let state = self.state();
        state.writes.get(key).is_some_and(|writes| visible(writes, at, at).is_some())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Counts an operation of the current invocation, and lets it take its time. The error is the
    /// refusal, if this operation is refused.
    async fn ask(&self) -> Result<(), StoreError> {
        let (time, refusal) = {
            let mut state = self.state();
            let time = state.time();
            (time, state.count().err().or_else(|| state.refusal()))
        };
        self.wait(time).await;
        refusal.map_or(Ok(()), Err)
    }

    /// Lets the reply take its time.
    async fn reply(&self) {
        let time = self.state().time();
        self.wait(time).await;
    }

    async fn wait(&self, time: SignedDuration) {
        if time > SignedDuration::ZERO {
            self.timeline.sleep(time).await;
        }
    }

    /// Sends a write, and waits for what comes of it.
    async fn write(&self, key: &str, put: Option<Put<'_>>) -> Result<(), StoreError> {
        let now = self.timeline.now();
        let (time, outcome) = {
            let mut state = self.state();
            state.count()?;
            let arrival = if state.weather == Weather::Rough {
                let slowest = state.slowest().min(ARRIVAL);
                state.random.up_to(slowest)
            } else {
                let step = state.script.iter().find(|step| step.is_about(key, now));
                step.map_or(SignedDuration::ZERO, |step| step.arrival)
            };
            let write = Write::new(now + arrival, put);
            (arrival + state.time(), state.take(key, write))
        };
        self.wait(time).await;
        outcome
    }
}

/// What a key held at a time, unless that is over by now.
fn visible(writes: &[Write], at: Timestamp, now: Timestamp) -> Option<&Entry> {
    let last = writes.iter().rev().find(|write| write.at <= at)?;
    let lives = last.expires_at.is_none_or(|expires_at| now < expires_at);
    last.entry.as_ref().filter(|_| lives)
}

/// Whether two entries of a key differ, or only one is there. Mostly both are the same write.
fn differ(seen: Option<&Entry>, is: Option<&Entry>) -> bool {
    !seen.zip(is).is_some_and(|(seen, is)| std::ptr::eq(seen, is)) && seen != is
}

pub(crate) fn is_tombstone(key: &str) -> bool {
    key.starts_with("answer/") && Slot::parse(key).is_some_and(|slot| slot.rank.is_tombstone())
}
