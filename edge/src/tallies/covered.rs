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
    /// The spans that hours tell. An hour in them without a tally that storage shows was empty so far.
    pub(super) by_hours: Vec<Span>,
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
        let is_by_itself = self.by_hours.iter().any(|span| overlap(*span, hour).is_some());
        let by_itself = is_by_itself.then(|| self.hours.get(&mark.hour).copied());
        let mut all = by_days.chain(by_itself).peekable();
        let holds = |at: Option<Timestamp>| at.is_some_and(|at| at >= need(mark));
        all.peek().is_some() && all.all(holds)
    }

    /// Before what time everything that was received for a span's hours is in the tallies that are read. The
    /// marks were listed no later than the tallies: one that was cleared by then is counted in them.
    pub(super) async fn since(
        mut self,
        stored: &Stored<'_>,
        mut marks: Vec<LateMark>,
        span: Span,
    ) -> Result<Timestamp, StoreError> {
        let its_hours = Hour::of(span.from)..=last_hour(span);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// In Nepal a day ends at a quarter past an hour: the hour is told by that day, and by itself for the next. Its first
    /// tally is older than what the list shows, and the day that was summed after it is not.
    #[test]
    fn an_hour_is_held_when_each_of_its_parts_is() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mark = LateMark {
            site: "kokage".parse().unwrap(),
            hour: Hour::of(at("2026-11-21T18:00:00Z")),
            since: at("2026-11-22T02:20:00Z"),
        };
        let day = Span { from: at("2026-11-20T18:15:00Z"), to: at("2026-11-21T18:15:00Z") };
        let rest = Span { from: day.to, to: at("2026-11-22T02:00:00Z") };
        let counted_at = at("2026-11-22T02:54:50Z");
        let (start, counted) = (mark.hour.start().as_second(), counted_at.as_millisecond());
        let line = format!("{start}:{counted}");
        let covered = |by_hours: &[Span], hours: &[(Hour, Timestamp)]| Covered {
            by_hours: by_hours.to_vec(),
            hours: hours.iter().copied().collect(),
            by_days: vec![(day, line.clone())],
            ..Covered::default()
        };
        let early = at("2026-11-22T02:30:00Z");
        assert!(covered(&[], &[]).holds(&mark), "no part of it is asked for but that day");
        assert!(covered(&[rest], &[(mark.hour, counted_at)]).holds(&mark));
        assert!(!covered(&[rest], &[(mark.hour, early)]).holds(&mark));
        assert!(!covered(&[rest], &[]).holds(&mark), "the list does not show it yet");
    }
}
