//! Forms of the document: what is typed is what it says, and what is wrong is said at its field.

use serde_json::{Value, json};

use super::{FORMS, at_the_desk, document, fields_of, save, send_form};
use crate::deployment::{ADMIN_KEY, send};
use crate::desk::{Person, field};

#[tokio::test]
async fn a_form_that_nobody_touched_changes_nothing() {
    let (app, mut person) = at_the_desk().await;
    let mut before = document(&app).await;
    for path in FORMS {
        let saved = save(&mut person, &app, path, &[]).await;
        assert_eq!(saved.status, 303, "{path}: {}", saved.text);
        let mut after = document(&app).await;
        before["updated_at"] = Value::Null;
        after["updated_at"] = Value::Null;
        assert_eq!(after, before, "{path}");
    }
}

#[tokio::test]
async fn what_is_typed_is_what_the_document_says() {
    let (app, mut person) = at_the_desk().await;
    let two_origins = "https://shop.example\r\n\r\n https://www.shop.example\r\n";
    for (path, typed, pointer, value) in [
        (FORMS[0], ("name", " こかげ道具店 "), "/name", json!("こかげ道具店")),
        (FORMS[0], ("origins", two_origins), "/origins/1", json!("https://www.shop.example")),
        (FORMS[1], ("theme.accent", "#ffd400"), "/theme/accent", json!("#ffd400")),
        (FORMS[1], ("theme.position", "top-left"), "/theme/position", json!("top-left")),
        (FORMS[2], ("cool_down_days", "7"), "/cool_down_days", json!(7)),
        (
            FORMS[2],
            ("surveys.shop-nps.sample_rate", "12.5"),
            "/surveys/0/sample_rate",
            json!(0.125),
        ),
        (FORMS[3], ("privacy.require_consent", "1"), "/privacy/require_consent", json!(true)),
        (FORMS[3], ("segments", "plan: free, pro"), "/segments/plan", json!(["free", "pro"])),
        (FORMS[4], ("surveys.shop-nps.goal", "Return?"), "/surveys/0/goal", json!("Return?")),
        (
            FORMS[4],
            ("surveys.shop-nps.ask_contact+detractor", "1"),
            "/surveys/0/ask_contact",
            json!(["detractor"]),
        ),
    ] {
        let saved = save(&mut person, &app, path, &[typed]).await;
        let to = format!("{path}?saved=1");
        assert_eq!((saved.status, saved.header("location")), (303, Some(&*to)), "{}", saved.text);
        assert_eq!(document(&app).await.pointer(pointer), Some(&value), "{typed:?}");
        assert!(person.open(&app, &to).await.text.contains("Saved."));
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_is_lost() {
    let (app, mut person) = at_the_desk().await;
    let before = document(&app).await;
    let long = "木".repeat(200);
    for (path, name, typed, words) in [
        (FORMS[0], "name", "", "Fill this in."),
        (FORMS[0], "name", &*long, "This has 200 characters. Use at most 100."),
        (FORMS[0], "origins", "https://shop.example/path", "without a path"),
        (FORMS[0], "origins", "https://a.example\nhttps://a.example", "stands there twice"),
        (FORMS[0], "timezone", "Tokyo", "There is no time zone “Tokyo”"),
        (FORMS[1], "theme.accent", "green", "not of the form #rrggbb"),
        (FORMS[1], "theme.radius", "40", "40 is out of bounds. Use 0 to 20."),
        (FORMS[2], "cool_down_days", "many", "can't be used"),
        (FORMS[3], "segments", "Plan: a", "can't be a name"),
        (FORMS[4], "surveys.shop-nps.thanks.link.text.en", "Read on", "Fill this in."),
    ] {
        let refused = save(&mut person, &app, path, &[(name, typed)]).await;
        assert_eq!(refused.status, 422, "{name} {typed}: {}", refused.text);
        assert!(refused.text.contains(words), "{name} {typed}: {}", refused.text);
        // Of a link it is the address that is missing.
        let at = name.replace("text.en", "href");
        assert!(refused.text.contains(&format!("id=\"{at}-error\"")), "{name}: {}", refused.text);
        let kept = fields_of(&refused.text);
        assert!(
            kept.iter().any(|(known, value)| known == name && value == typed),
            "{name}: {kept:?}"
        );
    }
    assert_eq!(document(&app).await, before);
}

#[tokio::test]
async fn other_words_start_a_new_line_once_somebody_says_so() {
    let (app, mut person) = at_the_desk().await;
    let path = FORMS[4];
    let typed = ("surveys.shop-nps.question.en", "Will you be back?");
    let asked = save(&mut person, &app, path, &[typed]).await;
    assert_eq!(asked.status, 409, "{}", asked.text);
    assert!(asked.text.contains("Start a new line in the trend"), "{}", asked.text);
    assert!(asked.text.contains("It becomes version 2."), "{}", asked.text);
    let version = field(&asked.text, "new_line");
    let saved = send_form(&mut person, &app, path, &asked.text, &[("new_line", &version)]).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let survey = &document(&app).await["surveys"][0];
    assert_eq!((&survey["version"], &survey["question"]["en"]), (&json!(2), &json!(typed.1)));
}

#[tokio::test]
async fn two_owners_at_once_see_both_states_and_choose() {
    let (app, mut anna) = at_the_desk().await;
    let mut ben = Person::signed_in(&app, ADMIN_KEY).await;
    let path = FORMS[0];
    let seen_by_ben = ben.open(&app, path).await.text;
    let saved = save(&mut anna, &app, path, &[("name", "Anna's shop")]).await;
    assert_eq!(saved.status, 303);

    let typed = [("name", "Ben's shop"), ("timezone", "Europe/Berlin")];
    let conflict = send_form(&mut ben, &app, path, &seen_by_ben, &typed).await;
    assert_eq!(conflict.status, 412, "{}", conflict.text);
    let words =
        ["Anna's shop", "Ben's shop", "Europe/Berlin", "Take theirs", "Keep mine", "Admin key"];
    for words in words {
        assert!(conflict.text.contains(words), "{words}: {}", conflict.text);
    }
    assert!(!conflict.text.contains(" checked"), "nothing is chosen in advance");
    assert_eq!(document(&app).await["name"], "Anna's shop");

    let half = [("pick.name", "theirs")];
    let half = send_form(&mut ben, &app, path, &conflict.text, &half).await;
    assert_eq!(half.status, 422, "{}", half.text);
    assert!(half.text.contains("Choose one of the two."), "{}", half.text);
    let both = [("pick.name", "theirs"), ("pick.timezone", "mine")];
    let saved = send_form(&mut ben, &app, path, &conflict.text, &both).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let now = document(&app).await;
    assert_eq!((&now["name"], &now["timezone"]), (&json!("Anna's shop"), &json!("Europe/Berlin")));
}

#[tokio::test]
async fn a_form_that_is_sent_twice_saves_once() {
    let (app, mut person) = at_the_desk().await;
    let page = person.open(&app, FORMS[0]).await.text;
    for _ in 0..2 {
        let saved = send_form(&mut person, &app, FORMS[0], &page, &[("name", "Once")]).await;
        assert_eq!(saved.status, 303, "{}", saved.text);
    }
    let history = send(&app, "GET", "/v1/sites/kokage/history", &Value::Null).await.json();
    let entries = history["history"].as_array().unwrap().iter();
    let renamed = entries.filter(|entry| entry["changed"] == json!(["name"]));
    assert_eq!(renamed.count(), 1, "{history}");
}

#[tokio::test]
async fn a_preview_shows_every_step_and_stores_nothing() {
    let (app, mut person) = at_the_desk().await;
    let path = FORMS[4];
    let page = person.open(&app, path).await.text;
    let before = document(&app).await;
    let typed = [("surveys.shop-nps.question.en", "<b>Back</b> again?"), ("preview_of", path)];
    let shown = send_form(&mut person, &app, "/sites/kokage/look/preview", &page, &typed).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    assert!(shown.text.contains("&lt;b&gt;Back&lt;/b&gt; again?"), "{}", shown.text);
    assert!(shown.text.contains("class=\"light\"") && shown.text.contains("class=\"dark\""));
    assert!(!shown.text.contains("<script"));
    let policy = shown.header("content-security-policy").unwrap();
    let is_closed =
        policy.contains("frame-ancestors 'self'") && policy.contains("form-action 'none'");
    assert!(is_closed, "{policy}");
    let typed = [("surveys.shop-nps.goal", ""), ("preview_of", path)];
    let wrong = send_form(&mut person, &app, "/sites/kokage/look/preview", &page, &typed).await;
    assert!(wrong.text.contains("What you want to learn — Fill this in."), "{}", wrong.text);
    assert_eq!(document(&app).await, before);
}
