//! Late marks: "something of this hour was received in these ten minutes, after the hour was over".
//!
//! The key says all: the hour that has to be counted again, and the window of receipt. Storage takes
//! one write a second under a key, so a window has ten shards.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;
use koe_shared::instant::Instant;

use super::{Hour, LATE, Slot};
use crate::store::Listed;

/// How long a window is, in seconds.
const WINDOW: u64 = 600;
const WINDOW_DIGITS: usize = 8;

/// A late mark, read from its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateMark {
    /// The site.
    pub site: SiteId,
    /// The hour that has to be counted again.
    pub hour: Hour,
    /// When the window of receipt began.
    pub since: Timestamp,
}

impl LateMark {
    /// When the window of receipt ends.
    #[must_use]
    pub fn until(&self) -> Timestamp {
        let window = SignedDuration::from_secs(WINDOW.cast_signed());
        self.since.checked_add(window).unwrap_or(Timestamp::MAX)
    }
}

/// The window of a time of receipt.
fn window(received_at: Timestamp) -> u64 {
    u64::try_from(received_at.as_second()).unwrap_or(0) / WINDOW
}

/// The mark of what was received at that time for that hour.
#[must_use]
pub fn late_mark(site: &SiteId, hour: Hour, received_at: Timestamp, shard: u8) -> String {
    let mut key = late_marks(site);
    hour.write(&mut key);
    key + &format!("/{:0WINDOW_DIGITS$}{}", window(received_at), shard % 10)
}

/// The prefix of a site's late marks.
#[must_use]
pub fn late_marks(site: &SiteId) -> String {
    format!("{LATE}{site}/")
}

/// Reads a late mark. Earlier releases left one for each answer that was taken back,
/// `late/{site}/{hour}/{id}/{rev}` with the time of receipt as metadata; without one it is due.
#[must_use]
pub fn parse_late(listed: &Listed) -> Option<LateMark> {
    let key = &*listed.key;
    let (site, rest) = key.strip_prefix(LATE)?.split_once('/')?;
    let (hour, window) = rest.split_once('/')?;
    let (site, hour) = (site.parse().ok()?, Hour::parse(hour)?);
    if Slot::parse(key).is_some() {
        let received_at = listed.metadata.as_deref().and_then(|at| at.parse::<Instant>().ok());
        let since = received_at.map_or(Timestamp::UNIX_EPOCH, |Instant(at)| at);
        return Some(LateMark { site, hour, since });
    }
    let (window, shard) = window.split_at_checked(WINDOW_DIGITS)?;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (is_digits(window) && is_digits(shard) && shard.len() == 1).then_some(())?;
    let second = window.parse::<u64>().ok()? * WINDOW;
    let since = Timestamp::from_second(i64::try_from(second).ok()?).ok()?;
    Some(LateMark { site, hour, since })
}
