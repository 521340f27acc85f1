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

/// 1. Whatever header a page's own `fetch` adds, and on whatever public path: 204, every header named,
///    the path's methods, a day, and what the reply varies by.
/// 2. An invalid header name is left out, and so is one that would make the reply too long.
#[test]
fn every_public_path_lets_the_page_s_own_headers_pass() {
    let site = Site::shop(&edge(), "own-headers");
    let id = id_at(site.client.now());
    let script = site.client.get("/s/own-headers.js").send().is(200).text().to_owned();
    let paths = [
        ("/v1/answers".to_owned(), "POST"),
        (format!("/v1/answers/own-headers/{id}"), "DELETE"),
        ("/s/own-headers.js".to_owned(), "GET"),
        ("/s/own-headers.json".to_owned(), "GET"),
        ("/s/no-such-site.js".to_owned(), "GET"),
        ("/t/own-headers/0123456789abcdef-ja.json".to_owned(), "GET"),
        ("/p/own-headers/shop-nps".to_owned(), "POST"),
        ("/p/own-headers/shop-nps".to_owned(), "GET"),
        (format!("/r/own-headers/{id}"), "GET"),
        (format!("/r/own-headers/{id}"), "POST"),
        ("/a/sender-0123456789.js".to_owned(), "GET"),
    ];
    let added = "authorization,baggage,content-type,traceparent,x-csrf-token,x-requested-with";
    for (path, method) in &paths {
        let call = site.client.preflight(path, method).origin("https://anyone.example");
        let reply = call.header("access-control-request-headers", added).send();
        reply.is(204).has("access-control-allow-origin", "https://anyone.example");
        reply.has("access-control-max-age", "86400");
        assert_eq!(reply.bytes(), b"", "{path}");
        let listed = |name: &str| -> Vec<String> {
            let value = reply.header(name).unwrap_or_default().to_ascii_lowercase();
            value.split(',').map(|part| part.trim().to_owned()).collect()
        };
        let headers = listed("access-control-allow-headers");
        for name in added.split(',') {
            assert!(headers.contains(&name.to_owned()), "{path}: {name} is not in {headers:?}");
        }
        assert!(listed("access-control-allow-methods").contains(&method.to_lowercase()), "{path}");
        let varies = reply.headers("vary").join(",").to_ascii_lowercase();
        assert!(varies.contains("origin"), "{path}: {varies}");
        assert!(varies.contains("access-control-request-headers"), "{path}: {varies}");
        assert!(reply.header("access-control-allow-credentials").is_none());
    }
    let allowed = |asked: &str| {
        let call = site.client.preflight("/v1/answers", "POST").origin(SHOP);
        let reply = call.header("access-control-request-headers", asked).send();
        reply.is(204).header("access-control-allow-headers").unwrap().to_ascii_lowercase()
    };
    assert_eq!(allowed("x-a, b@d, ,x-b:1, x-c"), "content-type, x-a, x-c");
    let many: Vec<String> = (0..500).map(|n| format!("x-{n:03}-of-many")).collect();
    assert!(allowed(&many.join(",")).len() < 2_000);
    assert!(script.contains("own-headers"));
}

/// 1. Replies and refusals of every public path name an origin that may read them: 200, 404, 405.
#[test]
fn every_public_reply_can_be_read() {
    let site = Site::shop(&edge(), "readable-paths");
    let id = id_at(site.client.now());
    for path in [
        "/s/readable-paths.js",
        "/s/readable-paths.json",
        "/s/nobody.json",
        "/t/readable-paths/0-ja.json",
        "/a/sender-0123456789.js",
        "/p/readable-paths/shop-nps",
        "/p/readable-paths/nothing",
        &format!("/r/readable-paths/{id}"),
        "/r/readable-paths/none",
    ] {
        for call in [site.client.get(path), site.client.put(path), site.client.delete(path)] {
            let reply = call.origin(SHOP).send();
            let origin = reply.header("access-control-allow-origin").unwrap_or_default();
            assert!(origin == SHOP || origin == "*", "{path}: {} {origin:?}", reply.status());
        }
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
