//! The keys of weekly digests: what came of that of a department, and of which sites all were sent.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use koe_shared::id::{DepartmentId, SiteId};

/// A week by ISO 8601, which begins on Monday: `2026-W48`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    year: i16,
    week: i8,
}

impl Week {
    /// Its Monday.
    #[must_use]
    pub fn first(self) -> Option<Date> {
        ISOWeekDate::new(self.year, self.week, Weekday::Monday).ok().map(ISOWeekDate::date)
    }
}

impl From<ISOWeekDate> for Week {
    fn from(date: ISOWeekDate) -> Self {
        Self { year: date.year(), week: date.week() }
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.week)
    }
}

/// A text that names no week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidWeek;

impl FromStr for Week {
    type Err = InvalidWeek;

    fn from_str(text: &str) -> Result<Self, InvalidWeek> {
        let (year, week) = text.split_once("-W").ok_or(InvalidWeek)?;
        let parsed =
            year.parse().ok().zip(week.parse().ok().filter(|week| (1..=53).contains(week)));
        let week = parsed.map(|(year, week)| Self { year, week });
        // One way to write each.
        week.filter(|week| week.to_string() == text).ok_or(InvalidWeek)
    }
}

/// The prefix of every digest of a site.
#[must_use]
pub fn digests(site: &SiteId) -> String {
    format!("digest/{site}/")
}

/// What came of the digest of a department for a week.
#[must_use]
pub fn digest(site: &SiteId, department: &DepartmentId, week: Week) -> String {
    format!("{}{department}/{week}", digests(site))
}

/// The department and the week that a key names.
#[must_use]
pub fn parse_digest(key: &str) -> Option<(DepartmentId, Week)> {
    let (_, rest) = key.strip_prefix("digest/")?.split_once('/')?;
    parse_digest_name(rest)
}

/// The department and the week of a digest, as its site has it: `care/2026-W48`.
#[must_use]
pub fn parse_digest_name(name: &str) -> Option<(DepartmentId, Week)> {
    let (department, week) = name.split_once('/')?;
    Some((department.parse().ok()?, week.parse().ok()?))
}

/// The prefix of the sites whose digests for a week are all sent or given up.
#[must_use]
pub fn all_digested(week: Week) -> String {
    format!("digested/{week}/")
}

/// That those of one site are.
#[must_use]
pub fn digested(week: Week, site: &SiteId) -> String {
    format!("{}{site}", all_digested(week))
}

/// The site that such a key names.
#[must_use]
pub fn parse_digested(key: &str) -> Option<SiteId> {
    key.strip_prefix("digested/")?.split_once('/')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_keys_of_digests_are_pinned_and_read_back() {
        let (site, care): (SiteId, DepartmentId) =
            ("kokage".parse().unwrap(), "care".parse().unwrap());
        let week = Week::from(date(2026, 11, 23).iso_week_date());
        let key = digest(&site, &care, week);
        assert_eq!(key, "digest/kokage/care/2026-W48");
        assert_eq!(parse_digest(&key), Some((care, week)));
        assert_eq!(digested(week, &site), "digested/2026-W48/kokage");
        assert_eq!(parse_digested("digested/2026-W48/kokage"), Some(site));
        for damaged in
            ["digest/kokage/care", "digest/kokage/care/2026-48", "alert/kokage/care/2026-W48"]
        {
            assert_eq!(parse_digest(damaged), None, "{damaged}");
        }
    }

    #[test]
    fn a_week_of_two_years_is_named_after_the_year_of_its_thursday() {
        for (day, name) in [
            (date(2026, 12, 28), "2026-W53"),
            (date(2027, 1, 3), "2026-W53"),
            (date(2027, 1, 4), "2027-W01"),
            (date(2024, 12, 30), "2025-W01"),
        ] {
            let week = Week::from(day.iso_week_date());
            assert_eq!(week.to_string(), name);
            assert_eq!(week.first().unwrap().iso_week_date().week(), week.week);
            assert_eq!(name.parse(), Ok(week));
        }
        for damaged in ["2026-W00", "2026-W54", "2026-W1", "2026-W+1", "26-W01", "2026W01", ""] {
            assert_eq!(damaged.parse::<Week>(), Err(InvalidWeek), "{damaged}");
        }
    }
}
