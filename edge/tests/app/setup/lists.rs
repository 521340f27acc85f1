//! The lists of touchpoints, surveys and departments.

use serde_json::{Value, json};

use super::{ask, at_the_desk, document, save};
use crate::reading::text;

fn ids(document: &Value, list: &str) -> Vec<String> {
    let entries = document[list].as_array().unwrap();
    entries.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn touchpoints_are_added_moved_and_taken_away() {
    let (app, mut person) = at_the_desk().await;
    let path = "/sites/kokage/touchpoints";
    for asked in [
        vec![("do", "preset"), ("preset", "after-support")],
        vec![("do", "address"), ("id", "thanks"), ("url", "/thanks*"), ("ask+shop-nps", "1")],
        vec![("do", "click"), ("id", "contact"), ("click", "/contact")],
    ] {
        let added = ask(&mut person, &app, path, &asked).await;
        assert_eq!(added.status, 303, "{asked:?}: {}", added.text);
    }
    let now = document(&app).await;
    assert!(
        now["surveys"][0]["touchpoints"].as_array().unwrap().contains(&json!("thanks")),
        "{now}"
    );
    let list = ids(&now, "touchpoints");
    assert!(list.ends_with(&["after-support", "thanks", "contact"].map(str::to_owned)), "{list:?}");
    assert_eq!(now["touchpoints"][list.len() - 1]["when"]["click"], "a[href*=\"/contact\"]");

    for (asked, field, words) in [
        ([("do", "address"), ("id", "thanks"), ("url", "/a")], "id", "This name is taken."),
        ([("do", "address"), ("id", "No Name"), ("url", "/a")], "id", "small letters"),
        ([("do", "address"), ("id", "more"), ("url", "")], "url", "Fill this in."),
        ([("do", "address"), ("id", "more"), ("url", "shop.example/a")], "url", "Begin it with /"),
        ([("do", "click"), ("id", "more"), ("click", "a[")], "click", "no CSS selector"),
    ] {
        let refused = ask(&mut person, &app, path, &asked).await;
        assert_eq!(refused.status, 422, "{asked:?}");
        assert!(refused.text.contains(words), "{asked:?}: {}", refused.text);
        assert!(refused.text.contains(&format!("id=\"{field}-error\"")), "{asked:?}");
        assert!(refused.text.contains(asked[2].1), "{asked:?}");
    }

    let up = [("do", "up"), ("entry", "contact")];
    assert_eq!(ask(&mut person, &app, path, &up).await.status, 303);
    let list = ids(&document(&app).await, "touchpoints");
    assert!(list.ends_with(&["contact", "thanks"].map(str::to_owned)), "{list:?}");
    let gone = ask(&mut person, &app, &format!("{path}/contact"), &[("do", "remove")]).await;
    let to = "/sites/kokage/touchpoints?saved=1";
    assert_eq!((gone.status, gone.header("location")), (303, Some(to)), "{}", gone.text);
    assert_eq!(person.open(&app, &format!("{path}/contact")).await.status, 404);
}

/// the usual nine, all at once · one by its name · a name that is taken, or none 422 · its touchpoints ticked: what
/// nobody answers for is said · taken away
#[tokio::test]
async fn departments_are_added_and_answer_for_touchpoints() {
    let (app, mut person) = at_the_desk().await;
    let path = "/sites/kokage/departments";
    let page = person.open(&app, path).await.text;
    assert!(text(&page).contains("Add the usual ones"), "{page}");
    assert!(!text(&page).contains("Nobody answers for"), "there is no department yet: {page}");
    assert_eq!(ask(&mut person, &app, path, &[("do", "usual")]).await.status, 303);
    let own = [("do", "named"), ("id", "garden"), ("name", "庭 <b>")];
    assert_eq!(ask(&mut person, &app, path, &own).await.status, 303);
    let list = ids(&document(&app).await, "departments");
    assert_eq!((list.len(), &*list[0], &*list[9]), (10, "management", "garden"));
    for (asked, field, words) in [
        ([("do", "named"), ("id", "garden"), ("name", "Again")], "id", "This name is taken."),
        ([("do", "named"), ("id", "No Name"), ("name", "Again")], "id", "small letters"),
        ([("do", "named"), ("id", "more"), ("name", " ")], "name", "Fill this in."),
    ] {
        let refused = ask(&mut person, &app, path, &asked).await;
        assert_eq!(refused.status, 422, "{asked:?}");
        assert!(refused.text.contains(words), "{asked:?}: {}", refused.text);
        assert!(refused.text.contains(&format!("id=\"{field}-error\"")), "{asked:?}");
    }
    let page = text(&person.open(&app, path).await.text);
    assert!(page.contains("Nobody answers for: After a purchase"), "{page}");
    assert!(!page.contains("Add the usual ones"), "{page}");
    let garden = format!("{path}/garden");
    let values = [
        ("departments.garden.name", "Garden"),
        ("departments.garden.touchpoints+post-purchase", "1"),
    ];
    let saved = save(&mut person, &app, &garden, &values).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let now = document(&app).await;
    assert_eq!(
        now["departments"][9],
        json!({ "id": "garden", "name": "Garden", "touchpoints": ["post-purchase"] })
    );
    let page = text(&person.open(&app, path).await.text);
    assert!(page.contains("Garden garden After a purchase"), "{page}");
    assert!(!page.contains("Nobody answers for"), "{page}");
    let gone = ask(&mut person, &app, &garden, &[("do", "remove")]).await;
    assert_eq!(gone.header("location"), Some("/sites/kokage/departments?saved=1"), "{}", gone.text);
    assert_eq!(person.open(&app, &garden).await.status, 404);
    let settings = text(&person.open(&app, "/sites/kokage/settings?lang=ja").await.text);
    assert!(settings.contains("部門 9件"), "{settings}");
}

#[tokio::test]
async fn surveys_are_added_by_templates_and_archived_but_for_the_last() {
    let (app, mut person) = at_the_desk().await;
    let path = "/sites/kokage/surveys";
    for _ in 0..2 {
        let asked = [("do", "add"), ("template", "support-ces")];
        let added = ask(&mut person, &app, path, &asked).await;
        assert_eq!(added.status, 303, "{}", added.text);
    }
    let list = ids(&document(&app).await, "surveys");
    assert!(list.ends_with(&["support-ces", "support-ces-2"].map(str::to_owned)), "{list:?}");
    for id in &list[1..] {
        let gone = ask(&mut person, &app, &format!("{path}/{id}"), &[("do", "remove")]).await;
        assert_eq!(gone.status, 303, "{}", gone.text);
    }
    let kept = ask(&mut person, &app, &format!("{path}/{}", list[0]), &[("do", "remove")]).await;
    assert_eq!(kept.status, 422);
    assert!(kept.text.contains("A site needs one survey"), "{}", kept.text);
}

#[tokio::test]
async fn the_check_leads_to_a_touchpoint_by_the_address_it_saw() {
    let (app, mut person) = at_the_desk().await;
    let page = person.open(&app, "/sites/kokage/touchpoints?address=%2Fthanks%3Cb%3E").await;
    assert!(page.text.contains("value=\"/thanks&lt;b&gt;\""), "{}", page.text);
}
