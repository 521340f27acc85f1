use super::*;

fn calendar(zone: &str) -> Calendar {
    Calendar::new(zone, "2026-11-21T03:00:00Z".parse().unwrap())
}

fn span(from: &str, to: &str) -> Span {
    Span { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

/// Periods as the minutes between their edges, and whether each is clipped.
#[track_caller]
fn check_periods(zone: &str, range: (&str, &str), interval: Interval, expected: &[(i64, bool)]) {
    let range = span(range.0, range.1);
    let found = periods(&calendar(zone), range, interval).unwrap();
    let widths: Vec<(i64, bool)> = found
        .iter()
        .map(|period| (period.span.to.duration_since(period.span.from).as_mins(), period.clipped))
        .collect();
    assert_eq!(widths, expected, "{zone}, {interval:?}");
    assert_eq!(found.first().map(|period| period.span.from), Some(range.from));
    assert_eq!(found.last().map(|period| period.span.to), Some(range.to));
    assert!(found.windows(2).all(|pair| pair[0].span.to == pair[1].span.from));
}

#[test]
fn a_series_covers_its_range_and_says_which_edges_are_clipped() {
    use Interval::{Day, Hour, Month, Week};
    let day = 24 * 60;
    let range = ("2026-10-01T00:30:00Z", "2026-10-01T02:00:00Z");
    check_periods("UTC", range, Hour, &[(30, true), (60, false)]);
    // Half-hour zones have their hours at half past.
    check_periods("Asia/Kolkata", range, Hour, &[(60, false), (30, true)]);
    let range = ("2026-10-01T00:00:00Z", "2026-10-02T12:00:00Z");
    check_periods("UTC", range, Day, &[(day, false), (day / 2, true)]);
    // Thursday to Thursday.
    let range = ("2026-10-01T00:00:00Z", "2026-10-15T00:00:00Z");
    check_periods("UTC", range, Week, &[(4 * day, true), (7 * day, false), (3 * day, true)]);
    // Monday to Monday.
    let range = ("2026-10-05T00:00:00Z", "2026-10-12T00:00:00Z");
    check_periods("UTC", range, Week, &[(7 * day, false)]);
    let range = ("2026-01-31T00:00:00Z", "2026-04-01T00:00:00Z");
    check_periods("UTC", range, Month, &[(day, true), (28 * day, false), (31 * day, false)]);
}

#[test]
fn days_and_hours_follow_the_clock_when_it_is_turned() {
    use Interval::{Day, Hour};
    let day = ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    check_periods("Europe/Berlin", day, Day, &[(25 * 60, false)]);
    check_periods("Europe/Berlin", day, Hour, &[(60, false); 25]);
    let day = ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    check_periods("Europe/Berlin", day, Hour, &[(60, false); 23]);
    // Lord Howe Island turns its clock by half an hour: one hour of that day is half as long.
    let day = ("2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z");
    let calendar = calendar("Australia/Lord_Howe");
    let hours = periods(&calendar, span(day.0, day.1), Hour).unwrap();
    assert!(hours.windows(2).all(|pair| pair[0].span.to == pair[1].span.from));
    assert_eq!(hours.last().map(|period| period.clipped), Some(false));
}

#[test]
fn too_many_periods_are_refused_before_they_are_made() {
    let range = span("2024-01-01T00:00:00Z", "2026-10-01T00:00:00Z");
    let error = periods(&calendar("UTC"), range, Interval::Hour).unwrap_err();
    assert_eq!(
        error.to_string(),
        "interval hour makes over 1000 buckets; narrow from and to, or choose a longer interval"
    );
    assert_eq!(periods(&calendar("UTC"), range, Interval::Month).unwrap().len(), 33);
}
