//! Cases: who is followed up, in which order, what was done about each, and what all of them say.

mod at_the_desk;
mod figures;
mod working;

use axum::Router;
use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use crate::alerts::{angry, answer, keys, pass, site};
use crate::counting::Counting;
use crate::deployment::{Deployment, START, document, send};
use crate::persons::take_back;

const CASES: &str = "/v1/sites/kokage/cases";
const HOUR_MS: u64 = 3_600_000;

/// A site whose rule opens a case of each detractor, and tells nobody.
pub(crate) async fn opening(deployment: &Deployment) {
    site(deployment, |rule| {
        rule["open_case"] = json!(true);
        rule["to"] = json!([]);
    })
    .await;
}

/// An answer of a score, so many milliseconds after the start, maybe with a comment and a person.
pub(crate) fn scored(after: u64, score: u8, comment: Option<&str>, person: Option<&str>) -> Value {
    let mut body = angry(after, 1, comment);
    body["id"] =
        json!(AnswerId::new(START.unsigned_abs() + after, after.into()).to_secret_string());
    body["score"] = json!(score);
    if let Some(person) = person {
        body["respondent"] = json!({ "id": person });
    }
    body
}

/// What a call lists.
pub(crate) async fn list(app: &Router, query: &str) -> Value {
    let reply = send(app, "GET", &format!("{CASES}{query}"), &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

/// The comments of the cases that a call lists, in their order.
pub(crate) async fn comments(app: &Router, query: &str) -> Vec<String> {
    let listed = list(app, query).await;
    let cases = listed["cases"].as_array().unwrap().iter();
    cases.map(|case| case["answer"]["comment"].as_str().unwrap_or("-").to_owned()).collect()
}

/// The id of the one case that there is.
pub(crate) async fn only(app: &Router) -> String {
    let listed = list(app, "").await;
    let [case] = &listed["cases"].as_array().unwrap()[..] else { panic!("{listed}") };
    case["id"].as_str().unwrap().to_owned()
}

/// Notes an event, and tells the status and the reply.
pub(crate) async fn note(app: &Router, case: &str, event: &Value) -> (u16, Value) {
    let reply = send(app, "POST", &format!("{CASES}/{case}/events"), event).await;
    (reply.status, reply.json())
}

/// 1. A score meets the rule: a case is open, by the rule, due in three days. Nobody is told.
/// 2. Its comment comes, and is urgent: the same case, open since the same moment, due in eight hours.
/// 3. Both are repeated: nothing changes. 4. A passive opens none.
#[tokio::test]
async fn a_match_opens_a_case_once_whatever_is_repeated_or_revised() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    answer(&deployment, &angry(0, 1, None)).await;
    let case = &list(&app, "").await["cases"][0];
    assert_eq!(
        (&case["state"], &case["opened_by"], &case["urgency"]["sum"], &case["late"]),
        (&json!("open"), &json!("angry"), &json!(1), &json!(false))
    );
    assert_eq!(case["opened_at"], "2026-11-21T03:00:00Z");
    assert_eq!(case["due_at"], "2026-11-24T03:00:00Z");

    deployment.pass(120);
    for (revision, comment) in [(2, Some("It came broken. Refund me.")), (1, None)] {
        for _ in 0..2 {
            answer(&deployment, &angry(0, revision, comment)).await;
        }
    }
    let listed = list(&app, "").await;
    let case = &listed["cases"][0];
    assert_eq!(listed["counts"]["open"], 1);
    assert_eq!(case["answer"]["comment"], "It came broken. Refund me.");
    assert_eq!(case["urgency"]["reasons"], json!(["money", "broken", "very_low"]));
    assert_eq!(case["opened_at"], "2026-11-21T03:00:00Z");
    assert_eq!(case["due_at"], "2026-11-21T11:00:00Z");
    assert_eq!((&case["events"], &case["last_event"]), (&json!([]), &Value::Null));

    answer(&deployment, &scored(10, 8, Some("all well"), None)).await;
    pass(&deployment, 30).await;
    assert_eq!(list(&app, "").await["counts"]["open"], 1);
    assert_eq!(deployment.receivers.calls().len(), 0);
    assert_eq!(keys(&*deployment.store, "alert/").await, [""; 0]);
}

/// Late first, then the most urgent, then the oldest; what is closed comes last. Filters, and pages of forty.
#[tokio::test]
async fn what_is_to_be_done_first_is_listed_first() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    answer(&deployment, &scored(0, 6, Some("first and calm"), None)).await;
    deployment.pass(3_600);
    answer(&deployment, &scored(HOUR_MS, 6, Some("second and calm"), None)).await;
    answer(&deployment, &scored(HOUR_MS + 1, 2, Some("Refund me"), None)).await;
    answer(&deployment, &scored(HOUR_MS + 2, 0, Some("Someone got hurt"), None)).await;
    let order = ["Someone got hurt", "Refund me", "first and calm", "second and calm"];
    assert_eq!(comments(&app, "").await, order);

    // Eight hours and a little later the two urgent ones are late; the calm ones are not.
    deployment.pass(8 * 3_600 + 60);
    let listed = list(&app, "").await;
    assert_eq!(listed["counts"]["late"], 2);
    assert_eq!(comments(&app, "?late=true").await, order[..2]);
    assert_eq!(comments(&app, "?late=false").await, order[2..]);
    assert_eq!(comments(&app, "?q=refund").await, ["Refund me"]);
    assert_eq!(comments(&app, "?touchpoint=post-purchase").await.len(), 4);
    assert_eq!(comments(&app, "?touchpoint=elsewhere").await.len(), 0);

    let hurt = listed["cases"][0]["id"].as_str().unwrap();
    let (status, _) = note(&app, hurt, &json!({ "id": "1", "kind": "resolved" })).await;
    assert_eq!(status, 201);
    let [hurt, refund, one, other] = order;
    assert_eq!(comments(&app, "").await, [refund, one, other, hurt]);
    assert_eq!(comments(&app, "?state=active").await, [refund, one, other]);
    assert_eq!(comments(&app, "?state=closed").await, [hurt]);
    assert_eq!(comments(&app, "?state=resolved").await, [hurt]);
    assert_eq!(comments(&app, "?state=contacted").await, [""; 0]);
    // What is to be done is listed whenever it was opened, what is closed only of the range.
    assert_eq!(comments(&app, "?from=2026-12-01&to=2026-12-02").await, [refund, one, other]);
}

/// 1. Forty-five cases are two pages, without one twice or missing. 2. A cursor of another question: 422.
#[tokio::test]
async fn a_page_has_forty_and_the_next_one_goes_on() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    for n in 0..45 {
        answer(&deployment, &scored(n, 3, Some(&format!("comment {n:02}")), None)).await;
    }
    let first = list(&app, "").await;
    let cursor = first["cursor"].as_str().unwrap();
    let mut all = comments(&app, "").await;
    assert_eq!(all.len(), 40);
    let second = list(&app, &format!("?cursor={cursor}")).await;
    assert_eq!(second["cursor"], Value::Null);
    all.extend(comments(&app, &format!("?cursor={cursor}")).await);
    let expected: Vec<String> = (0..45).map(|n| format!("comment {n:02}")).collect();
    assert_eq!(all, expected);
    for query in [format!("?state=active&cursor={cursor}"), "?cursor=x".to_owned()] {
        let reply = send(&app, "GET", &format!("{CASES}{query}"), &Value::Null).await;
        assert_eq!(
            (reply.status, &reply.json()["code"]),
            (422, &json!("invalid_cursor")),
            "{query}"
        );
    }
    // A search looks into 200 cases a call.
    assert_eq!(comments(&app, "?q=comment+44").await, ["comment 44"]);
}

/// A rule that matches everything opens 200 cases a day and then no more, and the list says so. The next day it goes on.
#[tokio::test]
async fn a_rule_opens_two_hundred_cases_a_day() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    for n in 0..205 {
        let reply = send(&app, "POST", "/v1/answers", &scored(n, 1, None, None)).await;
        assert_eq!(reply.status, 202, "{}", reply.text);
        if n % 25 == 0 {
            deployment.pass(61);
        }
    }
    let listed = list(&app, "").await;
    assert_eq!(listed["counts"]["open"], 200);
    assert_eq!(listed["stopped"][0]["rule"], "angry");
    // Another isolate counts what is stored.
    answer(&deployment, &scored(500, 1, None, None)).await;
    assert_eq!(list(&app, "").await["counts"]["open"], 200);
    deployment.pass(24 * 3_600);
    answer(&deployment, &scored(24 * HOUR_MS, 1, None, None)).await;
    let listed = list(&app, "").await;
    assert_eq!((&listed["counts"]["open"], &listed["stopped"]), (&json!(201), &json!([])));
}

/// A case goes with its answer: taken back, nothing of it is left, and nothing can be noted any more.
#[tokio::test]
async fn a_case_goes_with_its_answer() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    let body = angry(0, 1, Some("broken"));
    answer(&deployment, &body).await;
    let case = only(&app).await;
    let event = json!({ "id": "1", "kind": "note", "text": "called" });
    assert_eq!(note(&app, &case, &event).await.0, 201);
    assert_eq!(keys(&*deployment.store, "case/").await.len(), 2);
    take_back(&app, body["id"].as_str().unwrap()).await;
    assert_eq!(keys(&*deployment.store, "case/").await, [""; 0]);
    assert_eq!(list(&app, "").await["cases"], json!([]));
    let (status, problem) = note(&app, &case, &json!({ "id": "2", "kind": "resolved" })).await;
    assert_eq!((status, &problem["code"]), (404, &json!("unknown_case")));
    let open = send(&app, "POST", CASES, &json!({ "answer": case })).await;
    assert_eq!((open.status, &open.json()["code"]), (404, &json!("unknown_answer")));
}

/// A list whose case is still shown after its answer was taken back leaves it out, since no words of it stand.
#[tokio::test]
async fn a_case_without_an_answer_is_not_listed() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    answer(&deployment, &angry(0, 1, Some("broken"))).await;
    for key in keys(&*deployment.store, "answer/").await {
        deployment.store.delete(&key).await.unwrap();
    }
    assert_eq!(list(&app, "").await["cases"], json!([]));
}

/// 1. By hand: 201, open by the key's name; again 200. 2. A dismissal, a test, nothing of that id: 404. 3. No id: 422.
#[tokio::test]
async fn a_person_opens_a_case_by_hand() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let reply = send(&app, "PUT", "/v1/sites/kokage", &document(1)).await;
    assert_eq!(reply.status, 201);
    let mut test = scored(5, 9, None, None);
    test["test"] = json!(true);
    let mut dismissed = scored(6, 9, None, None);
    dismissed["outcome"] = json!("dismissed");
    dismissed.as_object_mut().unwrap().remove("score");
    for body in [scored(0, 9, Some("Call me"), None), test, dismissed] {
        assert_eq!(send(&app, "POST", "/v1/answers", &body).await.status, 202);
    }
    for (status, since) in [(201, "2026-11-21T03:00:00Z"), (200, "2026-11-21T03:00:00Z")] {
        let answers = send(&app, "GET", "/v1/sites/kokage/answers", &Value::Null).await.json();
        let mut fans = answers["answers"].as_array().unwrap().iter().rev();
        let fan = fans.find(|answer| answer["test"] == false).unwrap()["id"].clone();
        let reply = send(&app, "POST", CASES, &json!({ "answer": fan })).await;
        let case = reply.json();
        assert_eq!((reply.status, &case["opened_by"]), (status, &json!("admin")), "{case}");
        assert_eq!((&case["opened_at"], &case["id"]), (&json!(since), &fan));
        deployment.pass(60);
    }
    let answers = "/v1/sites/kokage/answers";
    for (query, code) in [("?outcome=dismissed", "unknown_answer"), ("", "unknown_answer")] {
        let answers = send(&app, "GET", &format!("{answers}{query}"), &Value::Null).await.json();
        let mut others = answers["answers"].as_array().unwrap().iter();
        let other = others.find(|answer| answer["counted"] == false).unwrap();
        let reply = send(&app, "POST", CASES, &json!({ "answer": other["id"] })).await;
        assert_eq!((reply.status, &reply.json()["code"]), (404, &json!(code)), "{query}");
    }
    let unknown = json!({ "answer": "019a0000-0000-7000-8000-000000000000" });
    assert_eq!(send(&app, "POST", CASES, &unknown).await.json()["code"], "unknown_answer");
    for (body, code) in [(json!({}), "missing_field"), (json!({ "answer": 5 }), "wrong_type")] {
        let reply = send(&app, "POST", CASES, &body).await;
        assert_eq!((reply.status, &reply.json()["code"]), (422, &json!(code)));
    }
}

/// An answer that meets no rule costs what it did; one that opens a case costs a read, a list and a write more.
#[tokio::test]
async fn a_case_costs_one_write() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    let mut spent = Vec::new();
    for (after, score) in [(0, 9), (1, 9), (2, 2)] {
        counting.spent();
        let reply = send(&app, "POST", "/v1/answers", &scored(after, score, Some("x"), None)).await;
        assert_eq!(reply.status, 202);
        spent.push(counting.spent());
    }
    let [_, calm, angry] = spent[..] else { panic!("three answers") };
    assert_eq!((calm.reads, calm.writes, calm.lists), (0, 1, 0));
    assert_eq!((angry.reads, angry.writes, angry.lists, angry.deletes), (1, 2, 1, 0));
}

/// With 5,000 cases of three events each behind it, the list of cases takes 30 operations at most.
#[tokio::test]
async fn the_list_of_five_thousand_cases_takes_thirty_operations() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    answer(&deployment, &scored(0, 2, Some("comment"), None)).await;
    let case = only(&app).await;
    for (event, kind) in [("1", "contacted"), ("2", "note"), ("3", "resolved")] {
        let seen = event.parse::<u8>().unwrap() - 1;
        let event = json!({ "id": event, "kind": kind, "text": "x", "seen": (seen > 0).then(|| seen.to_string()) });
        assert_eq!(note(&app, &case, &event).await.0, 201);
        deployment.pass(1);
    }
    copied::five_thousand(&*deployment.store).await;
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    counting.since();
    let listed = list(&app, "").await;
    let operations = counting.since();
    assert_eq!(listed["counts"]["resolved"], 5_000);
    assert_eq!(listed["cases"].as_array().unwrap().len(), 40);
    assert_eq!(listed["complete"], true);
    assert!(operations.len() <= 30, "{}: {operations:?}", operations.len());
}

mod copied {
    //! One case and its answer, copied five thousand times.

    use koe_edge::Store;
    use koe_edge::store::Put;

    use crate::persons::stored;

    pub(super) async fn five_thousand(store: &dyn Store) {
        let entries: Vec<_> = [stored(store, "answer/").await, stored(store, "case/").await]
            .into_iter()
            .flatten()
            .collect();
        for n in 1..5_000_u32 {
            for (key, entry) in &entries {
                // The last digits of the id's random bits.
                let at = key.match_indices('/').nth(3).map_or(key.len(), |(at, _)| at);
                let copy = format!("{}{n:04x}{}", &key[..at - 4], &key[at..]);
                let metadata = entry.metadata.as_deref();
                let put = Put { value: &entry.value, metadata, ..Put::default() };
                store.put(&copy, put).await.unwrap();
            }
        }
    }
}
