//! When a rule's quiet ends.

use jiff::{SignedDuration, Timestamp};
use koe_shared::site::AlertRule;

use crate::sites::{Calendar, Site};
use crate::store::keys::Minute;

/// The minute at which the quiet of a rule ends, in its site's time zone; `None` where it is not quiet now.
///
/// It is counted on the clock on the wall: in a night that loses or wins an hour it ends when that clock shows it.
pub(super) fn quiet_until(site: &Site, rule: &AlertRule, now: Timestamp) -> Option<Minute> {
    let quiet = rule.quiet.as_ref()?;
    let here = Calendar::new(&site.document().timezone, now).zoned(now);
    let minute =
        u16::from(here.hour().unsigned_abs()) * 60 + u16::from(here.minute().unsigned_abs());
    let left = quiet.left(minute)?;
    let wall = here.datetime().with().second(0).subsec_nanosecond(0).build().ok()?;
    let end = wall.checked_add(SignedDuration::from_mins(left.into())).ok()?;
    Some(Minute::of(end.to_zoned(here.time_zone().clone()).ok()?.timestamp()))
}
