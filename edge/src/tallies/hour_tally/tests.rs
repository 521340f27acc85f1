use super::*;
use crate::tallies::detail::Dimension;
use crate::tallies::hour_rows::HourRows;

fn metadata(flags: &str) -> String {
    format!("1an09w{flags}000108shop-nps0000plan=pro")
}

fn declared() -> Declared {
    let document = serde_json::from_value(serde_json::json!({
        "name": "Kokage", "origins": ["https://shop.example"], "locales": ["en"],
        "segments": { "plan": ["pro"] },
        "surveys": [{ "id": "shop-nps", "metric": "nps", "goal": "Do they return?",
                      "touchpoints": ["till"] }],
    }));
    Declared::of(&document.unwrap())
}

#[test]
fn a_tally_is_read_as_it_was_written() {
    let mut tally = HourTally::new(Timestamp::from_millisecond(1_795_230_245_678).unwrap());
    let quarter = 15 * 60 * 1_000;
    for (time, rank, text) in [
        (0, Rank::Revision(1), metadata("00")),
        (quarter - 1, Rank::Revision(7), metadata("00")),
        (3 * quarter, Rank::Revision(1), metadata("00")),
        (quarter, Rank::Tombstone, format!("2{}", metadata("01"))),
        (quarter, Rank::Revision(1), "9 of a newer release".to_owned()),
    ] {
        tally.add(Row::of(time, rank, &text), &declared());
    }
    let (declared, hour) = (declared(), Hour::of_ms(7_200_000));
    let text = tally.encode(&declared, &tally.parts(hour, &declared));
    let under = declared.fingerprint();
    let first: Vec<&str> = text.lines().take(2).collect();
    let head = format!("1795230245678 {under}");
    assert_eq!(first, [&head, &format!("0r2 {}", metadata("00"))], "{text}");
    let plan = Dimension::Segment("plan".to_owned());
    let slice = HourRows::slice(&text, &plan, &under).unwrap();
    let cells = "ran09:3 1i---w00000108shop-nps0000plan=pro\n\
                 tan09:1 1i---w01000108shop-nps0000plan=pro\nui:1 ";
    assert_eq!(slice, (tally.counted_at, &*cells.replace("tan09", "ti")));
    assert_eq!(HourRows::slice(&text, &plan, "others"), None);
    assert_eq!(HourRows::slice("7\n0r1 a\n", &plan, &under), None, "of an earlier release");
    let read = HourRows::read(hour, text.clone()).unwrap();
    assert_eq!(read.counted_at, tally.counted_at);
    let counted: Vec<(u64, u64)> =
        read.counted().map(|counted| (counted.time_ms - 7_200_000, counted.count)).collect();
    assert_eq!(counted, [(0, 2), (quarter, 1), (quarter, 1), (3 * quarter, 1)]);
    let read = |text: &str| HourRows::read(hour, text.to_owned());
    assert!(read("7\n").is_some_and(|rows| rows.counted().count() == 0));
    for damaged in ["", "x", "0r1 a", "7\n0r1", "7\n4r1 a", "7\n0x1 a", "7\n0r a", "7\n\n"] {
        assert_eq!(read(damaged), None, "{damaged:?}");
    }
}

#[test]
fn flags_that_no_score_looks_at_make_no_row_of_their_own() {
    // Test 1, forced 2, comment 4, contact 8, publish 16, respondent 32.
    let row = |flags| Row::of(0, Rank::Revision(1), &metadata(flags)).metadata;
    assert_eq!(row("3f"), metadata("07"));
    assert_eq!(row("38"), metadata("00"));
}

#[test]
fn a_head_of_a_newer_release_is_none() {
    let counted_at = Timestamp::from_millisecond(1_795_230_245_678).unwrap();
    let totals = Some("ran09:1 1i---w00000108shop-nps0000\n".to_owned());
    let slice = Some("ran09:1 1i---w00000108shop-nps04till00\n".to_owned());
    for (totals, by_touchpoint, under) in [
        (None, None, ""),
        (Some(String::new()), None, ""),
        (totals.clone(), None, ""),
        (totals, slice, "aa"),
    ] {
        let listed = Listed { totals, by_touchpoint };
        let head = Head { counted_at, bytes: 12, listed, under: under.to_owned() };
        assert_eq!(Head::decode(&head.encode()), Some(head.clone()));
        let slice = Detail::Slice(Dimension::Touchpoint);
        assert_eq!(head.cells(&slice, under), head.listed.by_touchpoint.as_deref());
        assert_eq!(head.cells(&slice, "others"), None);
        assert_eq!(head.cells(&Detail::Totals, "others"), head.listed.totals.as_deref());
        assert_eq!(head.cells(&Detail::Rows, under), None);
    }
    for other in ["", "1", "1 5", "2 1795230245678 12", "1 x 12"] {
        assert_eq!(Head::decode(other), None, "{other:?}");
    }
}

/// Made-up touchpoints, and then made-up values of a declared segment, by the ten thousand.
#[test]
fn too_many_rows_keep_what_is_declared_and_then_no_segment() {
    let declared = declared();
    let mut tally = HourTally::new(Timestamp::UNIX_EPOCH);
    let row = |touchpoint: &str, segments: &str, rank| {
        let hidden = if rank == Rank::Tombstone { "21i---" } else { "1an09" };
        let length = touchpoint.len();
        let text = format!("{hidden}w00000108shop-nps{length:02}{touchpoint}02en{segments}");
        Row::of(0, rank, &text)
    };
    for number in 0..MOST_ROWS {
        let row = row(&format!("made-up-{number}"), "plan=pro", Rank::Revision(1));
        tally.add(row, &declared);
    }
    assert_eq!((tally.rows.len(), tally.kept), (MOST_ROWS, Kept::All));
    tally.add(row("till", "plan=pro\u{7f}room=1", Rank::Revision(1)), &declared);
    tally.add(row("corner", "plan=gold", Rank::Tombstone), &declared);
    let rows = |tally: &HourTally| {
        let rows = tally.rows.iter().map(|(row, count)| (row.metadata.clone(), *count));
        rows.collect::<Vec<_>>()
    };
    assert_eq!(
        rows(&tally),
        [
            ("1an09w00000108shop-nps0002enplan=pro".to_owned(), MOST_ROWS as u64),
            ("1an09w00000108shop-nps04till02enplan=pro".to_owned(), 1),
            ("21i---w00000108shop-nps0002en".to_owned(), 1),
        ]
    );
    let text = tally.encode(&declared, &tally.parts(Hour::FIRST, &declared));
    assert!(text.starts_with(&format!("0 {} folded\n", declared.fingerprint())));
    let read = HourRows::read(Hour::FIRST, text).unwrap();
    assert_eq!(read.counted().map(|counted| counted.count).sum::<u64>(), 20_002);
    let mut many = HourTally::new(Timestamp::UNIX_EPOCH);
    many.kept = Kept::Declared;
    for number in 0..MOST_ROWS {
        let metadata = format!("1an09w00000108shop-nps0002enplan={number}");
        many.rows.insert(Row { quarter: 0, is_withdrawn: false, metadata }, 1);
    }
    many.add(row("till", "", Rank::Revision(1)), &declared);
    assert_eq!(
        rows(&many),
        [
            ("1an09w00000108shop-nps0002en".to_owned(), MOST_ROWS as u64),
            ("1an09w00000108shop-nps04till02en".to_owned(), 1),
        ]
    );
}
