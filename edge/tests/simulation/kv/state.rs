//! How storage behaves: what it takes in and refuses, and how slow and how late it is.

use jiff::{SignedDuration, Timestamp};
use koe_edge::store::{Entry, StoreError};

use super::{
    MOST_OPERATIONS, OLDEST, PACE, REFUSED, State, Weather, Write, differ, is_tombstone, visible,
};
use crate::hazards::Hazard;
use crate::invocation::Kind;

impl State {
    /// Takes a write in, or refuses it.
    pub(super) fn take(&mut self, key: &str, write: Write) -> Result<(), StoreError> {
        let refusal = self.refusal();
        let is_stored = match &refusal {
            None => true,
            Some(StoreError::Busy) => false,
            Some(_) => self.random.chance(50),
        };
        let is_too_soon = |other: &Write| other.at.duration_since(write.at).abs() < PACE;
        let before = self.writes.get(key).map(Vec::as_slice).unwrap_or_default();
        if self.weather == Weather::Rough && before.iter().any(is_too_soon) {
            self.hazards.met(Hazard::KeyWrittenTwiceASecond);
            self.refused_a_mark(key);
            return Err(StoreError::Busy);
        }
        if refusal == Some(StoreError::Busy) {
            self.refused_a_mark(key);
        }
        let is_lost = self.loses_tombstones && is_tombstone(key);
        if is_stored && !is_lost {
            if refusal.is_some() {
                self.hazards.met(Hazard::StoredThoughRefused);
            }
            let is_cron = self.current.as_ref().is_some_and(|who| who.kind == Kind::Cron);
            if is_cron && write.entry.is_none() && key.starts_with("answer/") {
                self.hazards.met(Hazard::RevisionErasedByCron);
            }
            if is_cron && write.entry.is_none() && key.starts_with("person/") {
                self.hazards.met(Hazard::PersonsEntryErasedByCron);
            }
            let writes = self.writes.entry(key.to_owned()).or_default();
            let place = writes.partition_point(|other| other.at <= write.at);
            writes.insert(place, write);
        }
        refusal.map_or(Ok(()), Err)
    }

    pub(super) fn count(&mut self) -> Result<(), StoreError> {
        let Some(current) = &self.current else { return Ok(()) };
        if current.count() > MOST_OPERATIONS {
            self.was_overdrawn = true;
            return Err(StoreError::Unavailable { reason: "too many operations".to_owned() });
        }
        Ok(())
    }

    /// A refusal that comes out of the blue.
    pub(super) fn refusal(&mut self) -> Option<StoreError> {
        if self.weather == Weather::Calm {
            return None;
        }
        if self.random.chance(REFUSED) {
            self.hazards.met(Hazard::RefusedAsBusy);
            return Some(StoreError::Busy);
        }
        if self.random.chance(REFUSED) {
            self.hazards.met(Hazard::Unavailable);
            return Some(StoreError::Unavailable { reason: "500".to_owned() });
        }
        None
    }

    /// How long the way there, or back, takes now.
    pub(super) fn time(&mut self) -> SignedDuration {
        match self.weather {
            Weather::Calm => SignedDuration::ZERO,
            Weather::Rough => {
                let slowest = self.slowest();
                let is_cron = self.current.as_ref().is_some_and(|who| who.kind == Kind::Cron);
                // A run of the cron gets on, then waits for one reply.
                let is_quick = is_cron && self.random.chance(75);
                self.random.up_to(if is_quick { slowest / 20 } else { slowest })
            }
        }
    }

    pub(super) fn slowest(&self) -> SignedDuration {
        self.current.as_ref().map_or(SignedDuration::ZERO, |who| who.slowest)
    }

    /// How old a read is: mostly seconds, once in ten times as old as may be.
    pub(super) fn age(&mut self, key: &str, now: Timestamp) -> SignedDuration {
        if let Some(step) = self.script.iter().find(|step| step.is_about(key, now)) {
            return step.age;
        }
        if self.weather == Weather::Calm {
            return SignedDuration::ZERO;
        }
        let most = match self.random.below(10) {
            0 => return OLDEST,
            1 | 2 => OLDEST,
            3 => SignedDuration::from_mins(1),
            _ => SignedDuration::from_secs(5),
        };
        self.random.up_to(most)
    }

    /// What a list shows of a key.
    pub(super) fn listed<'a>(
        &mut self,
        (prefix, key): (&str, &str),
        writes: &'a [Write],
        now: Timestamp,
    ) -> Option<&'a Entry> {
        let as_of = now - self.age(key, now);
        let (seen, is) = (visible(writes, as_of, now), visible(writes, now, now));
        if differ(seen, is) {
            self.hazards.met(match (seen, is) {
                (None, _) => Hazard::ListMissedWhatIsThere,
                (Some(_), None) => Hazard::ListedWhatIsDeleted,
                (Some(_), Some(_)) => Hazard::ListedAnOlderEntry,
            });
            if is.is_some() {
                self.saw_an_older(prefix, key);
            }
        }
        seen
    }
}
