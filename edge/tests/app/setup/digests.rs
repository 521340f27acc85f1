//! Weekly digests at the desk: who gets them, what came of them, and sent again.

use serde_json::json;

use super::{ask, at_the_desk, document, save};
use crate::alerts::ring;
use crate::deployment::{ADMIN_KEY, Deployment};
use crate::desk::Person;
use crate::digests::{HOOK, SECRET, TO_MONDAY, answers, pass, run, site, taken};
use crate::reading::text;

const PATH: &str = "/sites/kokage/notices";

/// 1. Language and destinations of a department are saved, and shown as they are kept. 2. What can't be called is
/// refused at its field. 3. They are taken away.
#[tokio::test]
async fn a_department_says_who_gets_its_digest() {
    let (app, mut person) = at_the_desk().await;
    let list = "/sites/kokage/departments";
    let added = [("do", "named"), ("id", "garden"), ("name", "Garden")];
    assert_eq!(ask(&mut person, &app, list, &added).await.status, 303);
    let path = format!("{list}/garden");
    // 1.
    let to = |channel: &str| format!("departments.garden.to.{channel}");
    let (email, slack, webhook, secret) = (to("email"), to("slack"), to("webhook"), to("secret"));
    let values = [
        ("departments.garden.locale", "ja"),
        (&*email, "garden@shop.example\nowner@shop.example"),
        (&*slack, "https://hooks.slack.example/services/abcdWXYZ"),
        (&*webhook, HOOK),
        (&*secret, SECRET),
    ];
    let saved = save(&mut person, &app, &path, &values).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let whole = json!({
        "id": "garden", "name": "Garden", "touchpoints": [], "locale": "ja",
        "to": [
            { "webhook": HOOK }, { "slack": "…WXYZ" },
            { "email": "garden@shop.example" }, { "email": "owner@shop.example" },
        ],
    });
    assert_eq!(document(&app).await["departments"][0], whole);
    let page = person.open(&app, &path).await.text;
    assert!(page.contains("…WXYZ") && !page.contains("abcdWXYZ") && !page.contains(SECRET));
    assert_eq!(save(&mut person, &app, &path, &[]).await.status, 303);
    assert_eq!(document(&app).await["departments"][0], whole);
    // 2.
    for (field, typed, words) in [
        (&email, "garden", "plain e-mail address"),
        (&slack, "https://127.0.0.1/x", "IP address"),
        (&slack, "…abcd", "No address that ends like …abcd"),
        (&secret, "hunter2", "24 to 64 bytes"),
        (&email, "a@b.example\nb@b.example\nc@b.example\nd@b.example", "at most 5"),
    ] {
        let refused = save(&mut person, &app, &path, &[(field, typed)]).await;
        assert_eq!(refused.status, 422, "{field} {typed}");
        assert!(refused.text.contains(words), "{field} {typed}: {}", refused.text);
    }
    // 3.
    let nothing =
        [("departments.garden.locale", ""), (&*email, ""), (&*slack, ""), (&*webhook, "")];
    assert_eq!(save(&mut person, &app, &path, &nothing).await.status, 303);
    let bare = json!({ "id": "garden", "name": "Garden", "touchpoints": [] });
    assert_eq!(document(&app).await["departments"][0], bare);
}

/// 1. Without digests the page of notices does not speak of them. 2. Each is listed with its week and what came of it,
/// in words, and no word of a visitor. 3. One that failed is sent again by its button, also where its receiver had said
/// that it is gone; one that arrived is not.
#[tokio::test]
async fn digests_are_listed_and_one_that_failed_is_sent_again() {
    let (app, mut person) = at_the_desk().await;
    // 1.
    let page = person.open(&app, &format!("{PATH}?lang=en")).await.text;
    assert!(!page.contains("Weekly digests"), "{page}");

    let deployment = Deployment::new();
    let app = deployment.isolate();
    site(&deployment, |body| {
        body["departments"][0]["to"] = json!([{ "email": "shop@shop.example" }]);
    })
    .await;
    answers(&deployment).await;
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = text(&person.open(&app, &format!("{PATH}?lang=en")).await.text);
    assert!(page.contains("Weekly digests None was sent yet."), "{page}");
    deployment.receivers.reply(HOOK, Ok(500));
    deployment.pass(TO_MONDAY);
    run(&deployment).await;
    // 2.
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = text(&person.open(&app, PATH).await.text);
    for said in [
        "Shop floor · 16 Nov to 22 Nov Sent",
        "Customer care · 16 Nov to 22 Nov It has not arrived. The next try is at 23 Nov, 09:00.",
        "Webhook https://receiver.example/weekly: The other side replied with an error: 500",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("money back") && !page.contains("said so"), "{page}");
    deployment.receivers.reply(HOOK, Ok(410));
    pass(&deployment, 60).await;
    let page = text(&person.open(&app, &format!("{PATH}?lang=ja")).await.text);
    for said in ["週間まとめ", "Customer care · 11月16日〜11月22日 届きませんでした"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    // 3.
    let asked = [("do", "digest-again"), ("entry", "care/2026-W47")];
    deployment.receivers.reply(HOOK, Ok(503));
    ring(ask(&mut person, &app, PATH, &asked).await).await;
    let page = text(&person.open(&app, &format!("{PATH}?lang=en")).await.text);
    assert!(page.contains("Customer care · 16 Nov to 22 Nov Failed"), "{page}");
    assert!(page.contains("The other side replied with an error: 503"), "{page}");
    deployment.receivers.reply(HOOK, Ok(200));
    let again = ask(&mut person, &app, PATH, &asked).await;
    assert_eq!(again.header("location"), Some("/sites/kokage/notices?again=1"));
    ring(again).await;
    let ids: Vec<String> = taken(&deployment).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids.last().map(String::as_str), Some("kokage.care.2026-W47"));
    let before = deployment.receivers.calls().len();
    let page = text(&person.open(&app, &format!("{PATH}?lang=en")).await.text);
    assert!(page.contains("Customer care · 16 Nov to 22 Nov Sent"), "{page}");
    for name in ["care/2026-W47", "shop/2026-W47", "care/2026-W46", "x"] {
        let refused =
            ask(&mut person, &app, PATH, &[("do", "digest-again"), ("entry", name)]).await;
        assert_eq!(refused.header("location"), Some("/sites/kokage/notices?again=0"), "{name}");
        ring(refused).await;
    }
    assert_eq!(deployment.receivers.calls().len(), before);
    // The next week it is called as before.
    pass(&deployment, 7 * 24 * 60).await;
    assert_eq!(deployment.receivers.calls().len(), before + 1);
}

/// a digest whose next try no run of the cron made in time has failed, and can be sent again
#[tokio::test]
async fn a_digest_that_no_run_tried_again_has_failed() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    site(&deployment, |_| {}).await;
    deployment.receivers.reply(HOOK, Ok(500));
    deployment.pass(TO_MONDAY);
    run(&deployment).await;
    deployment.pass(3 * 24 * 3_600);
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = text(&person.open(&app, &format!("{PATH}?lang=en")).await.text);
    assert!(page.contains("Customer care · 16 Nov to 22 Nov Failed"), "{page}");
    deployment.receivers.reply(HOOK, Ok(200));
    let asked = [("do", "digest-again"), ("entry", "care/2026-W47")];
    ring(ask(&mut person, &app, PATH, &asked).await).await;
    assert_eq!(taken(&deployment).len(), 2);
    let page = text(&person.open(&app, &format!("{PATH}?lang=en")).await.text);
    assert!(page.contains("Customer care · 16 Nov to 22 Nov Sent"), "{page}");
}
