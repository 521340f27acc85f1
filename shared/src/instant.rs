//! Instants as the wire writes them: RFC 3339 in UTC, without a fraction.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A point in time on the wire. Any RFC 3339 offset and fraction is read; written is UTC to the
/// second, rounded down, so that an instant never seems later than it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(value_type = String, format = DateTime)
)]
pub struct Instant(pub Timestamp);

/// A string that is no instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidInstant {
    /// The string as it was given, cut to what a message can bear.
    pub given: String,
}

impl fmt::Display for InvalidInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not an instant of the form 2026-12-31T00:00:00Z", self.given)
    }
}

impl std::error::Error for InvalidInstant {}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = i64::from(self.0.subsec_nanosecond());
        // Before 1970 the fraction counts backwards.
        let seconds = self.0.as_second() - i64::from(fraction < 0);
        let whole = Timestamp::from_second(seconds).unwrap_or(Timestamp::MIN);
        write!(f, "{whole}")
    }
}

impl FromStr for Instant {
    type Err = InvalidInstant;

    fn from_str(given: &str) -> Result<Self, InvalidInstant> {
        given
            .parse()
            .map(Self)
            .map_err(|_| InvalidInstant { given: given.chars().take(40).collect() })
    }
}

impl TryFrom<String> for Instant {
    type Error = InvalidInstant;

    fn try_from(given: String) -> Result<Self, InvalidInstant> {
        given.parse()
    }
}

impl From<Instant> for String {
    fn from(instant: Instant) -> Self {
        instant.to_string()
    }
}

impl From<Timestamp> for Instant {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

#[cfg(test)]
mod tests {
    use super::Instant;

    #[track_caller]
    fn check(given: &str, written: &str) {
        assert_eq!(given.parse::<Instant>().unwrap().to_string(), written);
    }

    #[test]
    fn an_instant_is_written_in_utc_to_the_second_it_lies_in() {
        check("2026-12-31T00:00:00Z", "2026-12-31T00:00:00Z");
        check("2026-12-31T09:00:00.999+09:00", "2026-12-31T00:00:00Z");
        check("1969-12-31T23:59:58.5Z", "1969-12-31T23:59:58Z");
    }

    #[test]
    fn what_is_no_instant_is_refused_with_its_text() {
        let refusal = "tomorrow".parse::<Instant>().unwrap_err().to_string();
        assert_eq!(refusal, "\"tomorrow\" is not an instant of the form 2026-12-31T00:00:00Z");
    }
}
