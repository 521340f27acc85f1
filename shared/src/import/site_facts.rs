//! What reading a table needs to know of the site that it comes to.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::id::SurveyId;
use crate::metric::Scale;

/// What reading a table needs to know of the site that it comes to.
pub trait SiteFacts {
    /// The present, which answers may not lie ahead of.
    fn now(&self) -> Timestamp;

    /// The time zone of local times and of days.
    fn zone(&self) -> &TimeZone;

    /// A version of a survey, or its current one, with the scale it asks on; `None` where the site
    /// has no such survey or version.
    fn version(&self, survey: &SurveyId, version: Option<u32>) -> Option<(u32, Scale)>;
}
