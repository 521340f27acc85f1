//! Which week is told, and when it is due.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::sites::Calendar;
use crate::store::keys::Week;

/// The hour of Monday from which a week is told.
const HOUR: i8 = 8;
/// How long after that it is still told. What is older is no news.
const TOLD_FOR: SignedDuration = SignedDuration::from_hours(3 * 24);

/// A week that is told now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DueWeek {
    pub(super) week: Week,
    /// Its Monday.
    pub(super) first: Date,
    /// The Monday after it.
    pub(super) end: Date,
    /// Until when it is told.
    pub(super) until: Timestamp,
}

impl DueWeek {
    /// The week that is told now, if one is: the last whole one, from Monday at eight for three days.
    pub(super) fn at(calendar: &Calendar) -> Option<Self> {
        let today = calendar.zoned(calendar.now).date();
        let since_monday = i64::from(today.weekday().to_monday_zero_offset());
        let end = today.checked_sub(since_monday.days()).ok()?;
        let week = Self::ending(calendar, end)?;
        let due = week.until.checked_sub(TOLD_FOR).ok()?;
        (due..week.until).contains(&calendar.now).then_some(week)
    }

    /// A week by its name, whenever it is told.
    pub(super) fn of(calendar: &Calendar, week: Week) -> Option<Self> {
        Self::ending(calendar, week.first()?.checked_add(7.days()).ok()?)
    }

    fn ending(calendar: &Calendar, end: Date) -> Option<Self> {
        let zone = calendar.zoned(calendar.now).time_zone().clone();
        let due = end.at(HOUR, 0, 0, 0).to_zoned(zone).ok()?.timestamp();
        let until = due.checked_add(TOLD_FOR).ok()?;
        let first = end.checked_sub(7.days()).ok()?;
        Some(Self { week: first.iso_week_date().into(), first, end, until })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(zone: &str, now: &str) -> Option<DueWeek> {
        DueWeek::at(&Calendar::new(zone, now.parse().unwrap()))
    }

    fn told(zone: &str, now: &str) -> Option<String> {
        at(zone, now).map(|due| format!("{} {} {}", due.week, due.first, due.end))
    }

    #[test]
    fn a_week_is_told_from_monday_at_eight_for_three_days() {
        let whole = Some("2026-W48 2026-11-23 2026-11-30".to_owned());
        for (now, expected) in [
            ("2026-11-29T22:59:59Z", None),
            ("2026-11-29T23:00:00Z", whole.clone()),
            ("2026-12-02T22:59:59Z", whole),
            ("2026-12-02T23:00:00Z", None),
            ("2026-12-06T12:00:00Z", None),
        ] {
            assert_eq!(told("Asia/Tokyo", now), expected, "{now}");
        }
    }

    #[test]
    fn each_zone_has_its_own_monday() {
        let now = "2026-11-30T04:00:00Z";
        assert!(told("Pacific/Kiritimati", now).is_some());
        assert!(told("Asia/Kolkata", now).is_some());
        assert_eq!(told("Europe/Berlin", now), None);
        assert_eq!(told("America/Los_Angeles", now), None);
    }

    #[test]
    fn eight_is_what_the_clock_on_the_wall_shows() {
        // Berlin: an hour ahead of UTC, from 29 March on two.
        assert_eq!(told("Europe/Berlin", "2026-03-23T06:59:59Z"), None);
        assert!(told("Europe/Berlin", "2026-03-23T07:00:00Z").is_some());
        assert_eq!(told("Europe/Berlin", "2026-03-30T05:59:59Z"), None);
        assert!(told("Europe/Berlin", "2026-03-30T06:00:00Z").is_some());
    }

    #[test]
    fn a_week_is_found_by_its_name() {
        let calendar = Calendar::new("Asia/Tokyo", "2026-11-30T00:00:00Z".parse().unwrap());
        let due = DueWeek::at(&calendar).unwrap();
        assert_eq!(DueWeek::of(&calendar, due.week), Some(due));
    }

    #[test]
    fn the_last_week_of_a_year_keeps_its_name() {
        let told = told("UTC", "2027-01-04T08:00:00Z");
        assert_eq!(told.as_deref(), Some("2026-W53 2026-12-28 2027-01-04"));
    }
}
