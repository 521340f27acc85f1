use jiff::Timestamp;

use super::block::holds_an_hour;
use super::*;
use crate::store::Listed;

fn kokage() -> SiteId {
    "kokage".parse().unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

#[test]
fn keys_are_pinned_byte_for_byte() {
    // 2026-11-21T03:04:05.678Z
    let id = PublicId::new(1_795_230_245_678, 0x3ff_ffff_ffff_ffff_ffff);
    assert_eq!(
        answer(&kokage(), &id, Rank::Revision(1)),
        "answer/kokage/8204769999/fe5e03f05cd17fffbfffffffffffffff/98"
    );
    assert_eq!(
        answer(&kokage(), &id, Rank::Tombstone),
        "answer/kokage/8204769999/fe5e03f05cd17fffbfffffffffffffff/00"
    );
    let waiting = answer(&kokage(), &id, Rank::Waiting);
    assert_eq!(waiting, "answer/kokage/8204769999/fe5e03f05cd17fffbfffffffffffffff/-0");
    assert_eq!(Slot::parse(&waiting).map(|slot| slot.rank), Some(Rank::Waiting));
    let hash = "0f".repeat(32);
    assert_eq!(
        person(&kokage(), &hash, &id, Rank::Revision(1)),
        format!("person/kokage/{hash}/8204769999/fe5e03f05cd17fffbfffffffffffffff/98")
    );
    assert_eq!(erased(&kokage(), &hash), format!("erased/kokage/{hash}"));
    assert_eq!(parse_erased(&erased(&kokage(), &hash)), Some((kokage(), &*hash)));
    let hour = Hour::of_ms(id.time_ms());
    assert_eq!(answers_of(&kokage(), hour), "answer/kokage/8204769999/");
    assert_eq!(hour_tally(&kokage(), hour), "tally/kokage/hour/8204769999");
    assert_eq!(bounds(&kokage()), "tally/kokage/bounds");
    // Received at 04:09:59Z.
    let mark = late_mark(&kokage(), hour, at(1_795_234_199), 13);
    assert_eq!(mark, "late/kokage/8204769999/029920563");
    assert_eq!(site(&kokage()), "site/kokage");
    assert_eq!(owner_key(&kokage(), "k1"), "key/kokage/k1");
    assert_eq!(source(&kokage(), "0f"), "source/kokage/0f");
    assert_eq!(import(&kokage(), "spring", "a0"), "import/kokage/spring/a0");
    assert_eq!(parse_import("import/kokage/spring/a0"), Some("spring"));
    assert_eq!(settling(&kokage(), "spring"), "settling/kokage/spring");
    assert_eq!(parse_settling("settling/kokage/spring"), Some("spring"));
}

#[test]
fn a_list_brings_the_newest_answer_first_and_its_truth_first() {
    let mut expected = Vec::new();
    // From 1970 to the last second that has ten digits, around every kind of border.
    let mut times = vec![0, 1, 3_599_999, 3_600_000, 1_795_230_245_678, 1_795_230_245_679];
    times.extend([999_999_999_999, 1_000_000_000_000, 9_999_999_999_999]);
    times.sort_unstable();
    for time in times.into_iter().rev() {
        for random in [0, 1, 0x3ff_ffff_ffff_ffff_ffff] {
            let id = PublicId::new(time, random);
            expected.extend(Rank::TOMBSTONES.map(|rank| answer(&kokage(), &id, rank)));
            for revision in (1..=98).rev() {
                expected.push(answer(&kokage(), &id, Rank::Revision(revision)));
            }
        }
    }
    let mut sorted = expected.clone();
    sorted.sort();
    assert!(sorted == expected);
    assert!(expected.iter().all(|key| key.len() == expected[0].len()));
}

#[test]
fn a_listed_key_gives_back_its_id_and_rank() {
    for time in [0, 1, 1_795_230_245_678, TIME_BITS] {
        for random in [0, 1, 0x155_5555_5555_5555_5555, 0x3ff_ffff_ffff_ffff_ffff] {
            let id = PublicId::new(time, random);
            for rank in [Rank::Tombstone, Rank::Revision(1), Rank::Revision(98)] {
                let key = answer(&kokage(), &id, rank);
                let slot = Slot::parse(&key).unwrap();
                assert_eq!(slot.rank, rank);
                assert_eq!(slot.time_ms(), Some(time));
                assert_eq!(slot.public_id(), Some(id));
                let entry = person(&kokage(), "0f", &id, rank);
                assert_eq!(Slot::parse(&entry), Some(slot));
            }
        }
    }
}

#[test]
fn a_late_mark_gives_back_its_hour_and_its_window() {
    for (received_at, since) in [(0, 0), (599, 0), (600, 600), (1_795_234_199, 1_795_233_600)] {
        for hour in [Hour::FIRST, Hour::of(at(1_795_230_245))] {
            let key = late_mark(&kokage(), hour, at(received_at), 9);
            let mark = parse_late(&Listed { key, metadata: None }).unwrap();
            assert_eq!((mark.site, mark.hour, mark.since), (kokage(), hour, at(since)));
        }
    }
}

#[test]
fn the_marker_of_an_earlier_release_is_a_mark_of_its_answer_s_hour() {
    let id = PublicId::new(1_795_230_245_678, 7);
    let key = answer(&kokage(), &id, Rank::Tombstone).replacen("answer/", LATE, 1);
    let read = |metadata: Option<&str>| {
        parse_late(&Listed { key: key.clone(), metadata: metadata.map(str::to_owned) }).unwrap()
    };
    assert_eq!(read(None).since, at(0));
    let mark = read(Some("2026-11-21T03:07:00Z"));
    assert_eq!((mark.hour, mark.since), (Hour::of_ms(id.time_ms()), at(1_795_230_420)));
}

#[test]
fn a_key_that_is_no_late_mark_is_none() {
    for key in [
        "late/kokage/8204769999/2992056x3",
        "late/kokage/8204769999/2992057",
        "late/kokage/8204769998/029920563",
        "late/Kokage/8204769999/029920563",
        "tally/kokage/hour/8204769999",
    ] {
        assert_eq!(parse_late(&Listed { key: key.to_owned(), metadata: None }), None, "{key}");
    }
}

#[test]
fn a_key_of_another_kind_is_none() {
    for key in ["", "site/kokage", "answer/kokage/1/2/3", "late/kokage/8204769999//98"] {
        assert_eq!(Slot::parse(key), None, "{key:?}");
    }
    let foreign = "answer/k/8204769999/fe5e03f05cd17fffbfffffffffffffff/99";
    assert_eq!(Slot::parse(foreign), None);
}

#[test]
fn a_time_past_ten_digits_still_makes_a_key() {
    let id = PublicId::new(TIME_BITS, 0);
    assert!(answer(&kokage(), &id, Rank::Tombstone).starts_with("answer/kokage/0000000000/"));
}

/// Every hour of `[start, end)` lies in exactly one block, newest first, and no block reaches
/// anything newer.
#[track_caller]
fn check_blocks(start: i64, end: i64) -> usize {
    let mut blocks = vec![Block::before(at(end))];
    while let Some(next) = blocks[blocks.len() - 1].clone().next(at(start)) {
        blocks.push(next);
    }
    let mut hour = (end - 1) - (end - 1).rem_euclid(3_600);
    let mut last = 0;
    while hour > start - 3_600 {
        let key = format!("{:010}", inverted_hour(hour.unsigned_abs() * 1_000));
        let mut found =
            blocks.iter().enumerate().filter(|(_, block)| key.starts_with(block.digits()));
        let (place, _) = found.next().expect("the hour lies in a block");
        assert!(found.next().is_none(), "{hour} lies in two blocks");
        assert!(place >= last);
        last = place;
        hour -= 3_600;
    }
    let newest = inverted_hour((end - 1).unsigned_abs() * 1_000);
    assert!(blocks.iter().all(|block| block.span().0 >= newest));
    blocks.len()
}

#[test]
fn blocks_cover_a_range_once_without_touching_what_is_newer() {
    const DAY: i64 = 86_400;
    for end in [1_795_230_245, 1_795_230_000, 1_790_000_000, 1_799_999_999, 1_000_000_000] {
        for length in [1, 3_600, 5_000, DAY, 31 * DAY, 365 * DAY] {
            let blocks = check_blocks(end - length, end);
            assert!(blocks <= 40, "{blocks} blocks for {length} s before {end}");
        }
    }
}

#[test]
fn an_hour_is_found_in_a_block_where_there_is_one() {
    for hour in [0, 3_600, 1_795_230_000_u64] {
        let place = LAST_SECOND - hour;
        assert!(holds_an_hour(place, place));
        assert!(holds_an_hour(place - 5, place));
        if hour > 0 {
            assert!(holds_an_hour(place, place + 5));
            assert!(!holds_an_hour(place + 1, place + 3_599));
            assert!(holds_an_hour(place + 1, place + 3_600));
        }
    }
}

/// Whatever is split, down to single hours: each hour of the span lies in one block, and the older ones come
/// first.
#[test]
fn a_split_block_holds_every_hour_of_the_span_once_oldest_first() {
    for (start, end) in [(1_780_003_600, 1_795_230_245), (1_790_000_000, 1_790_000_001)] {
        let mut blocks: Vec<Block> = Block::covering(at(start), at(end));
        blocks.reverse();
        for _ in 0..4 {
            let split = |block: Block| block.split(at(start), at(end)).unwrap_or(vec![block]);
            blocks = blocks.into_iter().flat_map(split).collect();
        }
        let mut last = usize::MAX;
        let mut hour = (end - 1) - (end - 1).rem_euclid(3_600);
        while hour > start - 3_600 {
            let key = format!("{:010}", inverted_hour(hour.unsigned_abs() * 1_000));
            let holds = |(_, block): &(usize, &Block)| key.starts_with(block.digits());
            let found: Vec<usize> =
                blocks.iter().enumerate().filter(holds).map(|(place, _)| place).collect();
            assert_eq!(found.len(), 1, "{hour}");
            assert!(found[0] < last, "{hour}");
            last = found[0];
            hour -= 3_600;
        }
        assert_eq!(last, 0, "no block is left that holds nothing of the span");
    }
}
