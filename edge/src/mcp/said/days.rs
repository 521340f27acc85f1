//! Ranges of time in words.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use koe_shared::instant::Instant;

use crate::desk::figures::{days, first_and_last};
use crate::desk::language::Language;
use crate::sites::Span;

/// The days of a site.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Days<'a> {
    /// Its time zone, by IANA name.
    pub(crate) timezone: &'a str,
    pub(crate) now: Timestamp,
}

impl Days<'_> {
    /// `23 Oct to 21 Nov`; of less than a day both instants.
    pub(super) fn of(&self, from: Instant, to: Instant) -> String {
        if to.0.duration_since(from.0) < SignedDuration::from_hours(23) {
            return format!("{from} to {to}");
        }
        let zone = TimeZone::get(self.timezone).unwrap_or(TimeZone::UTC);
        let today = self.now.to_zoned(zone).date();
        let ends = first_and_last(Span { from: from.0, to: to.0 }, self.timezone);
        days(Language::English, ends, today)
    }
}
