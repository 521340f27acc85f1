//! A site's days and hours, in its time zone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};
use koe_shared::instant::Instant;

use super::span::Span;

/// The site's time zone and the present.
pub(crate) struct Calendar {
    zone: TimeZone,
    pub(crate) now: Timestamp,
}

impl Calendar {
    /// The calendar of a time zone. A document names a zone that exists; should a later release of
    /// the zone table drop it, reports fall back to UTC.
    pub(crate) fn new(zone: &str, now: Timestamp) -> Self {
        Self { zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC), now }
    }

    /// A day, which begins at its midnight here, or an instant.
    pub(crate) fn day_or_instant(&self, text: &str) -> Option<Timestamp> {
        if text.len() == "2026-10-01".len() {
            self.midnight(text.parse().ok()?)
        } else {
            text.parse::<Instant>().ok().map(|Instant(instant)| instant)
        }
    }

    /// When a day begins here, which is not always at 00:00.
    pub(crate) fn midnight(&self, date: Date) -> Option<Timestamp> {
        let noon = date.at(12, 0, 0, 0).to_zoned(self.zone.clone()).ok()?;
        noon.start_of_day().ok().map(|start| start.timestamp())
    }

    /// When the day began that lies so many days before a time.
    pub(crate) fn start_of_day(&self, time: Timestamp, days_before: i64) -> Timestamp {
        let date = self.zoned(time).date().checked_sub(days_before.days());
        date.ok().and_then(|date| self.midnight(date)).unwrap_or(Timestamp::MIN)
    }

    /// Whether a span is one whole day here.
    pub(crate) fn is_day(&self, span: Span) -> bool {
        self.day_of(span.from).is_some_and(|day| day == span)
    }

    /// The day in which a time lies.
    pub(crate) fn day_of(&self, time: Timestamp) -> Option<Span> {
        let date = self.zoned(time).date();
        let (from, mut to) = (self.midnight(date)?, None);
        // A day that the calendar skips begins where the next one does.
        let mut next = date;
        while to.is_none_or(|to| to <= from) {
            next = next.tomorrow().ok()?;
            to = self.midnight(next);
        }
        Some(Span { from, to: to? })
    }

    /// When the first day begins at a time or later.
    pub(crate) fn first_day_from(&self, time: Timestamp) -> Timestamp {
        match self.day_of(time) {
            Some(day) if day.from < time => day.to,
            _ => time,
        }
    }

    /// The whole days of a span, oldest first.
    pub(crate) fn days_of(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.day_of(span.from);
        let days = std::iter::successors(first, |day| self.day_of(day.to));
        days.skip_while(move |day| day.from < span.from).take_while(move |day| day.to <= span.to)
    }

    /// A time as clocks here show it.
    pub(crate) fn zoned(&self, time: Timestamp) -> Zoned {
        time.to_zoned(self.zone.clone())
    }
}

/// When the hour of a time began.
pub(crate) fn start_of_hour(time: &Zoned) -> Option<Zoned> {
    let past = i64::from(time.minute()) * 60 + i64::from(time.second());
    let nanoseconds = i64::from(time.subsec_nanosecond());
    let start = time.timestamp().checked_sub(SignedDuration::new(past, 0)).ok()?;
    let start = start.checked_sub(SignedDuration::from_nanos(nanoseconds)).ok()?;
    Some(start.to_zoned(time.time_zone().clone()))
}
