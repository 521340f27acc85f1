//! What is handed out at the desk leads to the right question, and its answers say how they came.

use std::collections::BTreeSet;

use axum::Router;
use serde_json::{Value, json};

use crate::deployment::{ADMIN_KEY, Deployment, form, send};
use crate::desk::{HERE, Person, field};
use crate::reading;

const HAND_OUT: &str = "/sites/kokage/hand-out";

async fn shop() -> Router {
    let app = Deployment::new().isolate();
    let document = json!({
        "name": "こかげ道具店", "timezone": "Asia/Tokyo", "locale": "ja", "locales": ["ja", "en", "ar"],
        "origins": ["https://shop.example"],
        "surveys": [
            { "id": "shop-nps", "metric": "nps", "goal": "g", "touchpoints": ["post-purchase", "after-sales-call"],
              "subject": { "ja": "こかげ道具店", "en": "Kokage" } },
            { "id": "support-ces", "metric": "ces", "goal": "g", "touchpoints": ["after-support"] },
            { "id": "visit-csat", "metric": "csat", "goal": "g", "touchpoints": ["browsing"], "active": false },
        ],
    });
    assert_eq!(send(&app, "PUT", "/v1/sites/kokage", &document).await.status, 201);
    app
}

async fn opened(app: &Router, query: &str) -> String {
    reading::opened(app, &format!("{HAND_OUT}?{query}")).await
}

/// Every address of a hosted page that stands in a page or in a text to copy.
fn links(page: &str) -> BTreeSet<String> {
    // What is copied as HTML is escaped once more.
    let page = page.replace("&amp;", "&").replace("&amp;", "&").replace("&quot;", "\"");
    let start = format!("{HERE}/p/");
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>');
    let link = |(at, _)| page[at..].split(ends).next().unwrap().to_owned();
    page.match_indices(&start).map(link).collect()
}

/// The frame with published comments is there to be copied, and its page answers in its language.
#[tokio::test]
async fn the_frame_of_published_comments_leads_to_them() {
    let app = shop().await;
    let page = opened(&app, "locale=en").await;
    let frame = format!(
        "&lt;iframe src=&quot;{HERE}/voices/kokage?lang=en&quot; title=&quot;What customers say&quot; width"
    );
    assert!(page.contains(&frame), "{page}");
    let page = send(&app, "GET", "/voices/kokage?lang=en", &Value::Null).await;
    assert!(page.text.contains("No comments have been published yet."), "{}", page.text);
}

/// Each link asks the right question in the right language, keeps what it says, and the answer has it.
#[tokio::test]
async fn every_link_is_kept_through_to_the_stored_answer() {
    for (survey, touchpoint, locale, question, scores) in [
        ("shop-nps", "post-purchase", "ja", "こかげ道具店を友人や同僚に勧める可能性は", 11),
        ("shop-nps", "after-sales-call", "en", "recommend Kokage to a friend", 11),
        ("support-ces", "after-support", "en", "made it easy for me to handle my issue", 5),
        ("support-ces", "after-support", "ar", "dir=\"rtl\"", 5),
    ] {
        let app = shop().await;
        let page =
            opened(&app, &format!("survey={survey}&touchpoint={touchpoint}&locale={locale}")).await;
        let links = links(&page);
        // A link, a code, a message, and a score each.
        assert_eq!(links.len(), 3 + scores, "{links:#?}");
        for (sent, link) in links.iter().enumerate() {
            let query = |name: &str| {
                let found = link
                    .split(['?', '&'])
                    .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
                found.map(str::to_owned)
            };
            let channel = query("channel").unwrap();
            let hosted = send(&app, "GET", link, &Value::Null).await;
            assert_eq!(hosted.status, 200, "{link}");
            assert!(hosted.text.contains(question), "{link}: {}", hosted.text);
            assert_eq!(field(&hosted.text, "channel"), channel, "{link}");
            assert_eq!(field(&hosted.text, "touchpoint"), touchpoint, "{link}");
            let score = query("score").unwrap_or_else(|| "3".to_owned());
            if query("score").is_some() {
                assert_eq!(channel, "email", "{link}");
                let chosen =
                    hosted.text.split("<input").find(|input| input.contains(" checked")).unwrap();
                assert!(chosen.contains(&format!("value=\"{score}\"")), "{link}: {chosen}");
            }
            // The entropy of these deployments is fixed, so each visitor brings an id of their own.
            let id = crate::deployment::id(sent as u64 * 1_000);
            let fields = ["channel", "touchpoint", "lang", "survey_version"];
            let kept = fields.map(|name| format!("&{name}={}", field(&hosted.text, name))).concat();
            let taken = form(
                &app,
                &format!("{HERE}/p/kokage/{survey}"),
                &format!("id={id}&score={score}{kept}"),
            )
            .await;
            assert_eq!(taken.status, 303, "{}", taken.text);
            let answers =
                send(&app, "GET", "/v1/sites/kokage/answers?limit=1000", &Value::Null).await.json();
            let time = |answer: &Value| answer["answered_at"].as_str().unwrap().to_owned();
            let oldest = answers["answers"]
                .as_array()
                .unwrap()
                .iter()
                .min_by_key(|answer| time(answer))
                .unwrap();
            assert_eq!(oldest["channel"], channel.as_str(), "{link}");
            assert_eq!(oldest["touchpoint"], touchpoint, "{link}");
            assert_eq!(
                (&oldest["survey"], &oldest["locale"]),
                (&json!(survey), &json!(locale)),
                "{link}"
            );
            assert_eq!(oldest["score"].to_string(), score, "{link}");
        }
    }
}

#[tokio::test]
async fn the_page_holds_nothing_that_its_policy_forbids() {
    let app = shop().await;
    let page = opened(&app, "lang=en").await;
    // The row to copy has its style as text.
    assert!(page.contains("style=&quot;border-collapse:collapse&quot;"), "{page}");
    assert!(!page.contains(" style=\"") && !page.contains(" onclick="), "{page}");
    assert!(page.contains("<svg class=\"qr\"") && page.contains("<title>QR code: http"), "{page}");
    assert!(page.contains("one message holds 70"), "{page}");
}

#[tokio::test]
async fn what_the_site_does_not_have_is_the_first_that_it_has() {
    let app = shop().await;
    let page = opened(&app, "survey=unknown&touchpoint=after-support&locale=fr&lang=en").await;
    assert!(
        page.contains("/p/kokage/shop-nps?channel=link&amp;touchpoint=post-purchase&amp;lang=ja"),
        "{page}"
    );
    let ended = opened(&app, "survey=visit-csat&lang=en").await;
    assert!(ended.contains("This survey is switched off"), "{ended}");
    let hostile = opened(&app, "survey=%3Cscript%3E&locale=%22%3E&lang=en").await;
    assert!(!hostile.contains("<script>") && hostile.contains("shop-nps"), "{hostile}");
}

#[tokio::test]
async fn the_code_is_a_file_for_whoever_may_set_the_site() {
    let app = shop().await;
    let path = format!("{HAND_OUT}/code.svg?survey=support-ces&touchpoint=after-support&locale=en");
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let code = person.open(&app, &path).await;
    assert_eq!((code.status, code.header("content-type")), (200, Some("image/svg+xml")));
    assert_eq!(
        code.header("content-disposition"),
        Some("attachment; filename=\"kokage-support-ces.svg\"")
    );
    assert!(
        code.text.starts_with("<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\""),
        "{}",
        code.text
    );
    let address =
        format!("{HERE}/p/kokage/support-ces?channel=qr&amp;touchpoint=after-support&amp;lang=en");
    assert!(code.text.contains(&format!("<title>{address}</title>")), "{}", code.text);
    assert_eq!(Person::default().open(&app, &path).await.status, 401);
}
