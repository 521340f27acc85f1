//! What a follow-up needs: promises, hours of work, closed days, playbooks, and the rule that opens a case.

use serde_json::{Value, json};

use super::{ask, at_the_desk, document, fields_of, isolate, save, send_form};
use crate::deployment::{Deployment, put_site, send};
use crate::reading::text;

const PATH: &str = "/sites/kokage/promises";

#[tokio::test]
async fn promises_hours_and_closed_days_are_what_was_typed() {
    let (app, mut person) = at_the_desk().await;
    let settings = text(&person.open(&app, "/sites/kokage/settings?lang=ja").await.text);
    assert!(settings.contains("フォロー 至急 8時間、その他 72時間 "), "{settings}");
    let page = person.open(&app, &format!("{PATH}?lang=en")).await.text;
    let shown = fields_of(&page);
    for (name, value) in [
        ("promise_hours.urgent", "8"),
        ("promise_hours.other", "72"),
        ("hours.mon+from", ""),
        ("hours.sun+until", ""),
        ("closed", ""),
    ] {
        assert!(shown.contains(&(name.to_owned(), value.to_owned())), "{name}: {shown:?}");
    }
    let typed = [
        ("promise_hours.urgent", "4"),
        ("promise_hours.other", " 48 "),
        ("hours.mon+from", "10:00"),
        ("hours.mon+until", "19:00"),
        ("hours.tue+from", "10:00"),
        ("hours.tue+until", "19:00"),
        ("hours.sat+from", "9:30"),
        ("hours.sat+until", "24:00"),
        ("closed", "2026-12-31\r\n\r\n 2027-01-01 \r\n"),
    ];
    let saved = save(&mut person, &app, PATH, &typed).await;
    let to = format!("{PATH}?saved=1");
    assert_eq!((saved.status, saved.header("location")), (303, Some(&*to)), "{}", saved.text);
    let now = document(&app).await;
    assert_eq!(now["promise_hours"], json!({ "urgent": 4, "other": 48 }));
    let day = json!(["10:00", "19:00"]);
    assert_eq!(now["hours"], json!({ "mon": day, "tue": day, "sat": ["09:30", "24:00"] }));
    assert_eq!(now["closed"], json!(["2026-12-31", "2027-01-01"]));
    let settings = text(&person.open(&app, "/sites/kokage/settings?lang=ja").await.text);
    let told =
        "フォロー 至急 4時間、その他 48時間、月〜火 10:00〜19:00、土 09:30〜24:00、休業日 2日";
    assert!(settings.contains(told), "{settings}");
    let settings = text(&person.open(&app, "/sites/kokage/settings?lang=en").await.text);
    let told = "Follow-up urgent 4 hours, all others 48 hours, Mon to Tue 10:00 to 19:00, Sat 09:30 to \
                24:00, 2 closed days";
    assert!(settings.contains(told), "{settings}");

    let opened = person.open(&app, PATH).await.text;
    let shown = fields_of(&opened);
    for (name, value) in [("hours.sat+from", "09:30"), ("closed", "2026-12-31\n2027-01-01")] {
        assert!(shown.contains(&(name.to_owned(), value.to_owned())), "{name}: {shown:?}");
    }
    // A day without hours is closed; a week without any counts every hour, and a promise without a number is the usual.
    let emptied = |day: &'static str| [format!("hours.{day}+from"), format!("hours.{day}+until")];
    let names: Vec<String> = ["mon", "tue", "sat"].into_iter().flat_map(emptied).collect();
    let mut nothing: Vec<(&str, &str)> = names.iter().map(|name| (&**name, "")).collect();
    let one_day = save(&mut person, &app, PATH, &nothing[..2]).await;
    assert_eq!(one_day.status, 303, "{}", one_day.text);
    assert_eq!(document(&app).await["hours"]["mon"], Value::Null);
    assert_eq!(document(&app).await["hours"]["tue"], day);
    nothing.extend([("closed", ""), ("promise_hours.urgent", "")]);
    assert_eq!(save(&mut person, &app, PATH, &nothing).await.status, 303);
    let now = document(&app).await;
    assert_eq!([&now["hours"], &now["closed"]], [&Value::Null; 2], "{now}");
    assert_eq!(now["promise_hours"], json!({ "urgent": 8, "other": 48 }));
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field() {
    let (app, mut person) = at_the_desk().await;
    let before = document(&app).await;
    let hours = |from: &'static str, until: &'static str| {
        vec![("hours.tue+from", from), ("hours.tue+until", until)]
    };
    let pair = "Enter a beginning and a later end, like 10:00 and 19:00.";
    for (typed, field, words) in [
        (vec![("promise_hours.urgent", "0")], "promise_hours.urgent", "Use 1 to 8760."),
        (vec![("promise_hours.other", "8761")], "promise_hours.other", "Use 1 to 8760."),
        (vec![("promise_hours.other", "soon")], "promise_hours.other", "can't be used"),
        (hours("19:00", "10:00"), "hours.tue", pair),
        (hours("10:00", ""), "hours.tue", pair),
        (hours("", "19:00"), "hours.tue", pair),
        (hours("10", "19"), "hours.tue", pair),
        (vec![("closed", "2026-12-31\n2026/1/1")], "closed", "Line 2: There is no day “2026/1/1”."),
        (vec![("closed", "2026-02-29")], "closed", "There is no day “2026-02-29”."),
        (vec![("closed", "2026-12-31\n2026-12-31")], "closed", "stands there twice"),
    ] {
        let refused = save(&mut person, &app, PATH, &typed).await;
        assert_eq!(refused.status, 422, "{typed:?}: {}", refused.text);
        assert!(refused.text.contains(words), "{typed:?}: {}", refused.text);
        assert!(refused.text.contains(&format!("id=\"{field}-error\"")), "{typed:?}");
        assert_eq!(refused.text.matches("class=\"error\"").count(), 1, "{typed:?}");
        let kept = fields_of(&refused.text);
        for (name, value) in typed {
            assert!(kept.contains(&(name.to_owned(), value.to_owned())), "{name}: {kept:?}");
        }
    }
    assert_eq!(document(&app).await, before);
    let japanese = format!("{PATH}?lang=ja");
    let page = person.open(&app, &japanese).await.text;
    let refused = send_form(&mut person, &app, &japanese, &page, &hours("19:00", "10:00")).await;
    let words = "始まりと、それより後の終わりを、10:00 と 19:00 のように入力してください。";
    assert!(refused.text.contains(words), "{}", refused.text);
}

#[tokio::test]
async fn a_playbook_stands_with_its_touchpoint_in_each_language_of_the_site() {
    let (app, mut person) = at_the_desk().await;
    let languages = [("locales+ja", "1")];
    assert_eq!(save(&mut person, &app, "/sites/kokage/site", &languages).await.status, 303);
    let asked = [("do", "preset"), ("preset", "after-support")];
    assert_eq!(ask(&mut person, &app, "/sites/kokage/touchpoints", &asked).await.status, 303);
    let locales = document(&app).await["locales"].clone();
    assert_eq!(locales, json!(["en", "ja"]), "the form has a box for each");
    let path = "/sites/kokage/touchpoints/after-support";
    let page = person.open(&app, &format!("{path}?lang=ja")).await.text;
    assert!(page.contains("フォローの画面に、次の一手として出ます。"), "{page}");
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
    assert!(place("playbooks.after-support.en") < place("playbooks.after-support.ja"));
    let typed = [("playbooks.after-support.en", "Call them.\r\nThen write.")];
    assert_eq!(save(&mut person, &app, path, &typed).await.status, 303);
    let expected = json!({ "after-support": { "en": "Call them.\nThen write." } });
    assert_eq!(document(&app).await["playbooks"], expected);

    let long = "声".repeat(2_001);
    let refused = save(&mut person, &app, path, &[("playbooks.after-support.ja", &long)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("2001 characters. Use at most 2000."));
    assert!(refused.text.contains("id=\"playbooks.after-support.ja-error\""), "{}", refused.text);
    let history = text(&person.open(&app, "/sites/kokage/history?lang=en").await.text);
    assert!(history.contains("Playbook"), "{history}");
    let none = [("playbooks.after-support.en", " ")];
    assert_eq!(save(&mut person, &app, path, &none).await.status, 303);
    assert_eq!(document(&app).await["playbooks"], Value::Null);
}

#[tokio::test]
async fn a_notice_that_opens_a_case_needs_no_address() {
    let (app, mut person) = at_the_desk().await;
    let notices = "/sites/kokage/notices";
    let asked = [
        ("do", "add"),
        ("what", "detractors"),
        ("channel", "email"),
        ("address", "care@shop.example"),
    ];
    assert_eq!(ask(&mut person, &app, notices, &asked).await.status, 303);
    let path = format!("{notices}/detractors");
    let nobody = ("alerts.detractors.to.email", "");
    let refused = save(&mut person, &app, &path, &[nobody]).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.text.contains("id=\"alerts.detractors.to.email-error\""), "{}", refused.text);

    let opens = ("alerts.detractors.open_case", "1");
    assert_eq!(save(&mut person, &app, &path, &[opens]).await.status, 303);
    let list = text(&person.open(&app, &format!("{notices}?lang=en")).await.text);
    assert!(list.contains("E-mail care@shop.example · opens a case"), "{list}");
    assert_eq!(save(&mut person, &app, &path, &[nobody]).await.status, 303);
    let rule = document(&app).await["alerts"][0].clone();
    assert_eq!((&rule["to"], &rule["open_case"]), (&json!([]), &json!(true)));
    let list = text(&person.open(&app, &format!("{notices}?lang=ja")).await.text);
    assert!(list.contains("detractors フォローを始める"), "{list}");
    // The tick taken away: somebody has to be told.
    let told = [("alerts.detractors.open_case", ""), ("alerts.detractors.to.email", "a@b.example")];
    assert_eq!(save(&mut person, &app, &path, &told).await.status, 303);
    assert_eq!(document(&app).await["alerts"][0]["open_case"], Value::Null);
}

/// A page is told the same before and after, and no survey has a new version.
#[tokio::test]
async fn no_visitor_is_told_how_answers_are_followed_up() {
    let whole = Deployment::new();
    put_site(&isolate(&whole), 1).await;
    // Each isolate reads the site anew.
    let open = async |path: &str| send(&isolate(&whole), "GET", path, &Value::Null).await;
    let before = open("/s/kokage.js").await.text;
    let mut changed = open("/v1/sites/kokage").await.json();
    changed["promise_hours"] = json!({ "urgent": 2_345, "other": 2_346 });
    changed["hours"] = json!({ "wed": ["11:11", "22:22"] });
    changed["closed"] = json!(["2026-12-31"]);
    changed["playbooks"] = json!({ "post-purchase": { "en": "Call within a day." } });
    changed["alerts"] = json!([{
        "id": "unhappy", "name": "Unhappy", "when": { "bucket": "detractor" }, "to": [], "open_case": true,
    }]);
    let saved = send(&isolate(&whole), "PUT", "/v1/sites/kokage", &changed).await;
    assert_eq!(saved.status, 200, "{}", saved.text);
    assert_eq!(saved.json()["surveys"], changed["surveys"]);
    let told = open("/v1/sites/kokage").await.json();
    for name in ["promise_hours", "hours", "closed", "playbooks", "alerts"] {
        let mut expected = changed[name].clone();
        if name == "alerts" {
            expected[0]["cap_per_hour"] = json!(20);
        }
        assert_eq!(told[name], expected, "{name}");
    }
    assert_eq!(open("/s/kokage.js").await.text, before);
}
