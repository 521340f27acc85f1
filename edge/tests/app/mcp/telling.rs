//! What the tools say: each number in a sentence that holds what it is worth.

use serde_json::{Value, json};

use super::{HOUR, NOW, answers, called, shop, told};
use crate::counting::Counting;
use crate::deployment::{Deployment, send};

/// Of the range before: 41, and more answers.
const BEFORE: [(u8, u64); 4] = [(10, 250), (8, 160), (5, 40), (0, 30)];

async fn api(deployment: &Deployment, path: &str) -> Value {
    let path = format!("/v1/sites/kokage/{path}");
    let reply = send(&deployment.isolate(), "GET", &path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

/// A survey, a metric, all metrics: the score with its interval, n and days, and the data of the API call ·
/// narrowed: the sentence says by what · under the smallest group: in words · no answers: in words, never 0
#[tokio::test]
async fn a_score_stands_in_a_sentence_with_its_interval_and_n() {
    let deployment = Deployment::new();
    let (app, key) = shop(&deployment).await;
    answers(&deployment, 2, &NOW).await;
    let (lines, data) = told(&app, &key, "scores", &json!({ "survey": "shop-nps" })).await;
    assert_eq!(
        lines,
        [
            "NPS of shop-nps 35 (95% interval 28 to 42, n = 412, 22 Oct to 21 Nov).",
            "Response rate 100.0% (95% interval 99.1 to 100.0%, n = 412, 22 Oct to 21 Nov).",
            "Received before 2026-11-21T02:50:00Z.",
        ]
    );
    assert_eq!(data, api(&deployment, "scores?survey=shop-nps").await);

    let narrow = json!({
        "metric": "nps", "touchpoint": "post-purchase", "channel": "web", "confidence": "0.99",
        "from": "2026-11-01", "to": "2026-11-20",
    });
    let (lines, _) = told(&app, &key, "scores", &narrow).await;
    assert_eq!(
        lines[0],
        "NPS 35 (99% interval 25 to 45, n = 412, 1 Nov to 19 Nov, channel web, touchpoint post-purchase)."
    );

    let (lines, data) = told(&app, &key, "scores", &json!({})).await;
    assert_eq!(
        lines,
        [
            "NPS 35 (95% interval 28 to 42, n = 412, 22 Oct to 21 Nov).",
            "Response rate 100.0% (95% interval 99.1 to 100.0%, n = 412, 22 Oct to 21 Nov).",
            "CES: no answers (n = 0, 22 Oct to 21 Nov).",
            "Response rate: no prompt was shown (n = 0, 22 Oct to 21 Nov).",
            "Received before 2026-11-21T02:50:00Z.",
        ]
    );
    let mut summary = api(&deployment, "summary").await;
    summary.as_object_mut().unwrap().remove("contrary").unwrap();
    assert_eq!(data, summary);

    let (lines, _) = told(&app, &key, "scores", &json!({ "metric": "nps", "locale": "ja" })).await;
    assert_eq!(lines[0], "NPS: no answers (n = 0, 22 Oct to 21 Nov, locale ja).");
}

/// Groups and periods: a sentence each; three answers are not shown; few are preliminary
#[tokio::test]
async fn groups_and_periods_have_a_sentence_each() {
    let deployment = Deployment::new();
    let (app, key) = shop(&deployment).await;
    answers(&deployment, 2, &[(10, 20), (0, 5)]).await;
    for (n, touchpoint) in ["browsing"; 3].into_iter().enumerate() {
        let told = crate::told::Told::score(HOUR, "shop-nps", koe_shared::metric::Scale::Nps, 9);
        told.at(touchpoint).store(&*deployment.store, n as u64).await;
    }
    let by = json!({ "metric": "nps", "group_by": "touchpoint", "interval": "week" });
    let (lines, data) = told(&app, &key, "scores", &by).await;
    assert_eq!(data, api(&deployment, "scores?metric=nps&group_by=touchpoint&interval=week").await);
    let groups: Vec<_> = lines.iter().filter(|line| line.contains(": NPS")).collect();
    assert_eq!(
        groups,
        [
            "(other): NPS: not shown, since this or another group has too few answers (n = 3, 22 Oct to 21 Nov).",
            "post-purchase: NPS: not shown, since this or another group has too few answers (n = 25, 22 Oct to 21 Nov).",
        ]
    );
    assert_eq!(
        lines[0],
        "NPS 64 (95% interval 29 to 84, preliminary, fewer than 30 answers, n = 28, 22 Oct to 21 Nov)."
    );
    assert!(lines.contains(&"NPS: no answers (n = 0, 26 Oct to 1 Nov).".to_owned()), "{lines:#?}");
}

/// Before, now, the difference and the verdict: up, and no evidence of change · too few, and nobody: no difference
#[tokio::test]
async fn a_change_stands_with_its_verdict() {
    let deployment = Deployment::new();
    let (app, key) = shop(&deployment).await;
    answers(&deployment, 2, &NOW).await;
    answers(&deployment, 45, &BEFORE).await;
    let (lines, data) = told(&app, &key, "compare", &json!({ "survey": "shop-nps" })).await;
    assert_eq!(data, api(&deployment, "scores?survey=shop-nps&compare=previous").await);
    assert_eq!(
        lines,
        [
            "NPS of shop-nps: no evidence that the response rate changed.",
            "NPS of shop-nps 35 (95% interval 28 to 42, n = 412, 22 Oct to 21 Nov); before: NPS 38 \
             (95% interval 31 to 44, n = 480, 22 Sept to 21 Oct); difference −2 points (95% interval −12 to +8): \
             no evidence of change.",
            "Received before 2026-11-21T02:50:00Z.",
        ]
    );
    let (lines, data) = told(&app, &key, "compare", &json!({})).await;
    assert_eq!(data["metrics"], api(&deployment, "summary").await["metrics"]);
    assert!(lines[1].ends_with("(95% interval −12 to +8): no evidence of change."), "{lines:#?}");
    assert_eq!(
        lines[2..4],
        [
            "CES: whether the response rate changed can't be told, since no prompt was shown in one of the ranges.",
            "CES: no answers (n = 0, 22 Oct to 21 Nov); before: CES: no answers (n = 0, 22 Sept to 21 Oct); \
             too few to compare.",
        ]
    );
    let named = json!({ "metric": "nps", "compare": "2026-01-01..2026-02-01" });
    let (lines, _) = told(&app, &key, "compare", &named).await;
    assert!(
        lines[1].ends_with("before: NPS: no answers (n = 0, 1 Jan to 31 Jan); too few to compare."),
        "{lines:#?}"
    );
}

/// What the API call refuses with 404 or 422 is a result that says so; the assistant can ask again
#[tokio::test]
async fn what_a_tool_refuses_it_tells_by_the_problem_s_detail() {
    let deployment = Deployment::new();
    let (app, key) = shop(&deployment).await;
    for (tool, arguments, detail) in [
        ("scores", json!({ "survey": "nothing" }), "this site has no survey nothing"),
        ("scores", json!({ "metric": "nsp" }), r#"metric "nsp" is not nps, ci or csat"#),
        (
            "scores",
            json!({ "group_by": "locale" }),
            "name what to score: survey=ID or metric=nps|ces|csat",
        ),
        (
            "scores",
            json!({ "survey": "shop-nps", "metric": "nps" }),
            "survey and metric exclude each other",
        ),
        (
            "scores",
            json!({ "department": "x" }),
            r#"department "x" is not a department of the site"#,
        ),
        (
            "scores",
            json!({ "segments": { "plan": "pro" } }),
            r#"segment.plan "pro" is not a value of a declared segment"#,
        ),
        (
            "compare",
            json!({ "metric": "nps", "from": "soon" }),
            r#"from "soon" is neither a day (2026-10-01) nor an instant (2026-10-01T00:00:00Z)"#,
        ),
        ("comments", json!({ "limit": 51 }), r#"limit "51" is not a number from 1 to 50"#),
        ("comments", json!({ "limit": 0 }), r#"limit "0" is not a number from 1 to 50"#),
        ("comments", json!({ "cursor": "x" }), "the cursor is none that this call gave"),
        (
            "cases",
            json!({ "state": "new" }),
            r#"state "new" is not active, closed, open, contacted, resolved or unresolvable"#,
        ),
    ] {
        let result = called(&app, &key, tool, &arguments).await;
        let detail = detail.replace("nps, ci or csat", "nps, ces or csat");
        let expected = json!({ "content": [{ "type": "text", "text": detail }], "isError": true });
        assert_eq!(result, expected, "{tool} {arguments}");
    }
}

/// Each tool asks storage what its API call asks
#[tokio::test]
async fn a_tool_costs_what_its_api_call_costs() {
    let deployment = Deployment::new();
    let (_, key) = shop(&deployment).await;
    answers(&deployment, 2, &NOW).await;
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    let bearer = format!("Bearer {key}");
    for (tool, arguments, path) in [
        ("scores", json!({ "survey": "shop-nps" }), "scores?survey=shop-nps"),
        ("scores", json!({}), "summary"),
        ("compare", json!({ "metric": "nps" }), "scores?metric=nps&compare=previous"),
        ("comments", json!({ "limit": 50 }), "answers?has_comment=true&limit=50"),
        ("cases", json!({}), "cases"),
    ] {
        let path = format!("/v1/sites/kokage/{path}");
        // The site is known to the isolate from the first call on.
        for _ in 0..2 {
            counting.spent();
            let headers = [("authorization", &*bearer)];
            let reply =
                crate::deployment::send_with(&app, "GET", &path, &headers, &Value::Null).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        }
        let by_api = counting.spent();
        told(&app, &key, tool, &arguments).await;
        assert_eq!(counting.spent(), by_api, "{tool}");
    }
}
