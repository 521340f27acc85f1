//! What a report counts: the answers of a list, of an hour's rows, or of a day's cells, all alike.

use koe_shared::metadata::{Metadata, Recorded};
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
    /// `None` for a tombstone that hid nothing, and for an answer that was undone: it counts nowhere.
    pub(crate) fn of(rank: Rank, metadata: &'a str, hides: Option<&'a str>) -> Option<Self> {
        if !rank.is_tombstone() {
            return match Metadata::decode(metadata) {
                Ok(metadata) if metadata.recorded == Recorded::Undone => None,
                Ok(metadata) => Some(Self::Stands(metadata)),
                Err(_) => Some(Self::Unreadable),
            };
        }
        let hid = Tombstone::decode(metadata);
        if let Ok(Tombstone::Hid(hidden)) = hid {
            return Some(Self::Withdrawn(hidden));
        }
        match (hides.map(Metadata::decode), hid) {
            (Some(Ok(hidden)), _) if hidden.recorded == Recorded::Undone => None,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Not even as one that was withdrawn: by a tombstone that hid it, or stands before it.
    #[test]
    fn an_answer_that_was_undone_counts_nowhere() {
        let (undone, stands) = ("1u---i00000108shop-nps0000", "1an09i00000108shop-nps0000");
        assert_eq!(What::of(Rank::Revision(2), undone, None), None);
        assert_eq!(What::of(Rank::Tombstone, "2", Some(undone)), None);
        assert_eq!(What::of(Rank::Waiting, "2", Some(undone)), None);
        let decoded = Metadata::decode(stands).unwrap();
        let of = |rank| What::of(rank, stands, None);
        assert_eq!(of(Rank::Revision(1)), Some(What::Stands(decoded.clone())));
        assert_eq!(What::of(Rank::Waiting, "2", Some(stands)), Some(What::Withdrawn(decoded)));
    }
}
