//! Times as tables write them.
//!
//! [`written`] knows the forms, [`order`] what the first number of `3/11/2026` is, and [`Times`]
//! makes instants of both. A form that is not known, or reads both ways, is never guessed.

mod order;
mod written;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

pub use self::order::DateOrder;
pub(super) use self::order::Evidence;
use self::written::{Day, Written};
use super::rejected::RowError;

/// Characters of a value that a rejection repeats, at most.
const SHOWN: usize = 100;
const SECONDS_A_DAY: f64 = 86_400.0;
/// The last day that Excel counts, the end of 9999.
const LAST_SERIAL: f64 = 2_958_466.0;

/// What a time that is a bare number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Nothing that was said.
    Unsaid,
    /// Days since the end of 1899, as Excel does.
    Excel,
    /// Seconds since 1970.
    Unix,
    /// Seconds since 1970 where the number has as many digits as those of our days.
    LongUnix,
}

/// Reads the times of one column.
#[derive(Clone, Debug)]
pub(super) struct Times {
    /// The zone of those that name none.
    pub(super) zone: TimeZone,
    /// What the first of two small numbers is.
    pub(super) order: Option<DateOrder>,
    /// What bare numbers count.
    pub(super) numbers: Numbers,
}

impl Times {
    /// When a cell says it was.
    pub(super) fn read(&self, text: &str) -> Result<Timestamp, RowError> {
        let text = text.trim();
        let shown = || text.chars().take(SHOWN).collect::<String>();
        match written::read(text) {
            Some(Written::Instant(instant)) => Ok(instant),
            Some(Written::Number(number)) => self.count(&number, shown),
            Some(Written::Civil { day, time, offset }) => {
                let date = self.date(day).ok_or_else(|| RowError::DateOrder(shown()))?;
                let instant = match (time, offset) {
                    (Some(time), Some(offset)) => offset.to_timestamp(date.to_datetime(time)).ok(),
                    (Some(time), None) => self.local(date.to_datetime(time)),
                    (None, _) => self.midnight(date),
                };
                instant.ok_or_else(|| RowError::Time(shown()))
            }
            None => Err(RowError::Time(shown())),
        }
    }

    fn date(&self, day: Day) -> Option<Date> {
        match day {
            Day::Said(date) => Some(date),
            Day::Unordered { first, second, year } => {
                let by = |order: DateOrder| order.date(first, second, year);
                match self.order {
                    Some(order) => by(order),
                    None if first == second => by(DateOrder::DayFirst),
                    None => None,
                }
            }
        }
    }

    /// A local time that a change of clocks leaves out is that much later; of one that comes twice it
    /// is the first.
    fn local(&self, time: DateTime) -> Option<Timestamp> {
        Some(time.to_zoned(self.zone.clone()).ok()?.timestamp())
    }

    /// When a day begins here, which is not always at 00:00.
    fn midnight(&self, date: Date) -> Option<Timestamp> {
        let noon = date.at(12, 0, 0, 0).to_zoned(self.zone.clone()).ok()?;
        Some(noon.start_of_day().ok()?.timestamp())
    }

    fn count(&self, number: &str, shown: impl Fn() -> String) -> Result<Timestamp, RowError> {
        let whole = number.split('.').next().unwrap_or(number);
        let unix = || whole.parse().ok().and_then(|second| Timestamp::from_second(second).ok());
        let instant = match self.numbers {
            Numbers::LongUnix if (9..=10).contains(&whole.len()) => unix(),
            Numbers::Unsaid | Numbers::LongUnix => return Err(RowError::NumberAsTime(shown())),
            Numbers::Unix => unix(),
            Numbers::Excel => number.parse().ok().and_then(|days| self.serial(days)),
        };
        instant.ok_or_else(|| RowError::Time(shown()))
    }

    /// A serial is a fraction of binary digits, so it is rounded to the second that was meant.
    fn serial(&self, days: f64) -> Option<Timestamp> {
        if !(1.0..LAST_SERIAL).contains(&days) {
            return None;
        }
        #[allow(clippy::cast_possible_truncation, reason = "some 2^38 seconds, and rounded")]
        let seconds = (days * SECONDS_A_DAY).round() as i64;
        let begin = Date::constant(1899, 12, 30).at(0, 0, 0, 0);
        let time = begin.checked_add(SignedDuration::from_secs(seconds)).ok()?;
        if days.fract() == 0.0 { self.midnight(time.date()) } else { self.local(time) }
    }
}

#[cfg(test)]
mod tests;
