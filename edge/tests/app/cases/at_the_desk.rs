//! フォロー at the desk: forty cases are worked on by buttons; what one did shows at once, and what another did first.

use std::sync::Arc;

use axum::Router;
use serde_json::{Value, json};

use super::{CASES, list, note, opening, scored};
use crate::alerts::answer;
use crate::deployment::{ADMIN_KEY, Deployment, Reply, send};
use crate::desk::{Person, field};
use crate::lagging::Lagging;
use crate::notes::key;
use crate::reading::text;

const PAGE: &str = "/sites/kokage/cases";

/// A site with so many cases, the first ones the most urgent.
async fn with_cases(deployment: &Deployment, n: u64) {
    opening(deployment).await;
    for after in 0..n {
        let mut body = scored(after, 2, Some(&format!("refund {after:02}")), None);
        body["contact"] = json!({ "email": "taro@example.com", "consent": true });
        answer(deployment, &body).await;
    }
}

/// The public ids of the cases of a page, in their order.
fn ids(page: &str) -> Vec<String> {
    let rows = page.split("id=\"case-").skip(1);
    rows.map(|row| row.split('"').next().unwrap().to_owned()).collect()
}

/// Sends the form of the list, as its page has it, with what is added.
async fn send_list(
    (app, person): (&Router, &mut Person),
    (to, page): (&str, &str),
    more: &[(&str, &str)],
) -> Reply {
    let form = page.split("class=\"card cases\"").nth(1).expect("the list");
    let (token, id) = (field(form, "token"), field(form, "form"));
    let seen = form.split("name=\"seen.").skip(1).map(|seen| {
        let mut parts = seen.split('"');
        let case = parts.next().unwrap();
        (format!("seen.{case}"), parts.nth(1).unwrap())
    });
    let seen: Vec<(String, &str)> = seen.collect();
    let mut fields = vec![("token", &*token), ("form", &*id)];
    fields.extend(seen.iter().map(|(name, seen)| (&**name, *seen)));
    fields.extend(more);
    person.post(app, to, &fields).await
}

/// The case whose button waits for the next key.
fn waits(page: &str) -> Option<String> {
    let button = page.split("autofocus").next().filter(|before| before.len() < page.len())?;
    let value = button.rsplit("value=\"").next()?.split('"').next()?;
    Some(value.split_once('.')?.1.to_owned())
}

/// Each of five is contacted by its button, though storage lags: the page shows it at once, and the next case's button
/// waits. The same form twice notes once.
#[tokio::test]
async fn one_button_after_the_other_though_storage_lags() {
    let whole = Deployment::new();
    with_cases(&whole, 5).await;
    let deployment = whole.behind(Arc::new(Lagging::new(&whole)));
    whole.pass(60);
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let mut to = PAGE.to_owned();
    let mut page = person.open(&app, &to).await.text;
    let all = ids(&page);
    assert_eq!((all.len(), waits(&page)), (5, None));
    for (place, case) in all.iter().enumerate() {
        let act = format!("contacted.{case}");
        for _ in 0..2 {
            let sent = send_list((&app, &mut person), (&to, &page), &[("do", &act)]).await;
            assert_eq!(sent.status, 303, "{}", text(&sent.text));
            let next = sent.header("location").unwrap().to_owned();
            assert!(next.contains("did="), "{next}");
            if next != to {
                to = next;
            }
        }
        page = person.open(&app, &to).await.text;
        assert_eq!(page.matches("class=\"circle half\"").count(), place + 1, "{}", text(&page));
        assert_eq!(waits(&page), all.get(place + 1).cloned());
        whole.pass(1);
    }
    // The list itself shows none of it yet.
    assert_eq!(person.open(&app, PAGE).await.text.matches("class=\"circle half\"").count(), 0);
    whole.pass(120);
    let app = deployment.isolate();
    let page = person.open(&app, PAGE).await.text;
    assert_eq!(page.matches("class=\"circle half\"").count(), 5);
    assert_eq!(list(&whole.isolate(), "").await["cases"][0]["events"].as_array().unwrap().len(), 1);
}

/// Forty are ticked and assigned at once, then all but one resolved; of that one somebody else did something first:
/// 409, it is marked with what they did, and the others are done.
#[tokio::test]
async fn one_action_for_all_that_are_ticked_and_no_surprise() {
    let deployment = Deployment::new();
    with_cases(&deployment, 40).await;
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = person.open(&app, PAGE).await.text;
    let all = ids(&page);
    assert_eq!(all.len(), 40);
    let nothing = send_list((&app, &mut person), (PAGE, &page), &[("do", "resolved")]).await;
    assert_eq!(nothing.status, 422);
    assert!(text(&nothing.text).contains("Select rows first"), "{}", text(&nothing.text));

    let ticks: Vec<String> = all.iter().map(|case| format!("case.{case}")).collect();
    let mut ticked: Vec<(&str, &str)> = ticks.iter().map(|tick| (&**tick, "on")).collect();
    let mut assign = ticked.clone();
    assign.extend([("do", "assigned"), ("name", "Aya")]);
    let sent = send_list((&app, &mut person), (PAGE, &page), &assign).await;
    assert_eq!(sent.status, 303, "{}", text(&sent.text));
    let to = sent.header("location").unwrap().to_owned();
    deployment.pass(5);
    let page = person.open(&app, &to).await.text;
    assert_eq!(page.matches("<bdi>Aya</bdi>").count(), 40);
    assert_eq!(super::comments(&app, "?assignee=Aya").await.len(), 40);

    deployment.pass(5);
    let seen = list(&app, "").await["cases"][7]["last_event"]["id"].clone();
    let other = json!({ "id": "x", "kind": "contacted", "seen": seen, "text": "called" });
    assert_eq!(note(&app, &all[7], &other).await.0, 201);
    ticked.push(("do", "resolved"));
    let sent = send_list((&app, &mut person), (&to, &page), &ticked).await;
    assert_eq!(sent.status, 409);
    let told = text(&sent.text);
    assert!(told.contains("Somebody did something on one of them first"), "{told}");
    assert!(told.contains("admin : Contacted"), "{told}");
    let counts = list(&app, "").await["counts"].clone();
    assert_eq!((&counts["resolved"], &counts["contacted"]), (&json!(39), &json!(1)));
}

/// A case's own page: comment, contact with the playbook in the letter, events. Noted with words, it says so and leads to
/// the next case. What is wrong keeps what was typed. A case that is gone: 404.
#[tokio::test]
async fn a_case_has_a_page_that_leads_to_the_next() {
    let deployment = Deployment::new();
    with_cases(&deployment, 2).await;
    let app = deployment.isolate();
    let mut document = send(&app, "GET", "/v1/sites/kokage", &Value::Null).await.json();
    document["playbooks"] = json!({ "post-purchase": { "en": "Say sorry.\nSend a new lid." } });
    assert_eq!(send(&app, "PUT", "/v1/sites/kokage", &document).await.status, 200);
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let all = ids(&person.open(&app, PAGE).await.text);
    let to = format!("{PAGE}/{}", all[0]);
    let page = person.open(&app, &to).await.text;
    let told = text(&page);
    assert!(told.contains("refund 00") && told.contains("Say sorry."), "{told}");
    assert!(page.contains("mailto:taro@example.com?subject="), "{page}");
    assert!(
        page.contains("Say%20sorry.%0D%0ASend%20a%20new%20lid.%0D%0A%0D%0A%3E%20refund%2000"),
        "{page}"
    );

    let form = page.split("class=\"acts\"").nth(1).unwrap();
    let (token, id) = (field(form, "token"), field(form, "form"));
    let carried = [("token", &*token), ("form", &*id)];
    let with = |more: &[(&'static str, &'static str)]| {
        carried.iter().copied().chain(more.iter().copied()).collect::<Vec<_>>()
    };
    let wrong = [("text", "kept"), ("at", "yesterday"), ("do", "remind")];
    let sent = person.post(&app, &to, &with(&wrong)).await;
    assert_eq!(sent.status, 422);
    assert!(sent.text.contains(">kept</textarea>") && sent.text.contains("value=\"yesterday\""));

    let right = [("text", "Called <b>twice</b>"), ("do", "contacted")];
    let sent = person.post(&app, &to, &with(&right)).await;
    assert_eq!(sent.status, 303, "{}", text(&sent.text));
    let done = person.open(&app, sent.header("location").unwrap()).await.text;
    let told = text(&done);
    assert!(told.contains("Marked as contacted.") && told.contains("Next case"), "{told}");
    assert!(done.contains("<bdi>Called &lt;b&gt;twice&lt;/b&gt;</bdi>"), "{done}");
    let next = done.split("autofocus").nth(1).unwrap().split('"').nth(1).unwrap();
    assert!(next.starts_with(&format!("{PAGE}/{}?did=", all[1])), "{next}");

    let gone = person.open(&app, &format!("{PAGE}/019a0000-0000-7000-8000-000000000000")).await;
    assert_eq!(gone.status, 404);
}

/// Whoever may only read sees the cases without buttons and without addresses, and changes nothing.
#[tokio::test]
async fn a_key_that_reads_changes_nothing() {
    let deployment = Deployment::new();
    with_cases(&deployment, 1).await;
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, &key(&deployment, "read").await).await;
    let page = person.open(&app, PAGE).await.text;
    let all = ids(&page);
    assert!(!page.contains("name=\"do\""), "{page}");
    let one = person.open(&app, &format!("{PAGE}/{}", all[0])).await.text;
    assert!(!one.contains("taro@example.com") && !one.contains("name=\"do\""), "{one}");
    let token = field(&page, "token");
    let act = format!("resolved.{}", all[0]);
    let sent = person.post(&app, PAGE, &[("token", &token), ("do", &act)]).await;
    assert_eq!(sent.status, 403);
    assert_eq!(list(&app, "").await["counts"]["open"], 1);
}

/// The tab is there with the first rule or case, and not before. A comment's button opens its case.
#[tokio::test]
async fn the_tab_appears_with_the_first_rule_or_case() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    crate::deployment::put_site(&app, 1).await;
    answer(&deployment, &scored(0, 9, Some("Call me"), None)).await;
    deployment.pass(60);
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = person.open(&app, "/sites/kokage/comments").await.text;
    assert!(!page.contains("Follow-up"), "{page}");
    let form = page.split("value=\"open\"").next().unwrap();
    let form = &form[form.rfind("<form").unwrap()..];
    let names = ["token", "form", "case"];
    let carried = names.map(|name| (name, field(form, name)));
    let mut fields: Vec<(&str, &str)> =
        carried.iter().map(|(name, value)| (*name, &**value)).collect();
    fields.push(("do", "open"));
    for _ in 0..2 {
        let sent = person.post(&app, PAGE, &fields).await;
        let case = &carried[2].1;
        assert_eq!((sent.status, sent.header("location")), (303, Some(&*format!("{PAGE}/{case}"))));
    }
    assert!(person.open(&app, "/sites/kokage/comments").await.text.contains("Follow-up"));
    let reply = send(&app, "GET", CASES, &Value::Null).await.json();
    assert_eq!(reply["counts"]["open"], 1);
    assert_eq!(reply["cases"][0]["opened_by"], "admin");
}

/// The figures have a page; nothing yet is a dash and never 0.
#[tokio::test]
async fn what_the_cases_say_has_a_page() {
    let deployment = Deployment::new();
    with_cases(&deployment, 2).await;
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = text(&person.open(&app, "/sites/kokage/cases/figures").await.text);
    assert!(page.contains("Time to first contact – Nothing yet"), "{page}");
    deployment.pass(3_600);
    let case = &list(&app, "").await["cases"][0]["id"];
    let event = json!({ "id": "a", "kind": "contacted" });
    assert_eq!(note(&app, case.as_str().unwrap(), &event).await.0, 201);
    let page = text(&person.open(&app, "/sites/kokage/cases/figures").await.text);
    assert!(page.contains("Time to first contact 1.0 h 1.0 h 1.0 h 1"), "{page}");
    assert!(page.contains("100% 21 to 100% 1 / 1"), "{page}");
}
