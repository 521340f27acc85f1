//! Faults on purpose: the product with one rule left out. A simulation that does not find them would
//! not find the product's own.

use jiff::SignedDuration;
use koe_edge::cron::Rules;

use crate::seeds::first_to_fail;

/// Seeds within which each fault has to be found. A margin that is missing shows only where a run is slow while a mark
/// waits, in one history of some 30.
const SEEDS: u64 = 200;

/// What is deployed: the product, or one with a fault.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deployed {
    /// What its cron keeps to.
    pub(crate) rules: Rules,
    /// Whether storage takes no tombstone in.
    pub(crate) loses_tombstones: bool,
}

impl Deployed {
    /// The product.
    pub(crate) const DESIGN: Self = Self { rules: Rules::DESIGN, loses_tombstones: false };

    const fn by(rules: Rules) -> Self {
        Self { rules, ..Self::DESIGN }
    }
}

/// Each fault, and what it is called.
const FAULTS: [(&str, Deployed); 6] = [
    (
        "an hour is counted at its end",
        Deployed::by(Rules { first_count: SignedDuration::ZERO, ..Rules::DESIGN }),
    ),
    (
        "hours pass in the run that counted them",
        Deployed::by(Rules { settled: SignedDuration::ZERO, ..Rules::DESIGN }),
    ),
    (
        "marks are cleared at once",
        Deployed::by(Rules {
            marks_wait: false,
            marks_stay: SignedDuration::ZERO,
            ..Rules::DESIGN
        }),
    ),
    (
        "marks have no margin for a slow run",
        Deployed::by(Rules { marks_stay: SignedDuration::ZERO, ..Rules::DESIGN }),
    ),
    (
        "days are not compared with what marks ask for",
        Deployed::by(Rules { days_are_compared: false, ..Rules::DESIGN }),
    ),
    ("there are no tombstones", Deployed { loses_tombstones: true, ..Deployed::DESIGN }),
];

#[test]
fn every_fault_is_found() {
    let found = FAULTS.map(|(name, deployed)| {
        let first = first_to_fail(0..SEEDS, &deployed, |_| {});
        match &first {
            Some((seed, outcomes)) => println!("{name}: seed {seed}: {}", outcomes.failures[0]),
            None => println!("{name}: not found"),
        }
        (name, first.is_some())
    });
    let missed: Vec<_> = found.iter().filter(|(_, is_found)| !is_found).collect();
    assert!(missed.is_empty(), "not found within {SEEDS} seeds: {missed:?}");
}
