use std::sync::Arc;

use koe_shared::id::PublicId;

use super::*;
use crate::store::keys::{self, Rank};
use crate::store::{MemoryStore, Put};

const HOUR: u64 = 3_600_000;
/// 2026-11-21T03:00:00Z.
const NOW: u64 = 1_795_230_000_000;

fn at(ms: u64) -> Timestamp {
    Timestamp::from_millisecond(ms.cast_signed()).unwrap()
}

fn store() -> MemoryStore {
    MemoryStore::new(Arc::new(|| at(NOW)))
}

async fn put(store: &MemoryStore, time: u64, random: u128, rank: Rank) {
    let site = "kokage".parse().unwrap();
    let key = keys::answer(&site, &PublicId::new(time, random), rank);
    store.put(&key, Put { metadata: Some("m"), ..Put::default() }).await.unwrap();
}

/// The times and ranks of what a walk finds, and how many list pages it took.
async fn read(
    store: &MemoryStore,
    (from, to): (u64, u64),
    pages: u32,
) -> Result<(Vec<(u64, Rank)>, u32), ScanError> {
    let site = "kokage".parse().unwrap();
    let span = Span { from: at(from), to: at(to) };
    let mut walk = OldestFirst::new(store, &site, span, at(NOW), pages);
    let mut all = Vec::new();
    while let Some(found) = walk.next().await? {
        all.extend(found.into_iter().map(|answer| (answer.time_ms, answer.rank)));
    }
    Ok((all, pages - walk.pages_left))
}

#[tokio::test]
async fn each_answer_comes_once_oldest_first_and_none_that_was_taken_back() {
    let store = store();
    for (time, revisions) in [(NOW - 1, 3), (NOW - HOUR, 1), (NOW - 9_000 * HOUR, 98)] {
        for revision in 1..=revisions {
            put(&store, time, 7, Rank::Revision(revision)).await;
        }
    }
    put(&store, NOW - HOUR, 7, Rank::Tombstone).await;
    let (found, _) = read(&store, (NOW - 17_520 * HOUR, NOW), 200).await.unwrap();
    assert_eq!(found, [(NOW - 9_000 * HOUR, Rank::Revision(98)), (NOW - 1, Rank::Revision(3))]);
}

/// 5,000 answers in an hour, 1,500 in another, and one every ten hours: whatever is cut, the order holds.
#[tokio::test]
async fn what_fills_many_pages_is_cut_until_it_fits() {
    let store = store();
    let mut times: Vec<u64> = (0..5_000).map(|n| NOW - 20 * HOUR - n).collect();
    times.extend((0..1_500).map(|n| NOW - 3_000 * HOUR - 2 * n));
    times.extend((1..400).map(|n| NOW - 10 * n * HOUR - HOUR / 2));
    for time in &times {
        put(&store, *time, 0, Rank::Revision(1)).await;
    }
    times.sort_unstable();
    let (found, pages) = read(&store, (NOW - 17_520 * HOUR, NOW), 200).await.unwrap();
    let found: Vec<u64> = found.into_iter().map(|(time, _)| time).collect();
    assert!(found == times, "{} of {}", found.len(), times.len());
    assert!(pages <= 50, "{pages} pages for {} keys", times.len());
}

#[tokio::test]
async fn the_edges_of_a_span_are_judged_to_the_millisecond() {
    let store = store();
    for time in [NOW - 3, NOW - 2, NOW - 1, NOW] {
        put(&store, time, 0, Rank::Revision(1)).await;
    }
    let (found, _) = read(&store, (NOW - 2, NOW), 10).await.unwrap();
    assert_eq!(found, [(NOW - 2, Rank::Revision(1)), (NOW - 1, Rank::Revision(1))]);
    assert_eq!(read(&store, (NOW, NOW), 10).await, Ok((Vec::new(), 0)));
}

#[tokio::test]
async fn past_its_bound_it_stops() {
    let store = store();
    for n in 0..1_200 {
        put(&store, NOW - HOUR - n, 0, Rank::Revision(1)).await;
    }
    let (found, pages) = read(&store, (NOW - 9 * HOUR, NOW), 2).await.unwrap();
    assert_eq!((found.len(), pages), (1_200, 2));
    assert_eq!(read(&store, (NOW - 9 * HOUR, NOW), 1).await, Err(ScanError::TooManyPages));
}
