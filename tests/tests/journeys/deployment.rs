//! What a deployment says of itself, the script it serves, and paths that are not there.

use crate::edge;
use koe_tests::fixtures::{Site, documents, with};
use serde_json::{Value, json};

/// 1. Storage is reachable: 200 with the version.
#[test]
fn a_healthy_deployment_says_so() {
    let health = edge().get("/healthz").send().is(200).json();
    assert_eq!(health["status"], "ok");
    assert!(health["version"].as_str().is_some_and(|version| !version.is_empty()), "{health}");
}

/// 1. The description of the API: 200, in version 3.1 of its format.
/// 2. It describes every call of the contract, with its replies, and refers to nothing it lacks.
#[test]
fn the_openapi_document_covers_the_contract() {
    let document = edge().get("/v1/openapi.json").send().is(200).json();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    for (path, methods) in [
        ("/s/{site}.js", &["get"][..]),
        ("/s/{site}.json", &["get"]),
        ("/t/{site}/{hash}-{locale}.json", &["get"]),
        ("/a/{file}", &["get"]),
        ("/v1/release", &["get"]),
        ("/v1/releases/{file}", &["put"]),
        ("/v1/answers", &["post"]),
        ("/v1/answers/{site}/{id}", &["delete"]),
        ("/v1/sites/{site}", &["get", "put", "delete"]),
        ("/v1/sites/{site}/keys", &["get", "post"]),
        ("/v1/sites/{site}/keys/{id}", &["delete"]),
        ("/v1/sites/{site}/scores", &["get"]),
        ("/v1/sites/{site}/summary", &["get"]),
        ("/v1/sites/{site}/badge.svg", &["get"]),
        ("/v1/sites/{site}/recount", &["post"]),
        ("/v1/sites/{site}/answers", &["get"]),
        ("/v1/sites/{site}/imports", &["get", "post"]),
        ("/v1/sites/{site}/imports/{batch}", &["delete"]),
        ("/healthz", &["get"]),
    ] {
        for method in methods {
            let call = &document["paths"][path][method];
            let replies = call["responses"].as_object();
            assert!(replies.is_some_and(|replies| !replies.is_empty()), "{method} {path}: {call}");
        }
    }
    let mut references = Vec::new();
    collect_references(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("nothing outside the document");
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

fn collect_references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect_references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| collect_references(value, found)),
        _ => {}
    }
}

/// 1. A site's script: 200, JavaScript, cacheable, usable from any page, with a tag of its content.
/// 2. The same tag again: 304.
/// 3. It tells what pages need and nothing else: no goal, no secret, no wording, no key.
/// 4. A replaced document changes it: 200 with another tag.
#[test]
fn the_script_of_a_site_tells_pages_what_they_need() {
    let secrets = json!({
        "identity": { "secret": "koe-test-secret-long-enough" },
        "surveys": [with(&documents::nps(), &json!({ "question": { "en": "Would you, then?" } }))],
    });
    let site = Site::open(&edge(), "scripted", &with(&documents::smallest(), &secrets));
    let get = || site.client.get("/s/scripted.js");
    let script = get().send();
    script.is(200).has("cache-control", "public, max-age=300, stale-while-revalidate=86400");
    script.has("cross-origin-resource-policy", "cross-origin");
    script.has("timing-allow-origin", "*");
    assert!(script.header("content-type").unwrap_or_default().contains("javascript"));
    let etag = script.header("etag").expect("an ETag").to_owned();
    get().header("if-none-match", &etag).send().is(304);

    let text = script.text();
    assert!(text.contains("shop-nps") && text.contains("post-purchase"), "{text}");
    assert!(!text.contains("__KOE__"), "the configuration is not in");
    let documents = ["Would buyers come back", "koe-test-secret", "Would you, then?"];
    for private in documents.into_iter().chain([site.read_key.as_str(), &site.write_key]) {
        assert!(!text.contains(private), "{private} is told to every page");
    }

    site.put(&with(&documents::smallest(), &json!({ "cool_down_days": 1 }))).is(409);
    let replaced = with(&documents::smallest(), &with(&secrets, &json!({ "cool_down_days": 1 })));
    site.put(&replaced).is(200);
    assert_ne!(get().send().is(200).header("etag"), Some(etag.as_str()));
}

/// The rules whose code a script holds. The configuration has their names, too, but in quotes.
fn rules(script: &str) -> Vec<&'static str> {
    let all = ["dwell_ms", "scroll", "in_view", "click", "exit", "delay_ms"];
    all.into_iter().filter(|name| script.contains(&format!("{name}:"))).collect()
}

/// 1. The script of a site that names no rule has the code of none: 200.
/// 2. The site names rules, one after the other: 200, the code of those and of no other, under
///    another tag each time.
/// 3. What an owner writes into a rule is never taken for a place in the script: 200.
#[test]
fn a_script_has_the_rules_that_its_site_names() {
    let site = Site::open(&edge(), "ruled", &documents::smallest());
    let script = || site.client.get("/s/ruled.js").send();
    let first = script();
    assert_eq!(rules(first.is(200).text()), [""; 0]);

    let mut tags = vec![first.header("etag").unwrap_or_default().to_owned()];
    for (whens, named) in [
        (json!([{ "url": "/thanks" }]), &["dwell_ms"][..]),
        (json!([{ "scroll": 0.5 }, { "exit": true }]), &["dwell_ms", "scroll", "exit"]),
        (json!([{ "exit": false, "delay_ms": 5 }]), &["dwell_ms", "delay_ms"]),
        (json!([{ "in_view": "p" }, { "click": "a" }]), &["dwell_ms", "in_view", "click"]),
    ] {
        let touchpoints = whens.as_array().unwrap().iter().enumerate();
        let touchpoints: Vec<_> = touchpoints
            .map(|(n, when)| json!({ "id": format!("moment-{n}"), "stage": "visit", "when": when }))
            .collect();
        site.put(&with(&documents::smallest(), &json!({ "touchpoints": touchpoints }))).is(200);
        let script = script();
        assert_eq!(rules(script.is(200).text()), named, "{whens}");
        tags.push(script.header("etag").unwrap_or_default().to_owned());
    }
    let count = tags.len();
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), count, "{tags:?}");

    let odd = json!([{ "id": "odd", "when": { "click": "[title='__WATCH__ __KOE__']" } }]);
    site.put(&with(&documents::smallest(), &json!({ "touchpoints": odd }))).is(200);
    let script = script();
    assert!(script.is(200).text().contains(r#""click":"[title='__WATCH__ __KOE__']""#));
    assert_eq!(script.text().matches("__WATCH__").count(), 1, "{}", script.text());
}

/// 1. The script of a site that is not there: 404, a script all the same, that says so once on the
///    console.
#[test]
fn the_script_of_an_unknown_site_says_so() {
    let script = edge().get("/s/nobody.js").send();
    assert!(script.is(404).header("content-type").unwrap_or_default().contains("javascript"));
    assert_eq!(script.text().matches("console.").count(), 1, "{}", script.text());
    assert!(script.text().contains("nobody"), "{}", script.text());
}

/// 1. The text files that a script names, a survey's in each language: 200, immutable, for any page.
/// 2. A hash that no survey has, a language that the site does not offer: 404.
#[test]
fn a_text_file_lies_under_its_hash() {
    let site = Site::shop(&edge(), "texts");
    let script = site.client.get("/s/texts.js").send().is(200).text().to_owned();
    let hashes: Vec<_> = script
        .split('"')
        .filter(|word| word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .collect();
    assert_eq!(hashes.len(), 3, "one for each survey: {script}");
    let names = hashes.iter().flat_map(|hash| ["ja", "en"].map(|lang| (lang, *hash)));
    for (lang, hash) in names {
        let file = site.client.get(format!("/t/texts/{hash}-{lang}.json")).send();
        let cache = file.is(200).header("cache-control").unwrap_or_default();
        assert!(cache.contains("immutable") && cache.contains("max-age=31536000"), "{cache}");
        file.has("access-control-allow-origin", "*");
        file.has("cross-origin-resource-policy", "cross-origin");
        let content = file.json();
        assert!(content["texts"]["question"].is_string() && content["lang"] == lang, "{content}");
        assert!(content.get("goal").is_none());
    }
    site.client.get("/t/texts/0123456789abcdef-ja.json").send().is(404);
    site.client.get(format!("/t/texts/{}-fr.json", hashes[0])).send().is(404);
}

/// 1. A path that is not there: 404. A method a path has not: 405, naming those it has.
#[test]
fn other_paths_and_methods_are_refused() {
    let client = edge();
    client.get("/v1/nothing").send().refuses(404, "not_found", None);
    for (call, allowed) in [
        (client.get("/v1/answers"), "POST"),
        (client.put("/v1/answers"), "POST"),
        (client.post("/v1/sites/anything"), "PUT"),
        (client.delete("/healthz"), "GET"),
    ] {
        let reply = call.send();
        reply.refuses(405, "method_not_allowed", None);
        let allow = reply.header("allow").unwrap_or_default();
        assert!(allow.contains(allowed), "{allow}");
    }
}
