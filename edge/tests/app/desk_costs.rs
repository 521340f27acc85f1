//! What a page of the desk may cost: operations of the storage, and bytes on the line until it stands.
//!
//! `cargo test -p koe-edge --test app desk_costs -- --nocapture` prints the figures.

use std::io::Write as _;

use axum::Router;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{ADMIN_KEY, Deployment, document, send};
use crate::desk::Person;
use crate::setup::isolate;
use crate::sites_list::{after_months, busy_hour};

/// Operations of the storage that a page may take. An invocation may take a thousand.
const OPERATIONS: usize = 20;
const OPERATIONS_OF_REPORT: usize = 45;
/// Bytes after gzip that a page may take, with its stylesheet and its scripts: a second and a half on a slow phone.
const BYTES: usize = 40_000;

const SITE: &str = "/v1/sites/kokage";
/// More than one owner has of each.
const SURVEYS: usize = 20;
const TOUCHPOINTS: usize = 20;
const KEYS: usize = 30;
const IMPORTS: usize = 30;
/// As many states as the history keeps.
const SAVES: usize = 200;

/// A site with much of everything, after forty days and a busy hour.
async fn busy_site() -> Deployment {
    let whole = after_months().await;
    busy_hour(&whole).await;
    let app = isolate(&whole);
    let call = async |method: &str, path: &str, body: &Value| {
        let reply = send(&app, method, &format!("{SITE}{path}"), body).await;
        assert!(matches!(reply.status, 200 | 201), "{path}: {}", reply.text);
    };
    let mut site = document(1);
    let places = (1..=TOUCHPOINTS)
        .map(|n| json!({ "id": format!("place-{n}"), "when": { "url": format!("/place/{n}*") } }));
    site["touchpoints"] = places.collect();
    site["segments"] = json!({ "plan": ["free", "pro"], "country": ["jp", "de", "fr"] });
    site["locales"] = json!(["en", "ja"]);
    let survey = |n: usize| {
        json!({
            "id": format!("survey-{n}"), "metric": (["nps", "ces", "csat"][n % 3]),
            "goal": format!("What do buyers of shelf {n} think of it?"),
            "touchpoints": [format!("place-{n}")],
        })
    };
    let surveys = site["surveys"].as_array_mut().unwrap();
    surveys.push(json!({
        "id": "care-ces", "metric": "ces", "goal": "Was it easy?", "touchpoints": ["after-support"],
    }));
    surveys.extend((1..=SURVEYS - 2).map(survey));
    for n in 0..SAVES {
        site["name"] = json!(format!("Kokage {n}"));
        call("PUT", "", &site).await;
        whole.pass(1);
    }
    for n in 0..KEYS {
        call("POST", "/keys", &json!({ "name": format!("Colleague {n}"), "scope": "read" })).await;
    }
    for n in 0..IMPORTS {
        let file = json!(format!("score,external_id\n9,import-{n}\n"));
        let query = format!("survey=shop-nps&batch=batch-{n}&answered_at=2026-11-20");
        call("POST", &format!("/imports?{query}"), &file).await;
    }
    whole
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

/// A page with the files of the desk that it names, each compressed.
async fn weight(app: &Router, page: &str) -> usize {
    let mut bytes = gzip(page.as_bytes());
    for named in page.split("\"/desk/").skip(1) {
        let path = format!("/desk/{}", named.split('"').next().unwrap());
        let file = send(app, "GET", &path, &Value::Null).await;
        assert_eq!(file.status, 200, "{path}");
        bytes += gzip(file.text.as_bytes());
    }
    bytes
}

/// Every page that is shown, with what it may take of the storage.
async fn pages(whole: &Deployment) -> Vec<(String, usize)> {
    let history = send(&isolate(whole), "GET", &format!("{SITE}/history"), &Value::Null).await;
    let entry = history.json()["history"][0]["id"].as_str().unwrap().to_owned();
    let of_site = [
        "/settings",
        "/site",
        "/look",
        "/fairness",
        "/segments",
        "/surveys",
        "/surveys/shop-nps",
        "/touchpoints",
        "/touchpoints/place-1",
        "/departments",
        "/notices",
        "/promises",
        "/hand-out",
        "/hand-out/code.svg",
        "/check",
        "/keys",
        "/import",
        "/history",
        "/document",
    ];
    let of_site = of_site.map(|page| (format!("/sites/kokage{page}"), OPERATIONS));
    let others = [
        (format!("/sites/kokage/history/{entry}"), OPERATIONS),
        ("/new-site".to_owned(), OPERATIONS),
        ("/sites/kokage".to_owned(), OPERATIONS_OF_REPORT),
        ("/sites/kokage/trend".to_owned(), OPERATIONS_OF_REPORT),
        ("/sites/kokage?sample=1".to_owned(), OPERATIONS),
        ("/sites/kokage/trend?sample=1".to_owned(), OPERATIONS),
        // The list, and fifteen for its only site; the test of the list has the worst of those.
        ("/".to_owned(), 1 + 15),
    ];
    of_site.into_iter().chain(others).collect()
}

#[tokio::test]
async fn no_page_takes_more_operations_or_more_bytes_than_it_may() {
    let whole = busy_site().await;
    let counting = Counting::new(&whole);
    let behind = whole.behind(counting.clone());
    let mut over = Vec::new();
    println!("{:<50}{:>12}{:>14}", "page of the desk", "operations", "bytes, gzip");
    for (path, may) in pages(&whole).await {
        for language in ["ja", "en"] {
            // Nothing is left in memory by the page before.
            let app = isolate(&behind);
            let mut person = Person::signed_in(&app, ADMIN_KEY).await;
            counting.since();
            let sign = if path.contains('?') { '&' } else { '?' };
            let reply = person.open(&app, &format!("{path}{sign}lang={language}")).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.text);
            let calls = counting.since();
            let writes =
                calls.iter().any(|call| call.starts_with("put") || call.starts_with("del"));
            assert!(!writes, "{path} writes: {calls:?}");
            let bytes = weight(&app, &reply.text).await;
            println!("{:<50}{:>12}{bytes:>14}", format!("{path} ({language})"), calls.len());
            if calls.len() > may {
                over.push(format!(
                    "{path}: {} operations of at most {may}: {calls:#?}",
                    calls.len()
                ));
            }
            if bytes > BYTES {
                over.push(format!("{path} ({language}): {bytes} bytes of at most {BYTES}"));
            }
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}
