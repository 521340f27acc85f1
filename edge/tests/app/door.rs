//! Signing in and out of the desk, and who can't reach it.

use koe_edge::{AdminKey, AppState, Config, NoAdminKey};
use serde_json::{Value, json};

use crate::deployment::{ADMIN_KEY, Deployment, Reply, put_site, send};
use crate::desk::{HERE, Person, field};

const SETTINGS: &str = "/sites/kokage/settings";

async fn key_of(app: &axum::Router, scope: &str) -> (String, String) {
    let made = json!({ "name": "a colleague", "scope": scope });
    let made = send(app, "POST", "/v1/sites/kokage/keys", &made).await.json();
    (made["key"].as_str().unwrap().to_owned(), made["id"].as_str().unwrap().to_owned())
}

#[track_caller]
fn leads_to(reply: &Reply, to: &str) {
    assert_eq!((reply.status, reply.header("location")), (303, Some(to)), "{}", reply.text);
}

#[tokio::test]
async fn the_admin_key_opens_every_site_until_twelve_hours_are_over() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let mut person = Person::default();
    assert_eq!(person.open(&app, SETTINGS).await.status, 401);
    leads_to(&person.post(&app, "/sign-in", &[("key", ADMIN_KEY)]).await, "/");
    assert_eq!(person.open(&app, SETTINGS).await.status, 200);
    deployment.pass(12 * 3_600 - 1);
    assert_eq!(person.open(&app, SETTINGS).await.status, 200);
    deployment.pass(1);
    let over = person.open(&app, SETTINGS).await;
    assert_eq!(over.status, 401);
    assert_eq!(field(&over.text, "next"), SETTINGS);
}

#[tokio::test]
async fn a_key_of_a_site_opens_that_site_as_far_as_its_scope_goes() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let (key, _) = key_of(&app, "read").await;
    let mut person = Person::default();
    leads_to(
        &person.post(&app, "/sign-in", &[("key", &format!(" {key}\n"))]).await,
        "/sites/kokage",
    );
    assert_eq!(person.open(&app, "/sites/kokage").await.status, 200);
    leads_to(&person.open(&app, "/").await, "/sites/kokage");
    let settings = person.open(&app, SETTINGS).await;
    assert_eq!(settings.status, 403);
    assert!(settings.text.contains("wider scope"), "{}", settings.text);
    let other = person.open(&app, "/sites/komorebi").await;
    assert_eq!(other.status, 403);
    assert!(other.text.contains("another site"), "{}", other.text);
}

#[tokio::test]
async fn a_month_is_for_the_key_of_a_site_on_ones_own_device() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let (key, _) = key_of(&app, "write").await;
    let lasts = async |key: &str, mine: &str| {
        let sent = [("key", key), ("my_device", mine)];
        let reply = Person::default().post(&app, "/sign-in", &sent).await;
        let cookie = reply.header("set-cookie").unwrap().to_owned();
        cookie.split("Max-Age=").nth(1).unwrap().split(';').next().unwrap().to_owned()
    };
    assert_eq!(lasts(&key, "1").await, "2592000");
    assert_eq!(lasts(&key, "").await, "43200");
    assert_eq!(lasts(ADMIN_KEY, "1").await, "43200");
}

#[tokio::test]
async fn revoking_a_key_ends_its_sessions() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let (key, id) = key_of(&app, "write").await;
    let mut person = Person::signed_in(&app, &key).await;
    assert_eq!(person.open(&app, SETTINGS).await.status, 200);
    send(&app, "DELETE", &format!("/v1/sites/kokage/keys/{id}"), &Value::Null).await;
    let over = person.open(&app, SETTINGS).await;
    assert_eq!(over.status, 401);
    assert!(over.text.contains("was revoked"), "{}", over.text);
}

#[tokio::test]
async fn signing_out_needs_the_session_s_own_form() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let page = person.open(&app, SETTINGS).await.text;
    let kept = person.post(&app, "/sign-out", &[]).await;
    assert_eq!(kept.status, 403);
    assert_eq!(person.open(&app, SETTINGS).await.status, 200);
    let token = field(&page, "token");
    leads_to(&person.post(&app, "/sign-out", &[("token", &token)]).await, "/");
    assert_eq!(person.open(&app, SETTINGS).await.status, 401);
}

#[tokio::test]
async fn a_wrong_key_opens_nothing_and_ten_a_minute_are_tried() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let unknown = format!("koe_kokage_0123456789abcdef_{}", "0".repeat(48));
    let mut person = Person::default();
    for (key, status, words) in [
        ("", 422, "Enter a key"),
        ("short", 401, "opens nothing"),
        (&*unknown, 401, "opens nothing"),
        ("koe_kokage_1_2", 401, "opens nothing"),
    ] {
        let reply = person.post(&app, "/sign-in", &[("key", key)]).await;
        assert_eq!(reply.status, status, "{key}");
        assert!(reply.text.contains(words) && reply.header("set-cookie").is_none(), "{key}");
    }
    for _ in 3..10 {
        assert_eq!(person.post(&app, "/sign-in", &[("key", "short")]).await.status, 401);
    }
    let late = person.post(&app, "/sign-in", &[("key", ADMIN_KEY)]).await;
    assert_eq!((late.status, late.header("retry-after")), (429, Some("60")));
    assert!(late.text.contains("Wait a minute"));
    deployment.pass(60);
    leads_to(&person.post(&app, "/sign-in", &[("key", ADMIN_KEY)]).await, "/");
}

#[tokio::test]
async fn signing_in_leads_to_pages_of_the_desk_alone() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    for (next, to) in [
        (SETTINGS, SETTINGS),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/sign-out", "/"),
        ("/p/kokage/shop-nps", "/"),
    ] {
        let sent = [("key", ADMIN_KEY), ("next", next)];
        leads_to(&Person::default().post(&app, "/sign-in", &sent).await, to);
    }
}

/// Pages of visitors live at the same origin, and a shop's other hosts may be siblings of it.
#[tokio::test]
async fn no_script_no_frame_and_no_other_site_gets_a_page() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    for destination in ["empty", "iframe", "object", "embed", "image", "script"] {
        let headers = [("sec-fetch-dest", destination)];
        let reply = person.send(&app, "GET", SETTINGS, &headers, &Value::Null).await;
        assert_eq!(reply.status, 403, "{destination}");
        assert!(!reply.text.contains("Kokage"), "{destination}");
    }
    let page = person.open(&app, SETTINGS).await;
    for (name, value) in [
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cache-control", "private, no-store"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(page.header(name), Some(value));
    }
    let token = field(&page.text, "token");
    for headers in [
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "none")],
        vec![("sec-fetch-site", "cross-site"), ("origin", HERE)],
        vec![("origin", "null")],
        vec![("origin", "https://shop.example")],
        vec![],
    ] {
        let reply = person.post_from(&app, "/sign-out", &headers, &[("token", &token)]).await;
        assert_eq!(reply.status, 403, "{headers:?}");
        assert_eq!(person.open(&app, SETTINGS).await.status, 200, "{headers:?}");
    }
    leads_to(
        &person.post_from(&app, "/sign-out", &[("origin", HERE)], &[("token", &token)]).await,
        "/",
    );
}

#[tokio::test]
async fn the_api_never_takes_the_cookie() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    for path in ["/v1/sites/kokage", "/v1/sites/kokage/keys", "/v1/sites/kokage/answers"] {
        assert_eq!(person.send(&app, "GET", path, &[], &Value::Null).await.status, 401, "{path}");
    }
}

/// What a form has brought is not lost with its session.
#[tokio::test]
async fn what_was_typed_outlives_the_session() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    deployment.pass(13 * 3_600);
    let typed = [("token", "old"), ("name", "木陰 <道具店>"), ("goal", "one\r\ntwo")];
    let over = person.post(&app, SETTINGS, &typed).await;
    // There is no form at that path; another method is another page's business.
    assert_eq!(over.status, 405);
    let over = person.post(&app, "/sign-out", &typed).await;
    assert_eq!(over.status, 401);
    assert!(over.text.contains("What you typed is kept"), "{}", over.text);
    let kept = field(&over.text, "typed").replace("&amp;", "&");
    let sent = [("key", ADMIN_KEY), ("next", "/sites/kokage/site"), ("typed", &kept)];
    let page = person.post(&app, "/sign-in", &sent).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("action=\"/sites/kokage/site\""), "{}", page.text);
    assert!(page.text.contains(">\n木陰 &lt;道具店&gt;</textarea>"), "{}", page.text);
    assert!(page.text.contains("one\r\ntwo</textarea>") && !page.text.contains("\"old\""));
}

#[tokio::test]
async fn without_an_admin_key_the_door_says_what_to_do() {
    let deployment = Deployment::new();
    for (admin_key, words) in [
        (Err(NoAdminKey::Missing), "has no admin key"),
        (AdminKey::new("nineteen-characters"), "under 20 characters"),
        (Err(NoAdminKey::Example), "still that of the example"),
    ] {
        let state = deployment.state();
        let config = Config { admin_key, ..state.config };
        let app = koe_edge::app(AppState { config, ..state });
        let mut person = Person::default();
        let page = person.open(&app, "/").await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains(words), "{}", page.text);
        assert!(page.text.contains(&"07".repeat(24)), "a random key: {}", page.text);
        leads_to(&person.post(&app, "/sign-in", &[("key", "nineteen-characters")]).await, "/");
        assert_eq!(person.open(&app, SETTINGS).await.status, 401);
    }
}

#[tokio::test]
async fn the_desk_speaks_the_language_of_the_browser_or_the_chosen_one() {
    let app = Deployment::new().isolate();
    let get = async |path: &str, headers: &[(&str, &str)]| {
        crate::deployment::send_with(&app, "GET", path, headers, &Value::Null).await
    };
    let japanese = get("/", &[("accept-language", "de, ja;q=0.8, en;q=0.5")]).await;
    assert!(japanese.text.contains("<html lang=\"ja\">") && japanese.text.contains("ログイン"));
    let english = get("/", &[("accept-language", "de")]).await;
    assert!(english.text.contains("<html lang=\"en\">") && english.text.contains("Sign in"));
    let chosen = get("/?lang=ja&a=b", &[("accept-language", "en")]).await;
    assert!(chosen.text.contains("<html lang=\"ja\">"));
    assert!(chosen.text.contains("href=\"/?a=b&amp;lang=en\""), "{}", chosen.text);
    let cookie = chosen.header("set-cookie").unwrap();
    assert!(cookie.starts_with("koe-language=ja;"), "{cookie}");
    let kept = get("/", &[("accept-language", "en"), ("cookie", "koe-language=ja")]).await;
    assert!(kept.text.contains("<html lang=\"ja\">"));
}
