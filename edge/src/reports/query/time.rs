//! The time range of a report.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, Unit, Zoned};
use koe_shared::id::MAX_AHEAD;
use koe_shared::instant::Instant;

use super::error::QueryError;
use super::params::{Params, shown};
use crate::sites::Calendar;
use crate::sites::Span;

/// The range that is asked for where none is named: 30 whole days, and today up to now.
pub(in crate::reports) const DEFAULT_DAYS: i64 = 30;

/// A half-open range of time, and the range to compare it with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) span: Span,
    pub(crate) compare: Option<Span>,
}

/// `from` and `to` as asked, or the last 30 whole days and today up to now.
pub(super) fn range(calendar: &Calendar, params: &mut Params) -> Result<Span, QueryError> {
    let to = point(calendar, params, "to")?.unwrap_or(calendar.now);
    let from = match point(calendar, params, "from")? {
        Some(from) => from,
        None => calendar.start_of_day(to, DEFAULT_DAYS),
    };
    forwards("from", Span { from, to })
}

/// `from` and `to` as asked; everything there is where they are absent.
pub(crate) fn open_range(calendar: &Calendar, params: &mut Params) -> Result<Span, QueryError> {
    let soon = calendar.now.checked_add(MAX_AHEAD).unwrap_or(Timestamp::MAX);
    let to = point(calendar, params, "to")?.unwrap_or(soon);
    let from = point(calendar, params, "from")?.unwrap_or(Timestamp::UNIX_EPOCH);
    forwards("from", Span { from, to })
}

/// The range to compare with: `previous`, or `FROM..TO`.
pub(super) fn comparison(
    calendar: &Calendar,
    params: &mut Params,
    span: Span,
) -> Result<Option<Span>, QueryError> {
    let Some(asked) = params.take("compare") else { return Ok(None) };
    if asked == "previous" {
        return Ok(Some(previous(calendar, span)));
    }
    let unreadable = || QueryError::Time { name: "compare", value: shown(&asked) };
    let (from, to) = asked.split_once("..").ok_or_else(unreadable)?;
    let from = calendar.day_or_instant(from).ok_or_else(unreadable)?;
    let to = calendar.day_or_instant(to).ok_or_else(unreadable)?;
    forwards("compare", Span { from, to }).map(Some)
}

/// The range just before one: the months before, where it is whole months; as many days before, where it
/// begins with a day, and of a last day that is not over nothing: one day at least; else as long a time
/// before.
pub(super) fn previous(calendar: &Calendar, span: Span) -> Span {
    let to = span.from;
    let (first, end) = (calendar.zoned(span.from), calendar.zoned(span.to));
    let is_midnight =
        |time: &Zoned| time.start_of_day().is_ok_and(|start| start.timestamp() == time.timestamp());
    let from = if is_midnight(&first) {
        let is_whole = is_midnight(&end);
        let (first, end) = (first.date(), end.date());
        let start = if is_whole && first.day() == 1 && end.day() == 1 {
            months(first, end).and_then(|months| first.checked_sub(months.months()).ok())
        } else {
            let days = first.until((Unit::Day, end)).map(|days| days.get_days().max(1));
            days.ok().and_then(|days| first.checked_sub(days.days()).ok())
        };
        start.and_then(|start| calendar.midnight(start))
    } else {
        span.from.checked_sub(span.to.duration_since(span.from)).ok()
    };
    Span { from: from.unwrap_or(Timestamp::MIN), to }
}

fn point(
    calendar: &Calendar,
    params: &mut Params,
    name: &'static str,
) -> Result<Option<Timestamp>, QueryError> {
    let Some(value) = params.take(name) else { return Ok(None) };
    match calendar.day_or_instant(&value) {
        Some(time) => Ok(Some(time)),
        None => Err(QueryError::Time { name, value: shown(&value) }),
    }
}

fn months(first: Date, end: Date) -> Option<i32> {
    first.until((Unit::Month, end)).ok().map(|span| span.get_months())
}

fn forwards(name: &'static str, span: Span) -> Result<Span, QueryError> {
    if span.from < span.to {
        return Ok(span);
    }
    let (from, to) = (Instant(span.from).to_string(), Instant(span.to).to_string());
    Err(QueryError::Backwards { name, from, to })
}

#[cfg(test)]
mod tests;
