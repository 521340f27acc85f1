//! Days in the calendar that a language counts them in.

use jiff::civil::{self, Date};
use koe_shared::locale::Locale;

/// A day, as a calendar names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CalendarDate {
    pub(super) year: i32,
    /// From 1.
    pub(super) month: i32,
    /// From 1.
    pub(super) day: i32,
}

impl CalendarDate {
    /// The day in the calendar of a language.
    pub(super) fn of(date: Date, locale: &Locale) -> Self {
        let (year, month, day) = (date.year().into(), date.month().into(), date.day().into());
        match locale.language() {
            "fa" => Self::persian(date),
            // The Buddhist era began 543 years before the common one; its months are the same.
            "th" => Self { year: year + 543, month, day },
            _ => Self { year, month, day },
        }
    }

    /// Iran's solar calendar, in the cycle of 33 years that has held since 1799: eight of them have
    /// a 366th day.
    fn persian(date: Date) -> Self {
        /// The first day of the year 1, counted back from today by the cycle.
        const BEGIN: Date = civil::date(622, 3, 21);
        const YEARS: i32 = 33;
        const LEAP_DAYS: i32 = 8;
        const DAYS: i32 = YEARS * 365 + LEAP_DAYS;
        let days = date.duration_since(BEGIN).as_hours() / 24;
        let days = i32::try_from(days).unwrap_or_default();
        // The shifts put the leap years at the places 1, 5, 9, 13, 17, 22, 26 and 30 of the cycle.
        let year = 1 + (YEARS * days + 3).div_euclid(DAYS);
        let new_year = 365 * (year - 1) + (LEAP_DAYS * year + 21).div_euclid(YEARS);
        let day = days - new_year;
        // Six months of 31 days, then months of 30.
        let (month, day) = match day - 6 * 31 {
            later if later < 0 => (day / 31, day % 31),
            later => (6 + later / 30, later % 30),
        };
        Self { year, month: month + 1, day: day + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tag: &str, date: &str, year: i32, month: i32, day: i32) {
        let found = CalendarDate::of(date.parse().unwrap(), &tag.parse().unwrap());
        assert_eq!(found, CalendarDate { year, month, day }, "{date}");
    }

    #[test]
    fn a_persian_year_begins_in_spring_and_every_fourth_or_fifth_has_a_day_more() {
        check("fa", "2024-03-20", 1403, 1, 1);
        check("fa", "2025-03-20", 1403, 12, 30);
        check("fa", "2025-03-21", 1404, 1, 1);
        check("fa", "2026-03-20", 1404, 12, 29);
        check("fa", "2026-09-22", 1405, 6, 31);
        check("fa", "2026-09-23", 1405, 7, 1);
        check("fa", "2026-11-22", 1405, 9, 1);
        check("fa", "2030-03-20", 1408, 12, 30);
        check("fa", "2034-03-20", 1412, 12, 30);
    }

    #[test]
    fn no_persian_day_is_left_out_or_told_twice() {
        let fa = "fa".parse().unwrap();
        let mut date = civil::date(1970, 1, 1);
        let mut before = CalendarDate::of(date, &fa);
        while date < civil::date(2100, 1, 1) {
            date = date.tomorrow().unwrap();
            let day = CalendarDate::of(date, &fa);
            let next = match (day.day, day.month) {
                (1, 1) => (before.year + 1, 12, before.day.clamp(29, 30)),
                (1, month) => (before.year, month - 1, if month <= 7 { 31 } else { 30 }),
                (n, month) => (before.year, month, n - 1),
            };
            assert_eq!((day.year, before.month, before.day), next, "{date}");
            before = day;
        }
    }

    #[test]
    fn others_count_as_the_common_era_does() {
        check("th", "2026-11-22", 2569, 11, 22);
        check("de", "2026-11-22", 2026, 11, 22);
    }
}
