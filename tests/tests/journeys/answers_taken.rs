//! Answers that are taken, and counted exactly once.

use crate::edge;
use koe_tests::fixtures::{Site, id_at, public_id, with};
use serde_json::json;

/// 1. A browser posts a score without a preflight: 202 with id, revision and the server's time.
/// 2. The owner lists it under its public id, with every field: 200.
/// 3. The visitor's own id is nowhere in that page.
#[test]
fn an_answer_is_taken_and_listed_under_its_public_id() {
    let site = Site::shop(&edge(), "taken");
    let answer = site.answer(
        "shop-nps",
        &json!({
            "score": 9, "comment": "包みが丁寧でした。", "touchpoint": "post-purchase",
            "survey_version": 1, "locale": "ja", "page": "/thanks", "segments": { "plan": "pro" },
            "publish": true, "contact": { "name": "Mina", "consent": true },
        }),
    );
    let receipt = site.post(&answer).send().is(202).json();
    assert_eq!((&receipt["id"], &receipt["revision"]), (&answer["id"], &json!(1)));
    let received: jiff::Timestamp = receipt["received_at"].as_str().unwrap().parse().unwrap();
    assert!(received.duration_since(site.client.now()).abs().as_secs() < 60, "{receipt}");
    assert!(receipt.get("respondent").is_none(), "nobody claimed to be anyone: {receipt}");

    let page = site.ask_answers("survey=shop-nps");
    let id = answer["id"].as_str().unwrap();
    assert!(!page.is(200).text().contains(id), "the visitor's secret is told");
    let listed = &page.json()["answers"][0];
    let expected = json!({
        "id": public_id("taken", id), "survey": "shop-nps", "survey_version": 1, "revision": 1,
        "outcome": "answered", "score": 9, "bucket": "promoter", "comment": "包みが丁寧でした。",
        "touchpoint": "post-purchase", "locale": "ja", "channel": "web", "page": "/thanks",
        "segments": { "plan": "pro" }, "publish": true, "test": false,
        "received_at": receipt["received_at"],
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&listed[field], value, "{field} of {listed}");
    }
    assert_eq!(listed["contact"]["name"], "Mina");
}

/// 1. The same request five times: five times 202 with the same id and revision.
/// 2. The score counts it once, the list holds it once: 200.
#[test]
fn the_same_request_five_times_counts_one() {
    let site = Site::shop(&edge(), "five-times");
    let answer = site.answer("shop-nps", &json!({ "score": 10 }));
    for _ in 0..5 {
        let receipt = site.post(&answer).send().is(202).json();
        assert_eq!((&receipt["id"], &receipt["revision"]), (&answer["id"], &json!(1)));
    }
    assert_eq!(site.n("shop-nps"), 1);
    assert_eq!(site.answers("survey=shop-nps").len(), 1);
    let scores = site.scores("survey=shop-nps");
    assert_eq!(scores["prompts"]["answered"], 1, "{scores}");
}

/// 1. Revision 3 arrives first, then 1, then 2: 202 each, with its own revision.
/// 2. One answer stands, that of revision 3: 200.
#[test]
fn the_highest_revision_wins_whatever_order_they_arrive_in() {
    let site = Site::shop(&edge(), "out-of-order");
    let answer = site.answer("shop-nps", &json!({ "score": 2 }));
    for (revision, score, comment) in [(3, 10, "third"), (1, 2, "first"), (2, 7, "second")] {
        let revised = json!({ "revision": revision, "score": score, "comment": comment });
        let receipt = site.post(&with(&answer, &revised)).send().is(202).json();
        assert_eq!(receipt["revision"], revision);
    }
    let listed = site.answers("survey=shop-nps");
    assert_eq!(listed.len(), 1, "{listed:?}");
    assert_eq!((&listed[0]["revision"], &listed[0]["comment"]), (&json!(3), &json!("third")));
    let result = &site.scores("survey=shop-nps")["result"];
    assert_eq!((&result["n"], &result["promoters"]), (&json!(1), &json!(1)), "{result}");
}

/// 1. Revision 98, the highest there is: 202.
/// 2. Revision 97 afterwards: 202, and changes nothing.
#[test]
fn the_last_revision_is_final() {
    let site = Site::shop(&edge(), "last-revision");
    let answer = site.answer("shop-nps", &json!({ "score": 0, "revision": 98 }));
    site.take(&answer);
    site.take(&with(&answer, &json!({ "score": 10, "revision": 97 })));
    assert_eq!(site.scores("survey=shop-nps")["result"]["detractors"], 1);
}

/// 1. Answers whose touchpoint, segment and language the site does not declare, whose page is an
///    address and whose survey is not asked there: 202 each.
/// 2. All count; the touchpoint is grouped as `(other)`: 200.
#[test]
fn what_only_the_page_got_wrong_never_costs_an_answer() {
    let site = Site::shop(&edge(), "page-errors");
    let mistakes = [
        json!({ "touchpoint": "never-declared" }),
        json!({ "touchpoint": "Not An Id!" }),
        json!({ "touchpoint": "(other)" }),
        json!({ "touchpoint": "" }),
        json!({ "touchpoint": 7 }),
        json!({ "locale": "fr" }),
        json!({ "locale": "not a language" }),
        json!({ "segments": { "plan": "gold", "Bad Name": "x", "nested": { "a": 1 } } }),
        json!({ "segments": { "plan": "x".repeat(500) } }),
        json!({ "segments": "none" }),
        json!({ "page": "https://shop.example/thanks?order=1#top" }),
        json!({ "page": "/".repeat(600) }),
        json!({ "respondent": { "id": "" } }),
        json!({ "a_field_of_a_newer_loader": [1, 2, 3] }),
    ];
    for mistake in &mistakes {
        let answer = site.answer("shop-nps", &with(&json!({ "score": 9 }), mistake));
        let reply = site.post(&answer).send();
        assert_eq!(reply.status(), 202, "{mistake}: {}", reply.text());
    }
    assert_eq!(site.n("shop-nps"), mistakes.len() as u64);
    let scores = site.scores("survey=shop-nps&touchpoint=(other)");
    assert!(scores["result"]["n"].as_u64() >= Some(5), "{scores}");
}

/// 1. A comment of 4,000 UTF-16 units, half of them from characters that need two: 202.
/// 2. It is listed as it was written: 200.
#[test]
fn a_comment_may_have_as_many_units_as_a_text_field_counts() {
    let site = Site::shop(&edge(), "long-comment");
    let comment = "声".repeat(2_000) + &"🌿".repeat(1_000);
    site.take(&site.answer("shop-nps", &json!({ "score": 8, "comment": comment })));
    assert_eq!(site.answers("survey=shop-nps")[0]["comment"], comment.as_str());
}

/// 1. Ids made 4 minutes ahead and 29 days back: 202 both.
/// 2. They are listed newest first, each with its own time: 200.
#[test]
fn an_answer_s_time_is_that_of_its_id() {
    let site = Site::shop(&edge(), "own-time");
    let now = site.client.now();
    let times =
        [now - jiff::SignedDuration::from_hours(29 * 24), now + jiff::SignedDuration::from_mins(4)];
    for time in times {
        site.take(&site.answer("shop-nps", &json!({ "score": 9, "id": id_at(time) })));
    }
    let from = (now - jiff::SignedDuration::from_hours(30 * 24)).strftime("%Y-%m-%d");
    let to = (now + jiff::SignedDuration::from_hours(48)).strftime("%Y-%m-%d");
    let listed = site.answers(&format!("survey=shop-nps&from={from}&to={to}"));
    let answered: Vec<jiff::Timestamp> = listed
        .iter()
        .map(|answer| answer["answered_at"].as_str().unwrap().parse().unwrap())
        .collect();
    let seconds: Vec<_> = answered.iter().map(|time| time.as_second()).collect();
    assert_eq!(seconds, [times[1].as_second(), times[0].as_second()]);
}
