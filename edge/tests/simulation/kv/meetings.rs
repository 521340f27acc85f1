//! What storage knows of the hazards of tallies: who reads which key too early.

use koe_edge::store::keys;

use super::State;
use crate::hazards::Hazard;
use crate::invocation::Kind;

impl State {
    /// The current invocation sees the newest entry of a key.
    pub(super) fn saw_the_newest(&self, key: &str) {
        if let Some(current) = &self.current
            && key.starts_with("tally/")
            && key.ends_with("/bounds")
        {
            current.sees_bounds();
        }
    }

    /// The current invocation lists an older entry of a key than the newest, or none.
    pub(super) fn saw_an_older(&mut self, prefix: &str, key: &str) {
        let Some(current) = &self.current else { return };
        let is_tally = key.starts_with("tally/") && key.contains("/hour/");
        if current.kind == Kind::Cron && is_an_hour(prefix) {
            self.hazards.met(Hazard::InvisibleWhenItsHourWasCounted);
        }
        if current.kind == Kind::Request && is_tally && current.has_seen_bounds() {
            self.hazards.met(Hazard::BoundsSeenBeforeTheTally);
        }
    }

    /// A run of the cron reads older rows of an hour: it reads rows to sum a day.
    pub(super) fn read_older_rows(&mut self, key: &str) {
        let is_cron = self.current.as_ref().is_some_and(|current| current.kind == Kind::Cron);
        if is_cron && key.starts_with("tally/") && key.contains("/hour/") {
            self.hazards.met(Hazard::StaleHourSummed);
        }
    }

    /// A key is refused as busy: where it is a late mark, the next shard is tried.
    pub(super) fn refused_a_mark(&mut self, key: &str) {
        if key.starts_with(keys::LATE) {
            self.hazards.met(Hazard::MarkShardedAsItsKeyWasBusy);
        }
    }
}

/// `answer/{site}/{hour}/`: only a count lists that.
fn is_an_hour(prefix: &str) -> bool {
    prefix.starts_with("answer/") && prefix.matches('/').count() == 3
}
