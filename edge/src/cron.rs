//! What runs by the clock.
//!
//! Four tasks share one budget of storage operations: looking again at persons that were erased (see
//! [`erasures`]), telling the alerts that are due (see `alerts`), sending the weekly digests that are due (see
//! `digests`), and keeping the tallies, which includes erasing what tombstones outrank (see `tallies`). The last two
//! work through the same list of sites. A fifth is outside of it, since it is small and mostly done: keeping the files
//! of the release (see `releases`).

mod erasures;

use std::sync::Arc;

use crate::answers::Ledger;
use crate::app::AppState;
use crate::digests::send_due;
use crate::platform::Assets;
use crate::releases;
pub use crate::releases::{FileNotKept, ReleaseError};
use crate::sites::{Sites, list_in_turn};
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

/// How many of them may send weekly digests. One takes some 30, and 131 at most: so a run sends two in any case, and
/// six as a rule.
const FOR_DIGESTS: usize = OPERATIONS / 3;

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
    let (mut budget, began) = (Budget::new(OPERATIONS), ledger.now());
    let looked = erasures::look_again(&ledger, FOR_ERASURES).await;
    budget.spend(*looked.as_ref().unwrap_or(&FOR_ERASURES));
    let told = tell_due(state).await;
    budget.spend(*told.as_ref().unwrap_or(&FOR_ALERTS));
    let (sites, lists) = list_in_turn(ledger.store(), began).await?;
    budget.spend(lists);
    // Pinned: its future is large, and mostly nothing is due.
    let digested = Box::pin(send_due(&state.digester(), &sites, (began, FOR_DIGESTS))).await;
    budget.spend(*digested.as_ref().unwrap_or(&FOR_DIGESTS));
    // A task that fails keeps no other from its work.
    let sites = sites.into_iter().map(|site| site.id).collect();
    let kept = keep_tallies(&ledger, rules, sites, &mut budget).await;
    looked.and(told).and(digested).and(kept)
}

/// Keeps the files of this release in storage, so that pages can go on naming them after the next deploy;
/// tells how many it stored. One read where a run before has done it.
///
/// # Errors
/// A file is missing or not what its name says, or storage refused; the next run tries again.
pub async fn keep_release(state: &AppState, assets: &dyn Assets) -> Result<usize, ReleaseError> {
    releases::keep_release(&*state.store, assets, &state.config.release).await
}
