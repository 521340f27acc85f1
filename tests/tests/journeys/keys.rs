//! Owner keys: who may do what, for how long.

use crate::edge;
use koe_tests::{
    client::{Client, Reply},
    fixtures::{Site, documents},
};
use serde_json::{Value, json};

/// Every owner call, with what it answers when it may.
fn owner_calls(site: &Site, key: &str) -> Vec<(&'static str, Reply)> {
    let client = &site.client;
    let get = |path: &str| client.get(site.path(path)).key(key).send();
    vec![
        ("site", get("")),
        ("keys", get("/keys")),
        ("scores", get("/scores?survey=shop-nps")),
        ("answers", get("/answers")),
        ("export", get("/respondents/u_42")),
        (
            "import",
            client
                .post(site.path("/imports?survey=shop-nps&answered_at=2026-11-01"))
                .key(key)
                .body("text/csv", "score\n9\n")
                .send(),
        ),
        ("put", client.put(site.path("")).key(key).json(&documents::shop()).send()),
        (
            "new key",
            client
                .post(site.path("/keys"))
                .key(key)
                .json(&json!({ "name": "another", "scope": "read" }))
                .send(),
        ),
    ]
}

/// 1. A read key reads scores and answers: 200. All else: 403 `scope_too_small`.
/// 2. A write key of the site may do everything: 200 and 201. So may the admin's.
#[test]
fn a_scope_allows_what_it_says() {
    let site = Site::shop(&edge(), "scopes");
    for (call, reply) in owner_calls(&site, &site.read_key) {
        if ["scores", "answers", "export"].contains(&call) {
            reply.is(200);
        } else {
            reply.refuses(403, "scope_too_small", None);
        }
    }
    for key in [&site.write_key, site.client.admin_key()] {
        for (call, reply) in owner_calls(&site, key) {
            assert_eq!(reply.status(), if call == "new key" { 201 } else { 200 }, "{call}");
        }
    }
}

/// 1. No key at all, another scheme, a key nobody has: 401 with `WWW-Authenticate`.
/// 2. A key of another site: 403.
#[test]
fn a_missing_unknown_or_foreign_key_opens_nothing() {
    let client = edge();
    let (site, other) = (Site::shop(&client, "locked"), Site::shop(&client, "neighbour"));
    let scores = || client.get(site.path("/scores?survey=shop-nps"));
    scores().send().refuses(401, "key_missing", None);
    scores().header("authorization", "Basic a29lOmtvZQ==").send().refuses(401, "key_missing", None);
    scores().key("").send().is(401);
    let unknown = scores().key("koe_live_nobody").send();
    unknown.refuses(401, "key_unknown", None);
    assert!(unknown.header("www-authenticate").is_some_and(|scheme| scheme.starts_with("Bearer")));
    for key in [&other.read_key, &other.write_key] {
        scores().key(key).send().refuses(403, "key_of_another_site", None);
    }
    for (call, reply) in owner_calls(&site, "koe_live_nobody") {
        assert_eq!(reply.status(), 401, "{call}");
    }
}

/// 1. A key is made: 201, and shown this once.
/// 2. The list names it, without the key: 200.
#[test]
fn a_key_is_shown_once() {
    let site = Site::shop(&edge(), "shown-once");
    let made = make(&site, &json!({ "name": "Dashboard", "scope": "read" })).is(201).json();
    let key = made["key"].as_str().unwrap();
    assert_eq!((&made["name"], &made["scope"]), (&json!("Dashboard"), &json!("read")));
    assert!(made["id"].is_string() && made["created_at"].is_string(), "{made}");

    let listed = site.client.get(site.path("/keys")).key(&site.write_key).send();
    assert!(!listed.is(200).text().contains(key), "{}", listed.text());
    let listed = listed.json();
    let keys = listed["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 3, "{listed}");
    let found = keys.iter().find(|listed| listed["id"] == made["id"]).unwrap();
    assert_eq!((&found["name"], &found["scope"]), (&made["name"], &made["scope"]));
    assert_eq!(found["created_at"], made["created_at"]);
    assert!(found.get("key").is_none_or(Value::is_null), "{found}");
}

/// 1. A key is revoked: 204. It opens nothing any more: 401; the others still do: 200.
/// 2. Revoking what is not there: 404.
#[test]
fn a_revoked_key_opens_nothing() {
    let site = Site::shop(&edge(), "revoked");
    let made = make(&site, &json!({ "name": "Short", "scope": "read" })).is(201).json();
    let key = made["key"].as_str().unwrap();
    let scores = || site.client.get(site.path("/scores?survey=shop-nps")).key(key).send();
    scores().is(200);
    let revoke = || {
        let path = site.path(&format!("/keys/{}", made["id"].as_str().unwrap()));
        site.client.delete(path).key(&site.write_key).send()
    };
    revoke().is(204);
    scores().refuses(401, "key_unknown", None);
    site.ask_scores("survey=shop-nps").is(200);
    revoke().refuses(404, "unknown_key", None);
}

/// 1. A key of scope `care` reads what a read key reads: 200. The document, keys and imports: 403.
/// 2. Its departments are told with it, and in the list: 201, 200.
#[test]
fn a_key_for_those_who_answer_customers_reads_and_changes_no_site() {
    let site = Site::shop(&edge(), "caring");
    let departments = json!(["tokyo", "support"]);
    let asked = json!({ "name": "Support", "scope": "care", "departments": departments });
    let made = make(&site, &asked).is(201).json();
    assert_eq!((&made["scope"], &made["departments"]), (&json!("care"), &departments));
    for (call, reply) in owner_calls(&site, made["key"].as_str().unwrap()) {
        if ["scores", "answers", "export"].contains(&call) {
            reply.is(200);
        } else {
            reply.refuses(403, "scope_too_small", None);
        }
    }
    let listed = site.client.get(site.path("/keys")).key(&site.write_key).send().is(200).json();
    let keys = listed["keys"].as_array().unwrap();
    let found = keys.iter().find(|listed| listed["id"] == made["id"]).unwrap();
    assert_eq!((&found["scope"], &found["departments"]), (&json!("care"), &departments));
    assert!(keys.iter().all(|key| key["departments"].is_array()), "{listed}");
}

/// 1. A key of no scope, of scope `admin`, without a name: 422, naming the field.
#[test]
fn a_key_has_a_name_and_a_scope_of_its_site() {
    let site = Site::shop(&edge(), "bad-keys");
    for (body, field) in [
        (json!({ "name": "Everything", "scope": "admin" }), "scope"),
        (json!({ "name": "Nothing" }), "scope"),
        (json!({ "scope": "read" }), "name"),
        (json!({ "name": "A", "scope": "care", "departments": "tokyo" }), "departments"),
        (json!({ "name": "A", "scope": "care", "departments": ["Tokyo"] }), "departments"),
        (json!({ "name": "A", "scope": "care", "departments": vec!["a"; 21] }), "departments"),
    ] {
        let refused = make(&site, &body);
        assert_eq!(refused.is(422).json()["field"], field, "{}", refused.text());
    }
}

/// 1. A stranger sets up a site: 401 without a key, 403 with a key of another site.
#[test]
fn only_the_admin_makes_sites() {
    let client: Client = edge();
    let site = Site::shop(&client, "not-an-admin");
    let put = || client.put("/v1/sites/new-site").json(&documents::smallest());
    put().send().refuses(401, "key_missing", None);
    put().key(&site.write_key).send().refuses(403, "key_of_another_site", None);
}

fn make(site: &Site, body: &Value) -> Reply {
    site.client.post(site.path("/keys")).key(&site.write_key).json(body).send()
}
