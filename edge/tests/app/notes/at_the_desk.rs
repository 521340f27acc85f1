//! The page of the notes: written, deleted, refused, and shown at once though storage lags.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{NOTES, key, kokage, texts, write};
use crate::deployment::{ADMIN_KEY, Deployment, send};
use crate::desk::{Person, field};
use crate::lagging::Lagging;
use crate::persons::stored;
use crate::reading::text;

const PAGE: &str = "/sites/kokage/notes";

/// What a form of the page sends.
fn form<'a>(page: &str, fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, String)> {
    let carried = [("token", field(page, "token")), ("form", field(page, "form"))];
    let own = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
    carried.into_iter().chain(own).collect()
}

fn borrowed<'a>(form: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    form.iter().map(|(name, value)| (*name, &**value)).collect()
}

async fn signed_in(deployment: &Deployment, key: &str) -> (axum::Router, Person) {
    let app = deployment.isolate();
    let person = Person::signed_in(&app, key).await;
    (app, person)
}

/// the page, empty · a note 303, shown at once · the same form in the same second 303: one note · deleted 303, gone at
/// once, while every list still shows it · both without the address, a minute later
#[tokio::test]
async fn ones_own_click_is_shown_at_once_though_storage_lags() {
    let whole = kokage().await;
    let deployment = whole.behind(Arc::new(Lagging::new(&whole)));
    whole.pass(60);
    let (app, mut person) = signed_in(&deployment, ADMIN_KEY).await;
    let page = person.open(&app, PAGE).await;
    assert_eq!(page.status, 200);
    assert!(text(&page.text).contains("There is no note yet."), "{}", page.text);
    let note = form(&page.text, &[("at", "2026-11-10"), ("text", "Shorter <b>checkout</b>")]);
    let mut shown = String::new();
    for _ in 0..2 {
        let sent = person.post(&app, PAGE, &borrowed(&note)).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let to = sent.header("location").unwrap().to_owned();
        let page = person.open(&app, &to).await.text;
        let told = text(&page);
        assert!(told.contains("Added."), "{told}");
        assert_eq!(page.matches("<bdi>Shorter &lt;b&gt;checkout&lt;/b&gt;</bdi>").count(), 1);
        shown = page;
    }
    assert_eq!(stored(&*whole.store, "note/").await.len(), 1);
    // The list itself does not show it yet.
    assert!(!person.open(&app, PAGE).await.text.contains("Shorter"));
    whole.pass(61);
    assert!(person.open(&app, PAGE).await.text.contains("Shorter"));
    let id = field(&shown, "delete");
    let deleted = form(&shown, &[("delete", &id)]);
    let sent = person.post(&app, PAGE, &borrowed(&deleted)).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let page = person.open(&app, sent.header("location").unwrap()).await;
    assert!(!page.text.contains("Shorter"), "{}", page.text);
    assert!(text(&page.text).contains("Deleted."), "{}", page.text);
    assert!(person.open(&app, PAGE).await.text.contains("Shorter"), "the list lags");
    // Sent twice.
    whole.pass(2);
    assert_eq!(person.post(&app, PAGE, &borrowed(&deleted)).await.status, 303);
    whole.pass(61);
    assert!(!person.open(&app, PAGE).await.text.contains("Shorter"));
}

/// a note of 201 characters, in the future, without a day, of an unknown touchpoint, of nothing: 422 at its field, in
/// both languages, with all that was typed
#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost() {
    let deployment = kokage().await;
    let (app, mut person) = signed_in(&deployment, ADMIN_KEY).await;
    let page = person.open(&app, PAGE).await.text;
    let long = "<script>alert(1)</script>".repeat(9);
    for (fields, name, en, ja) in [
        (
            [("at", "2026-11-10"), ("text", &*long), ("touchpoint", "cart")],
            "text",
            "This has 225 characters. Use at most 200.",
            "225文字あります。200文字までにしてください。",
        ),
        (
            [("at", "2026-11-22"), ("text", "kept"), ("touchpoint", "cart")],
            "at",
            "Choose a day from 1 January 2000 to today.",
            "2000年1月1日から今日までの日付にしてください。",
        ),
        (
            [("at", ""), ("text", "kept"), ("touchpoint", "cart")],
            "at",
            "Choose a day.",
            "日付を選んでください。",
        ),
        (
            [("at", "2026-11-10"), ("text", ""), ("touchpoint", "cart")],
            "text",
            "Write what you changed.",
            "何を変えたかを書いてください。",
        ),
        (
            [("at", "2026-11-10"), ("text", "kept"), ("touchpoint", "door")],
            "touchpoint",
            "This site has no such touchpoint.",
            "このサイトにないタッチポイントです。",
        ),
    ] {
        for (lang, said) in [("en", en), ("ja", ja)] {
            let sent = form(&page, &fields);
            let reply = person.post(&app, &format!("{PAGE}?lang={lang}"), &borrowed(&sent)).await;
            assert_eq!(reply.status, 422, "{name}");
            let error = reply.text.split(&format!("id=\"{name}-error\"")).nth(1);
            let error = error.unwrap_or_else(|| panic!("no error at {name}: {}", reply.text));
            assert!(error.split("</p>").next().unwrap().contains(said), "{name}: {error}");
            if fields[1].1 == "kept" {
                assert_eq!(field(&reply.text, "text"), "kept");
            }
            assert!(!reply.text.contains("<script>alert"), "{}", reply.text);
        }
    }
    assert_eq!(stored(&*deployment.store, "note/").await.len(), 0);
}

/// a `read` key sees the notes and no form 200, and writes nothing 403 · without a session 401, what was typed is kept ·
/// without its token 403, the same
#[tokio::test]
async fn who_may_only_read_writes_nothing() {
    let deployment = kokage().await;
    write(&deployment, json!({ "at": "2026-11-10", "text": "seen" })).await;
    let (app, mut owner) = signed_in(&deployment, ADMIN_KEY).await;
    let form_of_owner = owner.open(&app, PAGE).await.text;
    let read = key(&deployment, "read").await;
    let (app, mut person) = signed_in(&deployment, &read).await;
    let page = person.open(&app, PAGE).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("seen") && !page.text.contains("name=\"at\""), "{}", page.text);
    assert!(!page.text.contains("name=\"delete\""));
    let token = field(&page.text, "token");
    let sent = [("token", &*token), ("at", "2026-11-10"), ("text", "mine")];
    assert_eq!(person.post(&app, PAGE, &sent).await.status, 403);
    let note = form(&form_of_owner, &[("at", "2026-11-10"), ("text", "kept & typed")]);
    let nobody = Person::default().post(&app, PAGE, &borrowed(&note)).await;
    assert_eq!(nobody.status, 401);
    let without = [("form", "x"), ("at", "2026-11-10"), ("text", "kept & typed")];
    let without = owner.post(&app, PAGE, &without).await;
    assert_eq!(without.status, 403);
    assert!(without.text.contains("kept &amp; typed"), "{}", without.text);
    assert_eq!(texts(&deployment, NOTES).await, ["seen"]);
    let care = key(&deployment, "care").await;
    let (app, mut person) = signed_in(&deployment, &care).await;
    let page = person.open(&app, PAGE).await.text;
    let note = form(&page, &[("at", "2026-11-11"), ("text", "by care")]);
    assert_eq!(person.post(&app, PAGE, &borrowed(&note)).await.status, 303);
    assert_eq!(texts(&deployment, NOTES).await, ["by care", "seen"]);
    let site = send(&app, "GET", "/v1/sites/nowhere/notes", &Value::Null).await;
    assert_eq!(site.status, 404);
}
