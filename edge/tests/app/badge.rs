//! The badge: who sees it, what it says, what it costs.

use axum::Router;
use koe_shared::metadata::Recorded;
use koe_shared::metric::Scale;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{ADMIN_KEY, Deployment, Reply, document, send, send_with};
use crate::told::Told;

const HOUR: i64 = 3_600_000;
const BADGE: &str = "/v1/sites/kokage/badge.svg?survey=shop-nps";
pub(crate) const FIVE_MINUTES: &str = "public, max-age=300";
const FOR_THE_CALLER: &str = "private, no-store";

/// A site whose badge is that, with so many answers of an hour ago: two promoters to a detractor.
async fn site(badge: &str, answers: u64) -> (Deployment, Router) {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put(&app, badge).await;
    for n in 0..answers {
        let score = if n % 3 == 2 { 2 } else { 10 };
        Told::score(HOUR, "shop-nps", Scale::Nps, score).store(&*deployment.store, n).await;
    }
    (deployment, app)
}

async fn put(app: &Router, badge: &str) {
    let mut site = document(1);
    site["badge"] = json!(badge);
    let put = send(app, "PUT", "/v1/sites/kokage", &site).await;
    assert!(matches!(put.status, 200 | 201), "{}", put.text);
}

/// Asks without a credential.
async fn stranger(app: &Router, path: &str) -> Reply {
    send_with(app, "GET", path, &[], &Value::Null).await
}

async fn with_key(app: &Router, path: &str, key: &str) -> Reply {
    let key = format!("Bearer {key}");
    send_with(app, "GET", path, &[("authorization", &key)], &Value::Null).await
}

async fn read_key(app: &Router, site: &str) -> String {
    let key = json!({ "name": "dashboard", "scope": "read" });
    let made = send(app, "POST", &format!("/v1/sites/{site}/keys"), &key).await;
    made.json()["key"].as_str().unwrap().to_owned()
}

/// The same as a score of the default range: 200, as an SVG of at most 2 KB without a script
#[tokio::test]
async fn a_public_badge_says_what_the_score_says() {
    let (deployment, app) = site("public", 51).await;
    for is_counted in [false, true] {
        if is_counted {
            deployment.settle().await;
        }
        let scores =
            send(&app, "GET", "/v1/sites/kokage/scores?survey=shop-nps", &Value::Null).await;
        let result = &scores.json()["result"];
        let badge = stranger(&app, BADGE).await;
        assert_eq!((badge.status, badge.header("content-type")), (200, Some("image/svg+xml")));
        let rounded = |value: &Value| format!("{:.0}", value.as_f64().unwrap());
        let interval = &result["interval"];
        let (low, high) = (rounded(&interval["low"]), rounded(&interval["high"]));
        for told in [
            format!(">{}<", rounded(&result["score"])),
            format!(">{low} to {high}<"),
            format!(">n = {}<", result["n"]),
        ] {
            assert!(badge.text.contains(&told), "{told}: {}", badge.text);
        }
        assert!(badge.text.len() <= 2_048 && !badge.text.contains("script"), "{}", badge.text);
        assert!(badge.text.contains("prefers-color-scheme:dark"));
    }
}

/// 5 answers: a preliminary score · 4: none · with a `min_group` of 50, 49: none, of 1: none all the same ·
/// dismissals and tests are no answers
#[tokio::test]
async fn too_few_answers_are_said_to_be_too_few() {
    for (answers, min_group, told) in [
        (0, 5, "n = 0 · shown from 5"),
        (4, 5, "n = 4 · shown from 5"),
        (5, 5, "n = 5 · preliminary"),
        (29, 5, "n = 29 · preliminary"),
        (30, 5, ">n = 30<"),
        (49, 50, "n = 49 · shown from 50"),
        (4, 1, "n = 4 · shown from 5"),
    ] {
        let (deployment, app) = site("public", answers).await;
        let mut site = document(1);
        site["badge"] = json!("public");
        site["privacy"] = json!({ "min_group": min_group });
        assert_eq!(send(&app, "PUT", "/v1/sites/kokage", &site).await.status, 200);
        for n in 0..40 {
            let store = &*deployment.store;
            Told::prompt(2 * HOUR, "shop-nps", Recorded::Dismissed).store(store, n).await;
            let test = Told::score(3 * HOUR, "shop-nps", Scale::Nps, 10);
            Told { is_test: true, ..test }.store(store, n).await;
        }
        let badge = stranger(&app, BADGE).await.text;
        assert!(badge.contains(told), "{told}: {badge}");
        let is_shown = !told.contains("shown from");
        assert_eq!(badge.contains("Too few answers"), !is_shown, "{badge}");
        assert_eq!(badge.contains("95% interval"), is_shown, "{badge}");
    }
}

/// a site in Japanese · a survey that went from five points to seven: its newest scale
#[tokio::test]
async fn a_badge_speaks_the_site_s_language_on_the_newest_scale() {
    let (deployment, app) = site("public", 0).await;
    for (version, points) in [(1, 5), (2, 7)] {
        let site = json!({
            "name": "こかげ道具店", "locale": "ja", "origins": ["https://shop.example"], "badge": "public",
            "surveys": [{ "id": "care-ces", "version": version, "metric": "ces", "scale": points,
                          "goal": "楽だったか", "touchpoints": ["after-support"] }],
        });
        assert_eq!(send(&app, "PUT", "/v1/sites/kokage", &site).await.status, 200);
    }
    for n in 0..40 {
        let five = Told::score(HOUR, "care-ces", Scale::Ces5, 1);
        five.store(&*deployment.store, n).await;
        let seven = Told::score(2 * HOUR, "care-ces", Scale::Ces7, 5 + u8::from(n % 2 == 0));
        Told { version: 2, ..seven }.store(&*deployment.store, n).await;
    }
    let badge = stranger(&app, "/v1/sites/kokage/badge.svg?survey=care-ces").await;
    for told in ["こかげ道具店 CES：5.5 / 7", "直近30日間", "95%信頼区間", "n = 40"]
    {
        assert!(badge.text.contains(told), "{told}: {}", badge.text);
    }
    assert_eq!(badge.header("content-language"), Some("ja"));
}

/// private: without a key 404, whatever the survey · with one of scope read or the admin's 200 · with another's
/// 403, an unknown one 401 · kept by nobody
#[tokio::test]
async fn a_private_badge_is_for_its_owner() {
    let (_, app) = site("private", 51).await;
    let mut other = document(1);
    other["badge"] = json!("public");
    assert_eq!(send(&app, "PUT", "/v1/sites/zelkova", &other).await.status, 201);
    let (read, others) = (read_key(&app, "kokage").await, read_key(&app, "zelkova").await);

    let unknown = stranger(&app, "/v1/sites/kokage/badge.svg?survey=nothing").await;
    for path in [BADGE, "/v1/sites/kokage/badge.svg", "/v1/sites/kokage/badge.svg?nonsense=1"] {
        let refused = stranger(&app, path).await;
        assert_eq!((refused.status, &refused.text), (404, &unknown.text), "{path}");
        assert_eq!(refused.json()["code"], "no_public_badge");
        assert_eq!(refused.header("cache-control"), Some("no-store"));
    }
    for (key, status, code) in [
        (read.as_str(), 200, ""),
        (ADMIN_KEY, 200, ""),
        (others.as_str(), 403, "key_of_another_site"),
        ("nobodys", 401, "key_unknown"),
    ] {
        let reply = with_key(&app, BADGE, key).await;
        assert_eq!(reply.status, status, "{}", reply.text);
        assert_eq!(reply.header("cache-control"), Some(FOR_THE_CALLER), "{status}");
        for name in
            ["etag", "cache-tag", "cloudflare-cdn-cache-control", "access-control-allow-origin"]
        {
            assert_eq!(reply.header(name), None, "{status} {name}");
        }
        if status == 200 {
            assert!(reply.text.contains("n = 51"), "{}", reply.text);
        } else {
            assert_eq!(reply.json()["code"], code);
        }
    }
    let basic = [("authorization", "Basic YWRtaW46YWRtaW4=")];
    let basic = send_with(&app, "GET", BADGE, &basic, &Value::Null).await;
    assert_eq!((basic.status, basic.header("cache-control")), (401, Some(FOR_THE_CALLER)));
}

/// public: kept five minutes, the same whoever asks, 304 for the same picture, readable and embeddable by
/// every page · what is not there is kept by nobody
#[tokio::test]
async fn a_public_badge_is_kept_five_minutes() {
    let (deployment, app) = site("public", 51).await;
    let first = stranger(&app, BADGE).await;
    assert_eq!(first.header("cache-control"), Some(FIVE_MINUTES));
    assert_eq!(first.header("cache-tag"), Some("site-kokage"));
    assert_eq!(first.header("cloudflare-cdn-cache-control"), Some("public, max-age=60"));
    assert_eq!(first.header("cross-origin-resource-policy"), Some("cross-origin"));
    assert_eq!(first.header("vary"), None);
    let policy = first.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    for header in
        [("authorization", "Bearer nobodys"), ("accept-language", "ja"), ("origin", "null")]
    {
        let again = send_with(&app, "GET", BADGE, &[header], &Value::Null).await;
        assert_eq!(again.text, first.text, "{header:?}");
        assert_eq!(again.parts.headers, first.parts.headers, "{header:?}");
    }
    let same = [("if-none-match", first.header("etag").unwrap())];
    let kept = send_with(&app, "GET", BADGE, &same, &Value::Null).await;
    assert_eq!((kept.status, kept.text.as_str()), (304, ""));
    assert_eq!(kept.header("cache-control"), Some(FIVE_MINUTES));
    Told::score(HOUR, "shop-nps", Scale::Nps, 0).store(&*deployment.store, 77).await;
    assert_eq!(send_with(&app, "GET", BADGE, &same, &Value::Null).await.status, 200);

    for (path, status, code) in [
        ("/v1/sites/kokage/badge.svg?survey=nothing", 404, "unknown_survey"),
        ("/v1/sites/nowhere/badge.svg?survey=shop-nps", 404, "unknown_site"),
        ("/v1/sites/kokage/badge.svg", 422, "missing_parameter"),
        ("/v1/sites/kokage/badge.svg?survey=shop-nps&from=2026-11-01", 422, "unknown_parameter"),
        ("/v1/sites/kokage/badge.svg?survey=%20", 422, "invalid_parameter"),
    ] {
        let refused = stranger(&app, path).await;
        assert_eq!((refused.status, &refused.json()["code"]), (status, &json!(code)), "{path}");
        assert_eq!(refused.header("cache-control"), Some("no-store"), "{path}");
    }
    put(&app, "private").await;
    assert_eq!(stranger(&app, BADGE).await.status, 404, "private at once");
}

/// thirty days of tallies, and an hour of a quiet site that no tally tells yet: told all the same · of a busy
/// one, up to where the tallies end · at most ten operations either way, a private one's key included
#[tokio::test]
async fn a_badge_takes_at_most_ten_operations() {
    let (whole, app) = site("private", 0).await;
    let key = read_key(&app, "kokage").await;
    let hours = 33 * 24;
    for hour in 0..hours {
        for (n, touchpoint) in ["post-purchase", "browsing", "made-up"].into_iter().enumerate() {
            let told = Told::score(-hour * HOUR, "shop-nps", Scale::Nps, 9).at(touchpoint);
            told.store(&*whole.store, n as u64).await;
        }
        // Every ten minutes on the last day, as it is; before that once an hour will do.
        let runs = if hour < hours - 24 { 1 } else { 6 };
        for _ in 0..runs {
            whole.pass(3_600 / runs);
            koe_edge::cron::run(&whole.state()).await.unwrap();
        }
    }
    let counting = Counting::new(&whole);
    let deployment = whole.behind(counting.clone());
    // Of 30 days and three hours, an hour and more of it not counted yet.
    for (prompts, n) in [(0, "2,169"), (900, "2,769"), (10_000, "2,163")] {
        for n in 0..prompts {
            let ago = 1 - hours * HOUR + n * 300;
            let told = match n % 3 {
                0 => Told::prompt(ago, "shop-nps", Recorded::Ignored),
                _ => Told::score(ago, "shop-nps", Scale::Nps, 9),
            };
            told.store(&*whole.store, 100 + n.unsigned_abs()).await;
        }
        counting.since();
        let badge = with_key(&deployment.isolate(), BADGE, &key).await;
        let calls = counting.since();
        assert!(badge.text.contains(&format!(">n = {n}<")), "{n}: {}", badge.text);
        assert!(calls.len() <= 10, "{} operations: {calls:#?}", calls.len());
    }
}
