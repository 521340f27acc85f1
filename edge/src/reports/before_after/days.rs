//! The answers of each day on one scale, and of so many of them as can be compared.

use koe_shared::metadata::Metadata;

use super::window::Window;
use crate::reports::count::{RangeCounts, Wordings, changed_in};
use crate::reports::query::{Range, ScoresQuery};
use crate::sites::{Declared, Span};

/// The answers on one scale, day by day.
pub(super) struct Days<'a> {
    query: &'a ScoresQuery,
    days: Vec<Day>,
}

/// The answers of a day.
struct Day {
    counts: RangeCounts,
    wordings: Wordings,
}

/// As many days before as after.
pub(super) struct Sides {
    query: ScoresQuery,
    /// How many days, on either side; none where another wording leaves none.
    pub(super) days: usize,
    pub(super) before: RangeCounts,
    pub(super) after: RangeCounts,
    spans: [Span; 2],
    /// The place of the nearest day with another wording.
    pub(super) reworded: Option<usize>,
    /// Whether there was a prompt or an answer on any day.
    has_some: bool,
}

impl<'a> Days<'a> {
    /// So many days without answers.
    pub(super) fn new(query: &'a ScoresQuery, days: usize) -> Self {
        let day = || Day { counts: RangeCounts::new(query.scale), wordings: Wordings::default() };
        Self { query, days: std::iter::repeat_with(day).take(days).collect() }
    }

    /// Counts so many answers of a day that the query asks for.
    pub(super) fn count(
        &mut self,
        place: usize,
        declared: &Declared,
        metadata: &Metadata<'_>,
        count: u64,
    ) {
        let Some(day) = self.days.get_mut(place) else { return };
        let group = self.query.group_by.as_ref().map(|by| by.value(declared, metadata));
        day.counts.count(metadata, group.as_deref(), count);
        if metadata.counted_score().is_some() {
            day.wordings.note(&metadata.survey, metadata.survey_version);
        }
    }

    /// The days that were asked in the same words as those around the day in the middle.
    pub(super) fn sides(self, window: &Window) -> Sides {
        let at = window.at();
        let changed = changed_in(self.days.iter().map(|day| &day.wordings));
        let changed = (0..changed.len()).filter(|place| changed[*place]);
        let reworded = changed.min_by_key(|place| place.abs_diff(at));
        let days = reworded.map_or(at, |place| place.abs_diff(at).saturating_sub(1));
        let (from, to) = (at - days, at + 1 + days);
        let sum = |days: &[Day]| {
            let mut sum = RangeCounts::new(self.query.scale);
            for day in days {
                sum.merge(&day.counts);
            }
            sum
        };
        let has_some = self.days.iter().any(|day| day.counts.has_some());
        Sides {
            query: self.query.clone(),
            days,
            before: sum(&self.days[from..at]),
            after: sum(&self.days[at + 1..to]),
            spans: [window.part(from, at), window.part(at + 1, to)],
            reworded,
            has_some,
        }
    }
}

impl Sides {
    /// Whether there is something to tell.
    pub(super) fn is_told(&self) -> bool {
        self.has_some
    }

    /// What the days after are asked, beside those before.
    pub(super) fn query(&self) -> ScoresQuery {
        let [before, after] = self.spans;
        let range = Range { span: after, compare: Some(before) };
        ScoresQuery { range, ..self.query.clone() }
    }
}
