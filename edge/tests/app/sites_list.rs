//! The list of sites: scores as the API says them, ten sites a page, and what a row costs.

use koe_shared::metric::Scale;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{ADMIN_KEY, Deployment, document, send};
use crate::desk::Person;
use crate::reading::text;
use crate::refusing::{Refused, Refusing};
use crate::told::Told;

const HOUR: i64 = 3_600_000;

async fn put(deployment: &Deployment, id: &str, name: &str) {
    let mut document = document(1);
    document["name"] = json!(name);
    document["surveys"].as_array_mut().unwrap().push(json!({
        "id": "care-ces", "metric": "ces", "goal": "Was it easy?", "touchpoints": ["after-support"],
    }));
    let path = format!("/v1/sites/{id}");
    let reply = send(&deployment.isolate(), "PUT", &path, &document).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
}

#[tokio::test]
async fn ten_sites_stand_on_a_page_and_the_rest_behind_a_cursor() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    assert!(text(&person.open(&app, "/").await.text).contains("There is no site yet."));
    for n in 10..22 {
        put(&deployment, &format!("shop-{n}"), &format!("Shop {n}")).await;
    }
    send(&app, "DELETE", "/v1/sites/shop-11", &Value::Null).await;
    let first = person.open(&app, "/").await.text;
    let rows = |page: &str| page.matches("class=\"row-name\"").count();
    assert_eq!(rows(&first), 9, "a deleted site is left out: {first}");
    assert!(!first.contains("Shop 11") && first.contains("Shop 19") && !first.contains("Shop 20"));
    let next = first.split("href=\"/?cursor=").nth(1).unwrap().split('"').next().unwrap();
    let second = person.open(&app, &format!("/?cursor={next}")).await.text;
    assert_eq!(rows(&second), 2);
    assert!(second.contains("Shop 20") && !second.contains("The next 10"));
    let elsewhere = person.open(&app, "/?cursor=bXkgY3Vyc29y").await;
    assert_eq!((elsewhere.status, elsewhere.header("location")), (303, Some("/")));
}

/// A site after forty days with an answer to each of its two surveys an hour.
pub(crate) async fn after_months() -> Deployment {
    let whole = Deployment::new();
    put(&whole, "kokage", "Kokage").await;
    for hour in 0..40 * 24 {
        let nps = u8::try_from(hour % 11).unwrap();
        Told::score(-hour * HOUR, "shop-nps", Scale::Nps, nps).store(&*whole.store, 1).await;
        Told::score(-hour * HOUR, "care-ces", Scale::Ces5, 1 + nps % 5)
            .store(&*whole.store, 2)
            .await;
        whole.pass(3_600);
        koe_edge::cron::run(&whole.state()).await.unwrap();
    }
    whole
}

/// 3,000 answers of the hour after that, not counted yet.
pub(crate) async fn busy_hour(whole: &Deployment) {
    for n in 0..3_000_u64 {
        let ago = 1 - 40 * 24 * HOUR + i64::try_from(n).unwrap() * 500;
        let told = Told::score(ago, "shop-nps", Scale::Nps, 9).says("It came a day early.");
        told.store(&*whole.store, 100 + n).await;
    }
}

/// two months of tallies with an answer of each survey an hour, and an hour of 3,000 answers
#[tokio::test]
async fn a_row_says_what_the_api_says_and_takes_fifteen_operations_at_most() {
    let whole = after_months().await;
    let app = whole.isolate();
    let summary = send(&app, "GET", "/v1/sites/kokage/summary", &Value::Null).await.json();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let told = text(&person.open(&app, "/").await.text);
    for metric in summary["metrics"].as_array().unwrap() {
        let (result, name) = (&metric["result"], metric["metric"].as_str().unwrap().to_uppercase());
        let decimals = usize::from(name == "CES");
        let write =
            |value: &Value| format!("{:.decimals$}", value.as_f64().unwrap()).replace('-', "−");
        let figures =
            [&result["score"], &result["interval"]["low"], &result["interval"]["high"]].map(write);
        assert!(told.contains(&format!("{name} {}", figures[0])), "{figures:?} {told}");
        assert!(
            told.contains(&format!("{} to {} n = {}", figures[1], figures[2], result["n"])),
            "{told}"
        );
    }
    busy_hour(&whole).await;
    let counting = Counting::new(&whole);
    let app = whole.behind(counting.clone()).isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    counting.since();
    assert_eq!(person.open(&app, "/").await.status, 200);
    let calls = counting.since();
    // One more lists the sites.
    assert!(calls.len() <= 15 + 1, "{} operations: {calls:#?}", calls.len());
}

#[tokio::test]
async fn a_site_that_cannot_be_read_says_so_in_its_own_row() {
    let whole = Deployment::new();
    put(&whole, "kokage", "Kokage").await;
    let refusing = Refusing { inner: whole.store.clone(), refused: Refused::Reads };
    let app = whole.behind(std::sync::Arc::new(refusing)).isolate();
    let mut person = Person::signed_in(&app, ADMIN_KEY).await;
    let told = |reply: crate::deployment::Reply| (reply.status, text(&reply.text));
    let (status, page) = told(person.open(&app, "/").await);
    assert_eq!(status, 200);
    assert!(page.contains("kokage This can’t be read just now."), "{page}");
    let (_, page) = told(person.open(&app, "/?lang=ja").await);
    assert!(page.contains("kokage 今は読み込めません。"), "{page}");
}
