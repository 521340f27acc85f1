//! Setting a site up, reading it back, replacing and deleting it.

use crate::edge;
use koe_tests::{
    client::Client,
    fixtures::{Site, documents, with},
};
use serde_json::{Value, json};

fn put(client: &Client, id: &str, document: &Value) -> koe_tests::client::Reply {
    client.put(format!("/v1/sites/{id}")).key(client.admin_key()).json(document).send()
}

/// 1. The least that is legal is put: 201, with every default filled in and the tag to paste.
/// 2. It is read back, the same: 200.
/// 3. What was read is put as it is: 200.
#[test]
fn the_smallest_document_gets_every_default() {
    let client = edge();
    let made = put(&client, "smallest", &documents::smallest()).is(201).json();
    for (field, value) in json!({
        "name": "Kokage", "timezone": "UTC", "locale": "en", "locales": ["en"],
        "origins": [documents::SHOP],
        "theme": {
            "accent": "#0a7a5a", "scheme": "auto", "radius": 12, "position": "bottom-right",
            "font": "system",
        },
        "cool_down_days": 14,
        "privacy": {
            "retention_days": 730, "respect_gpc": true, "require_consent": false, "min_group": 5,
        },
        "badge": "private",
    })
    .as_object()
    .unwrap()
    {
        assert_eq!(&made[field], value, "{field} of {made}");
    }
    assert_eq!(made["identity"]["require_signature"], true);
    let survey = &made["surveys"][0];
    for (field, value) in json!({
        "id": "shop-nps", "version": 1, "metric": "nps", "touchpoints": ["post-purchase"],
        "sample_rate": 1.0, "recontact_days": 90, "recontact_after_dismissal_days": 30,
        "active": true, "placement": "popover", "display": "numbers",
        "ask_contact": [], "ask_publish": [],
    })
    .as_object()
    .unwrap()
    {
        assert_eq!(&survey[field], value, "{field} of {survey}");
    }
    let script = made["script"].as_str().unwrap();
    assert!(script.starts_with("<script") && script.contains("/s/smallest.js"), "{script}");
    let updated: Result<jiff::Timestamp, _> = made["updated_at"].as_str().unwrap().parse();
    assert!(updated.is_ok(), "{made}");

    let path = "/v1/sites/smallest";
    let read = client.get(path).key(client.admin_key()).send().is(200).json();
    assert_eq!(read, made);
    put(&client, "smallest", &read).is(200);
}

/// 1. A document is replaced: 200, and what it leaves out is back at its default.
/// 2. Its old keys still hold: 200.
#[test]
fn a_replaced_document_is_whole() {
    let site = Site::open(
        &edge(),
        "replaced",
        &with(&documents::smallest(), &json!({ "cool_down_days": 3, "locale": "ja" })),
    );
    let replaced = site.put(&documents::smallest()).is(200).json();
    assert_eq!((&replaced["cool_down_days"], &replaced["locale"]), (&json!(14), &json!("en")));
    assert_eq!(site.n("shop-nps"), 0);
}

/// 1. Documents with an unknown, missing or illegal field: 422, naming the field; broken JSON: 400.
/// 2. None of them made a site: 404.
#[test]
fn a_document_out_of_its_bounds_is_refused_by_field() {
    let client = edge();
    let good = documents::smallest();
    let survey = |fields: Value| json!({ "surveys": [with(&documents::nps(), &fields)] });
    for (fields, field) in [
        (json!({ "colour": "red" }), "colour"),
        (json!({ "name": null }), "name"),
        (json!({ "name": "" }), "name"),
        (json!({ "origins": null }), "origins"),
        (json!({ "origins": ["https://shop.example/path"] }), "origins[0]"),
        (json!({ "origins": ["https://*.example"] }), "origins[0]"),
        (json!({ "surveys": [] }), "surveys"),
        (json!({ "timezone": "Asia/Edo" }), "timezone"),
        (json!({ "theme": { "accent": "green" } }), "theme.accent"),
        (json!({ "theme": { "radius": 21 } }), "theme.radius"),
        (json!({ "theme": { "glow": true } }), "theme.glow"),
        (json!({ "privacy": { "retention_days": -1 } }), "privacy.retention_days"),
        (survey(json!({ "metric": null })), "surveys[0].metric"),
        (survey(json!({ "metric": "ltv" })), "surveys[0].metric"),
        (survey(json!({ "goal": null })), "surveys[0].goal"),
        (survey(json!({ "touchpoints": null })), "surveys[0].touchpoints"),
        (survey(json!({ "sample_rate": 1.5 })), "surveys[0].sample_rate"),
        (survey(json!({ "scale": 5 })), "surveys[0].scale"),
        (survey(json!({ "metric": "ces", "scale": 6 })), "surveys[0].scale"),
        (survey(json!({ "display": "stars" })), "surveys[0].display"),
        (survey(json!({ "version": 0 })), "surveys[0].version"),
        (survey(json!({ "colour": "red" })), "surveys[0].colour"),
        (
            survey(
                json!({ "thanks": { "link": { "href": "http://a.example", "text": { "en": "Go" } } } }),
            ),
            "surveys[0].thanks.link.href",
        ),
    ] {
        let reply = put(&client, "illegal", &with(&good, &fields));
        reply.is(422);
        assert_eq!(reply.json()["field"], field, "{fields}: {}", reply.text());
        assert!(reply.json()["code"].is_string(), "{}", reply.text());
    }
    let broken = client.put("/v1/sites/illegal").key(client.admin_key());
    broken.body("application/json", "{").send().refuses(400, "broken_json", None);
    let path = "/v1/sites/illegal";
    client.get(path).key(client.admin_key()).send().refuses(404, "unknown_site", Some("site"));
}

/// 1. A new site has an invalid id: 422 or 404, and nothing is made.
#[test]
fn a_site_s_id_is_a_plain_word() {
    let client = edge();
    for id in ["Kokage", "-kokage", "ko_kage", &"k".repeat(65)] {
        let status = put(&client, id, &documents::smallest()).status();
        assert!([404, 422].contains(&status), "{id}: {status}");
    }
}

/// 1. A secret is put with the document: 201. No reply ever shows it.
/// 2. A document without a secret keeps it: a signature with it still holds, 202.
/// 3. A null removes it: the same signature is `unverified`, 202.
#[test]
fn a_secret_is_written_and_never_read() {
    let client = edge();
    let identity = |secret: Value| json!({ "identity": { "secret": secret } });
    let with_secret = with(&documents::smallest(), &identity(json!("koe-test-secret-long-enough")));
    let made = put(&client, "secretive", &with_secret);
    assert!(!made.is(201).text().contains("koe-test-secret"), "{}", made.text());
    let read = client.get("/v1/sites/secretive").key(client.admin_key()).send();
    assert!(!read.is(200).text().contains("koe-test-secret"), "{}", read.text());

    let signed = || {
        let now = client.now();
        let until = "2099-01-01T00:00:00Z";
        let signature = koe_tests::fixtures::signature(
            "koe-test-secret-long-enough",
            "secretive",
            "u_42",
            until,
        );
        let answer = json!({
            "site": "secretive", "survey": "shop-nps", "id": koe_tests::fixtures::id_at(now),
            "revision": 1, "outcome": "answered", "score": 9,
            "respondent": { "id": "u_42", "expires_at": until, "signature": signature },
        });
        client.post("/v1/answers").json(&answer).send().is(202).json()["respondent"].clone()
    };
    put(&client, "secretive", &documents::smallest()).is(200);
    assert_eq!(signed(), Value::Null);
    put(&client, "secretive", &with(&documents::smallest(), &identity(Value::Null))).is(200);
    assert_eq!(signed(), "unverified");
}

/// 1. A site with answers is deleted: 204.
/// 2. The document, its script, its keys and its public calls are gone at once: 404, 401 or 404.
#[test]
fn a_deleted_site_is_gone_at_once() {
    let site = Site::shop(&edge(), "deleted");
    site.score("shop-nps", 9);
    site.client.delete(site.path("")).key(&site.write_key).send().is(204);

    let admin = site.client.admin_key();
    let read = |path: String| site.client.get(path).key(admin).send();
    read(site.path("")).refuses(404, "unknown_site", Some("site"));
    read(site.path("/scores?survey=shop-nps")).refuses(404, "unknown_site", Some("site"));
    read(site.path("/answers")).refuses(404, "unknown_site", Some("site"));
    site.client.get("/s/deleted.js").send().is(404);
    let answer = site.answer("shop-nps", &json!({ "score": 9 }));
    site.post(&answer).send().refuses(404, "unknown_site", Some("site"));
    let status = site.ask_scores("survey=shop-nps").status();
    assert!([401, 404].contains(&status), "a key of a deleted site: {status}");
}

/// 1. Reading, replacing and deleting a site that never was: 404 (a PUT makes it: 201).
#[test]
fn a_site_that_never_was_is_unknown() {
    let client = edge();
    let admin = client.admin_key();
    client.get("/v1/sites/never").key(admin).send().refuses(404, "unknown_site", Some("site"));
    client.delete("/v1/sites/never").key(admin).send().refuses(404, "unknown_site", Some("site"));
}
