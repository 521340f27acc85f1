//! When a site is at work: its hours on each day of the week, and the days on which it is closed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::time_of_day::{end_minute, minute_of_day};

/// The hours of each day of the week, in the site's time zone. A day that is absent is closed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(min_properties = 1))]
pub struct WeekHours {
    /// On Mondays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mon: Option<DayHours>,
    /// On Tuesdays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tue: Option<DayHours>,
    /// On Wednesdays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wed: Option<DayHours>,
    /// On Thursdays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thu: Option<DayHours>,
    /// On Fridays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fri: Option<DayHours>,
    /// On Saturdays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sat: Option<DayHours>,
    /// On Sundays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sun: Option<DayHours>,
}

impl WeekHours {
    /// Each day of the week by the name of its field, Monday first.
    #[must_use]
    pub fn days(&self) -> [(&'static str, Option<&DayHours>); 7] {
        let Self { mon, tue, wed, thu, fri, sat, sun } = self;
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let days = [mon, tue, wed, thu, fri, sat, sun];
        std::array::from_fn(|n| (names[n], days[n].as_ref()))
    }
}

/// When work begins and ends on a day: two times as `10:00`, the first before the second. An end of `24:00` is the end
/// of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DayHours(Vec<String>);

impl DayHours {
    /// The two times as they are written.
    #[must_use]
    pub fn written(&self) -> &[String] {
        &self.0
    }

    /// Both as minutes of the day; `None` where they are not a beginning and a later end.
    #[must_use]
    pub fn minutes(&self) -> Option<(u16, u16)> {
        let [from, to] = &self.0[..] else { return None };
        let (from, to) = (minute_of_day(from)?, end_minute(to)?);
        (from < to).then_some((from, to))
    }
}

/// A day as a document writes it: `2026-12-31`.
pub(crate) fn closed_day(text: &str) -> Option<Date> {
    let day = text.parse::<Date>().ok()?;
    // Other spellings, and a time after the day, are parsed as well.
    (day.to_string() == text).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::{DayHours, closed_day};

    fn minutes(times: &[&str]) -> Option<(u16, u16)> {
        DayHours(times.iter().map(|&time| time.to_owned()).collect()).minutes()
    }

    #[test]
    fn hours_of_a_day_are_a_beginning_and_a_later_end() {
        assert_eq!(minutes(&["10:00", "19:30"]), Some((600, 1_170)));
        assert_eq!(minutes(&["00:00", "24:00"]), Some((0, 1_440)));
        assert_eq!(minutes(&["23:59", "24:00"]), Some((1_439, 1_440)));
        for times in [
            &["10:00"][..],
            &["10:00", "19:00", "20:00"],
            &[],
            &["19:00", "10:00"],
            &["10:00", "10:00"],
            &["24:00", "24:00"],
            &["9:00", "19:00"],
            &["09:00", "24:01"],
            &["09:00", ""],
        ] {
            assert_eq!(minutes(times), None, "{times:?}");
        }
    }

    #[test]
    fn a_closed_day_is_one_of_the_calendar_and_written_in_full() {
        assert_eq!(closed_day("2028-02-29"), Some(jiff::civil::date(2028, 2, 29)));
        for text in [
            "2026-02-29",
            "2026-12-32",
            "20261231",
            "2026-12-31T10:00",
            "2026/12/31",
            " 2026-12-31",
            "",
        ] {
            assert_eq!(closed_day(text), None, "{text}");
        }
    }
}
