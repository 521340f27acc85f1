use std::sync::Arc;

use koe_shared::id::PublicId;

use super::*;
use crate::store::{MemoryStore, Put};

const HOUR: u64 = 3_600_000;
/// 2026-11-21T03:00:00Z.
const NOW: u64 = 1_795_230_000_000;

fn at(ms: u64) -> Timestamp {
    Timestamp::from_millisecond(ms.cast_signed()).unwrap()
}

fn span(from: u64, to: u64) -> Span {
    Span { from: at(from), to: at(to) }
}

fn kokage() -> SiteId {
    "kokage".parse().unwrap()
}

fn store() -> MemoryStore {
    MemoryStore::new(Arc::new(|| at(NOW)))
}

async fn put(store: &MemoryStore, time: u64, random: u128, rank: Rank) {
    let key = keys::answer(&kokage(), &PublicId::new(time, random), rank);
    let metadata = format!("{time}");
    store.put(&key, Put { metadata: Some(&metadata), ..Put::default() }).await.unwrap();
}

/// What a scan finds: times and ranks, and how many pages it took.
async fn read(store: &MemoryStore, span: Span, pages: u32) -> Result<Vec<(u64, Rank)>, ScanError> {
    let site = kokage();
    let mut walk = Scan::new(store, &site, span, at(NOW), pages);
    let mut all = Vec::new();
    while let Some(found) = walk.next().await? {
        all.extend(found.into_iter().map(|answer| (answer.time_ms, answer.rank)));
    }
    Ok(all)
}

#[tokio::test]
async fn each_answer_comes_once_newest_first_as_its_truth() {
    let store = store();
    for (time, revisions) in [(NOW - 1, 3), (NOW - HOUR, 1), (NOW - 30 * HOUR, 98)] {
        for revision in 1..=revisions {
            put(&store, time, 7, Rank::Revision(revision)).await;
        }
    }
    put(&store, NOW - HOUR, 7, Rank::Tombstone).await;
    let found = read(&store, span(NOW - 100 * HOUR, NOW), 10).await.unwrap();
    assert_eq!(
        found,
        [
            (NOW - 1, Rank::Revision(3)),
            (NOW - HOUR, Rank::Tombstone),
            (NOW - 30 * HOUR, Rank::Revision(98)),
        ]
    );
}

#[tokio::test]
async fn revisions_on_both_sides_of_a_page_are_one_answer() {
    let store = store();
    // 98 revisions each: pages of 1,000 keys end in the middle of one.
    for answer in 0..25 {
        for revision in 1..=98 {
            put(&store, NOW - 1_000 - answer, 0, Rank::Revision(revision)).await;
        }
    }
    let found = read(&store, span(NOW - HOUR, NOW), 10).await.unwrap();
    assert_eq!(found.len(), 25);
    assert!(found.iter().all(|(_, rank)| *rank == Rank::Revision(98)));
}

#[tokio::test]
async fn the_edges_of_a_span_are_judged_to_the_millisecond() {
    let store = store();
    for time in [NOW - 3, NOW - 2, NOW - 1, NOW] {
        put(&store, time, 0, Rank::Revision(1)).await;
    }
    let found = read(&store, span(NOW - 2, NOW), 10).await.unwrap();
    let times: Vec<u64> = found.into_iter().map(|(time, _)| time).collect();
    assert_eq!(times, [NOW - 1, NOW - 2]);
}

#[tokio::test]
async fn a_span_in_the_past_is_found_without_reading_what_is_newer() {
    let store = store();
    for answer in 0..5_000 {
        put(&store, NOW - 1 - answer, 0, Rank::Revision(1)).await;
    }
    let old = NOW - 90 * 24 * HOUR;
    for answer in 0..10 {
        put(&store, old - answer * HOUR, 0, Rank::Revision(1)).await;
    }
    let found = read(&store, span(old - 8 * HOUR, old), 30).await.unwrap();
    let times: Vec<u64> = found.into_iter().map(|(time, _)| time).collect();
    let expected: Vec<u64> = (1..=8).map(|answer| old - answer * HOUR).collect();
    assert_eq!(times, expected);
}

#[tokio::test]
async fn a_scan_stops_at_its_bound_and_can_be_resumed() {
    let store = store();
    for answer in 0..2_500 {
        put(&store, NOW - 1 - answer, 0, Rank::Revision(1)).await;
    }
    let span = span(NOW - HOUR, NOW);
    assert_eq!(read(&store, span, 2).await, Err(ScanError::TooManyPages));

    let site = kokage();
    let mut first = Scan::new(&store, &site, span, at(NOW), 2);
    let mut times = Vec::new();
    while first.pages_left() > 0 {
        times.extend(first.next().await.unwrap().unwrap().into_iter().map(|found| found.time_ms));
    }
    let position = first.position().unwrap().clone();
    let mut second = Scan::new(&store, &site, span, at(NOW), 2).resume(position);
    while let Some(found) = second.next().await.unwrap() {
        times.extend(found.into_iter().map(|found| found.time_ms));
    }
    let expected: Vec<u64> = (0..2_500).map(|answer| NOW - 1 - answer).collect();
    assert_eq!(times, expected);
}

/// What a scan finds, and how many list pages it took.
async fn pages_read(store: &MemoryStore, span: Span) -> (usize, u32) {
    let site = kokage();
    let mut walk = Scan::new(store, &site, span, at(NOW), 200);
    let mut all = 0;
    while let Some(found) = walk.next().await.unwrap() {
        all += found.len();
    }
    (all, 200 - walk.pages_left())
}

#[tokio::test]
async fn what_strangers_dated_ahead_is_neither_found_nor_read_through() {
    let store = store();
    for answer in 0..10 {
        put(&store, NOW - 1 - answer * HOUR, 0, Rank::Revision(1)).await;
    }
    put(&store, NOW + 299_999, 0, Rank::Revision(1)).await;
    let (soon, month) = (NOW + 400 * 24 * HOUR, NOW - 30 * 24 * HOUR);
    assert_eq!(pages_read(&store, span(month, NOW)).await, (10, 1), "one list where all is well");
    assert_eq!(pages_read(&store, span(month, soon)).await, (11, 1));
    for ahead in 0..7_500 {
        put(&store, NOW + 300_000 + ahead * HOUR, 1, Rank::Tombstone).await;
    }
    for (to, expected) in [(NOW, 10), (soon, 11)] {
        let (found, pages) = pages_read(&store, span(month, to)).await;
        assert_eq!(found, expected);
        assert!(pages <= 30, "{pages} pages");
    }
    assert_eq!(pages_read(&store, span(NOW + HOUR, soon)).await, (0, 0));
}

#[tokio::test]
async fn a_revision_behind_a_tombstone_is_told_wherever_a_page_ends() {
    let store = store();
    let behind = async |time: u64, revision: u8| {
        put(&store, time, 7, Rank::Tombstone).await;
        let key = keys::answer(&kokage(), &PublicId::new(time, 7), Rank::Revision(revision));
        let metadata = format!("revision {revision}");
        store.put(&key, Put { metadata: Some(&metadata), ..Put::default() }).await.unwrap();
    };
    // The first page of 1,000 keys ends with a tombstone, the second with the last one's revision.
    for answer in 0..999 {
        put(&store, NOW - 1 - answer, 0, Rank::Revision(1)).await;
    }
    for (time, revision) in [(NOW - 2_000, 1), (NOW - 3_000, 2), (NOW - 3_000, 9)] {
        behind(time, revision).await;
    }
    put(&store, NOW - 4_000, 7, Rank::Tombstone).await;
    let site = kokage();
    let mut walk = Scan::new(&store, &site, span(NOW - HOUR, NOW), at(NOW), 10);
    let mut hidden = Vec::new();
    while let Some(found) = walk.next().await.unwrap() {
        let tombstones = found.into_iter().filter(|found| found.rank == Rank::Tombstone);
        hidden.extend(tombstones.map(|found| found.hides));
    }
    let said = |revision: u8| Some(format!("revision {revision}"));
    assert_eq!(hidden, [said(1), said(9), None]);
}

#[tokio::test]
async fn other_sites_are_not_read() {
    let store = store();
    put(&store, NOW - 1, 0, Rank::Revision(1)).await;
    let other: SiteId = "kokage-2".parse().unwrap();
    let key = keys::answer(&other, &PublicId::new(NOW - 2, 0), Rank::Revision(1));
    store.put(&key, Put::default()).await.unwrap();
    assert_eq!(read(&store, span(NOW - HOUR, NOW), 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn no_answers_are_an_empty_scan() {
    assert_eq!(read(&store(), span(NOW - HOUR, NOW), 10).await.unwrap(), []);
    assert_eq!(read(&store(), span(0, NOW - HOUR), 200).await.unwrap(), []);
}
