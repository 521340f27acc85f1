//! A site from nothing.

use serde_json::{Value, json};

use super::{isolate, send_form};
use crate::deployment::{ADMIN_KEY, Deployment, send};
use crate::desk::Person;

#[tokio::test]
async fn a_site_is_set_up_from_nothing() {
    let app = isolate(&Deployment::new());
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = person.open(&app, "/new-site").await.text;
    let typed =
        [("name", "木陰"), ("origins", "https://www.shop.example/products"), ("locale", "ja")];
    let made = send_form(&mut person, &app, "/new-site", &page, &typed).await;
    let to = "/sites/shop-example/check";
    assert_eq!((made.status, made.header("location")), (303, Some(to)), "{}", made.text);
    let twice = send_form(&mut person, &app, "/new-site", &page, &typed).await;
    assert_eq!(twice.status, 303, "a form that is sent twice makes one site: {}", twice.text);
    let document = send(&app, "GET", "/v1/sites/shop-example", &Value::Null).await.json();
    assert_eq!(document["origins"], json!(["https://www.shop.example"]));
    assert_eq!((&document["timezone"], &document["locale"]), (&json!("Asia/Tokyo"), &json!("ja")));
    assert_eq!(document["surveys"][0]["touchpoints"], json!(["post-purchase"]));

    for (typed, status, words) in [
        (vec![("name", "木陰"), ("origins", "shop.example")], 409, "a site of this id already"),
        (vec![("name", ""), ("origins", "a.example")], 422, "Fill this in."),
        (vec![("name", "A"), ("origins", "")], 422, "Fill this in."),
        (vec![("name", "A"), ("origins", "ftp://a.example")], 422, "without a path"),
    ] {
        let page = person.open(&app, "/new-site").await.text;
        let refused = send_form(&mut person, &app, "/new-site", &page, &typed).await;
        assert_eq!(refused.status, status, "{typed:?}: {}", refused.text);
        assert!(refused.text.contains(words), "{typed:?}: {}", refused.text);
    }
}
