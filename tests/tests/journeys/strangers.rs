//! What somebody who only guesses ids can do to an owner's figures: nothing.

use crate::edge;
use jiff::{SignedDuration, Timestamp};
use koe_tests::fixtures::{Site, id_at, with};
use serde_json::{Value, json};

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[track_caller]
fn withdrawn(site: &Site, query: &str) -> Value {
    site.scores(&format!("survey=shop-nps&{query}"))["excluded"]["withdrawn"].clone()
}

/// 1. Made-up ids of the year 2033 are taken back: 204.
/// 2. A report of that year knows nothing of them: 200. A report up to now counts as before: 200.
#[test]
fn a_withdrawal_dated_ahead_leaves_nothing() {
    let site = Site::shop(&edge(), "dated-ahead");
    site.score("shop-nps", 9);
    for second in 0..5 {
        let ahead = Timestamp::from_second(2_000_000_000 + second).unwrap();
        site.withdraw(&id_at(ahead)).is(204);
    }
    let soon = site.client.now() + SignedDuration::from_mins(6);
    site.withdraw(&id_at(soon)).is(204);
    assert_eq!(withdrawn(&site, "from=2033-01-01&to=2034-01-01"), 0);
    let tomorrow = site.client.now() + DAY * 2;
    let to = tomorrow.strftime("%Y-%m-%d").to_string();
    assert_eq!(withdrawn(&site, &format!("from=2026-01-01&to={to}")), 0);
    assert_eq!(site.n("shop-nps"), 1);
}

/// 1. Ids of 2037, 2040 and 9990, past what storage can hold as an instant: 204.
#[test]
fn a_withdrawal_past_2038_is_no_failure() {
    let site = Site::shop(&edge(), "past-2038");
    for second in [2_130_000_000, 2_220_000_000, 253_100_000_000] {
        site.withdraw(&id_at(Timestamp::from_second(second).unwrap())).is(204);
    }
}

/// 1. Made-up ids of a moment ago, and of two hundred days ago, are taken back: 204.
/// 2. `withdrawn` is 0 for either time: 200.
#[test]
fn a_withdrawal_that_hid_nothing_is_in_no_count() {
    let site = Site::shop(&edge(), "made-up");
    let now = site.client.now();
    for second in 1..6 {
        site.withdraw(&id_at(now - SignedDuration::from_secs(second))).is(204);
        site.withdraw(&id_at(now - DAY * 200 + SignedDuration::from_secs(second))).is(204);
    }
    assert_eq!(withdrawn(&site, ""), 0);
    let day = |days: i32| (now - DAY * days).strftime("%Y-%m-%d").to_string();
    assert_eq!(withdrawn(&site, &format!("from={}&to={}", day(202), day(198))), 0);
}

/// 1. A made-up id is taken back, then an answer arrives under it: 204, 202. It stays hidden and
///    counts as withdrawn once, whoever asks for its survey: 200.
/// 2. Taken back once more: 204, still one.
#[test]
fn a_withdrawal_before_its_answer_counts_once_it_hides_it() {
    let site = Site::shop(&edge(), "overtakes");
    let answer = site.answer("shop-nps", &json!({ "score": 9, "touchpoint": "browsing" }));
    let id = answer["id"].as_str().unwrap();
    site.withdraw(id).is(204);
    assert_eq!(withdrawn(&site, ""), 0);
    site.post(&answer).send().is(202);
    site.post(&with(&answer, &json!({ "revision": 2, "score": 1 }))).send().is(202);
    for _ in 0..2 {
        assert_eq!(withdrawn(&site, ""), 1);
        assert_eq!(withdrawn(&site, "touchpoint=browsing"), 1);
        assert_eq!(withdrawn(&site, "touchpoint=post-purchase"), 0);
        assert_eq!(site.n("shop-nps"), 0);
        site.withdraw(id).is(204);
    }
    let other = site.scores("survey=visit-csat");
    assert_eq!(other["excluded"]["withdrawn"], 0, "{other}");
}

/// 1. Answers of two touchpoints, plans, channels and languages are taken back: 204.
/// 2. Each filter finds the one that it asks for, no filter all, another survey none: 200.
#[test]
fn withdrawn_passes_the_filters_of_the_answers() {
    let site = Site::shop(&edge(), "filtered");
    let kinds = [
        json!({ "touchpoint": "post-purchase", "locale": "ja", "segments": { "plan": "pro" } }),
        json!({ "touchpoint": "browsing", "locale": "en", "segments": { "plan": "free" },
                "channel": "email" }),
        json!({ "touchpoint": "elsewhere", "segments": { "plan": "gold", "mail": "a@b.example" },
                "forced": true }),
    ];
    for kind in kinds {
        let answer = site.answer("shop-nps", &with(&kind, &json!({ "score": 9 })));
        let id = site.take(&answer);
        site.withdraw(&id).is(204);
    }
    for (query, expected) in [
        ("", 3),
        ("touchpoint=post-purchase", 1),
        ("touchpoint=browsing", 1),
        ("touchpoint=(other)", 1),
        ("locale=ja", 1),
        ("channel=email", 1),
        ("channel=web", 2),
        ("segment.plan=pro", 1),
        ("segment.plan=(other)", 1),
        ("segment.plan=pro&touchpoint=browsing", 0),
        ("version=1", 3),
        ("version=2", 0),
    ] {
        assert_eq!(withdrawn(&site, query), expected, "{query}");
    }
    let csat = site.scores("survey=visit-csat");
    assert_eq!(csat["excluded"]["withdrawn"], 0, "{csat}");
    assert_eq!(site.scores("metric=nps")["excluded"]["withdrawn"], 3);
    assert_eq!(site.scores("metric=csat")["excluded"]["withdrawn"], 0);
}

/// 1. An answer of 29 days ago is taken back: 204, and counts as withdrawn: 200.
#[test]
fn an_answer_of_29_days_ago_is_taken_back() {
    let site = Site::shop(&edge(), "29-days");
    let then = site.client.now() - DAY * 29;
    let id = site.take(&site.answer("shop-nps", &json!({ "score": 9, "id": id_at(then) })));
    let from = (then - DAY * 2).strftime("%Y-%m-%d").to_string();
    site.withdraw(&id).is(204);
    assert_eq!(withdrawn(&site, &format!("from={from}")), 1);
}

/// 1. The owner deletes the site: 204. Made-up ids are taken back: 204, and nothing is written.
/// 2. Set up again, it has no withdrawals: 200.
#[test]
fn a_deleted_site_takes_no_made_up_withdrawal() {
    let client = edge();
    let site = Site::shop(&client, "gone-away");
    client.delete(site.path("")).key(&site.write_key).send().is(204);
    let ids: Vec<_> = (1..6).map(|s| id_at(client.now() - SignedDuration::from_secs(s))).collect();
    for id in &ids {
        site.withdraw(id).is(204);
    }
    let again = Site::shop(&client, "gone-away");
    assert_eq!(withdrawn(&again, ""), 0);
    let answer = again.answer("shop-nps", &json!({ "score": 9, "id": ids[0] }));
    again.take(&answer);
    assert_eq!(again.scores("survey=shop-nps&from=2026-01-01")["result"]["n"], 1);
}
