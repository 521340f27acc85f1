//! コメント: what may be quoted, published and withdrawn by the buttons of the page.

use std::sync::Arc;

use serde_json::json;

use super::{published, quotable};
use crate::deployment::{ADMIN_KEY, Deployment, answer, id, put_site, send};
use crate::desk::{Person, field};
use crate::lagging::Lagging;
use crate::notes::key;
use crate::persons::{post, stored, take_back};
use crate::reading::text;

const PAGE: &str = "/sites/kokage/comments?only=publish";

/// Sends the first form of a page that decides.
async fn decide(
    (app, person): (&axum::Router, &mut Person),
    page: &str,
    (to, approved): (&str, &str),
) -> crate::deployment::Reply {
    let names = ["token", "form", "voice", "revision"];
    let forms = page.split("class=\"deciding\"").nth(1).expect("a form that decides");
    let carried = names.map(|name| (name, field(forms, name)));
    let mut fields: Vec<(&str, &str)> =
        carried.iter().map(|(name, value)| (*name, &**value)).collect();
    fields.push(("approved", approved));
    person.post(app, to, &fields).await
}

/// The address that a form of the page is sent to.
fn action(page: &str) -> String {
    let form = page.split("class=\"deciding\"").nth(1).expect("a form that decides");
    let action = form.split("action=\"").nth(1).unwrap().split('"').next().unwrap();
    action.replace("&amp;", "&")
}

/// published 303: the page says so at once, though every list lags · the same form again 303: one decision · withdrawn
/// 303 · the filter of what is published
#[tokio::test]
async fn ones_own_decision_is_shown_at_once_though_storage_lags() {
    let whole = Deployment::new();
    put_site(&whole.isolate(), 1).await;
    post(&whole.isolate(), &quotable(&id(1_000), 1, "Kind <b>people</b>")).await;
    post(&whole.isolate(), &answer(&id(2_000), 1)).await;
    let deployment = whole.behind(Arc::new(Lagging::new(&whole)));
    whole.pass(60);
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = person.open(&app, PAGE).await.text;
    let told = text(&page);
    // The name is for the page, not for a reply.
    assert!(!told.contains("Wants a reply"), "{told}");
    assert!(told.contains("May be quoted 1") && told.contains("Do not publish"), "{told}");
    assert!(told.contains("The page that everybody sees"), "{told}");
    for _ in 0..2 {
        let sent = decide((&app, &mut person), &page, (&action(&page), "true")).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let to = sent.header("location").unwrap().to_owned();
        assert!(to.contains("only=publish"), "{to}");
        let shown = person.open(&app, &to).await.text;
        let told = text(&shown);
        assert!(told.contains("Published 1") && told.contains("Stop publishing"), "{told}");
    }
    assert_eq!(stored(&*whole.store, "voice/").await.len(), 1);
    // The list itself does not show it yet.
    assert!(!text(&person.open(&app, PAGE).await.text).contains("Stop publishing"));
    whole.pass(61);
    assert_eq!(published(&app).await, ["Kind <b>people</b>"]);
    let of_published = "/sites/kokage/comments?only=published&lang=ja";
    let shown = person.open(&app, of_published).await.text;
    let told = text(&shown);
    assert!(told.contains("掲載中 1") && told.contains("掲載をやめる"), "{told}");
    let sent = decide((&app, &mut person), &shown, (&action(&shown), "false")).await;
    let shown = person.open(&app, sent.header("location").unwrap()).await.text;
    // It is in the list of what is published no more, though that lags.
    assert!(text(&shown).contains("None of the comments that were read match"), "{shown}");
    whole.pass(61);
    assert!(published(&app).await.is_empty());
}

/// changed since the page was made 409, taken back 404: the page says so, and nothing is published
#[tokio::test]
async fn what_was_changed_or_taken_back_is_not_published() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    post(&app, &quotable(&id(1_000), 1, "Kind people")).await;
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = person.open(&app, PAGE).await.text;
    post(&app, &quotable(&id(1_000), 2, "Not so kind")).await;
    let sent = decide((&app, &mut person), &page, (&action(&page), "true")).await;
    assert_eq!(sent.status, 409, "{}", sent.text);
    let told = text(&sent.text);
    assert!(told.contains("its author has changed it") && told.contains("Not so kind"), "{told}");
    take_back(&app, &id(1_000)).await;
    let sent = decide((&app, &mut person), &sent.text, (&action(&sent.text), "true")).await;
    assert_eq!(sent.status, 404, "{}", sent.text);
    assert!(text(&sent.text).contains("was taken back"), "{}", sent.text);
    assert!(stored(&*deployment.store, "voice/").await.is_empty());
}

/// a key of scope `read`: no buttons, and 403
#[tokio::test]
async fn who_only_reads_sees_no_buttons() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    post(&app, &quotable(&id(1_000), 1, "Kind people")).await;
    let mut admin = Person::signed_in(&app, ADMIN_KEY).await;
    let page = admin.open(&app, PAGE).await.text;
    let mut reader = Person::signed_in(&app, &key(&deployment, "read").await).await;
    let read = reader.open(&app, PAGE).await.text;
    assert!(text(&read).contains("May be quoted") && !read.contains("deciding"), "{read}");
    let token = field(&read, "token");
    let fields = [("token", &*token), ("voice", "x"), ("revision", "1"), ("approved", "true")];
    assert_eq!(reader.post(&app, PAGE, &fields).await.status, 403);
    let sent = decide((&app, &mut admin), &page, (&action(&page), "true")).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}

/// The overview and the summary say how many wait.
#[tokio::test]
async fn the_first_screen_tells_how_many_wait() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let summary = "/v1/sites/kokage/summary";
    let none = send(&app, "GET", summary, &json!(null)).await.json();
    assert_eq!(none["voices"], json!(null));
    post(&app, &quotable(&id(1_000), 1, "Kind people")).await;
    post(&app, &quotable(&id(2_000), 1, "Good kettle")).await;
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = person.open(&app, PAGE).await.text;
    let sent = decide((&app, &mut person), &page, (&action(&page), "true")).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let one = send(&app, "GET", summary, &json!(null)).await.json();
    assert_eq!(one["voices"], json!({ "waiting": 1 }));
    let page = person.open(&app, "/sites/kokage").await.text;
    assert!(text(&page).contains("Quotable"), "{page}");
    assert!(page.contains("/sites/kokage/comments?only=publish"), "{page}");
}
