//! Periods, series and comparisons, in the site's own time zone.

use crate::edge;
use koe_tests::fixtures::{Site, documents, with};
use serde_json::{Value, json};

/// A site in Berlin, whose clocks go back from 3 to 2 o'clock on 25 October 2026.
fn berlin(id: &str) -> Site {
    let document = with(
        &documents::smallest(),
        &json!({ "timezone": "Europe/Berlin", "privacy": { "retention_days": 3650 } }),
    );
    Site::open(&edge(), id, &document)
}

/// Imports answers: an instant and a score each.
#[track_caller]
fn import(site: &Site, rows: &[(&str, u8)]) {
    let file = rows.iter().fold("answered_at,score\n".to_owned(), |file, (at, score)| {
        file + &format!("{at},{score}\n")
    });
    let reply = site.import("survey=shop-nps", &file).is(200).json();
    assert_eq!(reply["rejected"], json!([]), "{reply}");
}

/// From, to and n of every bucket.
fn buckets(scores: &Value) -> Vec<(String, String, u64)> {
    let series = scores["series"].as_array().unwrap_or_else(|| panic!("no series: {scores}"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    series
        .iter()
        .map(|bucket| {
            let n = bucket["result"]["n"].as_u64().unwrap_or_else(|| panic!("{bucket}"));
            (text(&bucket["from"]), text(&bucket["to"]), n)
        })
        .collect()
}

/// 1. Answers in both of the two hours from 2 to 3 of the night the clocks go back: 200.
/// 2. By day: that day is 25 hours long: 200.
/// 3. By hour: the day has 25 buckets, and both hours stand apart: 200.
#[test]
fn a_series_follows_the_clocks_when_they_go_back() {
    let site = berlin("clocks-back");
    let night = [
        ("2026-10-24T21:59:59Z", 9), // 23:59:59 on the 24th
        ("2026-10-24T22:00:00Z", 9), // 00:00 on the 25th
        ("2026-10-25T00:30:00Z", 9), // 02:30, the first time
        ("2026-10-25T01:30:00Z", 9), // 02:30, the second time
        ("2026-10-25T22:59:59Z", 9), // 23:59:59 on the 25th
        ("2026-10-25T23:00:00Z", 9), // 00:00 on the 26th
    ];
    import(&site, &night);
    let by_day = site.scores("survey=shop-nps&from=2026-10-24&to=2026-10-27&interval=day");
    assert_eq!(by_day["from"], "2026-10-23T22:00:00Z");
    assert_eq!(by_day["to"], "2026-10-26T23:00:00Z");
    let day = |from: &str, to: &str, n: u64| (from.to_owned(), to.to_owned(), n);
    assert_eq!(
        buckets(&by_day),
        [
            day("2026-10-23T22:00:00Z", "2026-10-24T22:00:00Z", 1),
            day("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 4),
            day("2026-10-25T23:00:00Z", "2026-10-26T23:00:00Z", 1),
        ]
    );

    let by_hour = site.scores("survey=shop-nps&from=2026-10-25&to=2026-10-26&interval=hour");
    let hours = buckets(&by_hour);
    assert_eq!(hours.len(), 25, "{hours:?}");
    let at = |from: &str| hours.iter().find(|hour| hour.0 == from).map(|hour| hour.2);
    assert_eq!((at("2026-10-25T00:00:00Z"), at("2026-10-25T01:00:00Z")), (Some(1), Some(1)));
}

/// 1. A day of 23 hours, when the clocks go forward: 200, with 23 buckets.
#[test]
fn a_series_follows_the_clocks_when_they_go_forward() {
    let site = berlin("clocks-forward");
    import(&site, &[("2026-03-29T00:30:00Z", 9), ("2026-03-29T01:30:00Z", 9)]);
    let by_hour = site.scores("survey=shop-nps&from=2026-03-29&to=2026-03-30&interval=hour");
    assert_eq!(buckets(&by_hour).len(), 23);
    assert_eq!(by_hour["result"]["n"], 2);
}

/// 1. By week: weeks start on Monday; the clipped first and last one say so: 200.
/// 2. By month, likewise: 200.
#[test]
fn weeks_start_on_monday_and_clipped_buckets_say_so() {
    let site = berlin("weeks");
    import(&site, &[("2026-09-30T12:00:00Z", 9), ("2026-10-05T12:00:00Z", 0)]);
    let weeks = site.scores("survey=shop-nps&from=2026-09-30&to=2026-10-07&interval=week");
    assert_eq!(
        buckets(&weeks).iter().map(|week| (week.0.as_str(), week.2)).collect::<Vec<_>>(),
        [("2026-09-29T22:00:00Z", 1), ("2026-10-04T22:00:00Z", 1)]
    );
    for bucket in weeks["series"].as_array().unwrap() {
        assert_eq!(bucket["clipped"], true, "{bucket}");
    }
    let months = site.scores("survey=shop-nps&from=2026-09-01&to=2026-10-15&interval=month");
    let clipped: Vec<_> = months["series"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bucket| bucket["clipped"] == true)
        .collect();
    assert_eq!(clipped, [false, true], "{months}");
}

/// 1. `from` is in, `to` is out, for days and for instants: 200.
#[test]
fn a_period_is_half_open() {
    let site = berlin("half-open");
    import(&site, &[("2026-06-01T10:00:00Z", 9), ("2026-06-01T11:00:00Z", 9)]);
    let n = |from: &str, to: &str| {
        site.scores(&format!("survey=shop-nps&from={from}&to={to}"))["result"]["n"].clone()
    };
    assert_eq!(n("2026-06-01T10:00:00Z", "2026-06-01T11:00:00Z"), 1);
    assert_eq!(n("2026-06-01T10:00:01Z", "2026-06-01T11:00:01Z"), 1);
    assert_eq!(n("2026-06-01", "2026-06-02"), 2);
    assert_eq!(n("2026-06-02", "2026-06-03"), 0);
}

/// 1. Without a period: the last 30 whole days of the site, and today up to now: 200.
#[test]
fn without_a_period_it_is_the_last_thirty_days_and_today() {
    let site = Site::shop(&edge(), "default-period");
    site.score("shop-nps", 9);
    let scores = site.scores("survey=shop-nps");
    let at = |name: &str| scores[name].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    let from = at("from").in_tz("Asia/Tokyo").unwrap();
    assert_eq!(from.time(), jiff::civil::Time::midnight(), "{scores}");
    let today = site.client.now().in_tz("Asia/Tokyo").unwrap().date();
    assert_eq!(today.since(from.date()).unwrap().get_days(), 30, "{scores}");
    let late = at("to").duration_since(site.client.now()).abs();
    assert!(late.as_secs() < 60, "{scores}");
    assert_eq!(scores["result"]["n"], 1);
}

/// 1. A good month after a bad one, compared with `previous`: 200, `up`, with its p-value and
///    interval.
/// 2. For whole months the months before are compared, though they are longer: 200.
#[test]
fn a_change_carries_a_verdict() {
    let site = berlin("verdict");
    let rows: Vec<(String, u8)> = (0..20)
        .flat_map(|n| {
            [(format!("2026-08-15T10:{n:02}:00Z"), 0), (format!("2026-09-15T10:{n:02}:00Z"), 10)]
        })
        .collect();
    import(&site, &rows.iter().map(|(at, score)| (at.as_str(), *score)).collect::<Vec<_>>());
    let scores = site.scores("survey=shop-nps&from=2026-09-01&to=2026-10-01&compare=previous");
    let comparison = &scores["comparison"];
    assert_eq!(comparison["from"], "2026-07-31T22:00:00Z", "{comparison}");
    assert_eq!(comparison["to"], "2026-08-31T22:00:00Z", "{comparison}");
    assert_eq!(comparison["result"]["score"], -100.0);
    let change = &comparison["change"];
    assert_eq!((&change["delta"], &change["verdict"]), (&json!(200.0), &json!("up")), "{change}");
    assert!(change["p_value"].as_f64() < Some(0.001), "{change}");
    assert!(change["low"].as_f64() < change["high"].as_f64(), "{change}");
}

/// 1. Fewer than five answers on one side: 200, a difference without a verdict.
/// 2. An explicit `FROM..TO` is compared: 200. Days are counted back when no month is whole: 200.
#[test]
fn a_change_between_too_few_has_no_verdict() {
    let site = berlin("no-verdict");
    import(
        &site,
        &[
            ("2026-09-10T10:00:00Z", 9),
            ("2026-09-10T10:01:00Z", 9),
            ("2026-09-10T10:02:00Z", 9),
            ("2026-09-10T10:03:00Z", 9),
            ("2026-09-10T10:04:00Z", 9),
            ("2026-09-03T10:00:00Z", 0),
        ],
    );
    let period = "survey=shop-nps&from=2026-09-08&to=2026-09-15";
    let scores = site.scores(&format!("{period}&compare=previous"));
    let comparison = &scores["comparison"];
    assert_eq!(comparison["from"], "2026-08-31T22:00:00Z", "as many days before: {comparison}");
    assert_eq!(comparison["result"]["n"], 1);
    assert!(comparison["change"]["verdict"].is_null(), "{comparison}");
    let scores = site.scores(&format!("{period}&compare=2026-09-03..2026-09-04"));
    assert_eq!(scores["comparison"]["from"], "2026-09-02T22:00:00Z");
    assert_eq!(scores["comparison"]["result"]["n"], 1);
}

/// 1. Two hours of a day are to be counted again: 202, as many as there are.
/// 2. Without a start, or over 800 hours: 422, with what to narrow. Backwards: 422. In the future: none.
/// 3. A key that only reads: 403.
#[test]
fn hours_are_counted_again_when_their_owner_asks() {
    let site = Site::shop(&edge(), "recount");
    let call = |query: &str| site.client.post(site.path(&format!("/recount?{query}")));
    let recount = |query: &str| call(query).key(&site.write_key).send();
    let two = "from=2026-11-20T03:10:00Z&to=2026-11-20T05:00:00Z";
    assert_eq!(recount(two).is(202).json(), json!({ "hours": 2 }));
    for wide in ["", "from=2026-01-01&to=2026-11-20"] {
        let refused = recount(wide).is(422).json();
        assert_eq!(
            (&refused["code"], &refused["field"]),
            (&json!("range_too_large"), &json!("from"))
        );
    }
    let backwards = recount("from=2026-11-20&to=2026-11-19").is(422).json();
    assert_eq!(backwards["code"], "empty_range");
    assert_eq!(recount("from=2286-01-01&to=2286-01-02").is(202).json(), json!({ "hours": 0 }));
    assert_eq!(call(two).key(&site.read_key).send().is(403).json()["code"], "scope_too_small");
}
