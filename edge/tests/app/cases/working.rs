//! What is done about a case: events, folded into where it stands; two people at once.

use std::sync::Arc;

use koe_shared::id::AnswerId;
use serde_json::{Value, json};

use super::{CASES, list, note, only, opening, scored};
use crate::alerts::{angry, answer};
use crate::deployment::{Deployment, START, send};
use crate::notes::key;

async fn state(deployment: &Deployment, case: &str) -> Value {
    let path = format!("{CASES}/{case}");
    let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

/// open → assigned → contacted (no longer due) → remind (due again) → resolved → reopened (contacted) → unresolvable,
/// each with the event that was seen before it; the events are told in their order, with who, when and the words.
#[tokio::test]
async fn events_are_folded_into_where_a_case_stands() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    answer(&deployment, &angry(0, 1, Some("broken"))).await;
    let case = only(&app).await;
    let steps = [
        (json!({ "kind": "assigned", "assignee": "Aya" }), "open", json!("2026-11-21T11:00:00Z")),
        (json!({ "kind": "contacted", "text": "by telephone" }), "contacted", Value::Null),
        (
            json!({ "kind": "remind", "remind_at": "2026-11-22T00:00:00Z" }),
            "contacted",
            json!("2026-11-22T00:00:00Z"),
        ),
        (json!({ "kind": "resolved", "solved_at_first": true }), "resolved", Value::Null),
        (json!({ "kind": "reopened" }), "contacted", json!("2026-11-22T00:00:00Z")),
        (json!({ "kind": "remind" }), "contacted", Value::Null),
        (json!({ "kind": "unresolvable", "text": "no such part" }), "unresolvable", Value::Null),
        (json!({ "kind": "assigned" }), "unresolvable", Value::Null),
    ];
    let mut seen = Value::Null;
    for (place, (mut event, stands, due)) in steps.into_iter().enumerate() {
        deployment.pass(60);
        event["id"] = json!(format!("event-{place}"));
        event["seen"] = seen;
        let (status, noted) = note(&app, &case, &event).await;
        assert_eq!(status, 201, "{noted}");
        assert_eq!((&noted["by"], &noted["kind"]), (&json!("admin"), &event["kind"]));
        let told = state(&deployment, &case).await;
        assert_eq!((&told["state"], &told["due_at"]), (&json!(stands), &due), "{event}");
        assert_eq!(told["last_event"]["id"], event["id"]);
        seen = event["id"].clone();
    }
    let told = state(&deployment, &case).await;
    assert_eq!(told["assignee"], Value::Null);
    let events = told["events"].as_array().unwrap();
    assert_eq!(events.len(), 8);
    assert_eq!(events[1]["text"], "by telephone");
    assert_eq!(events[1]["at"], "2026-11-21T03:02:00Z");
    assert_eq!(events[0]["assignee"], "Aya");
    let listed = list(&app, "?state=unresolvable").await;
    assert_eq!(listed["cases"][0]["last_event"]["kind"], "assigned");
    assert_eq!(
        listed["cases"][0]["events"][1]["text"],
        Value::Null,
        "a list tells no words but the last"
    );
}

/// 1. Sent twice it is one event, and the second reply is the first one's, even with other words and by somebody else.
/// 2. Whoever has not seen it: 409 with what was noted since. 3. What can't follow: 409. 4. A key of scope read: 403.
#[tokio::test]
async fn an_event_is_noted_once_and_nobody_overlooks_another() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    answer(&deployment, &angry(0, 1, Some("broken"))).await;
    let case = only(&app).await;
    let event = json!({ "id": "a", "kind": "contacted", "text": "called" });
    let (status, first) = note(&app, &case, &event).await;
    assert_eq!(status, 201);
    deployment.pass(5);
    let again = json!({ "id": "a", "kind": "resolved", "text": "other" });
    assert_eq!(note(&app, &case, &again).await, (201, first.clone()));

    let unaware = json!({ "id": "b", "kind": "contacted" });
    let (status, problem) = note(&app, &case, &unaware).await;
    assert_eq!((status, &problem["code"]), (409, &json!("case_changed")));
    assert_eq!(problem["events"], json!([first]));
    assert_eq!(problem["detail"], "somebody noted one event on this case meanwhile: read it again");
    let of_elsewhere = json!({ "id": "b", "kind": "contacted", "seen": "never-noted" });
    assert_eq!(note(&app, &case, &of_elsewhere).await.0, 409);

    for (kind, before) in [("reopened", "a"), ("resolved", "a"), ("contacted", "c")] {
        let event = json!({ "id": "c", "kind": kind, "seen": before });
        let (status, said) = note(&app, &case, &event).await;
        match kind {
            "resolved" => assert_eq!(status, 201),
            "reopened" => {
                assert_eq!(said["detail"], "reopened can't follow on a case that is contacted");
            }
            _ => assert_eq!((status, &said["id"]), (201, &json!("c")), "the first reply again"),
        }
    }
    let (status, said) =
        note(&app, &case, &json!({ "id": "d", "kind": "contacted", "seen": "c" })).await;
    assert_eq!((status, &said["code"]), (409, &json!("case_out_of_order")));

    let read = format!("Bearer {}", key(&deployment, "read").await);
    let path = format!("{CASES}/{case}/events");
    let headers = [("authorization", &*read)];
    let reply = crate::deployment::send_with(&app, "POST", &path, &headers, &unaware).await;
    assert_eq!(reply.status, 403, "{}", reply.text);
}

/// The cases that one person has, those without an assignee, and those of one respondent.
#[tokio::test]
async fn cases_are_found_by_who_has_them_and_by_who_answered() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    crate::persons::put_site(&deployment.isolate()).await;
    opening_open(&deployment).await;
    let app = deployment.isolate();
    for (after, person) in [(0, "u_1"), (1, "u_2"), (2, "u_1")] {
        answer(&deployment, &scored(after, 2, Some(&format!("{person} {after}")), Some(person)))
            .await;
    }
    let listed = list(&app, "").await;
    let first = &listed["cases"][0];
    assert_eq!((&first["same_person"], &listed["cases"][1]["same_person"]), (&json!(1), &json!(0)));
    let person = first["person"].as_str().unwrap();
    assert_eq!(person.len(), 64);
    let of_person = super::comments(&app, &format!("?person={person}")).await;
    assert_eq!(of_person, ["u_1 0", "u_1 2"]);
    let case = first["id"].as_str().unwrap();
    let event = json!({ "id": "a", "kind": "assigned", "assignee": "Aya" });
    assert_eq!(note(&app, case, &event).await.0, 201);
    assert_eq!(super::comments(&app, "?assignee=Aya").await, ["u_1 0"]);
    assert_eq!(super::comments(&app, "?assignee=-").await, ["u_2 1", "u_1 2"]);
    let told = state(&deployment, case).await;
    assert_eq!((&told["same_person"], &told["assignee"]), (&json!(1), &json!("Aya")));

    // Erased, nothing of the person is left, in whatever key, value or metadata.
    let erased = send(&app, "DELETE", "/v1/sites/kokage/respondents/u_1", &Value::Null).await;
    assert_eq!(erased.status, 204, "{}", erased.text);
    assert_eq!(super::comments(&app, "").await, ["u_2 1"]);
    let left = crate::persons::stored(&*deployment.store, "case/").await;
    assert_eq!(left.len(), 1);
    assert!(!format!("{left:?}").contains(person));
}

/// The rule of [`opening`] on a site that takes any person's id.
pub(super) async fn opening_open(deployment: &Deployment) {
    let app = deployment.isolate();
    let site = send(&app, "GET", "/v1/sites/kokage", &Value::Null).await;
    let mut document = site.json();
    document["identity"] = json!({ "require_signature": false });
    document["alerts"] = json!([{
        "id": "angry", "name": "Angry", "when": { "bucket": "detractor" }, "to": [], "open_case": true,
    }]);
    let reply = send(&app, "PUT", "/v1/sites/kokage", &document).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    deployment.pass(61);
}

/// A playbook is told with the cases of its touchpoint, in the site's language; promised hours count the site's own.
#[tokio::test]
async fn a_case_tells_what_the_site_does_and_by_when() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    let mut document = send(&app, "GET", "/v1/sites/kokage", &Value::Null).await.json();
    document["timezone"] = json!("Asia/Tokyo");
    document["playbooks"] = json!({ "post-purchase": { "en": "Send a new lid.\nThen call." } });
    document["promise_hours"] = json!({ "urgent": 2, "other": 8 });
    let week =
        ["mon", "tue", "wed", "thu", "fri"].map(|day| (day.to_owned(), json!(["10:00", "18:00"])));
    document["hours"] = Value::Object(week.into_iter().collect());
    let reply = send(&app, "PUT", "/v1/sites/kokage", &document).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    // The start is noon of a Saturday in Tokyo: two open hours end at noon on Monday.
    let app = deployment.isolate();
    answer(&deployment, &angry(0, 1, Some("broken"))).await;
    let listed = list(&app, "").await;
    let case = &listed["cases"][0];
    assert_eq!(case["playbook"], "Send a new lid.\nThen call.");
    assert_eq!(case["due_at"], "2026-11-23T03:00:00Z");
}

/// A later revision that meets no rule is told as it is now, and so is one that was stored elsewhere.
#[tokio::test]
async fn a_case_shows_its_answer_as_it_is_now() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    answer(&deployment, &angry(0, 1, Some("broken"))).await;
    let mut later = angry(0, 2, Some("All is well now"));
    later["score"] = json!(9);
    answer(&deployment, &later).await;
    let listed = list(&app, "").await;
    let answer = &listed["cases"][0]["answer"];
    assert_eq!((&answer["score"], &answer["comment"]), (&json!(9), &json!("All is well now")));
    assert_eq!(answer["revision"], 2);
}

/// Forty people click at once: a case has one order of events for everybody.
#[tokio::test]
async fn two_at_once_are_both_kept() {
    let deployment = Arc::new(Deployment::new());
    opening(&deployment).await;
    let app = deployment.isolate();
    answer(&deployment, &angry(0, 1, Some("broken"))).await;
    let case = only(&app).await;
    // Neither has seen the other: both were sent before a list shows either.
    let id = AnswerId::new(START.unsigned_abs(), 9).to_secret_string();
    let events = [
        json!({ "id": "b", "kind": "contacted" }),
        json!({ "id": id, "kind": "note", "text": "x" }),
    ];
    let (one, other) = (note(&app, &case, &events[0]), note(&app, &case, &events[1]));
    let ((one, _), (other, said)) = futures_util::future::join(one, other).await;
    assert_eq!(one, 201);
    // In memory the first is seen at once; storage may also take both.
    assert!(other == 201 || said["code"] == "case_changed", "{said}");
    assert_eq!(state(&deployment, &case).await["state"], "contacted");
}
