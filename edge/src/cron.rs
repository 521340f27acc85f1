//! What runs by the clock. All tasks of a run share one budget of storage operations.
//!
//! Today there is one task: keeping the tallies, which includes erasing what tombstones outrank; see
//! `tallies`.

use std::sync::Arc;

use crate::answers::Ledger;
use crate::app::AppState;
use crate::store::StoreError;
pub use crate::tallies::Kept;
use crate::tallies::{Budget, keep_tallies};

/// Storage operations of one run, below the 1,000 an invocation is planned for.
const OPERATIONS: usize = 900;

/// Runs every task, as far as one budget of operations goes.
///
/// # Errors
/// Storage refused; what is left is the next run's.
pub async fn run(state: &AppState) -> Result<Kept, StoreError> {
    let mut budget = Budget::new(OPERATIONS);
    let ledger = Ledger::new(Arc::clone(&state.store), Arc::clone(&state.clock), 0);
    keep_tallies(&ledger, &mut budget).await
}
