use super::*;

const NOW: &str = "2026-11-21T03:00:00Z";

fn calendar(zone: &str) -> Calendar {
    Calendar::new(zone, NOW.parse().unwrap())
}

fn params(query: &str) -> Params {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    Params::new(pairs.map(|(name, value)| (name.to_owned(), value.replace("%2B", "+"))).collect())
}

fn span(from: &str, to: &str) -> Span {
    Span { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

#[track_caller]
fn check_range(zone: &str, query: &str, from: &str, to: &str) {
    assert_eq!(range(&calendar(zone), &mut params(query)).unwrap(), span(from, to), "{query}");
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
        let error = range(&calendar("UTC"), &mut params(&format!("from={text}"))).unwrap_err();
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
    let error = range(&calendar("UTC"), &mut params("from=2026-10-02&to=2026-10-02")).unwrap_err();
    assert_eq!(error.to_string(), "nothing lies from 2026-10-02T00:00:00Z to 2026-10-02T00:00:00Z");
}

#[track_caller]
fn check_comparison(zone: &str, query: &str, from: &str, to: &str) {
    let calendar = calendar(zone);
    let mut params = params(query);
    let found = range(&calendar, &mut params).unwrap();
    let compared = comparison(&calendar, &mut params, found).unwrap().unwrap();
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
fn previous_to_days_up_to_now_is_whole_days() {
    let query = "compare=previous";
    check_comparison("Asia/Tokyo", query, "2026-09-21T15:00:00Z", "2026-10-21T15:00:00Z");
    let query = "from=2026-11-01&compare=previous";
    check_comparison("UTC", query, "2026-10-12T00:00:00Z", "2026-11-01T00:00:00Z");
    let query = "from=2026-11-21&compare=previous";
    check_comparison("UTC", query, "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z");
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
        let found = range(&calendar, &mut params).unwrap();
        assert_eq!(comparison(&calendar, &mut params, found).unwrap_err().code(), "invalid_time");
    }
}
