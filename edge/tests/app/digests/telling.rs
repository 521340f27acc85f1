//! What is told, when, and in which words.

use serde_json::{Value, json};

use super::{TO_MONDAY, answers, pass, run, site, summary, taken};
use crate::alerts::keys;
use crate::deployment::{Deployment, answer, id, send};
use crate::receivers::header;

/// 1. Nothing before Monday at eight. 2. Then the webhook of the one department that has one, signed. 3. Its figures are
/// those of the summary of these days, whether they are counted or not. 4. Nothing more in that week. 5. Again a week
/// later.
#[tokio::test]
async fn a_department_is_told_of_its_week_once() {
    for is_counted in [false, true] {
        let deployment = Deployment::new();
        site(&deployment, |_| {}).await;
        answers(&deployment).await;
        let mut to_monday = TO_MONDAY;
        if is_counted {
            deployment.settle().await;
            to_monday -= 6 * 3_600;
        }
        // 1.
        deployment.pass(to_monday - 60);
        run(&deployment).await;
        assert_eq!(deployment.receivers.calls(), []);
        // 2.
        pass(&deployment, 1).await;
        let calls = deployment.receivers.calls();
        let [call] = &calls[..] else { panic!("told {} times", calls.len()) };
        assert!(header(call, "webhook-signature").starts_with("v1,"));
        assert_eq!(header(call, "webhook-id"), "kokage.care.2026-W47");
        let body: Value = serde_json::from_str(&call.body).unwrap();
        assert_eq!(
            (&body["type"], &body["timestamp"]),
            (&json!("digest"), &json!("2026-11-23T08:00:00Z"))
        );
        let data = &body["data"];
        assert_eq!(data["department"], json!({ "id": "care", "name": "Customer care" }));
        assert_eq!(
            (&data["from"], &data["to"]),
            (&json!("2026-11-16T00:00:00Z"), &json!("2026-11-23T00:00:00Z"))
        );
        assert_eq!(data.get("cases"), None);
        // 3.
        let asked = "department=care&from=2026-11-16&to=2026-11-23";
        let told = summary(&deployment, asked).await;
        assert_eq!(told["metrics"][0]["result"]["n"], json!(64));
        assert_eq!(told["metrics"][0]["comparison"]["change"]["verdict"], json!("down"));
        for field in ["metrics", "worst", "from", "to", "timezone"] {
            assert_eq!(data[field], told[field], "{field} {is_counted}");
        }
        let voices = data["voices"].as_array().unwrap();
        let contrary: Vec<&Value> = voices.iter().map(|voice| &voice["contrary"]).collect();
        assert_eq!(contrary, [true, false, false]);
        assert_eq!(voices[0]["answer"], told["contrary"][0]);
        let said: Vec<&Value> = voices.iter().map(|voice| &voice["answer"]["comment"]).collect();
        assert_eq!(
            said,
            [
                "It was easy to find <b>everything</b>.",
                "I want my money back, it came broken.",
                "Too slow.",
            ]
        );
        for no in ["taro@example.com", "test of ours", "shop floor"] {
            assert!(!call.body.contains(no), "{no}");
        }
        // 4.
        for _ in 0..30 {
            pass(&deployment, 10).await;
        }
        assert_eq!(taken(&deployment).len(), 1);
        assert_eq!(keys(&*deployment.store, "digest/").await, ["digest/kokage/care/2026-W47"]);
        // 5.
        pass(&deployment, 7 * 24 * 60 - 300).await;
        let ids: Vec<String> = taken(&deployment).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["kokage.care.2026-W47", "kokage.care.2026-W48"]);
    }
}

/// by e-mail, in the language of the department or else of the site, at eight of the site's clock
#[tokio::test]
async fn a_digest_has_the_language_of_its_department_and_the_zone_of_its_site() {
    for (own, of_site, subject, lines) in [
        (
            Some("ja"),
            "en",
            "Kokage: Customer careの週間まとめ 11月16日〜11月22日",
            [
                "NPS −34 (95%区間 −55〜−10、n = 64)",
                "下がりました。前の週 33 との差 −68 (−97〜−32)。",
                "差 −68 の内訳: 答えた人の構成 0、評価の変化 −68。いちばん動かしたのは「cart」(−35) です。",
            ],
        ),
        (
            None,
            "en-GB",
            "Kokage: weekly digest of Customer care, 16 Nov to 22 Nov",
            [
                "NPS −34 (95% interval −55 to −10, n = 64)",
                "Down: −68 from 33 (−97 to −32).",
                "Of −68, 0 comes from who answered and −68 from how they rate. cart moved it most (−35).",
            ],
        ),
    ] {
        let deployment = Deployment::new();
        site(&deployment, |body| {
            body["timezone"] = json!("Asia/Tokyo");
            body["locale"] = json!(of_site);
            body["departments"][1]["to"] = json!([{ "email": "care@shop.example" }]);
            if let Some(own) = own {
                body["departments"][1]["locale"] = json!(own);
            }
        })
        .await;
        answers(&deployment).await;
        deployment.pass(TO_MONDAY - 9 * 3_600 - 60);
        run(&deployment).await;
        assert_eq!(deployment.receivers.mails(), []);
        pass(&deployment, 1).await;
        let mails = deployment.receivers.mails();
        assert_eq!((&*mails[0].to, &*mails[0].subject), ("care@shop.example", subject));
        let written: Vec<&str> = mails[0].text.lines().collect();
        assert_eq!(written[..3], lines, "{}", mails[0].text);
        let link = "/sites/kokage?department=care&from=2026-11-16&to=2026-11-23";
        assert!(mails[0].text.contains(link), "{}", mails[0].text);
    }
}

/// a week in which the clock is turned is an hour shorter, and is told at eight of the new time
#[tokio::test]
async fn a_week_begins_and_ends_at_midnight_though_the_clock_is_turned() {
    let deployment = Deployment::new();
    site(&deployment, |body| body["timezone"] = json!("Europe/Berlin")).await;
    // From the start to 2027-03-29T06:00:00Z.
    deployment.pass(128 * 24 * 3_600 + 3 * 3_600 - 60);
    run(&deployment).await;
    assert_eq!(taken(&deployment), []);
    pass(&deployment, 1).await;
    let told = taken(&deployment);
    let (id, body) = &told[0];
    assert_eq!(id, "kokage.care.2027-W12");
    assert_eq!(body["data"]["from"], "2027-03-21T23:00:00Z");
    assert_eq!(body["data"]["to"], "2027-03-28T22:00:00Z");
}

/// a week without answers is told in one short message
#[tokio::test]
async fn a_department_without_answers_is_told_so() {
    let deployment = Deployment::new();
    site(&deployment, |body| {
        body["departments"][1]["to"] = json!([{ "email": "care@shop.example" }]);
    })
    .await;
    deployment.pass(TO_MONDAY);
    run(&deployment).await;
    let text = &deployment.receivers.mails()[0].text;
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines[0], "There were no answers in this week.");
    assert!(lines[1].starts_with("Open in the report: "), "{text}");
    assert_eq!(lines[2..], ["Weekly digest 2026-W47. It comes every Monday."]);
}

/// four answers: their number, and from how many on a score is shown
#[tokio::test]
async fn a_score_of_few_answers_is_withheld() {
    let deployment = Deployment::new();
    site(&deployment, |body| {
        body["departments"][1]["to"] = json!([{ "email": "care@shop.example" }]);
        body["departments"][1]["touchpoints"] = json!(["post-purchase"]);
    })
    .await;
    let app = deployment.isolate();
    for n in 1..=4 {
        let mut body = answer(&id(n), 1);
        body["touchpoint"] = json!("post-purchase");
        assert_eq!(send(&app, "POST", "/v1/answers", &body).await.status, 202);
    }
    deployment.pass(TO_MONDAY);
    run(&deployment).await;
    let text = &deployment.receivers.mails()[0].text;
    assert!(text.starts_with("NPS: n = 4 (shown from 5 answers)\n"), "{text}");
}

/// what was taken back before the digest is sent is not in it
#[tokio::test]
async fn a_comment_that_was_taken_back_is_not_told() {
    let deployment = Deployment::new();
    site(&deployment, |_| {}).await;
    let app = deployment.isolate();
    for (n, comment) in [(1, "stays"), (2, "goes")] {
        let mut body = answer(&id(n), 1);
        body["touchpoint"] = json!("cart");
        body["comment"] = json!(comment);
        assert_eq!(send(&app, "POST", "/v1/answers", &body).await.status, 202);
    }
    let path = format!("/v1/answers/kokage/{}", id(2));
    assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    deployment.pass(TO_MONDAY);
    run(&deployment).await;
    let (_, body) = &taken(&deployment)[0];
    let voices = body["data"]["voices"].as_array().unwrap();
    let said: Vec<&Value> = voices.iter().map(|voice| &voice["answer"]["comment"]).collect();
    assert_eq!(said, ["stays"]);
    assert_eq!(body["data"]["metrics"][0]["n"], json!(1));
}

/// no reply of the API, and no entry of the history, tells an address of Slack or Teams; sent back, it stays
#[tokio::test]
async fn addresses_of_departments_are_kept_as_those_of_rules() {
    const SLACK: &str = "https://hooks.slack.example/services/T0/B0/abcdWXYZ";
    const TEAMS: &str = "https://flows.example/teams/abcd1234";
    let deployment = Deployment::new();
    site(&deployment, |body| {
        body["departments"][1]["to"] = json!([{ "slack": SLACK }, { "teams": TEAMS }]);
    })
    .await;
    answers(&deployment).await;
    let app = deployment.isolate();
    let whole = send(&app, "GET", "/v1/sites/kokage", &Value::Null).await.json();
    assert_eq!(whole["departments"][1]["to"], json!([{ "slack": "…WXYZ" }, { "teams": "…1234" }]));
    assert_eq!(send(&app, "PUT", "/v1/sites/kokage", &whole).await.status, 200);
    deployment.pass(TO_MONDAY);
    run(&deployment).await;
    let urls: Vec<String> = deployment.receivers.calls().into_iter().map(|call| call.url).collect();
    assert_eq!(urls, [SLACK, TEAMS]);
    for path in ["/v1/sites/kokage", "/v1/sites/kokage/history", "/s/kokage.json"] {
        let text = send(&app, "GET", path, &Value::Null).await.text;
        assert!(!text.contains("abcdWXYZ") && !text.contains("abcd1234"), "{path}");
    }
    for prefix in ["history/", "digest/"] {
        for entry in keys(&*deployment.store, prefix).await {
            let entry = deployment.store.get(&entry).await.unwrap().unwrap();
            let text = format!("{entry:?}");
            assert!(!text.contains("abcdWXYZ") && !text.contains("abcd1234"), "{text}");
        }
    }
    let refused = json!([{ "webhook": "https://127.0.0.1/x", "secret": super::SECRET }]);
    let mut changed = whole;
    changed["departments"][1]["to"] = refused;
    let problem = send(&app, "PUT", "/v1/sites/kokage", &changed).await.json();
    assert_eq!(
        (&problem["code"], &problem["field"]),
        (&json!("invalid_address"), &json!("departments[1].to[0].webhook"))
    );
}
