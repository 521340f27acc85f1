//! The keys of a site's tallies: of its hours, of its days, and between which hours they hold.

use jiff::Timestamp;
use koe_shared::id::SiteId;

use super::{HOUR_DIGITS, Hour, LAST_SECOND};

/// The tally of one hour.
#[must_use]
pub fn hour_tally(site: &SiteId, hour: Hour) -> String {
    let mut key = hour_tallies(site);
    hour.write(&mut key);
    key
}

/// The prefix of every hour's tally of a site.
#[must_use]
pub fn hour_tallies(site: &SiteId) -> String {
    format!("tally/{site}/hour/")
}

/// The hour whose tally a key names.
#[must_use]
pub fn parse_hour_tally(key: &str) -> Option<Hour> {
    let (before, digits) = key.rsplit_once('/')?;
    before.ends_with("/hour").then(|| Hour::parse(digits))?
}

/// The tally of the day that begins at that time.
#[must_use]
pub fn day_tally(site: &SiteId, start: Timestamp) -> String {
    let second = u64::try_from(start.as_second()).unwrap_or_default();
    format!("{}{:0HOUR_DIGITS$}", day_tallies(site), LAST_SECOND.saturating_sub(second))
}

/// The prefix of every day's tally of a site.
#[must_use]
pub fn day_tallies(site: &SiteId) -> String {
    format!("tally/{site}/day/")
}

/// When the day begins whose tally a key names.
#[must_use]
pub fn parse_day_tally(key: &str) -> Option<Timestamp> {
    let (before, digits) = key.rsplit_once('/')?;
    let legal = digits.len() == HOUR_DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
    (before.ends_with("/day") && legal).then_some(())?;
    let second = LAST_SECOND.checked_sub(digits.parse().ok()?)?;
    Timestamp::from_second(i64::try_from(second).ok()?).ok()
}

/// Between which hours the tallies of a site hold.
#[must_use]
pub fn bounds(site: &SiteId) -> String {
    format!("tally/{site}/bounds")
}
