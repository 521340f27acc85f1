//! The pages for visitors where storage fails: people get a page, programs its status, the log a line.

use std::sync::Arc;

use koe_edge::problem::Failure;
use serde_json::{Value, json};

use crate::deployment::{Deployment, answer, form, id, put_site, send};
use crate::refusing::{Refused, Refusing};

/// The page gets 503 with `Retry-After`, in the words of its visitor, and tells nothing of storage.
async fn check(refused: Refused, path: &str, fields: Option<&str>, route: &str) -> String {
    let whole = Deployment::new();
    put_site(&whole.isolate(), 1).await;
    send(&whole.isolate(), "POST", "/v1/answers", &answer(&id(1), 1)).await;
    let store = Refusing { inner: Arc::clone(&whole.store), refused };
    let app = whole.behind(Arc::new(store)).isolate();
    let page = match fields {
        Some(fields) => form(&app, path, fields).await,
        None => send(&app, "GET", path, &Value::Null).await,
    };
    assert_eq!((page.status, page.header("retry-after")), (503, Some("5")), "{path}");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert!(page.text.contains("did not go through"), "{}", page.text);
    assert!(!page.text.contains("KV") && !page.text.contains("secret"), "{}", page.text);
    let line = page.parts.extensions.get::<Failure>().expect("a line for the log").to_string();
    let line: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["route"], json!(route));
    assert!(!line.to_string().contains(&id(1)), "{line}");
    page.text
}

#[tokio::test]
async fn a_page_says_that_storage_refuses() {
    let receipt = format!("/r/kokage/{}", id(1));
    check(Refused::Reads, "/p/kokage/shop-nps", None, "GET /p/{site}/{survey}").await;
    check(Refused::Reads, &receipt, None, "GET /r/{site}/{id}").await;
    check(Refused::Lists, &receipt, None, "GET /r/{site}/{id}").await;
    let back = Some("do=take_back");
    check(Refused::Writes, &receipt, back, "POST /r/{site}/{id}").await;
}

#[tokio::test]
async fn a_form_that_could_not_be_stored_keeps_what_was_typed() {
    let path = "/p/kokage/shop-nps";
    let fields = format!("id={}&score=9&comment=Kept.", id(2));
    let page = check(Refused::Writes, path, Some(&fields), "POST /p/{site}/{survey}").await;
    assert!(page.contains(&id(2)) && page.contains(">\nKept.<"), "{page}");
    assert!(page.contains("value=\"9\"") && page.contains("checked"), "{page}");
    let receipt = format!("/r/kokage/{}", id(1));
    let fields = "do=change&score=2&comment=Changed.";
    let page = check(Refused::Writes, &receipt, Some(fields), "POST /r/{site}/{id}").await;
    assert!(page.contains(">\nChanged.<") && page.contains("9 of 10"), "{page}");
}
