//! Looking again at persons that were erased, for as long as something of them can still come: see
//! [`Erasure`] for why, and for what a pass does.
//!
//! A mark says when its person was erased, and is never written again: a pass that wrote it could undo a
//! second erasure that it does not see yet. So when a mark is due follows from its own time alone: 11
//! minutes after the erasure, then every twelve hours. One entry of the whole deployment says up to which
//! moment all that was due has been done. A run that does not get through all leaves that moment at the
//! first mark it did not do, so the next run goes on there, and a cron that did not run for days makes up
//! for it. Where that entry is stale or missing a mark is only looked at once more.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;
use koe_shared::instant::Instant;

use crate::answers::{Erasure, Ledger, Pass, Person};
use crate::sites::SiteRecord;
use crate::store::keys;
use crate::store::{List, Listed, MAX_PAGE, Put, Store, StoreError};

/// When a mark is due first: ten minutes for storage to show a write, one for a request to make it.
const FIRST: SignedDuration = SignedDuration::from_mins(11);
/// When it is due again.
const EVERY: SignedDuration = SignedDuration::from_hours(12);
/// Lists of marks, at most: 100,000 erasures in 31 days.
const LISTS: usize = 100;

/// A mark whose person is to be looked at.
struct Due {
    site: SiteId,
    person: Person,
    erased_at: Timestamp,
    /// Since when.
    since: Timestamp,
}

/// Erases what has shown of the persons whose marks are due. No further person after so many storage
/// operations; tells how many it took.
pub(super) async fn look_again(ledger: &Ledger, most: usize) -> Result<usize, StoreError> {
    let (store, now) = (ledger.store(), ledger.now());
    let (marks, lists) = marks(store).await?;
    if marks.is_empty() {
        return Ok(lists);
    }
    let done = done_until(store).await?;
    let mut operations = lists + 1;
    let mut due: Vec<Due> = marks.into_iter().filter_map(|mark| read(mark, done, now)).collect();
    due.sort_by_key(|mark| mark.since);
    let Some(last) = due.last().map(|mark| mark.since) else { return Ok(operations) };

    let mut records = HashMap::new();
    let mut reached = last;
    for Due { site, person, erased_at, since } in due {
        if !records.contains_key(&site) {
            records.insert(site.clone(), SiteRecord::load(store, &site).await?);
            operations += 1;
        }
        let Some(Some(record)) = records.get(&site) else { continue };
        let erasure = Erasure { ledger, site: &site, record, person, erased_at };
        let left = most.saturating_sub(operations);
        let pass = if left == 0 { Pass::NONE } else { erasure.pass(now, left).await? };
        operations += pass.operations;
        if !pass.is_whole {
            reached = since.checked_sub(SignedDuration::from_secs(1)).unwrap_or(since);
            break;
        }
    }
    let reached = Instant(reached).to_string();
    let put = Put { metadata: Some(&reached), ..Put::default() };
    store.put(keys::ERASED_LOOKED_AT, put).await?;
    Ok(operations + 1)
}

/// Every mark, and how many lists it took to find them.
async fn marks(store: &dyn Store) -> Result<(Vec<Listed>, usize), StoreError> {
    let (mut marks, mut lists) = (Vec::new(), 0);
    let mut cursor: Option<String> = None;
    loop {
        let list = List { prefix: keys::ERASED, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        lists += 1;
        marks.extend(page.keys);
        cursor = page.cursor;
        if cursor.is_none() || lists == LISTS {
            return Ok((marks, lists));
        }
    }
}

/// Up to which moment all that was due has been done.
async fn done_until(store: &dyn Store) -> Result<Timestamp, StoreError> {
    let entry = store.get(keys::ERASED_LOOKED_AT).await?;
    let told = entry.and_then(|entry| entry.metadata?.parse::<Instant>().ok());
    Ok(told.map_or(Timestamp::UNIX_EPOCH, |Instant(until)| until))
}

/// A mark, if it came due after `done`.
fn read(mark: Listed, done: Timestamp, now: Timestamp) -> Option<Due> {
    let (site, person) = keys::parse_erased(&mark.key)?;
    let Instant(erased_at) = mark.metadata?.parse().ok()?;
    let since = last_due(erased_at, now).filter(|since| *since > done)?;
    Some(Due { site, person: Person::of_key(person), erased_at, since })
}

/// When a mark came due last; `None` where it was not due yet.
fn last_due(erased_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let since_first = now.duration_since(erased_at) - FIRST;
    let times = i32::try_from(since_first.as_secs().div_euclid(EVERY.as_secs())).ok()?;
    (times >= 0).then(|| erased_at.checked_add(FIRST + EVERY * times).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ERASED_AT: Timestamp = Timestamp::UNIX_EPOCH;

    fn at(minutes: i64) -> Timestamp {
        ERASED_AT + SignedDuration::from_mins(minutes)
    }

    #[test]
    fn a_mark_is_due_after_eleven_minutes_then_twice_a_day() {
        for (now, due) in [(-1, None), (0, None), (10, None), (11, Some(11)), (12, Some(11))] {
            assert_eq!(last_due(ERASED_AT, at(now)), due.map(at), "{now}");
        }
        for (now, due) in [(730, 11), (731, 731), (732, 731), (1_450, 731), (1_451, 1_451)] {
            assert_eq!(last_due(ERASED_AT, at(now)), Some(at(due)), "{now}");
        }
    }

    /// An answer from before the erasure comes 30 days and 5 minutes after it at the latest, and shows
    /// ten minutes later.
    #[test]
    fn a_mark_is_due_once_more_after_the_last_answer_can_have_come() {
        const DAY: i64 = 24 * 60;
        let ends = at(31 * DAY);
        assert!(last_due(ERASED_AT, ends).unwrap() > at(30 * DAY + 5 + 10));
    }
}
