//! Working time: examples that were counted by hand, what holds for any hours, and a walk over every minute.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use koe_shared::office_hours::OfficeHours;
use koe_shared::site::SiteDocument;
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};

fn document(timezone: &str, hours: &Value, closed: &[&str]) -> SiteDocument {
    let document = json!({
        "name": "Kokage", "origins": ["https://shop.example"], "timezone": timezone, "hours": hours, "closed": closed,
        "surveys": [{ "id": "s", "metric": "nps", "goal": "g", "touchpoints": ["t"] }],
    });
    SiteDocument::parse(document.to_string().as_bytes()).unwrap()
}

fn office(timezone: &str, hours: &Value, closed: &[&str]) -> OfficeHours {
    OfficeHours::of(&document(timezone, hours, closed))
}

/// Monday to Friday, ten to seven.
fn shop() -> Value {
    ["mon", "tue", "wed", "thu", "fri"]
        .iter()
        .map(|day| (*day, json!(["10:00", "19:00"])))
        .collect()
}

/// An instant by the clock of a place; with an offset, by that.
fn at(text: &str, zone: &str) -> Timestamp {
    text.parse::<Timestamp>().unwrap_or_else(|_| {
        let time: jiff::civil::DateTime = text.parse().unwrap();
        time.to_zoned(TimeZone::get(zone).unwrap()).unwrap().timestamp()
    })
}

#[track_caller]
fn due(office: &OfficeHours, zone: &str, from: &str, hours: u32, expected: &str) {
    let due = office.due(at(from, zone), hours);
    let shown = due.to_zoned(TimeZone::get(zone).unwrap());
    assert_eq!(due, at(expected, zone), "{hours} hours after {from}: {shown}");
    let hours = SignedDuration::from_hours(hours.into());
    assert_eq!(office.elapsed(at(from, zone), due), hours, "back from {expected}");
}

#[test]
fn in_tokyo_hours_of_work_pass_over_nights_and_weekends() {
    let (tokyo, shop) = ("Asia/Tokyo", shop());
    let open = office(tokyo, &shop, &[]);
    // 2026-11-20 is a Friday.
    due(&open, tokyo, "2026-11-20T10:00", 8, "2026-11-20T18:00");
    due(&open, tokyo, "2026-11-20T10:00", 9, "2026-11-20T19:00");
    due(&open, tokyo, "2026-11-20T14:30", 8, "2026-11-23T13:30");
    due(&open, tokyo, "2026-11-20T19:00", 1, "2026-11-23T11:00");
    due(&open, tokyo, "2026-11-20T23:59", 8, "2026-11-23T18:00");
    due(&open, tokyo, "2026-11-22T03:00", 8, "2026-11-23T18:00");
    due(&open, tokyo, "2026-11-20T08:00", 72, "2026-12-01T19:00");
    // The 23rd is a holiday.
    let open = office(tokyo, &shop, &["2026-11-23", "2026-11-22"]);
    due(&open, tokyo, "2026-11-20T14:30", 8, "2026-11-24T13:30");
    let open = office(tokyo, &shop, &["2026-11-20", "2026-11-23", "2026-11-24"]);
    due(&open, tokyo, "2026-11-20T14:30", 8, "2026-11-25T18:00");
    let elapsed = open.elapsed(at("2026-11-19T18:00", tokyo), at("2026-11-25T10:30", tokyo));
    assert_eq!(elapsed, SignedDuration::from_mins(90));
}

#[test]
fn the_examples_of_the_guide_are_right() {
    let (tokyo, mut hours) = ("Asia/Tokyo", shop());
    hours["fri"] = json!(["10:00", "24:00"]);
    let open = office(tokyo, &hours, &["2026-12-31", "2027-01-01"]);
    due(&open, tokyo, "2026-11-19T15:00", 8, "2026-11-20T14:00");
    due(&open, tokyo, "2026-11-20T22:00", 8, "2026-11-23T16:00");
}

#[test]
fn without_hours_all_time_counts() {
    let (tokyo, none) = ("Asia/Tokyo", Value::Null);
    let open = office(tokyo, &none, &[]);
    let from: Timestamp = "2026-11-20T05:30:12.345Z".parse().unwrap();
    assert_eq!(open.due(from, 72), from + SignedDuration::from_hours(72));
    assert_eq!(open.due(from, 8_760), from + SignedDuration::from_hours(8_760));
    assert_eq!(open.due(from, 0), from);
    // But not of days that are closed.
    let open = office(tokyo, &none, &["2026-11-21"]);
    due(&open, tokyo, "2026-11-20T20:00", 8, "2026-11-22T04:00");
    due(&open, tokyo, "2026-11-21T20:00", 24, "2026-11-23T00:00");
    // Clocks that are set make no difference to what passes.
    let open = office("Europe/Paris", &none, &[]);
    due(&open, "Europe/Paris", "2027-03-27T12:00", 24, "2027-03-28T13:00");
    due(&open, "Europe/Paris", "2026-10-24T12:00", 24, "2026-10-25T11:00");
}

#[test]
fn in_paris_a_night_is_as_long_as_it_really_is() {
    let paris = "Europe/Paris";
    // On 2027-03-28 clocks go from 02:00 to 03:00, on 2026-10-25 from 03:00 to 02:00. Both are Sundays.
    let open = office(paris, &json!({ "sat": ["20:00", "24:00"], "sun": ["00:00", "06:00"] }), &[]);
    due(&open, paris, "2027-03-27T20:00", 8, "2027-03-28T05:00");
    due(&open, paris, "2027-03-27T18:00", 9, "2027-03-28T06:00");
    due(&open, paris, "2026-10-24T20:00", 8, "2026-10-25T03:00");
    due(&open, paris, "2026-10-24T20:00", 7, "2026-10-25T02:00:00+01:00");
    due(&open, paris, "2026-10-24T20:00", 11, "2026-10-25T06:00");
    // On a usual night: ten hours.
    due(&open, paris, "2026-11-07T20:00", 10, "2026-11-08T06:00");
    // An hour that the clock skips does not count; an hour that it shows twice counts twice.
    let open = office(paris, &json!({ "sun": ["02:00", "03:00"] }), &[]);
    let night = |from: &str, to: &str| open.elapsed(at(from, paris), at(to, paris)).as_hours();
    assert_eq!(night("2027-03-28T00:00", "2027-03-29T00:00"), 0);
    assert_eq!(night("2026-10-25T00:00", "2026-10-26T00:00"), 2);
    assert_eq!(night("2026-11-01T00:00", "2026-11-02T00:00"), 1);
    // A working day is as long as ever.
    let open = office(paris, &json!({ "fri": ["10:00", "19:00"], "mon": ["10:00", "19:00"] }), &[]);
    due(&open, paris, "2027-03-26T15:00", 8, "2027-03-29T14:00");
    due(&open, paris, "2026-10-23T15:00", 8, "2026-10-26T14:00");
}

#[test]
fn zones_of_half_hours_and_quarters_are_no_different() {
    let kolkata = "Asia/Kolkata";
    let open = office(kolkata, &shop(), &[]);
    due(&open, kolkata, "2026-11-20T18:15", 1, "2026-11-23T10:15");
    due(&open, kolkata, "2026-11-20T12:45:00Z", 1, "2026-11-23T04:45:00Z");
    // On 2026-10-04 clocks of Lord Howe go half an hour forward at 02:00.
    let howe = "Australia/Lord_Howe";
    let open = office(howe, &json!({ "sun": ["00:00", "06:00"], "mon": ["10:00", "19:00"] }), &[]);
    let night = open.elapsed(at("2026-10-04T00:00", howe), at("2026-10-04T12:00", howe));
    assert_eq!(night, SignedDuration::from_mins(5 * 60 + 30));
    due(&open, howe, "2026-10-04T00:00", 6, "2026-10-05T10:30");
    let chatham = "Pacific/Chatham";
    let open = office(chatham, &shop(), &[]);
    due(&open, chatham, "2026-11-20T18:15", 1, "2026-11-23T10:15");
}

#[test]
fn a_day_that_its_zone_skipped_had_no_hours() {
    let apia = "Pacific/Apia";
    let open = office(apia, &json!({ "thu": ["10:00", "12:00"], "fri": ["10:00", "12:00"] }), &[]);
    // There was no Friday, 2011-12-30.
    due(&open, apia, "2011-12-29T10:00", 3, "2012-01-05T11:00");
}

#[test]
fn hours_so_rare_that_nobody_waits_end_after_three_years() {
    let tokyo = "Asia/Tokyo";
    let from = at("2026-11-20T10:00", tokyo);
    let far = from + SignedDuration::from_hours(3 * 366 * 24);
    let rare = office(tokyo, &json!({ "mon": ["10:00", "10:01"] }), &[]);
    assert_eq!(rare.due(from, 8), far);
    assert_eq!(rare.elapsed(from, far), SignedDuration::from_mins(157));
    assert_eq!(office(tokyo, &Value::Null, &[]).due(from, u32::MAX), far);
    assert!(rare.due(Timestamp::MAX, 8_760) <= Timestamp::MAX);
    assert!(rare.due(Timestamp::MIN, 8_760) < from);
    let all = office("Europe/Paris", &shop(), &[]).elapsed(Timestamp::MIN, Timestamp::MAX);
    assert!(all > SignedDuration::from_hours(19_000 * 365 * 24 / 4), "{all:?}");
}

#[test]
fn nothing_passes_backwards() {
    let open = office("Asia/Tokyo", &shop(), &[]);
    let (early, late) = (at("2026-11-20T01:00:00Z", "UTC"), at("2026-11-20T03:00:00Z", "UTC"));
    assert_eq!(open.elapsed(early, late), SignedDuration::from_hours(2));
    assert_eq!(open.elapsed(late, early), SignedDuration::ZERO);
    assert_eq!(open.elapsed(late, late), SignedDuration::ZERO);
}

const ZONES: [&str; 9] = [
    "UTC",
    "Asia/Tokyo",
    "Europe/Paris",
    "Asia/Kolkata",
    "America/New_York",
    "America/Havana",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
];

/// Minutes of the days of a week, some of them none.
type Week = Vec<Option<(u16, u16)>>;

fn week() -> impl Strategy<Value = Option<Week>> {
    let minutes =
        (0_u16..1_440).prop_flat_map(|from| (Just(from), from + 1..=1_440)).prop_map(Some);
    let day = proptest::prop_oneof![1 => Just(None), 3 => minutes];
    let week = prop::collection::vec(day, 7)
        .prop_filter("no day", |week| week.iter().any(Option::is_some));
    prop::option::weighted(0.9, week)
}

/// A day number from the middle of 2026 on, over all changes of a year and a half.
fn closed() -> impl Strategy<Value = Vec<i16>> {
    prop::collection::vec(0_i16..550, 0..60)
}

fn time(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn any_office(zone: &str, week: Option<&Week>, closed: &[i16]) -> (OfficeHours, Vec<String>) {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let hours = week.map(|week| {
        let days = names.iter().zip(week);
        days.filter_map(|(name, day)| day.map(|(from, to)| (*name, json!([time(from), time(to)]))))
            .collect::<Value>()
    });
    let first = jiff::civil::date(2026, 6, 1);
    let day = |n: &i16| (first + jiff::Span::new().days(*n)).to_string();
    let mut days: Vec<String> = closed.iter().map(day).collect();
    days.sort();
    days.dedup();
    let given: Vec<&str> = days.iter().map(String::as_str).collect();
    (office(zone, &hours.unwrap_or_default(), &given), days)
}

fn since(milliseconds: i64) -> Timestamp {
    // 2026-06-01.
    Timestamp::from_millisecond(1_780_272_000_000 + milliseconds).unwrap()
}

const YEAR_AND_A_HALF: i64 = 550 * 24 * 60 * 60 * 1_000;

proptest! {
    #[test]
    fn what_is_due_after_some_hours_is_so_many_hours_later(
        zone in prop::sample::select(&ZONES), week in week(), closed in closed(),
        from in 0..YEAR_AND_A_HALF, hours in 1_u32..200,
    ) {
        let (office, _) = any_office(zone, week.as_ref(), &closed);
        let due = office.due(since(from), hours);
        let whole = SignedDuration::from_hours(hours.into());
        let far = since(from) + SignedDuration::from_hours(3 * 366 * 24);
        if due == far {
            prop_assert!(office.elapsed(since(from), due) <= whole);
        } else {
            prop_assert_eq!(office.elapsed(since(from), due), whole);
            // No sooner.
            let just_before = due - SignedDuration::from_millis(1);
            prop_assert_eq!(office.elapsed(since(from), just_before), whole - SignedDuration::from_millis(1));
            prop_assert!(office.due(since(from), hours + 1) > due);
            prop_assert!(office.due(since(from) + SignedDuration::from_secs(1), hours) >= due);
        }
    }

    #[test]
    fn working_time_adds_up_and_never_runs_back(
        zone in prop::sample::select(&ZONES), week in week(), closed in closed(),
        mut times in prop::collection::vec(0..YEAR_AND_A_HALF, 3), later in 0..YEAR_AND_A_HALF,
    ) {
        let (office, _) = any_office(zone, week.as_ref(), &closed);
        times.sort_unstable();
        let [a, b, c] = [times[0], times[1], times[2]].map(since);
        prop_assert_eq!(office.elapsed(a, b) + office.elapsed(b, c), office.elapsed(a, c));
        let whole = office.elapsed(a, c);
        prop_assert!(SignedDuration::ZERO <= whole && whole <= c.duration_since(a));
        prop_assert!(office.elapsed(a, c + SignedDuration::from_millis(later)) >= whole);
        prop_assert_eq!(office.elapsed(c, a), SignedDuration::ZERO);
    }

    #[test]
    fn working_time_is_every_minute_at_which_the_clock_shows_an_hour_of_work(
        zone in prop::sample::select(&ZONES), week in week(), closed in closed(),
        from in 0..YEAR_AND_A_HALF / 60_000, minutes in 0_i64..6_000, is_by_a_change in any::<bool>(),
    ) {
        let (office, closed) = any_office(zone, week.as_ref(), &closed);
        let place = TimeZone::get(zone).unwrap();
        let mut from = since(from * 60_000);
        if is_by_a_change && let Some(change) = place.following(from).next() {
            from = change.timestamp() - SignedDuration::from_mins(minutes / 2);
        }
        let is_work = |minute: i64| {
            let shown = (from + SignedDuration::from_mins(minute)).to_zoned(place.clone());
            let time = i16::from(shown.hour()) * 60 + i16::from(shown.minute());
            let time = u16::try_from(time).unwrap();
            let day = usize::try_from(shown.weekday().to_monday_zero_offset()).unwrap();
            let hours = week.as_ref().map_or(Some((0, 1_440)), |week| week[day]);
            !closed.contains(&shown.date().to_string())
                && hours.is_some_and(|(from, to)| (from..to).contains(&time))
        };
        let counted = (0..minutes).filter(|minute| is_work(*minute)).count();
        let elapsed = office.elapsed(from, from + SignedDuration::from_mins(minutes));
        prop_assert_eq!(elapsed, SignedDuration::from_mins(counted.try_into().unwrap()));
    }
}
