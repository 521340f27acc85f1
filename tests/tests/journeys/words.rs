//! Refusals in words of ours: the value and the bound, and never what a library says.

use crate::edge;
use koe_tests::client::Reply;
use koe_tests::fixtures::{Site, documents, encoded, with};
use serde_json::{Value, json};

/// Words by which a parser that nobody translated gives itself away.
const OF_LIBRARIES: [&str; 16] = [
    "expected",
    "invalid type",
    "invalid value",
    "invalid length",
    "variant",
    "unknown field",
    "missing field",
    "duplicate field",
    "did not match",
    "struct ",
    "u8",
    "u32",
    "f64",
    "sequence",
    "a map",
    "`",
];

#[track_caller]
fn in_own_words(reply: &Reply) {
    let problem = reply.json();
    let detail = problem["detail"].as_str().unwrap();
    let foreign = OF_LIBRARIES.iter().find(|words| detail.contains(**words));
    assert_eq!(foreign, None, "{detail}");
}

/// One of each JSON type, out of every bound.
fn wrong() -> Vec<Value> {
    vec![
        json!("x"),
        json!(7.5),
        json!(-1),
        json!(9_007_199_254_740_993_u64),
        json!(true),
        json!([]),
        json!([[7]]),
        json!({}),
        json!({ "x": 7 }),
        json!(null),
    ]
}

/// 1. The site documents that told a library's words: 422 with the value and the bound.
#[test]
fn a_site_document_is_refused_in_own_words() {
    let client = edge();
    let site = Site::shop(&client, "own-words");
    let put = |fields: Value| site.put(&with(&documents::smallest(), &fields));
    let survey = |fields: Value| json!({ "surveys": [with(&documents::nps(), &fields)] });
    for (fields, field, words) in [
        (
            json!({ "cool_down_days": "x" }),
            "cool_down_days",
            "cool_down_days \"x\" is not a whole number from 0 to 3650",
        ),
        (json!({ "cool_down_days": -1 }), "cool_down_days", "cool_down_days -1 is outside 0–3650"),
        (
            survey(json!({ "metric": "x" })),
            "surveys[0].metric",
            "metric \"x\" is not nps, ces or csat",
        ),
        (
            survey(json!({ "ask_contact": ["x"] })),
            "surveys[0].ask_contact[0]",
            "ask_contact[0] \"x\" is not detractor, passive or promoter",
        ),
        (json!({ "name": 7 }), "name", "name 7 is not a string"),
        (json!({ "origins": "https://shop.example" }), "origins", "is not a list"),
        (json!({ "theme": [] }), "theme", "theme [] is not an object"),
        (survey(json!({ "active": "yes" })), "surveys[0].active", "\"yes\" is not true or false"),
        (
            survey(json!({ "sample_rate": "half" })),
            "surveys[0].sample_rate",
            "\"half\" is not a number from 0 to 1",
        ),
    ] {
        let refused = put(fields);
        in_own_words(&refused);
        assert_eq!(refused.is(422).json()["field"], field, "{}", refused.text());
        refused.says(words);
    }
    let secret = put(json!({ "identity": { "secret": ["hunter22"] } }));
    assert!(!secret.is(422).text().contains("hunter22"), "{}", secret.text());
}

/// 1. Every field of an answer with a value of every wrong type: refused in own words, or taken
///    where only the owner's page could have got it wrong. Every field left out, likewise.
#[test]
fn an_answer_is_refused_in_own_words() {
    let site = Site::shop(&edge(), "answer-words");
    let full = || {
        let contact = json!({ "email": "a@b.example", "phone": "1", "name": "M", "consent": true });
        let claim = json!({ "id": "u", "expires_at": "2026-12-31T00:00:00Z", "signature": "00" });
        site.answer(
            "shop-nps",
            &json!({
                "score": 9, "comment": "c", "touchpoint": "browsing", "survey_version": 1,
                "locale": "ja", "page": "/", "segments": { "plan": "pro" }, "respondent": claim,
                "contact": contact, "publish": true, "channel": "web", "forced": false, "test": true,
            }),
        )
    };
    let fields: Vec<String> = full().as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields.len(), 18);
    let mut refused = 0;
    for field in &fields {
        for value in wrong() {
            let mut answer = full();
            answer[field.as_str()] = value;
            refused += check(&site.post(&answer).send());
        }
    }
    for field in ["email", "phone", "name", "consent"] {
        for value in wrong() {
            let mut answer = full();
            answer["contact"][field] = value;
            refused += check(&site.post(&answer).send());
        }
    }
    assert!(refused > 100, "{refused}");
    let pigeon = with(&full(), &json!({ "channel": "x" }));
    site.post(&pigeon).send().is(422).says("channel \"x\" is not web, link, email, sms, qr or api");
}

/// 1 where it was refused, and then in own words.
#[track_caller]
fn check(reply: &Reply) -> usize {
    if matches!(reply.status(), 200..=202) {
        return 0;
    }
    assert!(matches!(reply.status(), 400 | 404 | 422 | 503), "{reply:?}");
    in_own_words(reply);
    1
}

/// 1. A key's name and scope of every wrong type, and left out: 422 in own words, naming the field.
#[test]
fn a_key_is_refused_in_own_words() {
    let site = Site::shop(&edge(), "key-words");
    let post =
        |body: &Value| site.client.post(site.path("/keys")).key(&site.write_key).json(body).send();
    for field in ["name", "scope"] {
        for value in wrong() {
            if field == "name" && value == "x" {
                continue;
            }
            let mut body = json!({ "name": "n", "scope": "read" });
            body[field] = value;
            let refused = post(&body);
            in_own_words(&refused);
            assert_eq!(refused.is(422).json()["field"], field, "{}", refused.text());
        }
    }
    post(&json!({ "name": 7, "scope": "read" })).is(422).says("name 7 is not a string");
    post(&json!({ "name": "n", "scope": 7 })).is(422).says("scope 7 is not read, care or write");
    post(&json!({ "scope": "read" })).is(422).says("name is missing");
    for body in ["", "[]", "7", "{"] {
        let call = site.client.post(site.path("/keys")).key(&site.write_key);
        let refused = call.body("application/json", body).send();
        in_own_words(refused.is(400));
    }
}

/// 1. Every parameter of `scores` and `answers` with a value it can't have: 422 in own words.
#[test]
fn a_query_is_refused_in_own_words() {
    let site = Site::shop(&edge(), "query-words");
    let shared = ["survey", "metric", "scale", "from", "to", "channel", "version", "segment.x"];
    let mut refused = 0;
    for name in shared.iter().chain(&["interval", "group_by", "compare", "confidence", "x"]) {
        for value in ["x x", "-1", "7.5", "99999999999999999999", "[]", "%ff"] {
            let query = format!(
                "metric=nps&{name}={}",
                if value == "%ff" { value.into() } else { encoded(value) }
            );
            refused += check(&site.ask_scores(&query));
        }
    }
    for name in
        shared.iter().chain(&["outcome", "bucket", "has_comment", "limit", "cursor", "format"])
    {
        for value in ["x x", "-1", "7.5", "99999999999999999999", "[]"] {
            refused += check(&site.ask_answers(&format!("{name}={}", encoded(value))));
        }
    }
    assert!(refused > 90, "{refused}");
}

/// 1. Every field of a posted form with what can't stand there: the form again, or thanks, and no
///    word of a library on the page.
#[test]
fn a_form_is_refused_in_own_words() {
    let site = Site::shop(&edge(), "form-words");
    for field in [
        "id",
        "revision",
        "score",
        "comment",
        "survey_version",
        "lang",
        "channel",
        "email",
        "name",
        "reply",
        "publish",
        "touchpoint",
        "segment.plan",
        "respondent",
        "test",
    ] {
        for value in ["x", "-1", "7.5", "[]", "99999999999999999999"] {
            let form = site.form("shop-nps", "lang=en").with("score", "9").with(field, value);
            let page = form.send(&site.client).send();
            assert!(matches!(page.status(), 303 | 422 | 404), "{field}={value}: {page:?}");
            let text = page.text().split("<form").next().unwrap_or_default();
            for words in ["invalid type", "expected ", "unknown variant", "missing field"] {
                assert!(!text.contains(words), "{field}={value}: {text}");
            }
        }
    }
}
