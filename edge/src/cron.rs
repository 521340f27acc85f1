//! What runs by the clock.
//!
//! Three tasks share one budget of storage operations: looking again at persons that were erased (see
//! [`erasures`]), telling the alerts that are due (see `alerts`), and keeping the tallies, which includes erasing
//! what tombstones outrank (see `tallies`). A fourth is outside of it, since it is small and mostly done: keeping
//! the files of the release (see `releases`).

mod erasures;

use std::sync::Arc;

use crate::answers::Ledger;
use crate::app::AppState;
use crate::platform::Assets;
use crate::releases;
pub use crate::releases::{FileNotKept, ReleaseError};
use crate::sites::Sites;
use crate::store::StoreError;
use crate::tallies::{Budget, keep_tallies};
pub use crate::tallies::{Kept, Rules};

/// Storage operations of the tasks that share them, below the 1,000 an invocation is planned for: what is
/// left is enough for the files of a release, two for each of ten and two more.
const OPERATIONS: usize = 900;
/// How many of them may look at erased persons, so that no task waits for ever for another.
const FOR_ERASURES: usize = OPERATIONS / 3;

/// How many of them may tell alerts.
const FOR_ALERTS: usize = OPERATIONS / 3;

/// Tells the alerts that are due.
async fn tell_due(state: &AppState) -> Result<usize, StoreError> {
    let sites = Sites::new(Arc::clone(&state.store), Arc::clone(&state.clock), None);
    state.teller().tell_due(&sites, FOR_ALERTS).await
}

/// Runs every task, as far as one budget of operations goes.
///
/// # Errors
/// Storage refused; what is left is the next run's.
pub async fn run(state: &AppState) -> Result<Kept, StoreError> {
    run_by(&Rules::DESIGN, state).await
}

/// Runs every task by other rules for the tallies: for tests, to show that each rule is needed.
///
/// # Errors
/// As [`run`].
pub async fn run_by(rules: &Rules, state: &AppState) -> Result<Kept, StoreError> {
    let ledger = Ledger::new(Arc::clone(&state.store), Arc::clone(&state.clock), 0);
    let mut budget = Budget::new(OPERATIONS);
    let looked = erasures::look_again(&ledger, FOR_ERASURES).await;
    budget.spend(*looked.as_ref().unwrap_or(&FOR_ERASURES));
    let told = tell_due(state).await;
    budget.spend(*told.as_ref().unwrap_or(&FOR_ALERTS));
    // A task that fails keeps no other from its work.
    let kept = keep_tallies(&ledger, rules, &mut budget).await;
    looked.and(told).and(kept)
}

/// Keeps the files of this release in storage, so that pages can go on naming them after the next deploy;
/// tells how many it stored. One read where a run before has done it.
///
/// # Errors
/// A file is missing or not what its name says, or storage refused; the next run tries again.
pub async fn keep_release(state: &AppState, assets: &dyn Assets) -> Result<usize, ReleaseError> {
    releases::keep_release(&*state.store, assets, &state.config.release).await
}
