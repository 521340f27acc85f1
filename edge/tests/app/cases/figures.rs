//! What the cases of a range say, held against what was calculated by hand.

use serde_json::{Value, json};

use super::{HOUR_MS, list, note, opening, scored};
use crate::alerts::answer;
use crate::deployment::{Deployment, send};

/// Notes an event on the case with that comment, so that the next one sees it.
async fn done(deployment: &Deployment, comment: &str, event: Value) {
    let app = deployment.isolate();
    let listed = list(&app, &format!("?q={comment}")).await;
    let case = &listed["cases"][0];
    let mut event = event;
    event["id"] = json!(format!(
        "{}-{}",
        event["kind"].as_str().unwrap(),
        case["events"].as_array().unwrap().len()
    ));
    event["seen"] = case["last_event"]["id"].clone();
    let (status, said) = note(&app, case["id"].as_str().unwrap(), &event).await;
    assert_eq!(status, 201, "{said}");
}

/// Five cases at the start. One hour later `one` is contacted, two later `two`, ten later `three`; `one` is resolved
/// after four hours at the first contact, `two` after twelve at a later one; `four` is given up after an hour; `five` is
/// left. All are urgent: eight hours.
#[tokio::test]
async fn figures_are_computed_from_what_was_noted() {
    let deployment = Deployment::new();
    opening(&deployment).await;
    let app = deployment.isolate();
    for (after, name) in ["one", "two", "three", "four", "five"].into_iter().enumerate() {
        answer(&deployment, &scored(after as u64, 2, Some(&format!("refund {name}")), None)).await;
    }
    let none = list(&app, "").await;
    assert_eq!(none["figures"]["opened"], 5);
    for field in ["to_first_contact", "to_resolution", "solved_at_first", "promise_kept"] {
        assert_eq!(none["figures"][field], Value::Null, "{field}");
    }
    let hours = |from: i64, to: i64| deployment.pass((to - from) * 3_600);
    hours(0, 1);
    done(&deployment, "one", json!({ "kind": "contacted" })).await;
    done(&deployment, "four", json!({ "kind": "unresolvable" })).await;
    hours(1, 2);
    done(&deployment, "two", json!({ "kind": "contacted" })).await;
    hours(2, 4);
    done(&deployment, "one", json!({ "kind": "resolved", "solved_at_first": true })).await;
    hours(4, 10);
    done(&deployment, "three", json!({ "kind": "contacted" })).await;
    hours(10, 12);
    done(&deployment, "two", json!({ "kind": "resolved", "solved_at_first": false })).await;

    let listed = list(&app, "").await;
    let figures = &listed["figures"];
    let near = |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 1e-3;
    let first = &figures["to_first_contact"];
    assert_eq!(first["n"], 3);
    assert!(near(&first["mean"], 13.0 / 3.0) && near(&first["median"], 2.0), "{first}");
    assert!(near(&first["p90"], 8.4), "{first}");
    let resolution = &figures["to_resolution"];
    assert!(near(&resolution["mean"], 8.0) && near(&resolution["median"], 8.0), "{resolution}");
    let share = |field: &str| (figures[field]["k"].as_u64(), figures[field]["n"].as_u64());
    assert_eq!(share("solved_at_first"), (Some(1), Some(2)));
    // `one` and `two` in time, `three` and `five` not; `four` was given up in time.
    assert_eq!(share("promise_kept"), (Some(2), Some(4)));
    // `three` and `five` of five.
    assert_eq!(share("unresolved"), (Some(2), Some(5)));
    assert!(near(&figures["unresolved"]["low"], 0.117_62), "{figures}");
    assert!(near(&figures["unresolved"]["high"], 0.769_28), "{figures}");

    // A day later nothing was opened: two are open at the start and at the end.
    deployment.pass(48 * 3_600);
    let later = list(&app, "?from=2026-11-23&to=2026-11-24").await;
    let figures = &later["figures"];
    assert_eq!(figures["opened"], 0);
    assert_eq!((&figures["unresolved"]["k"], &figures["unresolved"]["n"]), (&json!(2), &json!(2)));
}

/// Detractors with a case who are asked again: one gives 8, one 3, one 5 and then 9, one is not asked again, one has no
/// id, and one answered well before the case.
#[tokio::test]
async fn recovery_is_who_gives_seven_or_more_the_last_time() {
    let deployment = Deployment::new();
    crate::persons::put_site(&deployment.isolate()).await;
    super::working::opening_open(&deployment).await;
    let app = deployment.isolate();
    answer(&deployment, &scored(0, 9, None, Some("u_6"))).await;
    for (after, person) in ["u_1", "u_2", "u_3", "u_4", "u_6"].into_iter().enumerate() {
        answer(&deployment, &scored(after as u64 + 100, 2, None, Some(person))).await;
    }
    answer(&deployment, &scored(200, 1, None, None)).await;
    deployment.pass(3 * 3_600);
    for (after, score, person) in [(0, 8, "u_1"), (1, 3, "u_2"), (2, 5, "u_3"), (3, 9, "u_3")] {
        answer(&deployment, &scored(3 * HOUR_MS + after, score, None, Some(person))).await;
    }
    let path = "/v1/sites/kokage/cases/figures?from=2026-11-21&to=2026-11-22";
    let report = send(&app, "GET", path, &Value::Null).await;
    assert_eq!(report.status, 200, "{}", report.text);
    let recovery = &report.json()["recovery"];
    assert_eq!((&recovery["detractors"], &recovery["looked_at"]), (&json!(5), &json!(5)));
    assert_eq!((&recovery["won_back"]["k"], &recovery["won_back"]["n"]), (&json!(2), &json!(3)));
    let before = "/v1/sites/kokage/cases/figures?from=2026-11-19&to=2026-11-20";
    let report = send(&app, "GET", before, &Value::Null).await.json();
    assert_eq!(report["recovery"]["won_back"], Value::Null);
}
