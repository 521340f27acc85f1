//! The time range of a report, and its days, weeks and months, in the site's time zone.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, Unit, Zoned};
use koe_shared::id::MAX_AHEAD;
use koe_shared::instant::Instant;
use utoipa::ToSchema;

use super::params::shown;
use super::{Params, QueryError};
use crate::reading::Span;

/// The range that is asked for where none is named: 30 whole days, and today up to now.
const DEFAULT_DAYS: i64 = 30;
/// Buckets of a series, at most: a year by day, a month by hour.
const MOST_BUCKETS: usize = 1_000;

/// The site's time zone and the present.
pub(crate) struct Calendar {
    zone: TimeZone,
    pub(crate) now: Timestamp,
}

/// A half-open range of time, and the range to compare it with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) span: Span,
    pub(crate) compare: Option<Span>,
}

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

impl Calendar {
    /// The calendar of a time zone. A document names a zone that exists; should a later release of
    /// the zone table drop it, reports fall back to UTC.
    pub(crate) fn new(zone: &str, now: Timestamp) -> Self {
        Self { zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC), now }
    }

    /// `from` and `to` as asked, or the last 30 whole days and today up to now.
    pub(crate) fn range(&self, params: &mut Params) -> Result<Span, QueryError> {
        let to = self.point(params, "to")?.unwrap_or(self.now);
        let from = match self.point(params, "from")? {
            Some(from) => from,
            None => self.start_of_day(to, DEFAULT_DAYS),
        };
        forwards("from", Span { from, to })
    }

    /// `from` and `to` as asked; everything there is where they are absent.
    pub(crate) fn open_range(&self, params: &mut Params) -> Result<Span, QueryError> {
        let soon = self.now.checked_add(MAX_AHEAD).unwrap_or(Timestamp::MAX);
        let to = self.point(params, "to")?.unwrap_or(soon);
        let from = self.point(params, "from")?.unwrap_or(Timestamp::UNIX_EPOCH);
        forwards("from", Span { from, to })
    }

    /// The range to compare with: `previous`, or `FROM..TO`.
    pub(crate) fn comparison(
        &self,
        params: &mut Params,
        span: Span,
    ) -> Result<Option<Span>, QueryError> {
        let Some(asked) = params.take("compare") else { return Ok(None) };
        if asked == "previous" {
            return Ok(Some(self.previous(span)));
        }
        let unreadable = || QueryError::Time { name: "compare", value: shown(&asked) };
        let (from, to) = asked.split_once("..").ok_or_else(unreadable)?;
        let from = self.read(from).ok_or_else(unreadable)?;
        let to = self.read(to).ok_or_else(unreadable)?;
        forwards("compare", Span { from, to }).map(Some)
    }

    /// The range just before one: the months before, where it is whole months; as many days before,
    /// where it is whole days; else as long a time before.
    fn previous(&self, span: Span) -> Span {
        let to = span.from;
        let (first, end) = (self.zoned(span.from), self.zoned(span.to));
        let is_midnight = |time: &Zoned| {
            time.start_of_day().is_ok_and(|start| start.timestamp() == time.timestamp())
        };
        let from = if is_midnight(&first) && is_midnight(&end) {
            let (first, end) = (first.date(), end.date());
            let start = if first.day() == 1 && end.day() == 1 {
                months(first, end).and_then(|months| first.checked_sub(months.months()).ok())
            } else {
                first.until((Unit::Day, end)).ok().and_then(|days| first.checked_sub(days).ok())
            };
            start.and_then(|start| self.midnight(start))
        } else {
            span.from.checked_sub(span.to.duration_since(span.from)).ok()
        };
        Span { from: from.unwrap_or(Timestamp::MIN), to }
    }

    /// The spans of a series: whole hours, days, weeks from Monday or months, and of the first and
    /// the last the part that lies in the range.
    pub(crate) fn buckets(
        &self,
        span: Span,
        interval: Interval,
    ) -> Result<Vec<Bucket>, QueryError> {
        let mut buckets = Vec::new();
        let mut start = self.bucket_start(&self.zoned(span.from), interval);
        while start.as_ref().is_some_and(|start| start.timestamp() < span.to) {
            if buckets.len() == MOST_BUCKETS {
                let interval = interval.name();
                return Err(QueryError::TooManyBuckets { interval, most: MOST_BUCKETS });
            }
            let next = start.as_ref().and_then(|start| self.bucket_after(start, interval));
            let (Some(begins), Some(ends)) = (&start, &next) else { break };
            let whole = Span { from: begins.timestamp(), to: ends.timestamp() };
            let part = Span { from: whole.from.max(span.from), to: whole.to.min(span.to) };
            buckets.push(Bucket { span: part, clipped: part != whole });
            start = next;
        }
        Ok(buckets)
    }

    fn bucket_start(&self, time: &Zoned, interval: Interval) -> Option<Zoned> {
        let date = time.date();
        let first = match interval {
            Interval::Hour => return start_of_hour(time),
            Interval::Day => date,
            Interval::Week if date.weekday() == Weekday::Monday => date,
            Interval::Week => date.nth_weekday(-1, Weekday::Monday).ok()?,
            Interval::Month => date.first_of_month(),
        };
        self.midnight(first).map(|start| self.zoned(start))
    }

    fn bucket_after(&self, start: &Zoned, interval: Interval) -> Option<Zoned> {
        let date = start.date();
        let next = match interval {
            Interval::Hour => {
                let hour = start.timestamp().checked_add(SignedDuration::from_hours(1)).ok()?;
                // Where the clock is turned by half an hour, hours begin elsewhere from then on.
                let aligned = start_of_hour(&self.zoned(hour))?;
                let is_later = aligned.timestamp() > start.timestamp();
                return Some(if is_later { aligned } else { self.zoned(hour) });
            }
            Interval::Day => date.checked_add(1.day()),
            Interval::Week => date.checked_add(1.week()),
            Interval::Month => date.checked_add(1.month()),
        };
        self.midnight(next.ok()?).map(|start| self.zoned(start))
    }

    fn point(
        &self,
        params: &mut Params,
        name: &'static str,
    ) -> Result<Option<Timestamp>, QueryError> {
        let Some(value) = params.take(name) else { return Ok(None) };
        match self.read(&value) {
            Some(time) => Ok(Some(time)),
            None => Err(QueryError::Time { name, value: shown(&value) }),
        }
    }

    /// A day, which begins at its midnight here, or an instant.
    fn read(&self, text: &str) -> Option<Timestamp> {
        if text.len() == "2026-10-01".len() {
            self.midnight(text.parse().ok()?)
        } else {
            text.parse::<Instant>().ok().map(|Instant(instant)| instant)
        }
    }

    /// An instant, a local time, or a day, which stands for its midnight.
    pub(crate) fn moment(&self, text: &str) -> Option<Timestamp> {
        let local = || text.parse::<DateTime>().ok()?.to_zoned(self.zone.clone()).ok();
        self.read(text).or_else(|| local().map(|local| local.timestamp()))
    }

    /// When a day begins here, which is not always at 00:00.
    fn midnight(&self, date: Date) -> Option<Timestamp> {
        let noon = date.at(12, 0, 0, 0).to_zoned(self.zone.clone()).ok()?;
        noon.start_of_day().ok().map(|start| start.timestamp())
    }

    fn start_of_day(&self, time: Timestamp, days_before: i64) -> Timestamp {
        let date = self.zoned(time).date().checked_sub(days_before.days());
        date.ok().and_then(|date| self.midnight(date)).unwrap_or(Timestamp::MIN)
    }

    fn zoned(&self, time: Timestamp) -> Zoned {
        time.to_zoned(self.zone.clone())
    }
}

/// One bucket of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bucket {
    pub(crate) span: Span,
    /// Whether it is only a part of its hour, day, week or month.
    pub(crate) clipped: bool,
}

fn start_of_hour(time: &Zoned) -> Option<Zoned> {
    let past = i64::from(time.minute()) * 60 + i64::from(time.second());
    let nanoseconds = i64::from(time.subsec_nanosecond());
    let start = time.timestamp().checked_sub(SignedDuration::new(past, 0)).ok()?;
    let start = start.checked_sub(SignedDuration::from_nanos(nanoseconds)).ok()?;
    Some(start.to_zoned(time.time_zone().clone()))
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
