//! Who may call from a page, and what a browser is told.

use crate::edge;
use koe_tests::fixtures::{Site, documents::SHOP, id_at};
use serde_json::json;

/// 1. A browser asks first: 204, its origin echoed, methods and `Content-Type` named, kept a day.
/// 2. So it does before taking an answer back: 204.
#[test]
fn a_preflight_is_answered() {
    let client = edge();
    let paths = [
        ("/v1/answers".to_owned(), "POST"),
        (format!("/v1/answers/preflight/{}", id_at(client.now())), "DELETE"),
    ];
    for (path, method) in paths {
        let reply = client.preflight(&path, method).origin("https://anyone.example").send();
        reply.is(204).has("access-control-allow-origin", "https://anyone.example");
        reply.has("access-control-max-age", "86400");
        assert!(reply.header("vary").unwrap_or_default().contains("Origin"), "{reply:?}");
        let methods = reply.header("access-control-allow-methods").unwrap_or_default();
        assert!(methods.contains(method), "{methods}");
        let headers = reply.header("access-control-allow-headers").unwrap_or_default();
        assert!(headers.eq_ignore_ascii_case("content-type"), "{headers}");
        assert!(reply.header("access-control-allow-credentials").is_none());
    }
}

/// 1. A page of the site's list posts: 202, its origin echoed. So may a program without an origin.
/// 2. Another origin, `null`, and one that only looks alike: 403 `foreign_origin`, echoed as well,
///    so that the page can read why.
/// 3. Only the first two are stored: 200.
#[test]
fn only_listed_origins_may_post() {
    let site = Site::shop(&edge(), "origins");
    let answer = || site.answer("shop-nps", &json!({ "score": 9 }));
    let listed = site.post(&answer()).origin(SHOP).send();
    listed.is(202).has("access-control-allow-origin", SHOP);
    assert!(listed.header("vary").unwrap_or_default().contains("Origin"));
    site.post(&answer()).send().is(202);

    for origin in [
        "https://evil.example",
        "null",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example.evil.example",
        "https://www.shop.example",
    ] {
        let refused = site.post(&answer()).origin(origin).send();
        refused.refuses(403, "foreign_origin", None).has("access-control-allow-origin", origin);
    }
    assert_eq!(site.n("shop-nps"), 2);
}

/// 1. Every refusal of a public call can be read by the page: 400, 404, 413, 415 and 422 echo the
///    origin.
#[test]
fn a_page_can_read_why_it_was_refused() {
    let site = Site::shop(&edge(), "readable");
    let post = |content_type: &str, body: String| {
        let call = site.client.post("/v1/answers").body(content_type, body);
        let reply = call.origin(SHOP).send();
        reply.has("access-control-allow-origin", SHOP);
        reply.status()
    };
    let unknown = koe_tests::fixtures::with(
        &site.answer("shop-nps", &json!({ "score": 9 })),
        &json!({ "site": "nobody" }),
    );
    assert_eq!(post("text/plain", "{".into()), 400);
    assert_eq!(post("text/plain", unknown.to_string()), 404);
    assert_eq!(post("text/plain", "x".repeat(33 * 1024)), 413);
    assert_eq!(post("text/css", "x".into()), 415);
    let off_scale = site.answer("shop-nps", &json!({ "score": 11 }));
    assert_eq!(post("text/plain", off_scale.to_string()), 422);
}

/// 1. A stranger's page takes nothing back: 403, and the answer still counts.
/// 2. The site's own page does: 204.
#[test]
fn only_listed_origins_may_take_back() {
    let site = Site::shop(&edge(), "take-back-origins");
    let id = site.score("shop-nps", 9);
    let delete = |origin: &str| {
        site.client.delete(format!("/v1/answers/{}/{id}", site.id)).origin(origin).send()
    };
    delete("https://evil.example").refuses(403, "foreign_origin", None);
    assert_eq!(site.n("shop-nps"), 1);
    delete(SHOP).is(204).has("access-control-allow-origin", SHOP);
    assert_eq!(site.n("shop-nps"), 0);
}

/// 1. No public reply sets a cookie or allows credentials.
#[test]
fn no_visitor_gets_a_cookie() {
    let site = Site::shop(&edge(), "no-cookie");
    let answer = site.answer("shop-nps", &json!({ "score": 9 }));
    let replies = [
        site.post(&answer).origin(SHOP).send(),
        site.client.get("/s/no-cookie.js").send(),
        site.withdraw(answer["id"].as_str().unwrap()),
    ];
    for reply in replies {
        assert!(reply.header("set-cookie").is_none(), "{reply:?}");
        assert!(reply.header("access-control-allow-credentials").is_none(), "{reply:?}");
    }
}
