//! What reading a table needs to know of a site.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use koe_shared::id::SurveyId;
use koe_shared::import::SiteFacts;
use koe_shared::metric::Scale;

use crate::sites::Site;

/// A site, at a time.
pub(super) struct Facts<'a> {
    site: &'a Site,
    zone: TimeZone,
    now: Timestamp,
}

impl<'a> Facts<'a> {
    pub(super) fn new(site: &'a Site, now: Timestamp) -> Self {
        // As in reports: should a later release drop a zone, it is UTC.
        let zone = TimeZone::get(&site.document().timezone).unwrap_or(TimeZone::UTC);
        Self { site, zone, now }
    }
}

impl SiteFacts for Facts<'_> {
    fn now(&self) -> Timestamp {
        self.now
    }

    fn zone(&self) -> &TimeZone {
        &self.zone
    }

    fn version(&self, survey: &SurveyId, version: Option<u32>) -> Option<(u32, Scale)> {
        self.site.version(survey, version)
    }
}
