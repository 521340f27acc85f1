//! The check at the desk: what an overlay saw, explained; and what came of trying it out.

use axum::Router;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::deployment::{ADMIN_KEY, Deployment, START, answer, id, put_site, send};
use crate::desk::Person;

const CHECK: &str = "/sites/kokage/check";

fn seen() -> Value {
    json!({
        "at": START, "page": "https://shop.example/thanks", "release": "", "every": 2_217, "shown": 44_085,
        "come": { "post-purchase": "" }, "decisions": { "shop-nps": "prompt post-purchase" }, "left": 0,
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut seen = seen();
    seen[field] = value;
    seen
}

async fn opened(app: &Router, query: &str) -> String {
    opened_by(&mut Person::signed_in(app, ADMIN_KEY).await, app, query).await
}

async fn opened_by(person: &mut Person, app: &Router, query: &str) -> String {
    let page = person.open(app, &format!("{CHECK}{query}")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    page.text
}

/// The query of the overlay's link.
fn query(seen: &Value) -> String {
    format!("?seen={}&lang=en", STANDARD.encode(seen.to_string()))
}

async fn checked(app: &Router, seen: &Value) -> String {
    opened(app, &query(seen)).await
}

async fn site() -> Router {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    app
}

#[tokio::test]
async fn before_a_check_the_page_says_how_to_make_one() {
    let app = site().await;
    let page = opened(&app, "?lang=en").await;
    for part in [
        "&lt;script async src=&quot;http://localhost:8787/s/kokage.js&quot;&gt;&lt;/script&gt;",
        "href=\"https://shop.example/?koe-debug\" target=\"_blank\" rel=\"noopener\"",
        "koe('touchpoint', 'post-purchase')",
        "https://shop.example/?koe-preview=shop-nps",
        "Waiting for a test answer",
        "0 of 4 done",
        "Shopify",
        "Google Tag Manager",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("style=") && !page.contains("onclick"));
    let page = opened(&app, "?lang=ja").await;
    for part in [
        "タグを1行貼る",
        "4つのうち 0つ完了",
        "theme.liquid",
        "HTML編集 App",
        "テストの回答を待っています",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[tokio::test]
async fn what_was_seen_is_told_step_by_step() {
    let app = site().await;
    let page = checked(&app, &seen()).await;
    for part in [
        "Seen on shop.example at 21 Nov, 03:00",
        "Received",
        "https://shop.example/thanks?koe-preview=shop-nps",
        "Will show, at post-purchase",
        "2.2 KB",
        "44 KB",
        "2 of 4 done",
        "href=\"/sites/kokage/touchpoints?address=%2Fthanks\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[tokio::test]
async fn every_decision_stands_with_its_code_and_what_to_do() {
    let app = site().await;
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    for (decision, words) in [
        ("starved support-ces", "support-ces goes first"),
        ("not_active", "Switched off"),
        ("wrong_touchpoint", "It waits for post-purchase."),
        ("wrong_page", "Not for this page"),
        ("no_consent", "koe('consent', 'granted')"),
        ("already_open", "It may be in another tab"),
        ("cooling_down 2026-12-01T15:30:00Z", "nothing before 1 Dec, 15:30"),
        ("answered_before 2027-02-02T00:00:00Z", "Asked again from 2 Feb 2027, 00:00"),
        ("dismissed_before 2026-12-03T00:00:00Z", "up to eightfold"),
        ("sampled_out", "shown to 100%"),
        ("storage_blocked", "stores nothing"),
        ("unsupported", "no WebAssembly"),
    ] {
        let query = query(&with("decisions", json!({ "shop-nps": decision })));
        let page = opened_by(&mut person, &app, &query).await;
        let code = decision.split(' ').next().unwrap();
        assert!(page.contains(words), "{decision}: {page}");
        assert!(page.contains(&format!("<code>{code}</code>")), "{decision}: {page}");
    }
}

#[tokio::test]
async fn what_is_left_out_or_unknown_is_said() {
    let app = site().await;
    let page = checked(&app, &with("left", json!(12))).await;
    assert!(page.contains("no room for 12 more"), "{page}");
    let page = checked(&app, &with("decisions", json!({ "another": "not_active" }))).await;
    assert!(page.contains("Not in this check") && !page.contains("another"), "{page}");
    let page = checked(&app, &with("shown", json!(null))).await;
    assert!(page.contains("that of a prompt once one has loaded there"), "{page}");
}

#[tokio::test]
async fn a_page_of_another_origin_is_named_as_such() {
    let app = site().await;
    let page = checked(&app, &with("page", json!("https://staging.example/thanks"))).await;
    assert!(page.contains("https://staging.example is not on the site's list"), "{page}");
    assert!(page.contains("href=\"/sites/kokage/site\"") && !page.contains("Seen on"), "{page}");
    // Nothing leads to a page that is not the owner's, but to look at it again.
    assert!(!page.contains("https://staging.example/thanks?koe-preview"), "{page}");
    assert!(!page.contains("touchpoints?address="), "{page}");
    let own = checked(&app, &with("page", json!("http://localhost:8787/demo/"))).await;
    assert!(own.contains("Seen on localhost:8787"), "{own}");
}

#[tokio::test]
async fn a_hostile_address_adds_no_markup_and_a_broken_one_says_so() {
    let app = site().await;
    for page in [
        "https://shop.example/<script>alert(1)</script>",
        "https://shop.example/\"><img>",
        "https://",
    ] {
        let page = checked(&app, &with("page", json!(page))).await;
        assert!(page.contains("cut off or broken"), "{page}");
        assert!(!page.contains("alert(1)") && !page.contains("<img"), "{page}");
    }
    let page =
        checked(&app, &with("page", json!("https://shop.example/'%22%3E%3Cb%3E&amp;"))).await;
    assert!(page.contains("/'%22%3E%3Cb%3E&amp;amp;"), "{page}");
    let file = checked(&app, &with("page", json!("null/home/a.html"))).await;
    assert!(file.contains("no web address"), "{file}");
    for query in ["?seen=abc&lang=en", "?seen=%00%ff&lang=en", "?seen=%3Cscript%3E&lang=en"] {
        let page = opened(&app, query).await;
        assert!(page.contains("cut off or broken") && page.contains("0 of 4"), "{page}");
    }
    let long = opened(&app, &format!("?seen={}&lang=en", "A".repeat(4_001))).await;
    assert!(long.contains("too long"), "{long}");
}

#[tokio::test]
async fn a_test_answer_and_a_shown_prompt_are_found_in_storage() {
    let app = site().await;
    let mut test = answer(&id(60_000), 1);
    test["test"] = json!(true);
    assert_eq!(send(&app, "POST", "/v1/answers", &test).await.status, 202);
    let page = opened(&app, "?lang=en").await;
    assert!(
        page.contains("Test answer received: 9 (21 Nov, 02:59)") && page.contains("1 of 4"),
        "{page}"
    );
    assert!(page.contains("Not shown to a visitor yet"), "{page}");
    let mut forced = answer(&id(50_000), 1);
    forced["forced"] = json!(true);
    send(&app, "POST", "/v1/answers", &forced).await;
    let mut mailed = answer(&id(40_000), 1);
    mailed["channel"] = json!("email");
    send(&app, "POST", "/v1/answers", &mailed).await;
    assert!(opened(&app, "?lang=en").await.contains("Not shown to a visitor yet"));
    let ignored = json!({
        "site": "kokage", "survey": "shop-nps", "id": id(30_000), "revision": 1, "outcome": "ignored",
    });
    send(&app, "POST", "/v1/answers", &ignored).await;
    let page = opened(&app, "?lang=en").await;
    assert!(
        page.contains("Shown to a visitor, last at 21 Nov, 02:59") && page.contains("2 of 4"),
        "{page}"
    );
}
