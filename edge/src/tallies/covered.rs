//! Which counts the tallies hold that a report reads, and what the late marks say is lacking.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::day_tally::{DayPart, ListedDay, hours};
use super::need::need;
use super::spans::overlap;
use super::stored::{Stored, last_hour};
use crate::sites::Span;
use crate::store::StoreError;
use crate::store::keys::{Hour, LateMark};

/// Which counts the tallies hold that are read.
#[derive(Default)]
pub(super) struct Covered {
    /// Of hours that were read themselves.
    pub(super) hours: BTreeMap<Hour, Timestamp>,
    /// Of the hours of days whose values were read: the line that tells them.
    pub(super) by_days: Vec<(Span, String)>,
    /// Days whose hours are told by their values: when each was summed, and how large it is.
    pub(super) days: BTreeMap<Timestamp, ListedDay>,
}

impl Covered {
    /// Whether all that was read of a mark's hour holds what the mark announced. Where days begin at half
    /// past, an hour may be told by two of them, or by one and by itself.
    fn holds(&self, mark: &LateMark) -> bool {
        let hour = Span { from: mark.hour.start(), to: mark.hour.end() };
        let days = self.by_days.iter().filter(|(day, _)| overlap(*day, hour).is_some());
        let by_days = days.map(|(_, line)| hours(line)?.get(&mark.hour).copied());
        let by_itself = self.hours.get(&mark.hour).copied().map(Some);
        let mut all = by_days.chain(by_itself).peekable();
        let holds = |at: Option<Timestamp>| at.is_some_and(|at| at >= need(mark));
        all.peek().is_some() && all.all(holds)
    }

    /// Before what time everything that was received for a span's hours is in the tallies that are read.
    pub(super) async fn since(
        mut self,
        stored: &Stored<'_>,
        span: Span,
    ) -> Result<Timestamp, StoreError> {
        let its_hours = Hour::of(span.from)..=last_hour(span);
        let mut marks = stored.marks().await?;
        marks.retain(|mark| its_hours.contains(&mark.hour));
        // A list does not tell which counts a day holds, its value does.
        let is_marked = |day: Span| {
            let touches =
                |mark: &LateMark| day.from < mark.hour.end() && mark.hour.start() < day.to;
            marks.iter().any(touches)
        };
        let days = std::mem::take(&mut self.days);
        let span_of = |start: Timestamp| Span { from: start, to: days[&start].head.end };
        let marked = days.iter().filter(|(start, _)| is_marked(span_of(**start)));
        let marked: Vec<(Timestamp, usize)> =
            marked.map(|(start, day)| (*start, day.bytes)).collect();
        for (start, value) in stored.day_values(&marked).await? {
            let part = value.as_deref().and_then(|value| DayPart::decode(value, None));
            let part = part.filter(|part| part.head == days[&start].head);
            let line = part.map(|part| part.hours.to_owned()).unwrap_or_default();
            self.by_days.push((span_of(start), line));
        }
        let lacking = marks.iter().filter(|mark| !self.holds(mark)).map(|mark| mark.since);
        Ok(lacking.min().unwrap_or(Timestamp::MAX))
    }
}
