//! Bad answers: each is refused with its status, its code and its field, and nothing is stored.

use crate::edge;
use jiff::{SignedDuration, Timestamp};
use koe_tests::fixtures::{Site, id_at, with};
use serde_json::{Value, json};

/// Nothing of what was refused can be seen: no answer of any outcome, no count.
#[track_caller]
fn nothing_is_stored(site: &Site) {
    for outcome in ["answered", "dismissed", "ignored"] {
        assert_eq!(site.answers(&format!("outcome={outcome}")), Vec::<Value>::new());
    }
    for survey in ["shop-nps", "support-ces", "visit-csat"] {
        let scores = site.scores(&format!("survey={survey}"));
        assert_eq!(scores["result"]["n"], 0, "{scores}");
        assert_eq!(scores["prompts"]["shown"], 0, "{scores}");
    }
}

/// 1. Scores off the scale of their survey, and scores that are no integer: 422 on `score`.
/// 2. Nothing is stored: 200.
#[test]
fn a_score_off_its_scale_is_refused() {
    let site = Site::shop(&edge(), "off-scale");
    let refuse = |survey: &str, score: Value, code: &str, says: &str| {
        let answer = site.answer(survey, &json!({ "score": score }));
        site.post(&answer).send().refuses(422, code, Some("score")).says(says);
    };
    refuse("shop-nps", json!(11), "score_off_scale", "score 11 is outside the NPS scale 0–10");
    refuse("shop-nps", json!(-1), "score_off_scale", "-1");
    refuse("support-ces", json!(0), "score_off_scale", "1–5");
    refuse("support-ces", json!(6), "score_off_scale", "1–5");
    refuse("visit-csat", json!(0), "score_off_scale", "1–5");
    refuse("visit-csat", json!(6), "score_off_scale", "1–5");
    refuse("shop-nps", json!(8.5), "score_not_an_integer", "8.5");
    refuse("shop-nps", json!("9"), "score_not_an_integer", "9");
    refuse("shop-nps", json!(true), "score_not_an_integer", "true");
    refuse("shop-nps", json!(1e300), "score_not_an_integer", "1");
    nothing_is_stored(&site);
}

/// 1. Answers in which one field is missing, of another type or out of its bounds: 422, naming it.
/// 2. Nothing is stored: 200.
#[test]
fn a_field_out_of_its_bounds_is_named() {
    let site = Site::shop(&edge(), "bad-fields");
    let good = site.answer("shop-nps", &json!({ "score": 9 }));
    let refuse = |fields: Value, code: &str, field: &str| {
        site.post(&with(&good, &fields)).send().refuses(422, code, Some(field));
    };
    refuse(json!({ "site": null }), "missing_field", "site");
    refuse(json!({ "site": "No Id" }), "invalid_id", "site");
    refuse(json!({ "survey": null }), "missing_field", "survey");
    refuse(json!({ "survey": "no/id" }), "invalid_id", "survey");
    refuse(json!({ "survey": 1 }), "wrong_type", "survey");
    refuse(json!({ "id": null }), "missing_field", "id");
    refuse(json!({ "id": "c0ffee" }), "invalid_id", "id");
    refuse(json!({ "id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff" }), "invalid_id", "id");
    refuse(json!({ "revision": null }), "missing_field", "revision");
    refuse(json!({ "revision": 0 }), "revision_out_of_bounds", "revision");
    refuse(json!({ "revision": 99 }), "revision_out_of_bounds", "revision");
    refuse(json!({ "outcome": null }), "missing_field", "outcome");
    refuse(json!({ "outcome": "skipped" }), "unknown_outcome", "outcome");
    refuse(json!({ "score": null }), "missing_score", "score");
    refuse(json!({ "comment": "x".repeat(4_001) }), "comment_too_long", "comment");
    refuse(json!({ "comment": "🌿".repeat(2_001) }), "comment_too_long", "comment");
    refuse(json!({ "survey_version": 0 }), "survey_version_out_of_bounds", "survey_version");
    refuse(json!({ "channel": "import" }), "unknown_channel", "channel");
    refuse(json!({ "channel": "pigeon" }), "unknown_channel", "channel");
    let contact = json!({ "contact": { "email": "mina@example.com" } });
    refuse(contact, "contact_without_consent", "contact.consent");
    nothing_is_stored(&site);
}

/// 1. Bodies that are no JSON object: 400 without a field.
/// 2. Nothing is stored: 200.
#[test]
fn broken_json_is_refused() {
    let site = Site::shop(&edge(), "broken-json");
    for body in ["", "{", "null", "[]", "score=9", "\u{feff}{}", "{\"site\":\"broken-json\""] {
        let call = site.client.post("/v1/answers").body("text/plain", body);
        call.send().refuses(400, "broken_json", None);
    }
    let not_text = site.client.post("/v1/answers").body("application/json", &[0xff_u8, 0xfe][..]);
    not_text.send().refuses(400, "broken_json", None);
    nothing_is_stored(&site);
}

/// 1. A body of 32 KiB: 202. One byte more: 413.
/// 2. Only the first is stored: 200.
#[test]
fn a_body_over_the_cap_is_refused() {
    let site = Site::shop(&edge(), "body-cap");
    let padded = |length: usize| {
        let answer = site.answer("shop-nps", &json!({ "score": 9, "padding": "" }));
        let padding = length - answer.to_string().len();
        with(&answer, &json!({ "padding": "x".repeat(padding) }))
    };
    site.post(&padded(32 * 1024)).send().is(202);
    let refused = site.post(&padded(32 * 1024 + 1)).send();
    refused.refuses(413, "body_too_large", None).says("32768");
    assert_eq!(site.n("shop-nps"), 1);
}

/// 1. A content type that is neither `text/plain` nor `application/json`: 415.
/// 2. Both of those, with parameters: 202.
#[test]
fn only_text_and_json_are_read() {
    let site = Site::shop(&edge(), "content-types");
    let send = |content_type: &str| {
        let answer = site.answer("shop-nps", &json!({ "score": 9 }));
        site.client.post("/v1/answers").body(content_type, answer.to_string()).send()
    };
    send("application/x-www-form-urlencoded").refuses(415, "unsupported_media_type", None);
    send("application/octet-stream").refuses(415, "unsupported_media_type", None);
    send("text/plain").is(202);
    send("text/plain;charset=UTF-8").is(202);
    send("application/json; charset=utf-8").is(202);
    assert_eq!(site.n("shop-nps"), 3);
}

/// 1. A site, a survey and a survey version that are not there: 404, 404, and for a version that
///    this location may only not know yet, 503 with `Retry-After`.
/// 2. Nothing is stored: 200.
#[test]
fn an_unknown_site_survey_or_version_is_refused() {
    let site = Site::shop(&edge(), "unknown-things");
    let good = site.answer("shop-nps", &json!({ "score": 9 }));
    let post = |fields: Value| site.post(&with(&good, &fields)).send();
    post(json!({ "site": "nobody" })).refuses(404, "unknown_site", Some("site")).says("nobody");
    post(json!({ "survey": "nothing" })).refuses(404, "unknown_survey", Some("survey"));
    let ahead = post(json!({ "survey_version": 2 }));
    ahead.refuses(503, "survey_version_ahead", Some("survey_version"));
    let retry: u32 = ahead.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=120).contains(&retry), "{retry} s");
    nothing_is_stored(&site);
}

/// 1. Ids made 6 minutes ahead and 31 days back: 422 `clock_skew` with the server's time, by which
///    a browser corrects its own.
/// 2. Nothing is stored: 200.
#[test]
fn a_clock_off_by_more_than_allowed_is_told_the_time() {
    let site = Site::shop(&edge(), "clock-skew");
    let now = site.client.now();
    for off in [SignedDuration::from_mins(6), SignedDuration::from_hours(-31 * 24)] {
        let answer = site.answer("shop-nps", &json!({ "score": 9, "id": id_at(now + off) }));
        let refused = site.post(&answer).send();
        refused.refuses(422, "clock_skew", Some("id"));
        let told: Timestamp = refused.json()["server_time"].as_str().unwrap().parse().unwrap();
        assert!(told.duration_since(now).abs() < SignedDuration::from_mins(1), "{told}");
    }
    nothing_is_stored(&site);
}
