//! The settings of the desk: forms write the document, and nobody's work is lost.

mod digests;
mod follow_up;
mod forms;
mod history;
mod keys;
mod lists;
mod new_site;
mod notices;

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use axum::Router;
use koe_edge::AppState;
use serde_json::Value;

use crate::deployment::{ADMIN_KEY, Deployment, Reply, put_site, send};
use crate::desk::{Person, field};

/// Every field of the first form of a page, as a browser sends it back.
#[track_caller]
fn fields_of(page: &str) -> Vec<(String, String)> {
    let main = page.split("<main").nth(1).unwrap();
    let form = main.split("<form class=\"card").nth(1).unwrap().split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(unescaped(value))
    };
    let mut fields = Vec::new();
    for part in form.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        let Some(name) = attribute(tag, "name") else { continue };
        let kind = attribute(tag, "type").unwrap_or_default();
        match tag.split(' ').next().unwrap() {
            "input" if kind == "checkbox" || kind == "radio" => {
                let ticked = attribute(tag, "value").filter(|_| tag.contains(" checked"));
                fields.extend(ticked.map(|value| (name, value)));
            }
            "input" => fields.push((name, attribute(tag, "value").unwrap_or_default())),
            "textarea" => fields.push((name, unescaped(text.strip_prefix('\n').unwrap_or(text)))),
            "select" => {
                let select = form.split(&format!("name=\"{name}\"")).nth(1).unwrap();
                let select = select.split("</select>").next().unwrap();
                let chosen = select.split("<option").find(|option| option.contains(" selected"));
                let value = chosen.and_then(|option| attribute(option, "value"));
                fields.push((name, value.unwrap_or_default()));
            }
            _ => {}
        }
    }
    fields
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&")
}

/// Opens a page and sends its form back with these values in it, to where the form says.
async fn save(person: &mut Person, app: &Router, path: &str, values: &[(&str, &str)]) -> Reply {
    let page = person.open(app, path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.text);
    let form = page.text.split("<form class=\"card\"").nth(1).unwrap();
    let action = form.split("action=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    send_form(person, app, &action, &page.text, values).await
}

/// Sends the form of a page back with these values in it.
async fn send_form(
    person: &mut Person,
    app: &Router,
    path: &str,
    page: &str,
    values: &[(&str, &str)],
) -> Reply {
    let mut fields = fields_of(page);
    for (name, value) in values {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    person.post(app, path, &fields).await
}

async fn document(app: &Router) -> Value {
    send(app, "GET", "/v1/sites/kokage", &Value::Null).await.json()
}

/// A deployment whose forms differ: each has an id of its own.
pub(crate) fn isolate(deployment: &Deployment) -> Router {
    let drawn = AtomicU8::new(0);
    let entropy = Arc::new(move |buffer: &mut [u8]| {
        buffer.fill(drawn.fetch_add(1, Ordering::Relaxed));
        Ok(())
    });
    koe_edge::app(AppState { entropy, ..deployment.state() })
}

async fn at_the_desk() -> (Router, Person) {
    let app = isolate(&Deployment::new());
    put_site(&app, 1).await;
    let person = Person::signed_in(&app, ADMIN_KEY).await;
    (app, person)
}

const FORMS: [&str; 6] = [
    "/sites/kokage/site",
    "/sites/kokage/look",
    "/sites/kokage/fairness",
    "/sites/kokage/segments",
    "/sites/kokage/surveys/shop-nps",
    "/sites/kokage/promises",
];

/// A form of a list: the carried fields of the page, and what is asked.
pub(crate) async fn ask(
    person: &mut Person,
    app: &Router,
    path: &str,
    asked: &[(&str, &str)],
) -> Reply {
    let page = person.open(app, path).await.text;
    let main = page.split("<main").nth(1).unwrap();
    let carried = ["token", "form", "based_on"].map(|name| (name, field(main, name)));
    let carried = carried.iter().map(|(name, value)| (*name, &**value));
    let fields: Vec<_> = carried.chain(asked.iter().copied()).collect();
    person.post(app, path, &fields).await
}

/// What the page itself says: the site's own words may be in any language.
fn labels(page: &str) -> Vec<String> {
    let labels = page.split("<label for=").skip(1).chain(page.split("<h1>").skip(1));
    labels.map(|label| label.split('<').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_page_speaks_both_languages_and_holds_nothing_inline() {
    let (app, mut person) = at_the_desk().await;
    let lists = ["settings", "touchpoints", "surveys", "keys", "history", "document"];
    let lists = lists.map(|page| format!("/sites/kokage/{page}"));
    for path in lists.iter().map(String::as_str).chain(FORMS).chain(["/new-site"]) {
        let japanese = person.open(&app, &format!("{path}?lang=ja")).await;
        assert_eq!(japanese.status, 200, "{path}");
        let english = person.open(&app, &format!("{path}?lang=en")).await;
        assert!(english.text.contains("<html lang=\"en\">"));
        for (one, other) in labels(&japanese.text).iter().zip(labels(&english.text)) {
            let is_name = one == "Kokage";
            assert!(*one != other || is_name, "{path}: {one}");
        }
        assert!(!japanese.text.contains(" style=") && !japanese.text.contains("<style"), "{path}");
    }
}
