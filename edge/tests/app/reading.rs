//! A page of the desk as somebody reads it.

use axum::Router;
use koe_shared::rounding::for_people;
use serde_json::Value;

use crate::deployment::{ADMIN_KEY, Deployment, Reply};
use crate::desk::Person;

/// A page as it is told to the admin.
pub(crate) async fn asked(deployment: &Deployment, path: &str) -> Reply {
    let app = deployment.isolate();
    Person::signed_in(&app, ADMIN_KEY).await.open(&app, path).await
}

/// A page that is there.
pub(crate) async fn opened(app: &Router, path: &str) -> String {
    let page = Person::signed_in(app, ADMIN_KEY).await.open(app, path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.text);
    page.text
}

/// What a page says, without its markup: each text once, with one space between.
pub(crate) fn text(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let mut text = String::new();
    let mut is_tag = true;
    for c in main.chars() {
        match c {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&amp;", "&").replace("&quot;", "\"").replace("&lt;", "<");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Opens a page and looks for texts in it.
pub(crate) async fn says(deployment: &Deployment, path: &str, texts: &[&str]) -> String {
    let said = text(&opened(&deployment.isolate(), path).await);
    for expected in texts {
        assert!(said.contains(expected), "{path}: no {expected:?} in {said}");
    }
    said
}

/// A figure of the API as a page has it: whole, with a true minus.
pub(crate) fn figure(value: &Value) -> String {
    let rounded = for_people(value.as_f64().unwrap(), 0);
    format!("{}{}", if rounded < 0.0 { "−" } else { "" }, rounded.abs())
}
