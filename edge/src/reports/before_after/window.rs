//! A day with as many days before it as after it.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::sites::{Calendar, Span};

/// A day and those around it, oldest first, each by its place.
pub(super) struct Window {
    first: Date,
    /// When each day begins, and when the last one ends.
    begins: Vec<Timestamp>,
}

impl Window {
    /// So many days on either side of `at`; `None` for fewer than one, and at the ends of the calendar.
    pub(super) fn of(calendar: &Calendar, at: Date, days: i64) -> Option<Self> {
        let first = at.checked_sub(days.days()).ok().filter(|_| days > 0)?;
        let begins = (0..=2 * days + 1)
            .map(|place| calendar.midnight(first.checked_add(place.days()).ok()?))
            .collect::<Option<Vec<_>>>()?;
        Some(Self { first, begins })
    }

    /// The same with so few days that all of it lies after a time.
    pub(super) fn since(&self, calendar: &Calendar, time: Timestamp) -> Option<Self> {
        let left = self.begins[..=self.at()].iter().filter(|begin| **begin >= time).count();
        let days = i64::try_from(left).ok()? - 1;
        Self::of(calendar, self.date(self.at()), days)
    }

    /// How many days it has.
    pub(super) fn len(&self) -> usize {
        self.begins.len() - 1
    }

    /// The place of the day in the middle.
    pub(super) fn at(&self) -> usize {
        self.len() / 2
    }

    pub(super) fn span(&self) -> Span {
        self.part(0, self.len())
    }

    /// The days from one place to the one before another.
    pub(super) fn part(&self, from: usize, to: usize) -> Span {
        Span { from: self.begins[from], to: self.begins[to] }
    }

    /// The place of the day in which a time lies.
    pub(super) fn place(&self, time_ms: u64) -> Option<usize> {
        let ms = i64::try_from(time_ms).ok()?;
        let after = self.begins.partition_point(|begin| begin.as_millisecond() <= ms);
        after.checked_sub(1).filter(|place| *place < self.len())
    }

    /// The day at a place.
    pub(super) fn date(&self, place: usize) -> Date {
        self.first.saturating_add(i64::try_from(place).unwrap_or_default().days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokyo() -> Calendar {
        Calendar::new("Asia/Tokyo", "2026-11-21T03:00:00Z".parse().unwrap())
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_window_has_the_day_in_its_middle() {
        let window = Window::of(&tokyo(), "2026-11-10".parse().unwrap(), 2).unwrap();
        assert_eq!((window.len(), window.at()), (5, 2));
        assert_eq!(window.date(2).to_string(), "2026-11-10");
        assert_eq!(window.span().from, at("2026-11-07T15:00:00Z"));
        assert_eq!(window.span().to, at("2026-11-12T15:00:00Z"));
        let place = |text| window.place(u64::try_from(at(text).as_millisecond()).unwrap());
        assert_eq!(place("2026-11-07T14:59:59Z"), None);
        assert_eq!(place("2026-11-07T15:00:00Z"), Some(0));
        assert_eq!(place("2026-11-12T14:59:59Z"), Some(4));
        assert_eq!(place("2026-11-12T15:00:00Z"), None);
    }

    #[test]
    fn a_window_without_a_day_on_either_side_is_none() {
        for days in [0, -1, -400] {
            assert!(Window::of(&tokyo(), "2026-11-10".parse().unwrap(), days).is_none());
        }
    }

    #[test]
    fn a_window_is_cut_on_both_sides() {
        let window = Window::of(&tokyo(), "2026-11-10".parse().unwrap(), 5).unwrap();
        let cut = window.since(&tokyo(), at("2026-11-07T16:00:00Z")).unwrap();
        assert_eq!((cut.len(), cut.date(0).to_string().as_str()), (3, "2026-11-09"));
        let whole = window.since(&tokyo(), at("2026-11-01T00:00:00Z")).unwrap();
        assert_eq!(whole.len(), 11);
        assert!(window.since(&tokyo(), at("2026-11-09T15:00:00Z")).is_none());
    }
}
