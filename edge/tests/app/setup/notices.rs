//! Notices: added, changed, taken away; what was sent, and sent again.

use serde_json::{Value, json};

use super::{ask, at_the_desk, document, save};
use crate::alerts;
use crate::deployment::{ADMIN_KEY, Deployment};
use crate::desk::Person;

const PATH: &str = "/sites/kokage/notices";

/// 1. A notice for each channel, by its form. 2. What can't be called is refused at its field, with all that was typed.
#[tokio::test]
async fn a_notice_is_added_by_its_form() {
    let (app, mut person) = at_the_desk().await;
    for (what, channel, address) in [
        ("detractors", "email", "care@shop.example"),
        ("reply", "slack", "https://hooks.slack.example/services/abcdWXYZ"),
        ("words", "teams", "https://flows.example/teams/abcd1234"),
        ("detractors", "webhook", "https://receiver.example/hook"),
    ] {
        let page = person.open(&app, PATH).await.text;
        let secret = page.split("value=\"whsec_").nth(1).unwrap().split('"').next().unwrap();
        let secret = format!("whsec_{secret}");
        let asked = [
            ("do", "add"),
            ("what", what),
            ("channel", channel),
            ("address", address),
            ("secret", &secret),
        ];
        let added = ask(&mut person, &app, PATH, &asked).await;
        assert_eq!(added.status, 303, "{asked:?}: {}", added.text);
    }
    let alerts = document(&app).await["alerts"].clone();
    let ids: Vec<&Value> = alerts.as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
    assert_eq!(ids, ["detractors", "reply", "words", "detractors-2"]);
    assert_eq!(alerts[0]["when"], json!({ "bucket": "detractor" }));
    assert_eq!(alerts[1]["to"], json!([{ "slack": "…WXYZ" }]));
    assert_eq!(alerts[3]["to"], json!([{ "webhook": "https://receiver.example/hook" }]));

    for (channel, address, secret, field, words) in [
        ("email", "care", "", "address", "plain e-mail address"),
        ("email", "", "", "address", "Fill this in."),
        ("slack", "https://127.0.0.1/x", "", "address", "IP address"),
        ("webhook", "https://a.example/x", "hunter2", "secret", "24 to 64 bytes"),
    ] {
        let asked = [
            ("do", "add"),
            ("what", "reply"),
            ("channel", channel),
            ("address", address),
            ("secret", secret),
        ];
        let refused = ask(&mut person, &app, PATH, &asked).await;
        assert_eq!(refused.status, 422, "{asked:?}");
        assert!(refused.text.contains(words), "{asked:?}: {}", refused.text);
        assert!(refused.text.contains(&format!("id=\"{field}-error\"")), "{asked:?}");
        assert!(refused.text.contains(address), "{asked:?}");
    }
    let nothing = [("do", "add"), ("what", "x"), ("channel", "email"), ("address", "a@b.example")];
    assert_eq!(ask(&mut person, &app, PATH, &nothing).await.status, 404);
}

/// 1. Each field of a notice is changed, and what is left as it was stays, secrets too. 2. Without a condition it is
/// refused once, at its first field. 3. It is taken away.
#[tokio::test]
async fn a_notice_is_changed_and_taken_away() {
    let (app, mut person) = at_the_desk().await;
    let slack = "https://hooks.slack.example/services/abcdWXYZ";
    let asked = [("do", "add"), ("what", "words"), ("channel", "slack"), ("address", slack)];
    assert_eq!(ask(&mut person, &app, PATH, &asked).await.status, 303);
    let path = format!("{PATH}/words");
    let changed = save(
        &mut person,
        &app,
        &path,
        &[
            ("alerts.words.name", "Refunds"),
            ("alerts.words.when.words", "refund\n返金"),
            ("alerts.words.when.score_at_most", "6"),
            ("alerts.words.when.surveys+shop-nps", "1"),
            ("alerts.words.to.email", "care@shop.example\nowner@shop.example"),
            ("alerts.words.cap_per_hour", "5"),
            ("alerts.words.quiet.from", "22:00"),
            ("alerts.words.quiet.to", "07:00"),
        ],
    )
    .await;
    assert_eq!(changed.status, 303, "{}", changed.text);
    let rule = document(&app).await["alerts"][0].clone();
    let expected = json!({
        "id": "words", "name": "Refunds", "cap_per_hour": 5,
        "when": { "surveys": ["shop-nps"], "score_at_most": 6, "words": ["refund", "返金"] },
        "to": [{ "slack": "…WXYZ" }, { "email": "care@shop.example" }, { "email": "owner@shop.example" }],
        "quiet": { "from": "22:00", "to": "07:00" },
    });
    assert_eq!(rule, expected);

    let bare = [
        ("alerts.words.when.words", ""),
        ("alerts.words.when.score_at_most", ""),
        ("alerts.words.when.surveys+shop-nps", ""),
    ];
    let refused = save(&mut person, &app, &path, &bare).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.text.matches("Without a condition").count(), 1, "{}", refused.text);
    let nowhere = [("alerts.words.to.email", ""), ("alerts.words.to.slack", "")];
    let refused = save(&mut person, &app, &path, &nowhere).await;
    assert_eq!(refused.status, 422);
    let forgotten = save(&mut person, &app, &path, &[("alerts.words.to.slack", "…abcd")]).await;
    assert!(forgotten.text.contains("No address that ends like …abcd"), "{}", forgotten.text);
    let quiet = [("alerts.words.quiet.from", ""), ("alerts.words.quiet.to", "")];
    assert_eq!(save(&mut person, &app, &path, &quiet).await.status, 303);
    assert_eq!(document(&app).await["alerts"][0]["quiet"], Value::Null);

    let gone = ask(&mut person, &app, &path, &[("do", "remove")]).await;
    assert_eq!(gone.header("location"), Some("/sites/kokage/notices?saved=1"));
    assert_eq!(person.open(&app, &path).await.status, 404);
}

/// The log tells what failed and why; its button sends it again.
#[tokio::test]
async fn what_failed_is_sent_again_by_a_button() {
    let deployment = Deployment::new();
    alerts::site(&deployment, |_| {}).await;
    deployment.receivers.reply(alerts::HOOK, Ok(410));
    alerts::answer(&deployment, &alerts::angry(0, 1, Some("broken"))).await;
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = person.open(&app, &format!("{PATH}?lang=en")).await.text;
    assert!(page.contains("The other side replied with an error: 410 said so"), "{page}");
    assert!(page.contains("Angry customers"), "{page}");
    assert!(!page.contains("broken"), "no words of a visitor are in the log");
    deployment.receivers.reply(alerts::HOOK, Ok(200));
    let id = alerts::listed(&deployment).await[0]["id"].as_str().unwrap().to_owned();
    let asked = [("do", "again"), ("entry", id.as_str())];
    let again = ask(&mut person, &app, PATH, &asked).await;
    assert_eq!(again.header("location"), Some("/sites/kokage/notices?again=1"));
    alerts::ring(again).await;
    assert_eq!(alerts::listed(&deployment).await[0]["state"], "sent");
    let twice = ask(&mut person, &app, PATH, &asked).await;
    assert_eq!(twice.header("location"), Some("/sites/kokage/notices?again=0"));
    let unknown = [("do", "again"), ("entry", "x.y.z")];
    assert_eq!(ask(&mut person, &app, PATH, &unknown).await.status, 404);
}
