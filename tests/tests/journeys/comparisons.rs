//! Why a score changed, whether the same people were asked, and what changed for each of them.

use crate::edge;
use jiff::SignedDuration;
use koe_tests::fixtures::{Site, id_at};
use serde_json::{Value, json};

/// September against August.
const PERIOD: &str = "from=2026-09-01&to=2026-10-01&compare=previous";

/// Imports answers, a row each: day, score, touchpoint and respondent.
#[track_caller]
fn import(site: &Site, survey: &str, rows: &[(&str, u8, &str, &str)]) {
    let header = "answered_at,score,touchpoint,respondent,external_id\n".to_owned();
    let lines = rows.iter().enumerate();
    let file = lines.fold(header, |file, (line, (day, score, touchpoint, respondent))| {
        file + &format!("{day} 12:00,{score},{touchpoint},{respondent},{day}-{line}\n")
    });
    let reply = site.import(&format!("survey={survey}"), &file).is(200).json();
    assert_eq!(reply["rejected"], json!([]), "{reply}");
}

/// So many answers of one day at one touchpoint, of nobody known.
fn answers(
    day: &'static str,
    touchpoint: &'static str,
    counts: &[(u8, usize)],
) -> Vec<(&'static str, u8, &'static str, &'static str)> {
    let row = |(score, count): &(u8, usize)| vec![(day, *score, touchpoint, ""); *count];
    counts.iter().flat_map(row).collect()
}

/// 1. Both touchpoints rise and the whole falls, since those who rate low grew: 200, `mix` and
///    `within` add up to the difference.
/// 2. Without groups there are none: 200.
#[test]
fn every_group_may_rise_while_the_whole_falls() {
    let site = Site::shop(&edge(), "mix-and-within");
    let rows = [
        answers("2026-08-10", "post-purchase", &[(10, 16), (0, 4)]),
        answers("2026-08-10", "browsing", &[(10, 2), (0, 3)]),
        answers("2026-09-10", "post-purchase", &[(10, 9), (0, 1)]),
        answers("2026-09-10", "browsing", &[(10, 10), (0, 10)]),
    ];
    import(&site, "shop-nps", &rows.concat());
    let scores = site.scores(&format!("survey=shop-nps&group_by=touchpoint&{PERIOD}"));
    let change = &scores["comparison"]["change"];
    // 60 → 80 and −20 → 0, whole 44 → 26⅔; shares 0.8 → ⅓ and 0.2 → ⅔.
    let near = |field: &str, expected: f64| {
        assert!((change[field].as_f64().unwrap() - expected).abs() < 1e-9, "{field}: {change}");
    };
    near("delta", 80.0 / 3.0 - 44.0);
    near("within", 20.0);
    near("mix", 80.0 / 3.0 - 64.0);

    let scores = site.scores(&format!("survey=shop-nps&{PERIOD}"));
    let change = scores["comparison"]["change"].as_object().unwrap();
    assert!(!change.contains_key("mix") && !change.contains_key("within"), "{change:?}");
}

/// 1. A touchpoint whose few answers all lie in one range: 200, `mix` and `within` are null.
#[test]
fn a_rest_on_one_side_alone_is_no_part() {
    let site = Site::shop(&edge(), "rest-alone");
    let rows = [
        answers("2026-08-10", "post-purchase", &[(10, 5)]),
        answers("2026-09-10", "post-purchase", &[(10, 5)]),
        answers("2026-09-10", "browsing", &[(0, 3)]),
    ];
    import(&site, "shop-nps", &rows.concat());
    let scores = site.scores(&format!("survey=shop-nps&group_by=touchpoint&{PERIOD}"));
    let change = &scores["comparison"]["change"];
    assert!(change["delta"].as_f64() < Some(0.0), "{change}");
    assert_eq!((change.get("mix"), change.get("within")), (Some(&Value::Null), Some(&Value::Null)));
}

/// 1. 12 of 12 prompts are answered two hours ago, 2 of 12 just now: 200, the rate changed.
/// 2. The two hours before those have no prompt: 200, null. Without a comparison: 200, none.
#[test]
fn a_changed_response_rate_is_told() {
    let site = Site::shop(&edge(), "response-rate");
    let now = site.client.now();
    let hours_ago = |hours| now - SignedDuration::from_hours(hours);
    for _ in 0..12 {
        let id = id_at(hours_ago(2));
        site.take(&site.answer("shop-nps", &json!({ "score": 9, "id": id })));
    }
    for n in 0..12 {
        let answered = site.answer("shop-nps", &json!({ "score": 9 }));
        site.take(&if n < 2 { answered } else { site.dismissal("shop-nps") });
    }
    let compared = |from: i64, to: i64| {
        let from_to = format!("{}..{}", hours_ago(from), hours_ago(to));
        let period = format!("survey=shop-nps&from={}", hours_ago(1));
        let scores = site.scores(&format!("{period}&compare={from_to}"));
        scores["comparison"]["response_rate_changed"].clone()
    };
    assert_eq!(compared(3, 1), json!(true));
    assert_eq!(compared(5, 3), Value::Null);
    assert_eq!(site.scores("survey=shop-nps").get("comparison"), None);
}

/// 1. Imported answers in both ranges and no prompt: 200, null. The same rate twice: 200, false.
#[test]
fn the_same_response_rate_has_not_changed() {
    let site = Site::shop(&edge(), "same-rate");
    let id = || id_at(site.client.now() - SignedDuration::from_hours(2));
    site.take(&site.answer("shop-nps", &json!({ "score": 9, "id": id() })));
    site.take(&site.answer("shop-nps", &json!({ "outcome": "dismissed", "id": id() })));
    site.score("shop-nps", 3);
    site.take(&site.dismissal("shop-nps"));
    let ago = |hours| site.client.now() - SignedDuration::from_hours(hours);
    let query = format!("survey=shop-nps&from={}&compare={}..{}", ago(1), ago(3), ago(1));
    assert_eq!(site.scores(&query)["comparison"]["response_rate_changed"], false);
}

/// 1. Four people answer in both months, one of them twice in each, three others once: 200, a change
///    of category for each of the four, from the newest answer of each month.
/// 2. Not asked for: 200, no such field.
#[test]
fn the_same_people_asked_twice_are_paired() {
    let site = Site::shop(&edge(), "paired");
    let rows = [
        ("2026-08-03", 0, "", "ann"),
        ("2026-08-04", 10, "", "ann"),
        ("2026-08-05", 9, "", "bob"),
        ("2026-08-06", 7, "", "cy"),
        ("2026-08-07", 0, "", "dot"),
        ("2026-08-08", 0, "", "once"),
        ("2026-08-09", 0, "", ""),
        ("2026-09-03", 10, "", "ann"),
        ("2026-09-04", 6, "", "ann"),
        ("2026-09-05", 10, "", "bob"),
        ("2026-09-06", 10, "", "cy"),
        ("2026-09-07", 9, "", "dot"),
        ("2026-09-08", 9, "", "new"),
    ];
    import(&site, "shop-nps", &rows);
    let scores = site.scores(&format!("survey=shop-nps&paired=true&{PERIOD}"));
    let paired = &scores["paired"];
    let counts = ["n", "up", "same", "down"].map(|field| paired[field].as_u64().unwrap());
    assert_eq!(counts, [4, 2, 1, 1], "{paired}");
    assert_eq!(paired["mean_change"], 0.25);
    assert!(paired["low"].as_f64() < Some(0.25) && paired["high"].as_f64() > Some(0.25));
    assert_eq!(scores.get("paired_reason"), None);

    for query in ["", "&paired=false"] {
        let scores = site.scores(&format!("survey=shop-nps&{PERIOD}{query}"));
        assert_eq!((scores.get("paired"), scores.get("paired_reason")), (None, None));
    }
}

/// 1. No range to compare with: 200, null, `no_compare`.
/// 2. Nobody answered in both ranges: 200, null, `nobody_twice`. One answer that lies in two
///    overlapping ranges is no pair.
/// 3. One person under a filter: 200, null, `too_few`.
/// 4. Another word than true or false: 422.
#[test]
fn without_pairs_the_reason_is_told() {
    let site = Site::shop(&edge(), "not-paired");
    import(&site, "shop-nps", &[("2026-08-10", 9, "", "ann"), ("2026-09-10", 9, "", "bob")]);
    let check = |query: &str, reason: &str| {
        let scores = site.scores(&format!("survey=shop-nps&paired=true&{query}"));
        assert_eq!(scores.get("paired"), Some(&Value::Null), "{query}");
        assert_eq!(scores["paired_reason"], reason, "{query}");
    };
    check("from=2026-09-01&to=2026-10-01", "no_compare");
    check(PERIOD, "nobody_twice");
    check("from=2026-08-01&to=2026-09-01&compare=2026-08-05..2026-09-05", "nobody_twice");
    import(&site, "shop-nps", &[("2026-09-12", 0, "", "ann")]);
    assert_eq!(site.scores(&format!("survey=shop-nps&paired=true&{PERIOD}"))["paired"]["n"], 1);
    check(&format!("channel=import&{PERIOD}"), "too_few");
    let refused = site.ask_scores("survey=shop-nps&paired=maybe");
    refused.refuses(422, "invalid_parameter", Some("paired"));
}
