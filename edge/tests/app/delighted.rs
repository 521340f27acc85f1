//! Delighted's read API: keys, parameters, pages and refusals, as its documentation has them. That its own
//! clients work with it is `tests/delighted`.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use base64::{Engine, engine::general_purpose::STANDARD};
use koe_edge::store::{Put, keys};
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{ADMIN_KEY, Deployment, Reply, START, document, id, send, send_with};
use crate::paging::Short;

const DAY: i64 = 86_400;

/// A site with a survey on each metric, and its read key.
async fn site(app: &Router) -> String {
    let survey = |id: &str, metric: &str| json!({ "id": id, "metric": metric, "goal": "?", "touchpoints": ["post-purchase"] });
    let mut document = document(1);
    document["identity"] = json!({ "require_signature": false });
    document["touchpoints"] = json!([{ "id": "post-purchase", "stage": "purchase" }]);
    for (id, metric) in [("support-ces", "ces"), ("visit-csat", "csat")] {
        document["surveys"].as_array_mut().unwrap().push(survey(id, metric));
    }
    let put = send(app, "PUT", "/v1/sites/kokage", &document).await;
    assert_eq!(put.status, 201, "{}", put.text);
    key(app, "read").await
}

pub(crate) async fn key(app: &Router, scope: &str) -> String {
    let body = json!({ "name": "warehouse", "scope": scope });
    let made = send(app, "POST", "/v1/sites/kokage/keys", &body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    made.json()["key"].as_str().unwrap().to_owned()
}

/// Sends an answer to the NPS survey, with fields of its own.
async fn post(app: &Router, id: &str, revision: u8, score: u8, fields: &Value) {
    let mut body = json!({
        "site": "kokage", "survey": "shop-nps", "id": id, "revision": revision,
        "outcome": "answered", "score": score, "touchpoint": "post-purchase", "locale": "ja",
    });
    for (name, value) in fields.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    let taken = send(app, "POST", "/v1/answers", &body).await;
    assert_eq!(taken.status, 202, "{}", taken.text);
}

/// An answer's id, so many seconds before the start.
fn before(seconds: u64) -> String {
    id(seconds * 1_000)
}

/// Calls with the key as user and an empty password, as every client but one does.
pub(crate) async fn get(app: &Router, key: &str, path: &str) -> Reply {
    let basic = format!("Basic {}", STANDARD.encode(format!("{key}:")));
    call(app, &basic, &format!("/delighted/shop-nps/v1/{path}")).await
}

async fn call(app: &Router, authorization: &str, path: &str) -> Reply {
    let headers = [("authorization", authorization), ("accept", "application/json")];
    send_with(app, "GET", path, &headers, &Value::Null).await
}

/// What a call answers with 200.
#[track_caller]
fn told(reply: &Reply) -> Value {
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

/// One field of each entry of a list.
fn each(list: &Value, field: &str) -> Vec<Value> {
    list.as_array().unwrap().iter().map(|entry| entry[field].clone()).collect()
}

fn scores(list: &Value) -> Vec<Value> {
    each(list, "score")
}

/// metrics of three surveys 200, by the counts of `scores` · a test answer and a withdrawn one are in none ·
/// `since` and `until` are both inclusive, to the second · since later than now: nothing, and no refusal
#[tokio::test]
async fn metrics_are_the_scores_in_whole_numbers() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    for (seconds, score) in [(10, 10), (20, 9), (30, 0)] {
        post(&app, &before(seconds), 1, score, &Value::Null).await;
    }
    post(&app, &before(40), 1, 0, &json!({ "test": true })).await;
    post(&app, &before(50), 1, 0, &Value::Null).await;
    let taken_back = format!("/v1/answers/kokage/{}", before(50));
    assert_eq!(send(&app, "DELETE", &taken_back, &Value::Null).await.status, 204);
    post(&app, &before(60), 1, 5, &json!({ "survey": "support-ces" })).await;
    post(&app, &before(61), 1, 2, &json!({ "survey": "support-ces" })).await;

    let metrics = told(&get(&app, &key, "metrics.json").await);
    assert_eq!(
        metrics,
        json!({
            "nps": 33, "promoter_count": 2, "promoter_percent": 67, "passive_count": 0,
            "passive_percent": 0, "detractor_count": 1, "detractor_percent": 33, "response_count": 3,
        })
    );
    let of = |survey: &str| format!("/delighted/{survey}/v1/metrics");
    let basic = format!("Basic {}", STANDARD.encode(format!("{key}:")));
    let ces = told(&call(&app, &basic, &of("support-ces")).await);
    assert_eq!(
        (&ces["ces"], &ces["agree_percent"], &ces["response_count"]),
        (&json!(3.5), &json!(50), &json!(2))
    );
    let csat = told(&call(&app, &basic, &of("visit-csat")).await);
    assert_eq!((&csat["csat"], &csat["response_count"]), (&json!(null), &json!(0)));

    let start = START / 1_000;
    for (query, n) in [
        (format!("since={}", start - 20), 2),
        (format!("since={}", start - 19), 1),
        (format!("until={}", start - 20), 2),
        (format!("until={}", start - 21), 1),
        (format!("since={0}&until={0}", start - 20), 1),
        (format!("since={}", start + 9 * DAY), 0),
        ("groups[]=core".to_owned(), 3),
        ("scale=10".to_owned(), 3),
    ] {
        let metrics = told(&get(&app, &key, &format!("metrics.json?{query}")).await);
        assert_eq!(metrics["response_count"], n, "{query}");
        let page = format!("survey_responses.json?{query}");
        if query.starts_with(['s', 'u']) && !query.starts_with("scale") {
            let listed = told(&get(&app, &key, &page).await);
            assert_eq!(listed.as_array().unwrap().len(), n, "{query}");
        }
    }
}

/// a garden centre's answers, counted by the cron · metrics are read from tallies, and are what the raw
/// answers were
#[tokio::test]
async fn metrics_are_the_same_from_tallies() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    for (number, score) in [10, 9, 8, 3, 6, 7, 10].into_iter().enumerate() {
        post(&app, &before(100 + 7_200 * number as u64), 1, score, &Value::Null).await;
    }
    let raw = told(&get(&app, &key, "metrics").await);
    assert_eq!((&raw["nps"], &raw["response_count"]), (&json!(14), &json!(7)));
    deployment.settle().await;
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    assert_eq!(told(&get(&app, &key, "metrics").await), raw);
    assert!(counting.since().iter().any(|call| call.contains("tally/")));
}

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

/// 45 persons with two answers each, one of them of another survey · pages of 20, 20 and 5 by `Link`, none
/// twice · first and newest answer, the contact of either · by e-mail, which may be the id, in any case ·
/// `since` and `until` go by the first answer · a cursor of another question: 422
#[tokio::test]
async fn people_are_those_who_answered_page_by_page() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    for n in 0..45 {
        deployment.pass(1);
        let mut person = json!({ "respondent": { "id": format!("u_{n}") } });
        post(&app, &before(1_000 + n), 1, 9, &person).await;
        person["contact"] = json!({ "email": format!("P{n}@example.com"), "consent": true });
        post(&app, &before(5_000 + n), 1, 3, &person).await;
    }
    deployment.pass(20);
    let elsewhere = json!({ "survey": "support-ces", "respondent": { "id": "ces_only" } });
    post(&app, &before(7), 1, 5, &elsewhere).await;
    let by_address = json!({ "respondent": { "id": "Kai@example.com" } });
    post(&app, &before(20 * 86_400), 1, 5, &by_address).await;
    post(&app, &before(6), 1, 5, &Value::Null).await;

    let (mut people, mut sizes) = (Vec::new(), Vec::new());
    let mut path = "/delighted/shop-nps/v1/people?per_page=20".to_owned();
    let basic = format!("Basic {}", STANDARD.encode(format!("{key}:")));
    loop {
        let reply = call(&app, &basic, &path).await;
        let listed = told(&reply);
        assert!(sizes.len() < 3, "pages without an end");
        sizes.push(listed.as_array().unwrap().len());
        people.extend(listed.as_array().unwrap().clone());
        let Some(link) = reply.header("link") else { break };
        assert!(!link.contains(','), "{link}");
        let (address, rel) = link.split_once("; ").unwrap();
        assert_eq!(rel, "rel=\"next\"");
        let address = address.trim_start_matches('<').trim_end_matches('>');
        assert!(address.contains("per_page=20"), "{address}");
        path = address.strip_prefix("https://localhost").unwrap().to_owned();
    }
    assert_eq!(sizes, [20, 20, 6]);
    let ids: BTreeSet<&str> = people.iter().map(|person| person["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 46);
    assert!(ids.contains("Kai@example.com") && !ids.contains("ces_only"));
    let start = START / 1_000;
    let seventh = people.iter().find(|person| person["id"] == "u_7").unwrap();
    assert_eq!(
        *seventh,
        json!({
            "id": "u_7", "email": "P7@example.com", "name": null, "phone_number": null,
            "created_at": start - 5_007, "last_sent_at": null, "last_responded_at": start - 1_007,
            "next_survey_scheduled_at": null,
        })
    );
    for (query, expected) in [
        ("email=p7@example.com", json!(["u_7"])),
        ("email=P7@EXAMPLE.COM", json!(["u_7"])),
        // An id is as the owner wrote it.
        ("email=kai@example.com", json!([])),
        ("email=Kai@example.com", json!(["Kai@example.com"])),
        ("email=nobody@example.com", json!([])),
        (&format!("until={}", start - DAY), json!(["Kai@example.com"])),
        (&format!("since={0}&until={0}", start - 5_003), json!(["u_3"])),
    ] {
        let reply = get(&app, &key, &format!("people.json?{query}")).await;
        assert_eq!(json!(each(&told(&reply), "id")), expected, "{query}");
        assert_eq!(reply.header("link"), None, "{query}");
    }
    let (_, cursor) = path.split_once("page_info=").unwrap();
    for other in ["people?since=1&", "people?email=a@example.com&"] {
        let reply = get(&app, &key, &format!("{other}page_info={cursor}")).await;
        assert_eq!((reply.status, &reply.json()["code"]), (422, &json!("invalid_parameter")));
    }
    let ces = format!("/delighted/support-ces/v1/people?page_info={cursor}");
    assert_eq!(call(&app, &basic, &ces).await.status, 422);
    let ces = told(&call(&app, &basic, "/delighted/support-ces/v1/people").await);
    assert_eq!(each(&ces, "id"), ["ces_only"]);
}

/// a person whose newest answer was taken back is told by the one before · one of whom every answer was is
/// not told, nor one whose answer names another by now
#[tokio::test]
async fn a_person_is_told_by_what_stands() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    for (seconds, person) in [(10, "stays"), (30, "goes"), (50, "stays")] {
        post(&app, &before(seconds), 1, 9, &json!({ "respondent": { "id": person } })).await;
    }
    assert_eq!(told(&get(&app, &key, "people").await).as_array().unwrap().len(), 2);
    for seconds in [10, 30] {
        let path = format!("/v1/answers/kokage/{}", before(seconds));
        assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    }
    let people = told(&get(&app, &key, "people").await);
    assert_eq!(each(&people, "id"), ["stays"]);
    // A revision that is sent again, after somebody else logged in on the page.
    for person in ["was", "is"] {
        post(&app, &before(70), 1, 9, &json!({ "respondent": { "id": person } })).await;
        deployment.pass(2);
    }
    let now = told(&get(&app, &key, "people").await);
    let mut ids = each(&now, "id");
    ids.sort_by_key(ToString::to_string);
    assert_eq!(ids, ["is", "stays"]);
    assert_eq!(each(&people, "last_responded_at"), [START / 1_000 - 50]);
}

/// without a key, with an unknown one and with none in Basic 401, `Basic` · with the admin key 403 · with a
/// bearer 401 · with or without the colon, as clients differ, with a password, with a write key 200 · another
/// survey, another site 404 · POST 405 · all of it for the caller alone
#[tokio::test]
async fn keys_come_as_users_and_tell_the_site() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    let write = self::key(&app, "write").await;
    let basic = |user: &str| format!("Basic {}", STANDARD.encode(user));
    let unknown = key.replace("koe_kokage_", "koe_kokage_0").replacen('0', "", 1);
    let broken = format!("{}0", &unknown[..unknown.len() - 1]);
    let metrics = "/delighted/shop-nps/v1/metrics.json";
    let (none, bearer) = (String::new(), format!("Bearer {key}"));
    for (authorization, path, status, code) in [
        (&none, metrics, 401, "key_missing"),
        (&bearer, metrics, 401, "key_missing"),
        (&"Basic !".to_owned(), metrics, 401, "key_missing"),
        (&basic(":"), metrics, 401, "key_missing"),
        (&basic(&format!("{broken}:")), metrics, 401, "key_unknown"),
        (&basic("nobodys:"), metrics, 401, "key_unknown"),
        (&basic(&format!("{ADMIN_KEY}:")), metrics, 403, "key_of_another_site"),
        (&basic(&key), metrics, 200, ""),
        (&basic(&format!("{key}:")), metrics, 200, ""),
        (&basic(&format!("{key}:anything")), metrics, 200, ""),
        (&basic(&format!("{write}:")), metrics, 200, ""),
        (&basic(&key), "/delighted/nothing/v1/people", 404, "unknown_survey"),
        (&basic(&key), "/delighted/%00/v1/metrics", 404, "unknown_survey"),
        (&basic(&key), "/delighted/shop-nps/v1/bounces", 404, "not_found"),
    ] {
        let reply = call(&app, authorization, path).await;
        assert_eq!(reply.status, status, "{path} with {authorization}: {}", reply.text);
        if status == 200 {
            assert_eq!(reply.header("cache-control"), Some("private, no-store"));
            continue;
        }
        let problem = reply.json();
        assert_eq!(problem["code"], code, "{problem}");
        let scheme = (status == 401).then_some("Basic realm=\"Koe\"");
        assert_eq!(reply.header("www-authenticate"), scheme);
        if code != "not_found" {
            assert_eq!(reply.header("cache-control"), Some("private, no-store"));
            assert!(problem["message"].is_string() && problem["errors"].is_object(), "{problem}");
        }
    }
    for method in ["POST", "PUT", "DELETE"] {
        for path in ["people", "people.json", "survey_responses", "metrics.json"] {
            let path = format!("/delighted/shop-nps/v1/{path}");
            let headers = [("authorization", &*basic(&key))];
            let reply = send_with(&app, method, &path, &headers, &json!({})).await;
            let problem = reply.json();
            assert_eq!((reply.status, &problem["message"]), (405, &json!("Method Not Allowed")));
            assert_eq!(reply.header("cache-control"), Some("private, no-store"));
        }
    }
}

/// what Delighted knows and Koe does not, what nobody knows, and what is out of bounds: 422, each by its
/// name, in the form that Delighted's clients read
#[tokio::test]
async fn what_can_not_be_honoured_is_refused_by_name() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    for (path, field, code, detail) in [
        ("metrics?trend=1", "trend", "unknown_parameter", "Koe has no counterpart of trend"),
        ("metrics?groups[]=email", "groups", "invalid_parameter", "groups \"email\" is not core"),
        ("metrics?expand[]=person", "expand", "unknown_parameter", "no parameter \"expand\""),
        ("metrics?since=yesterday", "since", "invalid_parameter", "seconds since 1970"),
        ("metrics?since=-1", "since", "invalid_parameter", "seconds since 1970"),
        ("metrics?since=10000000000", "since", "invalid_parameter", "seconds since 1970"),
        ("metrics?since=2&until=1", "since", "empty_range", "nothing lies from"),
        ("metrics?scale=5", "scale", "invalid_parameter", "scale"),
        ("survey_responses?trend=1", "trend", "unknown_parameter", "no counterpart of trend"),
        ("survey_responses?person_id=1", "person_id", "unknown_parameter", "respondents/{id}"),
        ("survey_responses?person_email=a", "person_email", "unknown_parameter", "no counterpart"),
        ("survey_responses?per_page=0", "per_page", "invalid_parameter", "from 1 to 100"),
        ("survey_responses?per_page=101", "per_page", "invalid_parameter", "from 1 to 100"),
        ("survey_responses?page=0", "page", "invalid_parameter", "1 or later"),
        ("survey_responses?order=up", "order", "invalid_parameter", "asc:updated_at"),
        ("survey_responses?expand[]=notes", "expand", "invalid_parameter", "\"notes\""),
        ("survey_responses?page=1&page=2", "page", "repeated_parameter", "more than once"),
        ("survey_responses?pages=1", "pages", "unknown_parameter", "\"pages\""),
        ("people?phone_number=1", "phone_number", "unknown_parameter", "no counterpart"),
        ("people?page=2", "page", "unknown_parameter", "\"page\""),
        ("people?page_info=zz", "page_info", "invalid_parameter", "of a reply to the same"),
    ] {
        let reply = get(&app, &key, path).await;
        let problem = reply.json();
        assert_eq!(reply.status, 422, "{path}: {problem}");
        assert_eq!((&problem["code"], &problem["field"]), (&json!(code), &json!(field)), "{path}");
        assert!(problem["detail"].as_str().unwrap().contains(detail), "{path}: {problem}");
        assert_eq!(problem["message"], "Unprocessable Entity", "{path}");
        assert_eq!(problem["errors"], json!({ field: [problem["detail"]] }), "{path}");
        assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    }
}

/// 61,000 answers to a survey and 20,000 to another, in a year · every page by `created_at`, from either end,
/// within 200 lists · by `updated_at` each answer is read: of all 422, of half a year 200 · pages of a list
/// that are short: the metrics and the last page 422, the first 200
#[tokio::test]
async fn past_its_bounds_a_call_says_what_to_narrow() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let key = site(&app).await;
    let site = "kokage".parse().unwrap();
    let long = jiff::SignedDuration::from_hours(24 * 700);
    for n in 0..81_000_u64 {
        let id = koe_shared::id::PublicId::new(START.unsigned_abs() - n * 420_000, n.into());
        let survey = if n % 81 < 61 { "08shop-nps" } else { "11support-ces" };
        let metadata = format!("1an09w000001{survey}0000");
        let put = Put {
            value: r#"{"received_at":"2026-11-21T03:00:00Z"}"#,
            metadata: Some(&metadata),
            time_to_live: Some(long),
        };
        let key = keys::answer(&site, &id, keys::Rank::Revision(1));
        deployment.store.put(&key, put).await.unwrap();
    }
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    let past = |reply: &Reply, path: &str| {
        let problem = reply.json();
        assert_eq!((reply.status, &problem["code"]), (422, &json!("range_too_large")), "{path}");
        assert_eq!(problem["field"], "since");
        assert!(problem["detail"].as_str().unwrap().contains("since and until"), "{problem}");
    };
    for (path, n, most_lists) in [
        ("survey_responses?per_page=100", 100, 20),
        ("survey_responses?per_page=100&order=desc", 100, 1),
        ("survey_responses?per_page=100&page=609", 100, 200),
        ("survey_responses?per_page=100&page=610&order=desc", 100, 90),
        ("survey_responses?per_page=100&page=611&order=desc", 0, 90),
        ("survey_responses?per_page=100&updated_since=1", 100, 20),
    ] {
        counting.spent();
        let listed = told(&get(&app, &key, path).await);
        assert_eq!(listed.as_array().unwrap().len(), n, "{path}");
        let lists = counting.spent().lists;
        assert!(lists <= most_lists, "{path}: {lists} lists");
    }
    for path in
        ["survey_responses?order=asc:updated_at", "survey_responses?updated_since=1900000000"]
    {
        past(&get(&app, &key, path).await, path);
    }
    let half = format!("survey_responses?order=asc:updated_at&since={}", START / 1_000 - 150 * DAY);
    assert_eq!(told(&get(&app, &key, &half).await).as_array().unwrap().len(), 20);

    let short = Arc::new(Short::before(Arc::clone(&deployment.store), 100));
    let app = deployment.behind(short).isolate();
    for path in ["metrics", "survey_responses?page=2000", "survey_responses?page=2000&order=desc"] {
        past(&get(&app, &key, path).await, path);
    }
    let first = told(&get(&app, &key, "survey_responses?order=desc").await);
    assert_eq!(first.as_array().unwrap().len(), 20);
}
