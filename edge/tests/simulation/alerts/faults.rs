//! Faults on purpose: storage or a receiver that does not do what it says. A check that does not find them would
//! not find the product's own.

use koe_edge::store::keys::{parse_alert, parse_case, parse_due};

use super::{SEEDS_OF_FAULTS, first_to_fail};

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The mark of a second try is taken in and is not there.
    LosesRetries,
    /// So is every mark that the cron finds without a bell.
    LosesSilentMarks,
    /// So is what a try came to.
    ForgetsTries,
    /// A mark that is deleted stays.
    KeepsMarks,
    /// A tombstone is taken in and is not there.
    LosesTombstones,
    /// A message is taken, and lost.
    SwallowsMessages,
    /// A case is taken in and is not there.
    LosesCases,
    /// A case that is deleted stays.
    KeepsCases,
}

impl Fault {
    const ALL: [Self; 8] = [
        Self::LosesRetries,
        Self::LosesSilentMarks,
        Self::ForgetsTries,
        Self::KeepsMarks,
        Self::LosesTombstones,
        Self::SwallowsMessages,
        Self::LosesCases,
        Self::KeepsCases,
    ];

    /// Whether an entry is lost.
    pub(super) fn loses(self, key: &str, metadata: Option<&str>) -> bool {
        let mark = parse_due(key).and(metadata).unwrap_or_default();
        match self {
            Self::LosesRetries => !mark.is_empty() && !mark.starts_with("1|1|"),
            Self::LosesSilentMarks => mark.starts_with("1|1|n"),
            Self::ForgetsTries => matches!(parse_alert(key), Some((_, Some(_)))),
            Self::LosesCases => parse_case(key).is_some(),
            Self::KeepsMarks
            | Self::LosesTombstones
            | Self::SwallowsMessages
            | Self::KeepsCases => false,
        }
    }

    /// Whether an entry stays that is deleted.
    pub(super) fn keeps(self, key: &str) -> bool {
        match self {
            Self::KeepsMarks => parse_due(key).is_some(),
            Self::KeepsCases => parse_case(key).is_some(),
            _ => false,
        }
    }
}

#[test]
fn every_fault_of_alerts_is_found() {
    let missed: Vec<Fault> = Fault::ALL
        .into_iter()
        .filter(|fault| match first_to_fail(0..SEEDS_OF_FAULTS, Some(*fault)) {
            Some((seed, failures)) => {
                println!("{fault:?}: seed {seed}: {}", failures[0]);
                false
            }
            None => true,
        })
        .collect();
    assert!(missed.is_empty(), "not found within {SEEDS_OF_FAULTS} seeds: {missed:?}");
}
