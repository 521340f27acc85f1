//! What the first number of `3/11/2026` is, and what a column of dates says about it.

use jiff::civil::Date;

use super::written::{self, Day, Written};
use crate::import::error::TableError;

/// What the first of two small numbers of a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// `dmy`: the day, as in most of the world.
    DayFirst,
    /// `mdy`: the month, as in the United States.
    MonthFirst,
}

impl DateOrder {
    /// Its word as a parameter.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
        }
    }

    /// The order of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::DayFirst, Self::MonthFirst].into_iter().find(|order| order.as_str() == name)
    }

    /// The date that two numbers are in this order.
    pub(super) fn date(self, first: i8, second: i8, year: i16) -> Option<Date> {
        let (day, month) = match self {
            Self::DayFirst => (first, second),
            Self::MonthFirst => (second, first),
        };
        Date::new(year, month, day).ok()
    }
}

/// What the dates of a column say of their order.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Evidence {
    /// A line whose date can have the day first only.
    day_first: Option<u64>,
    /// A line whose date can have the month first only.
    month_first: Option<u64>,
    /// A date that reads both ways.
    either: Option<TableError>,
}

impl Evidence {
    /// Looks at a cell.
    pub(in crate::import) fn see(&mut self, text: &str, line: u64) {
        let text = text.trim();
        let Some(Written::Civil { day: Day::Unordered { first, second, year }, .. }) =
            written::read(text)
        else {
            return;
        };
        let dates = [DateOrder::DayFirst, DateOrder::MonthFirst]
            .map(|order| order.date(first, second, year));
        match dates {
            [Some(_), None] => self.day_first = self.day_first.or(Some(line)),
            [None, Some(_)] => self.month_first = self.month_first.or(Some(line)),
            [Some(day_first), Some(month_first)] if first != second && self.either.is_none() => {
                self.either = Some(TableError::DatesReadBothWays {
                    line,
                    given: text.chars().take(super::SHOWN).collect(),
                    day_first: day_first.to_string(),
                    month_first: month_first.to_string(),
                });
            }
            _ => {}
        }
    }

    /// The order of the column, where a date has one.
    pub(in crate::import) fn order(self) -> Result<Option<DateOrder>, TableError> {
        match (self.day_first, self.month_first, self.either) {
            (Some(day_first), Some(month_first), _) => {
                Err(TableError::DatesContradict { day_first, month_first })
            }
            (Some(_), None, _) => Ok(Some(DateOrder::DayFirst)),
            (None, Some(_), _) => Ok(Some(DateOrder::MonthFirst)),
            (None, None, Some(either)) => Err(either),
            (None, None, None) => Ok(None),
        }
    }
}
