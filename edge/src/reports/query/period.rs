//! The periods of a series: hours, days, weeks or months of the site.

use jiff::civil::Weekday;
use jiff::{SignedDuration, ToSpan, Zoned};
use utoipa::ToSchema;

use super::error::QueryError;
use crate::sites::Span;
use crate::sites::{Calendar, start_of_hour};

/// Periods of a series, at most: a year by day, a month by hour.
const MOST_PERIODS: usize = 1_000;

/// The width of a series' buckets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "lowercase", as = BucketWidth)]
pub(crate) enum Interval {
    Hour,
    Day,
    Week,
    Month,
}

impl Interval {
    pub(crate) const NAMES: &str = "hour, day, week or month";

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Hour, Self::Day, Self::Week, Self::Month]
            .into_iter()
            .find(|interval| interval.name() == name)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

/// One period of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) span: Span,
    /// Whether it is only a part of its hour, day, week or month.
    pub(crate) clipped: bool,
}

/// The spans of a series: whole hours, days, weeks from Monday or months, and of the first and
/// the last the part that lies in the range.
pub(crate) fn periods(
    calendar: &Calendar,
    span: Span,
    interval: Interval,
) -> Result<Vec<Period>, QueryError> {
    let mut periods = Vec::new();
    let mut start = period_start(calendar, &calendar.zoned(span.from), interval);
    while start.as_ref().is_some_and(|start| start.timestamp() < span.to) {
        if periods.len() == MOST_PERIODS {
            let interval = interval.name();
            return Err(QueryError::TooManyPeriods { interval, most: MOST_PERIODS });
        }
        let next = start.as_ref().and_then(|start| period_after(calendar, start, interval));
        let (Some(begins), Some(ends)) = (&start, &next) else { break };
        let whole = Span { from: begins.timestamp(), to: ends.timestamp() };
        let part = Span { from: whole.from.max(span.from), to: whole.to.min(span.to) };
        periods.push(Period { span: part, clipped: part != whole });
        start = next;
    }
    Ok(periods)
}

fn period_start(calendar: &Calendar, time: &Zoned, interval: Interval) -> Option<Zoned> {
    let date = time.date();
    let first = match interval {
        Interval::Hour => return start_of_hour(time),
        Interval::Day => date,
        Interval::Week if date.weekday() == Weekday::Monday => date,
        Interval::Week => date.nth_weekday(-1, Weekday::Monday).ok()?,
        Interval::Month => date.first_of_month(),
    };
    calendar.midnight(first).map(|start| calendar.zoned(start))
}

fn period_after(calendar: &Calendar, start: &Zoned, interval: Interval) -> Option<Zoned> {
    let date = start.date();
    let next = match interval {
        Interval::Hour => {
            let hour = start.timestamp().checked_add(SignedDuration::from_hours(1)).ok()?;
            // Where the clock is turned by half an hour, hours begin elsewhere from then on.
            let aligned = start_of_hour(&calendar.zoned(hour))?;
            let is_later = aligned.timestamp() > start.timestamp();
            return Some(if is_later { aligned } else { calendar.zoned(hour) });
        }
        Interval::Day => date.checked_add(1.day()),
        Interval::Week => date.checked_add(1.week()),
        Interval::Month => date.checked_add(1.month()),
    };
    calendar.midnight(next.ok()?).map(|start| calendar.zoned(start))
}

#[cfg(test)]
mod tests;
