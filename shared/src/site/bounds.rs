//! The bounds of the document's numbers, by the name of their field: what a refusal says of a value
//! that is no number at all, and what a number is held against.

use std::ops::RangeInclusive;

use super::versions::MAX_VERSION;

/// Ten years, longer than anybody plans.
const MAX_DAYS: u32 = 3_650;
const MAX_RADIUS: u32 = 20;
const MAX_MIN_GROUP: u32 = 1_000;
/// More alerts in an hour than anybody reads.
const MAX_CAP: u32 = 1_000;
/// A year.
const MAX_PROMISE_HOURS: u32 = 365 * 24;
/// The highest score of any scale.
const MAX_SCORE: u32 = 10;
/// A day: a prompt that is open for longer closes itself.
const MAX_WAIT_MS: u32 = 24 * 60 * 60 * 1_000;

/// The whole numbers that may stand in a field of this name.
pub(super) fn whole_numbers(name: &str) -> RangeInclusive<u32> {
    match name {
        "radius" => 0..=MAX_RADIUS,
        "cool_down_days" | "recontact_days" | "recontact_after_dismissal_days" => 0..=MAX_DAYS,
        "retention_days" => 1..=MAX_DAYS,
        "min_group" => 1..=MAX_MIN_GROUP,
        "version" => 1..=MAX_VERSION,
        // The points of all scales; which of them a metric has, `Scale` knows.
        "scale" => 5..=11,
        "urgent" | "other" => 1..=MAX_PROMISE_HOURS,
        "cap_per_hour" => 1..=MAX_CAP,
        "score_at_most" => 0..=MAX_SCORE,
        "dwell_ms" | "delay_ms" => 0..=MAX_WAIT_MS,
        _ => 0..=u32::MAX,
    }
}
