//! How long the answers of a site live.
//!
//! The life of an answer is that of its UTC hour: the shortest retention that was in force since the hour
//! ended. So a shorter retention holds at once for all that is there, and a longer one for hours to come.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::store::MIN_TTL_SECONDS;
use crate::store::keys::Hour;

/// For how long after a change an isolate may store by the retention of before, and more.
const UNSEEN: SignedDuration = SignedDuration::from_hours(1);

/// The lives of a site's hours: each change that still tells, oldest first.
///
/// A change to a shorter retention takes the place of all longer ones before it, since it holds for their
/// hours, too. So each is longer than the one before, and there are few.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Retention {
    changes: Vec<Change>,
    /// When it was shortened last. What was stored before may live longer than it should.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shortened_at: Option<Timestamp>,
}

/// How long the hours live that ended since a time, up to the next change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    since: Timestamp,
    days: u32,
}

impl Retention {
    /// That of a site which always had this one.
    pub(super) fn of(days: u32, since: Timestamp) -> Self {
        Self { changes: vec![Change { since, days }], shortened_at: None }
    }

    /// With another retention from now on.
    pub(super) fn changed(mut self, days: u32, now: Timestamp) -> Self {
        let Some(last) = self.changes.last().filter(|last| last.days != days) else { return self };
        let mut change = Change { since: now, days };
        if days < last.days {
            self.shortened_at = Some(now);
        }
        while let Some(longer) = self.changes.pop_if(|change| change.days >= days) {
            change.since = longer.since;
        }
        self.changes.push(change);
        self
    }

    /// The lives by two records of the same site that did not see each other: of each hour the shorter. What
    /// was stored by the longer may live longer than it should, and is deleted.
    pub(super) fn united(&self, other: &Self, now: Timestamp) -> Self {
        if self == other || other.is_unknown() {
            return self.clone();
        }
        let mut times: Vec<Timestamp> =
            self.changes.iter().chain(&other.changes).map(|change| change.since).collect();
        times.sort_unstable();
        let shorter = |since| Change { since, days: self.at(since).min(other.at(since)) };
        let mut changes: Vec<Change> = times.into_iter().map(shorter).collect();
        changes.dedup_by_key(|change| change.days);
        let is_shorter = changes != self.changes || changes != other.changes;
        let shortened_at =
            if is_shorter { Some(now) } else { self.shortened_at.max(other.shortened_at) };
        Self { changes, shortened_at }
    }

    /// How many days the hours live that end at a time.
    fn at(&self, ended: Timestamp) -> u32 {
        let change = self.changes.iter().rev().find(|change| change.since <= ended);
        change.or(self.changes.first()).map_or(0, |change| change.days)
    }

    /// Whether nothing is known of it: the record is one of an earlier release.
    pub(super) fn is_unknown(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many days the answers of a time live.
    pub(crate) fn days(&self, time: Timestamp) -> u32 {
        self.at(Hour::of(time).end())
    }

    /// How long the answers of a time still live. `None` when it is over: then none is taken in.
    pub(crate) fn left(&self, time: Timestamp, now: Timestamp) -> Option<SignedDuration> {
        let left = days(self.days(time)) - now.duration_since(Hour::of(time).end());
        (left > SignedDuration::ZERO).then(|| left.max(SignedDuration::from_secs(MIN_TTL_SECONDS)))
    }

    /// When the first hour begins whose answers live.
    pub(crate) fn oldest(&self, now: Timestamp) -> Timestamp {
        let mut next = self.changes.iter().skip(1).map(|change| change.since);
        for (place, change) in self.changes.iter().enumerate() {
            let until = next.next().unwrap_or(Timestamp::MAX);
            let past = now.checked_sub(days(change.days)).unwrap_or(Timestamp::UNIX_EPOCH);
            // The first hour that ended after the one moment, and not before the other.
            let of_change = change.since.checked_sub(SignedDuration::from_millis(1));
            let first = match of_change {
                Ok(since) if place > 0 => Hour::of(past).max(Hour::of(since)),
                _ => Hour::of(past),
            };
            if first.end() < until {
                return first.start();
            }
        }
        now
    }

    /// When it was shortened last, if it ever was.
    pub(crate) fn shortened_at(&self) -> Option<Timestamp> {
        self.shortened_at
    }

    /// Whether something may be stored whose life is over: it was stored before the last change, and
    /// vanishes by itself only later.
    pub(crate) fn leaves_something(&self, now: Timestamp) -> bool {
        self.shortened_at.is_some_and(|at| self.oldest(now).duration_since(at) <= UNSEEN)
    }
}

fn days(days: u32) -> SignedDuration {
    SignedDuration::from_hours(24 * i64::from(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i64) -> Timestamp {
        Timestamp::from_second(day * 86_400).unwrap()
    }

    /// The days that the hours live which end at midnight after each of some days, at a time.
    fn lives(retention: &Retention, of: &[i64]) -> Vec<u32> {
        let last = SignedDuration::from_secs(1);
        of.iter().map(|end| retention.days(day(*end) - last)).collect()
    }

    #[test]
    fn a_shorter_retention_holds_at_once_and_a_longer_one_for_hours_to_come() {
        let first = Retention::of(90, day(1_000));
        assert_eq!(lives(&first, &[500, 1_100]), [90, 90]);
        let raised = first.clone().changed(365, day(1_100));
        assert_eq!(lives(&raised, &[500, 1_099, 1_100, 1_200]), [90, 90, 365, 365]);
        let shortened = raised.changed(120, day(1_200));
        assert_eq!(lives(&shortened, &[500, 1_099, 1_100, 1_200]), [90, 90, 120, 120]);
        let shortest = shortened.changed(30, day(1_300));
        assert_eq!(lives(&shortest, &[500, 1_100, 1_400]), [30, 30, 30]);
        let again = shortest.changed(30, day(1_350)).changed(90, day(1_400));
        assert_eq!(lives(&again, &[1_300, 1_399, 1_400]), [30, 30, 90]);
    }

    /// By the rule itself: the shortest of all that were in force since the hour ended.
    #[test]
    fn the_life_of_an_hour_is_the_shortest_retention_since_it_ended() {
        let changes = [90, 30, 60, 45, 200, 45, 46, 7, 700];
        let mut retention = Retention::of(changes[0], day(0));
        for (place, days) in changes.iter().enumerate().skip(1) {
            let now = i64::try_from(place).unwrap() * 10;
            retention = retention.changed(*days, day(now));
            for end in 0..=now {
                let in_force = usize::try_from(end / 10).unwrap();
                let shortest = changes[in_force..=place].iter().min().unwrap();
                assert_eq!(lives(&retention, &[end]), [*shortest], "{end} at {now}");
            }
        }
    }

    #[test]
    fn the_oldest_living_hour_is_the_first_that_has_time_left() {
        let mut retention = Retention::of(20, day(0));
        for (at, days) in [(5, 3), (9, 40), (15, 6), (16, 8)] {
            retention = retention.changed(days, day(at));
            for now in (at..60).map(day) {
                let oldest = retention.oldest(now);
                let before = oldest - SignedDuration::from_secs(1);
                assert!(oldest >= now || retention.left(oldest, now).is_some(), "{oldest} {now}");
                assert_eq!(retention.left(before, now), None, "{oldest} {now}");
            }
        }
    }

    #[test]
    fn of_two_retentions_that_did_not_see_each_other_the_shorter_holds_for_each_hour() {
        let before = Retention::of(90, day(0));
        let changes = [(30, 100), (120, 100), (90, 100), (60, 110)];
        for (one_days, one_at) in changes {
            for (other_days, other_at) in changes {
                let one = before.clone().changed(one_days, day(one_at));
                let other =
                    before.clone().changed(other_days, day(other_at)).changed(365, day(120));
                let united = one.united(&other, day(130));
                for end in [-5, 50, 99, 100, 109, 110, 119, 120, 130] {
                    let shorter = lives(&one, &[end])[0].min(lives(&other, &[end])[0]);
                    assert_eq!(lives(&united, &[end]), [shorter], "{one:?} {other:?} {end}");
                }
                assert_eq!(united, other.united(&one, day(130)));
                assert!(united.changes.is_sorted_by_key(|change| (change.since, change.days)));
            }
        }
        let shortened = before.clone().changed(30, day(100));
        assert_eq!(before.united(&shortened, day(101)).shortened_at(), Some(day(101)));
        assert_eq!(before.united(&before, day(101)), before);
    }

    #[test]
    fn what_was_stored_before_a_shorter_retention_is_over_when_its_hours_are() {
        let retention = Retention::of(90, day(0)).changed(10, day(100));
        assert!(retention.leaves_something(day(100)) && retention.leaves_something(day(110)));
        assert!(!retention.leaves_something(day(110) + SignedDuration::from_hours(3)));
        assert!(!Retention::of(90, day(0)).changed(100, day(5)).leaves_something(day(6)));
    }
}
