use http::Uri;

use super::*;

const NOW: &str = "2026-11-21T03:00:00Z";

fn calendar(zone: &str) -> Calendar {
    Calendar::new(zone, NOW.parse().unwrap())
}

fn params(query: &str) -> Params {
    Params::of(&format!("/?{query}").parse::<Uri>().unwrap()).unwrap()
}

fn span(from: &str, to: &str) -> Span {
    Span { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

#[track_caller]
fn check_range(zone: &str, query: &str, from: &str, to: &str) {
    assert_eq!(calendar(zone).range(&mut params(query)).unwrap(), span(from, to), "{query}");
}

#[test]
fn a_range_is_days_of_the_site_or_instants() {
    let day = "from=2026-10-01&to=2026-11-01";
    check_range("Asia/Tokyo", day, "2026-09-30T15:00:00Z", "2026-10-31T15:00:00Z");
    check_range("UTC", day, "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z");
    let instants = "from=2026-10-01T00:30:00Z&to=2026-10-01T09:31:00%2B09:00";
    check_range("Asia/Tokyo", instants, "2026-10-01T00:30:00Z", "2026-10-01T00:31:00Z");
}

#[test]
fn without_a_range_it_is_thirty_whole_days_and_today_up_to_now() {
    check_range("Asia/Tokyo", "", "2026-10-21T15:00:00Z", NOW);
    check_range("Asia/Tokyo", "to=2026-11-01", "2026-10-01T15:00:00Z", "2026-10-31T15:00:00Z");
    check_range("Asia/Tokyo", "from=2026-11-20", "2026-11-19T15:00:00Z", NOW);
}

#[test]
fn a_day_without_a_midnight_begins_when_its_clock_does() {
    // Clocks in Beirut went from 00:00 to 01:00 on that day.
    let query = "from=2022-03-27&to=2022-03-28";
    check_range("Asia/Beirut", query, "2022-03-26T22:00:00Z", "2022-03-27T21:00:00Z");
}

#[test]
fn a_time_that_is_none_is_refused_with_its_text() {
    for text in ["2026-13-01", "yesterday", "2026-10-01T00:00:00", "20261001", "2026-10-1"] {
        let error = calendar("UTC").range(&mut params(&format!("from={text}"))).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "from {text:?} is neither a day (2026-10-01) nor an instant (2026-10-01T00:00:00Z)"
            )
        );
    }
}

#[test]
fn a_range_that_ends_before_it_begins_is_refused() {
    let error = calendar("UTC").range(&mut params("from=2026-10-02&to=2026-10-02")).unwrap_err();
    assert_eq!(error.to_string(), "nothing lies from 2026-10-02T00:00:00Z to 2026-10-02T00:00:00Z");
}

#[track_caller]
fn check_comparison(zone: &str, query: &str, from: &str, to: &str) {
    let calendar = calendar(zone);
    let mut params = params(query);
    let range = calendar.range(&mut params).unwrap();
    let compared = calendar.comparison(&mut params, range).unwrap().unwrap();
    assert_eq!(compared, span(from, to), "{query}");
}

#[test]
fn previous_is_as_many_days_before() {
    let query = "from=2026-10-05&to=2026-10-12&compare=previous";
    check_comparison("UTC", query, "2026-09-28T00:00:00Z", "2026-10-05T00:00:00Z");
    // Seven days, one of which had 25 hours.
    let query = "from=2026-10-25&to=2026-11-01&compare=previous";
    check_comparison("Europe/Berlin", query, "2026-10-17T22:00:00Z", "2026-10-24T22:00:00Z");
}

#[test]
fn previous_to_whole_months_is_the_months_before() {
    let query = "from=2026-10-01&to=2026-11-01&compare=previous";
    check_comparison("Asia/Tokyo", query, "2026-08-31T15:00:00Z", "2026-09-30T15:00:00Z");
    let query = "from=2026-01-01&to=2026-04-01&compare=previous";
    check_comparison("UTC", query, "2025-10-01T00:00:00Z", "2026-01-01T00:00:00Z");
    let query = "from=2024-03-01&to=2024-04-01&compare=previous";
    check_comparison("UTC", query, "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z");
}

#[test]
fn previous_to_a_part_of_a_day_is_as_long_a_time() {
    let query = "from=2026-10-01T06:00:00Z&to=2026-10-01T07:30:00Z&compare=previous";
    check_comparison("UTC", query, "2026-10-01T04:30:00Z", "2026-10-01T06:00:00Z");
}

#[test]
fn any_range_can_be_compared_with() {
    let query = "from=2026-10-01&to=2026-10-08&compare=2025-10-01..2025-10-08";
    check_comparison("UTC", query, "2025-10-01T00:00:00Z", "2025-10-08T00:00:00Z");
    for text in ["last", "2025-10-01", "2025-10-01..", "2025-10-01..later"] {
        let calendar = calendar("UTC");
        let mut params = params(&format!("compare={text}"));
        let range = calendar.range(&mut params).unwrap();
        assert_eq!(calendar.comparison(&mut params, range).unwrap_err().code(), "invalid_time");
    }
}

/// Buckets as the minutes between their edges, and whether each is clipped.
#[track_caller]
fn check_buckets(zone: &str, range: (&str, &str), interval: Interval, expected: &[(i64, bool)]) {
    let range = span(range.0, range.1);
    let buckets = calendar(zone).buckets(range, interval).unwrap();
    let found: Vec<(i64, bool)> = buckets
        .iter()
        .map(|b| (b.span.to.duration_since(b.span.from).as_mins(), b.clipped))
        .collect();
    assert_eq!(found, expected, "{zone}, {interval:?}");
    assert_eq!(buckets.first().map(|b| b.span.from), Some(range.from));
    assert_eq!(buckets.last().map(|b| b.span.to), Some(range.to));
    assert!(buckets.windows(2).all(|pair| pair[0].span.to == pair[1].span.from));
}

#[test]
fn a_series_covers_its_range_and_says_which_edges_are_clipped() {
    use Interval::{Day, Hour, Month, Week};
    let day = 24 * 60;
    let range = ("2026-10-01T00:30:00Z", "2026-10-01T02:00:00Z");
    check_buckets("UTC", range, Hour, &[(30, true), (60, false)]);
    // Half-hour zones have their hours at half past.
    check_buckets("Asia/Kolkata", range, Hour, &[(60, false), (30, true)]);
    let range = ("2026-10-01T00:00:00Z", "2026-10-02T12:00:00Z");
    check_buckets("UTC", range, Day, &[(day, false), (day / 2, true)]);
    // Thursday to Thursday.
    let range = ("2026-10-01T00:00:00Z", "2026-10-15T00:00:00Z");
    check_buckets("UTC", range, Week, &[(4 * day, true), (7 * day, false), (3 * day, true)]);
    // Monday to Monday.
    let range = ("2026-10-05T00:00:00Z", "2026-10-12T00:00:00Z");
    check_buckets("UTC", range, Week, &[(7 * day, false)]);
    let range = ("2026-01-31T00:00:00Z", "2026-04-01T00:00:00Z");
    check_buckets("UTC", range, Month, &[(day, true), (28 * day, false), (31 * day, false)]);
}

#[test]
fn days_and_hours_follow_the_clock_when_it_is_turned() {
    use Interval::{Day, Hour};
    let day = ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    check_buckets("Europe/Berlin", day, Day, &[(25 * 60, false)]);
    check_buckets("Europe/Berlin", day, Hour, &[(60, false); 25]);
    let day = ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    check_buckets("Europe/Berlin", day, Hour, &[(60, false); 23]);
    // Lord Howe Island turns its clock by half an hour: one hour of that day is half as long.
    let day = ("2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z");
    let calendar = calendar("Australia/Lord_Howe");
    let hours = calendar.buckets(span(day.0, day.1), Hour).unwrap();
    assert!(hours.windows(2).all(|pair| pair[0].span.to == pair[1].span.from));
    assert_eq!(hours.last().map(|bucket| bucket.clipped), Some(false));
}

#[test]
fn too_many_buckets_are_refused_before_they_are_made() {
    let range = span("2024-01-01T00:00:00Z", "2026-10-01T00:00:00Z");
    let error = calendar("UTC").buckets(range, Interval::Hour).unwrap_err();
    assert_eq!(
        error.to_string(),
        "interval hour makes over 1000 buckets; narrow from and to, or choose a longer interval"
    );
    assert_eq!(calendar("UTC").buckets(range, Interval::Month).unwrap().len(), 33);
}
