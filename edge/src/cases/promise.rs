//! By when a person who asks to be reached is reached, as a site promises it, in the hours in which it is at work.

use jiff::{SignedDuration, Timestamp};
use koe_shared::office_hours::OfficeHours;
use koe_shared::site::{PromiseHours, SiteDocument};

/// The promise of a site, on its own clock.
pub(crate) struct Promise {
    hours: PromiseHours,
    office: OfficeHours,
}

impl Promise {
    /// That of a document.
    pub(crate) fn of(document: &SiteDocument) -> Self {
        Self { hours: document.promise_hours, office: OfficeHours::of(document) }
    }

    /// When the promise for a case ends that was opened at a time.
    pub(crate) fn due(&self, opened: Timestamp, is_urgent: bool) -> Timestamp {
        let hours = if is_urgent { self.hours.urgent } else { self.hours.other };
        self.office.due(opened, hours)
    }

    /// How long the site was at work between two instants.
    pub(crate) fn open_time(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        self.office.elapsed(from, to)
    }
}
