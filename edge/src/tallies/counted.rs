//! What a report counts: the answers of a list, of an hour's rows, or of a day's cells, all alike.

use koe_shared::metadata::Metadata;
use koe_shared::tombstone::Tombstone;

use crate::answers::AnswerEntry;
use crate::store::keys::Rank;

/// An answer, or as many equal ones as a tally counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted<'a> {
    /// The time of the answer; of a tally one in its quarter of an hour, its hour or its day.
    pub(crate) time_ms: u64,
    pub(crate) count: u64,
    pub(crate) what: What<'a>,
}

/// What a report sees of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What<'a> {
    /// It stands.
    Stands(Metadata<'a>),
    /// It was taken back or erased; this is what a report filters by.
    Withdrawn(Metadata<'a>),
    /// It was taken back in an earlier release, which noted its survey at most.
    WithdrawnFrom(Option<&'a str>),
    /// A newer release wrote it, or it is damaged.
    Unreadable,
}

impl<'a> What<'a> {
    /// What an entry says. `hides` is the metadata of a revision behind a tombstone that did not note it.
    /// `None` for a tombstone that hid nothing.
    pub(crate) fn of(rank: Rank, metadata: &'a str, hides: Option<&'a str>) -> Option<Self> {
        if !rank.is_tombstone() {
            return Some(Metadata::decode(metadata).map_or(Self::Unreadable, Self::Stands));
        }
        let hid = Tombstone::decode(metadata);
        if let Ok(Tombstone::Hid(hidden)) = hid {
            return Some(Self::Withdrawn(hidden));
        }
        match (hides.map(Metadata::decode), hid) {
            (Some(Ok(hidden)), _) => Some(Self::Withdrawn(hidden)),
            (_, Ok(Tombstone::Unknown(survey))) => Some(Self::WithdrawnFrom(survey)),
            _ => None,
        }
    }
}

impl<'a> Counted<'a> {
    /// What an answer of a list counts as.
    pub(crate) fn entry(entry: &'a AnswerEntry) -> Option<Self> {
        let what = What::of(entry.rank, &entry.metadata, entry.hides.as_deref())?;
        Some(Self { time_ms: entry.time_ms, count: 1, what })
    }
}
