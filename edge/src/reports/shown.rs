//! What may be shown of a query's results: everything, unless a filter narrows them to too few.

use koe_shared::confidence::Confidence;
use koe_shared::disclosure::Reported;
use koe_shared::tally::Tally;

use super::query::ScoresQuery;

/// The rule of one query.
pub(super) struct Shown {
    pub(super) confidence: Confidence,
    pub(super) min_group: u64,
    is_filtered: bool,
}

impl Shown {
    pub(super) fn of(query: &ScoresQuery, min_group: u64) -> Self {
        Self { confidence: query.confidence, min_group, is_filtered: query.filter.is_set() }
    }

    /// The result of one range.
    pub(super) fn whole(&self, tally: &Tally) -> Reported {
        if self.is_filtered {
            Reported::filtered(tally, self.min_group, self.confidence)
        } else {
            Reported::total(tally, self.confidence)
        }
    }

    /// The results of the parts of a range.
    pub(super) fn parts(&self, tallies: &[Tally]) -> Vec<Reported> {
        if self.is_filtered {
            Reported::parts(tallies, self.min_group, self.confidence)
        } else {
            tallies.iter().map(|tally| self.whole(tally)).collect()
        }
    }

    /// Whether a figure of so many respondents may be shown.
    pub(super) fn allows(&self, n: u64) -> bool {
        !self.is_filtered || n >= self.min_group
    }
}
