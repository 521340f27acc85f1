//! Every form of a time, and texts that are no time.

use jiff::tz::TimeZone;

use super::{DateOrder, Evidence, Numbers, Times};

fn times() -> Times {
    Times { zone: TimeZone::get("Asia/Tokyo").unwrap(), order: None, numbers: Numbers::Unsaid }
}

#[track_caller]
fn check(times: &Times, cases: &[(&str, &str)]) {
    for (text, instant) in cases {
        let read = times.read(text).map(|instant| instant.to_string());
        assert_eq!(read.as_deref(), Ok(*instant), "{text:?}");
    }
}

#[test]
fn a_time_is_read_in_every_form_that_says_its_order() {
    check(
        &times(),
        &[
            ("2026-11-10T00:30:00Z", "2026-11-10T00:30:00Z"),
            ("2026-11-10T09:30:00+09:00", "2026-11-10T00:30:00Z"),
            ("2026-11-10T00:30:00.000+0000", "2026-11-10T00:30:00Z"),
            ("2026-11-10T00:30:00.25Z", "2026-11-10T00:30:00.25Z"),
            ("2026-11-10T09:30:00", "2026-11-10T00:30:00Z"),
            ("2026-11-10T09:30", "2026-11-10T00:30:00Z"),
            ("2026-11-10 09:30:00", "2026-11-10T00:30:00Z"),
            ("2026-11-10 9:30", "2026-11-10T00:30:00Z"),
            ("2026-11-10", "2026-11-09T15:00:00Z"),
            ("2026/11/10 9:30:00", "2026-11-10T00:30:00Z"),
            ("2026/1/3", "2026-01-02T15:00:00Z"),
            ("2026.11.10 09:30", "2026-11-10T00:30:00Z"),
            ("2026年11月10日 9:30", "2026-11-10T00:30:00Z"),
            ("２０２６/１１/１０　９：３０", "2026-11-10T00:30:00Z"),
            ("2026/11/10 午前 9:30:00", "2026-11-10T00:30:00Z"),
            ("2026/11/10 午後9:30:00", "2026-11-10T12:30:00Z"),
            ("2026/11/10 9:30:00 午後 GMT+9", "2026-11-10T12:30:00Z"),
            ("2026/11/10 0:30:00 午後", "2026-11-10T03:30:00Z"),
            ("2026/11/10 9:30:00 AM", "2026-11-10T00:30:00Z"),
            ("2026/11/10 12:30 a.m.", "2026-11-09T15:30:00Z"),
            ("2026/11/10, 12:30 PM", "2026-11-10T03:30:00Z"),
            ("2026-11-10 00:30:00 UTC", "2026-11-10T00:30:00Z"),
            ("2026-11-10 00:30:00 GMT", "2026-11-10T00:30:00Z"),
            ("2026-11-10 00:30:00Z", "2026-11-10T00:30:00Z"),
            ("2026-11-09 19:30:00 -0500", "2026-11-10T00:30:00Z"),
            ("2026-11-09 19:30:00 -05:00", "2026-11-10T00:30:00Z"),
            ("2026-11-10 06:00:00+0530", "2026-11-10T00:30:00Z"),
            ("2026-11-10 09:30:00+09", "2026-11-10T00:30:00Z"),
            ("11/11/2026 9:30", "2026-11-11T00:30:00Z"),
        ],
    );
}

#[test]
fn day_or_month_comes_first_as_it_was_said() {
    let by = |order| Times { order: Some(order), ..times() };
    check(
        &by(DateOrder::DayFirst),
        &[
            ("10/11/2026 09:30", "2026-11-10T00:30:00Z"),
            ("10.11.2026 9:30:00", "2026-11-10T00:30:00Z"),
            ("10-11-2026", "2026-11-09T15:00:00Z"),
            ("10/11/2026 02:30 +0200", "2026-11-10T00:30:00Z"),
            ("2026/11/10 9:30", "2026-11-10T00:30:00Z"),
        ],
    );
    let month_first = by(DateOrder::MonthFirst);
    check(&month_first, &[("11/10/2026, 9:30 AM", "2026-11-10T00:30:00Z")]);
    let error = month_first.read("13/11/2026").unwrap_err();
    assert_eq!(error.code(), "invalid_answered_at");
    assert!(times().read("10/11/2026").is_err(), "it reads both ways");
}

#[test]
fn numbers_are_times_where_it_was_said_what_they_count() {
    let by = |numbers| Times { numbers, ..times() };
    check(
        &by(Numbers::Excel),
        &[
            ("46336.3958333", "2026-11-10T00:30:00Z"),
            ("46336,8958333", "2026-11-10T12:30:00Z"),
            ("46337.375", "2026-11-11T00:00:00Z"),
            ("46336", "2026-11-09T15:00:00Z"),
            ("2026-11-10", "2026-11-09T15:00:00Z"),
        ],
    );
    check(
        &by(Numbers::Unix),
        &[
            ("1794270600", "2026-11-10T00:30:00Z"),
            ("1794270600.75", "2026-11-10T00:30:00Z"),
            ("0", "1970-01-01T00:00:00Z"),
        ],
    );
    check(&by(Numbers::LongUnix), &[("1794270600", "2026-11-10T00:30:00Z")]);
    assert!(by(Numbers::LongUnix).read("46336").is_err());
    assert!(by(Numbers::Unix).read("1794270600000").is_err(), "milliseconds");
    assert!(by(Numbers::Excel).read("1794270600").is_err());
    for number in ["46336", "46336.5", "1794270600", "20261110"] {
        let error = times().read(number).unwrap_err().to_string();
        assert!(error.contains("date_format=excel"), "{error}");
    }
}

#[test]
fn what_is_no_time_is_refused() {
    for text in [
        "",
        "x",
        "yesterday",
        "2026-13-01",
        "2026-02-30",
        "2026-11-10 25:00",
        "2026-11-10 9",
        "2026-11-10 9:5",
        "2026-11-10 9:30 XM",
        "2026-11-10 13:00 PM",
        "2026-11-10 9:30 CET",
        "2026-11-10 9:30 UTC+9:99",
        "2026-11-10T",
        "2026-11",
        "10/11/26",
        "10/11",
        "1.2.3.4",
        "2026-11/10",
        "2026-11-10 9:30 UTC x",
        "2026-11-10 9:30:00.",
        "-1",
        ".5",
        "32/13/2026",
        "2026-11-10x9:30",
    ] {
        let error = times().read(text).unwrap_err();
        assert_eq!(error.code(), "invalid_answered_at", "{text:?}");
    }
}

#[track_caller]
fn order_of(texts: &[&str]) -> Result<Option<DateOrder>, String> {
    let mut evidence = Evidence::default();
    (2..).zip(texts).for_each(|(line, text)| evidence.see(text, line));
    evidence.order().map_err(|error| error.to_string())
}

#[test]
fn one_date_that_reads_one_way_decides_for_its_column() {
    let decided = order_of(&["10/11/2026", "13/11/2026 9:30", "2026-11-10"]);
    assert_eq!(decided, Ok(Some(DateOrder::DayFirst)));
    assert_eq!(order_of(&["10/11/2026", "11/13/2026"]), Ok(Some(DateOrder::MonthFirst)));
    assert_eq!(order_of(&["11/11/2026", "2026/10/11", "seven", "13/13/2026"]), Ok(None));
}

#[test]
fn a_column_that_reads_both_ways_is_refused_with_both_readings() {
    let error = order_of(&["11/11/2026", "11/10/2026 09:30", "11/12/2026"]).unwrap_err();
    assert_eq!(
        error,
        "\"11/10/2026 09:30\" on line 3 reads both as 2026-10-11 and as 2026-11-10, and no other \
         row decides; say date_order=dmy or date_order=mdy"
    );
}

#[test]
fn a_column_of_both_orders_is_refused_with_a_line_of_each() {
    let error = order_of(&["13/11/2026", "1/2/2026", "11/13/2026"]).unwrap_err();
    assert!(error.starts_with("line 2 has a date with the day first and line 4 one"), "{error}");
}
