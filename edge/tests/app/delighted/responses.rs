//! Responses: their fields, their pages and their order.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{DAY, before, call, each, get, post, scores, site, told};
use crate::counting::Counting;
use crate::deployment::{Deployment, START, send};

/// an answer with all that Koe knows 200: each field of Delighted's, what Koe has not is empty · expanded,
/// by either name · one without a respondent: null · one with a contact alone: no id
#[tokio::test]
async fn a_response_has_every_field_of_delighted_s() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    let known = json!({
        "comment": "とても良い", "page": "/thanks", "segments": { "plan": "pro", "locale": "fr" },
        "respondent": { "id": "u_42" },
        "contact": { "email": "hana@example.com", "phone": "+81312345678", "name": "Hana", "consent": true },
    });
    post(&app, &before(3), 1, 9, &known).await;
    post(&app, &before(2), 1, 8, &Value::Null).await;
    post(
        &app,
        &before(1),
        1,
        2,
        &json!({ "contact": { "email": "a@example.com", "consent": true } }),
    )
    .await;
    deployment.pass(60);
    post(&app, &before(3), 2, 10, &known).await;

    let responses = told(&get(&app, &key, "survey_responses.json").await);
    let id = responses[0]["id"].as_str().unwrap();
    assert_ne!(id, before(3), "the id that browsers know is a secret");
    let (created, updated) = (START / 1_000 - 3, START / 1_000 + 60);
    assert_eq!(
        responses[0],
        json!({
            "id": id, "person": "u_42", "survey_type": "nps", "score": 10, "comment": "とても良い",
            "permalink": null, "created_at": created, "updated_at": updated,
            "person_properties": {
                "plan": "pro", "touchpoint": "post-purchase", "locale": "fr", "channel": "web",
                "page": "/thanks",
            },
            "notes": [], "tags": [], "additional_answers": [],
        })
    );
    for path in [format!("survey_responses/{id}"), format!("survey_responses/{id}.json")] {
        assert_eq!(told(&get(&app, &key, &path).await), responses[0]);
        let expanded = told(&get(&app, &key, &format!("{path}?expand[]=person")).await);
        assert_eq!(expanded["person"]["name"], "Hana");
    }
    // What browsers know, what is no id, and an answer to another survey.
    for none in [&before(3), "1", &before(99)] {
        let reply = get(&app, &key, &format!("survey_responses/{none}")).await;
        assert_eq!((reply.status, &reply.json()["code"]), (404, &json!("not_found")), "{none}");
    }
    let other = format!("/delighted/support-ces/v1/survey_responses/{id}");
    let basic = format!("Basic {}", STANDARD.encode(&key));
    assert_eq!(call(&app, &basic, &other).await.status, 404);
    assert_eq!(each(&responses, "person"), [json!("u_42"), Value::Null, Value::Null]);
    for expand in ["expand[]=person", "expand=person", "expand%5B%5D=person&expand[]=person"] {
        let path = format!("survey_responses?{expand}");
        let expanded = told(&get(&app, &key, &path).await);
        assert_eq!(
            each(&expanded, "person"),
            [
                json!({ "id": "u_42", "email": "hana@example.com", "name": "Hana", "phone_number": "+81312345678" }),
                Value::Null,
                json!({ "id": null, "email": "a@example.com", "name": null, "phone_number": null }),
            ]
        );
    }
}

/// 250 answers over 100 days, dismissals and other surveys between them · pages of 7, 20 and 100 in either
/// order give each once, then an empty page · the whole of it in at most two dozen lists a page
#[tokio::test]
async fn pages_give_every_response_once_in_either_order() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    let rows = (0..250).map(|n| format!("{},{}", n % 11, START / 1_000 - n * 34_567));
    let rows = rows.map(|row| {
        let (score, at) = row.split_once(',').unwrap();
        let at = jiff::Timestamp::from_second(at.parse().unwrap()).unwrap();
        format!("{score},{at}\n")
    });
    let rows: Vec<String> = rows.collect();
    for chunk in rows.chunks(100) {
        let file = json!(format!("score,answered_at\n{}", chunk.concat()));
        let imported = send(&app, "POST", "/v1/sites/kokage/imports?survey=shop-nps", &file).await;
        assert_eq!(imported.json()["accepted"], chunk.len(), "{}", imported.text);
    }
    for n in 0..40 {
        let other = json!({ "survey": "support-ces" });
        post(&app, &before(500 + 4_000 * n), 1, 5, &other).await;
        let body = json!({ "site": "kokage", "survey": "shop-nps", "id": before(900 + 4_000 * n), "revision": 1, "outcome": "dismissed" });
        assert_eq!(send(&app, "POST", "/v1/answers", &body).await.status, 202);
        deployment.pass(1);
    }
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    for (order, per_page) in [
        ("asc", 7),
        ("asc", 100),
        ("desc", 7),
        ("desc", 100),
        ("asc:updated_at", 20),
        ("desc:updated_at", 20),
    ] {
        let mut all = Vec::new();
        for page in 1.. {
            let path =
                format!("survey_responses.json?order={order}&per_page={per_page}&page={page}");
            counting.spent();
            let listed = told(&get(&app, &key, &path).await);
            assert!(counting.spent().lists <= 24, "{path}");
            let listed = listed.as_array().unwrap().clone();
            if listed.is_empty() {
                break;
            }
            assert!(listed.len() == per_page || all.len() + listed.len() == 250, "{path}");
            all.extend(listed);
        }
        let ids: BTreeSet<&str> = all.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
        assert_eq!((all.len(), ids.len()), (250, 250), "{order} by {per_page}");
        let field = if order.ends_with("updated_at") { "updated_at" } else { "created_at" };
        let times: Vec<i64> = all.iter().map(|entry| entry[field].as_i64().unwrap()).collect();
        let rises = times.is_sorted();
        let falls = times.is_sorted_by(|one, other| one >= other);
        assert!(if order.starts_with("asc") { rises } else { falls }, "{order}: {times:?}");
    }
    assert_eq!(told(&get(&app, &key, "survey_responses").await).as_array().unwrap().len(), 20);
}

/// three answers, the oldest of which is changed last and one of which came late · `updated_since` and
/// `updated_until` go by the newest revision, and so does the order
#[tokio::test]
async fn what_was_received_since_is_found_whenever_it_was_asked() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    post(&app, &before(300), 1, 1, &Value::Null).await;
    post(&app, &before(200), 1, 2, &Value::Null).await;
    deployment.pass(100);
    post(&app, &before(20 * 86_400), 1, 3, &Value::Null).await;
    deployment.pass(100);
    post(&app, &before(300), 2, 4, &Value::Null).await;
    let start = START / 1_000;
    for (query, expected) in [
        ("order=asc".to_owned(), json!([3, 4, 2])),
        ("order=desc".to_owned(), json!([2, 4, 3])),
        ("order=asc:updated_at".to_owned(), json!([2, 3, 4])),
        ("order=desc:updated_at".to_owned(), json!([4, 3, 2])),
        (format!("updated_since={}", start + 100), json!([3, 4])),
        (format!("updated_since={}", start + 101), json!([4])),
        (format!("updated_since={}&order=desc", start + 100), json!([4, 3])),
        (format!("updated_until={}", start + 100), json!([3, 2])),
        (format!("updated_since={}&since={}", start + 100, start - DAY), json!([4])),
        (format!("updated_since={}&per_page=1&page=2", start + 100), json!([4])),
        (format!("updated_since={}&per_page=1&page=3", start + 100), json!([])),
        (format!("updated_since={start}&order=desc:updated_at&per_page=1"), json!([4])),
        (format!("updated_since={}", start + DAY), json!([])),
    ] {
        let listed = told(&get(&app, &key, &format!("survey_responses?{query}")).await);
        assert_eq!(json!(scores(&listed)), expected, "{query}");
    }
}
