//! Runs over many seeds, on all cores: each seed is a run of its own.

use std::num::NonZero;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use crate::faults::Deployed;
use crate::run::{Outcomes, run};

/// How many seeds are begun between two lines that tell of it.
const TOLD: u64 = 1_000;

/// Tells which seed was run when something panicked.
struct Replay(u64);

impl Drop for Replay {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("replay with KOE_SEED={} cargo test -p koe-edge --test simulation", self.0);
        }
    }
}

/// The lowest seed whose run failed, and what came of it. `look` sees each run that was made; no seed
/// above the one that failed need be among them.
pub(crate) fn first_to_fail(
    seeds: Range<u64>,
    deployed: &Deployed,
    look: impl Fn(&Outcomes) + Sync,
) -> Option<(u64, Outcomes)> {
    let next = AtomicU64::new(seeds.start);
    let has_failed = AtomicBool::new(false);
    let failed = Mutex::new(Vec::new());
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    // Seeds are handed out in order, and each that was begun is run to its end: so the lowest is found.
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while !has_failed.load(Ordering::Relaxed) {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        break;
                    }
                    if seed > seeds.start && seed.is_multiple_of(TOLD) {
                        eprintln!("seed {seed}");
                    }
                    let _replay = Replay(seed);
                    let outcomes = run(seed, deployed);
                    look(&outcomes);
                    if !outcomes.failures.is_empty() {
                        has_failed.store(true, Ordering::Relaxed);
                        failed.lock().unwrap().push((seed, outcomes));
                    }
                }
            });
        }
    });
    failed.into_inner().unwrap().into_iter().min_by_key(|(seed, _)| *seed)
}
