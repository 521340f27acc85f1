//! Alerts: who is told at once of which answers.

mod condition;
mod destination;
mod secrets;

use serde::{Deserialize, Serialize};

pub use self::condition::{Condition, Judged};
pub use self::destination::{Channel, Destination};
pub use self::secrets::DestinationSecrets;
use super::time_of_day::minute_of_day;
use crate::id::RuleId;

/// A rule by which somebody is told of an answer as it is taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlertRule {
    /// Names it in `webhook-id`.
    pub id: RuleId,
    /// What people call it, 1–60 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60, pattern = r"\S"))]
    pub name: String,
    /// Of which answers.
    pub when: Condition,
    /// Who is told: at least one, or nobody where the rule opens a case.
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub to: Vec<Destination>,
    /// Whether an answer that it tells of is followed up: a case opens.
    #[serde(default, skip_serializing_if = "is_false")]
    pub open_case: bool,
    /// Alerts of this rule in an hour; what is beyond waits, and is told together.
    #[serde(default = "twenty")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1000))]
    pub cap_per_hour: u32,
    /// When nobody is told, in the site's time zone: what comes then is told together at its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<Quiet>,
}

/// Hours of each day in which nobody is told. `from` may be later than `to`: over midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quiet {
    /// From this time of day on, as `22:00`.
    #[cfg_attr(feature = "openapi", schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    pub from: String,
    /// Until this one.
    #[cfg_attr(feature = "openapi", schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    pub to: String,
}

impl Quiet {
    /// Both as minutes of the day; `None` where one is not a time of day, or both are the same.
    #[must_use]
    pub fn minutes(&self) -> Option<(u16, u16)> {
        let (from, to) = (minute_of_day(&self.from)?, minute_of_day(&self.to)?);
        (from != to).then_some((from, to))
    }

    /// Minutes from this minute of the day until the quiet ends; `None` where it is not quiet.
    #[must_use]
    pub fn left(&self, minute: u16) -> Option<u16> {
        const DAY: u16 = 24 * 60;
        let (from, to) = self.minutes()?;
        let (since, length) = ((minute + DAY - from) % DAY, (to + DAY - from) % DAY);
        (since < length).then(|| length - since)
    }
}

const fn twenty() -> u32 {
    20
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

#[cfg(test)]
mod tests {
    use super::Quiet;

    fn quiet(from: &str, to: &str) -> Quiet {
        Quiet { from: from.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn quiet_hours_may_pass_midnight() {
        let night = quiet("22:00", "07:00");
        let left = |hour: u16, minute| night.left(hour * 60 + minute);
        assert_eq!(left(21, 59), None);
        assert_eq!(left(22, 0), Some(9 * 60));
        assert_eq!(left(23, 59), Some(7 * 60 + 1));
        assert_eq!(left(0, 0), Some(7 * 60));
        assert_eq!(left(6, 59), Some(1));
        assert_eq!(left(7, 0), None);
        let noon = quiet("12:00", "13:30");
        assert_eq!(noon.left(12 * 60), Some(90));
        assert_eq!(noon.left(13 * 60 + 30), None);
    }

    #[test]
    fn a_time_of_a_day_is_written_out() {
        for (from, to) in [
            ("7:00", "08:00"),
            ("24:00", "08:00"),
            ("07:60", "08:00"),
            ("+7:00", "08:00"),
            ("0700", "08:00"),
            ("07:00", "07:00"),
            ("", ""),
        ] {
            assert_eq!(quiet(from, to).minutes(), None, "{from} {to}");
        }
    }
}
