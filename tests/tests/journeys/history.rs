//! The history of a site: two people save, and an earlier state is brought back.

use crate::edge;
use koe_tests::{
    client::Reply,
    fixtures::{Site, documents, with},
};
use serde_json::{Value, json};

/// A site of one survey with that question, in a version.
fn asking(question: &str, version: u32) -> Value {
    let survey = json!({ "version": version, "question": { "en": question } });
    with(&documents::smallest(), &json!({ "surveys": [with(&documents::nps(), &survey)] }))
}

fn history(site: &Site) -> Vec<Value> {
    let listed = site.client.get(site.path("/history")).key(&site.write_key).send();
    listed.is(200).json()["history"].as_array().unwrap().clone()
}

fn etag(reply: &Reply) -> String {
    reply.header("etag").unwrap().to_owned()
}

/// Puts a document on a condition.
fn put_if(site: &Site, condition: &str, document: &Value) -> Reply {
    let put = site.client.put(site.path("")).key(&site.write_key);
    put.header("if-match", condition).json(document).send()
}

fn restore(site: &Site, entry: &Value) -> Reply {
    let path = format!("/history/{}/restore", entry["id"].as_str().unwrap());
    site.client.post(site.path(&path)).key(&site.write_key).send()
}

/// 1. A site is set up and saved twice: its history has three entries, newest first, with who and what.
/// 2. The `ETag` of GET and PUT names the newest entry.
/// 3. An entry is read back with its document, and without the secret: 200. One that is not there: 404.
/// 4. A read key may not see it: 403.
#[test]
fn each_save_is_an_entry() {
    let site = Site::open(&edge(), "entries", &asking("First?", 1));
    let secret = json!({ "identity": { "secret": "a-secret-of-the-shop" } });
    site.put(&with(&asking("First?", 1), &secret)).is(200);
    let saved = site.put(&with(&asking("Second?", 2), &json!({ "cool_down_days": 3 })));
    let entries = history(&site);
    let told: Vec<_> = entries.iter().map(|entry| (&entry["by"], &entry["changed"])).collect();
    let (key, admin) = (json!("write key of entries"), json!("admin"));
    let last =
        json!(["cool_down_days", "surveys.shop-nps.question.en", "surveys.shop-nps.version"]);
    assert_eq!(
        told,
        [(&key, &last), (&key, &json!(["identity.secret"])), (&admin, &json!([]))],
        "{entries:?}"
    );
    let newest = format!("\"{}\"", entries[0]["id"].as_str().unwrap());
    let read = site.client.get(site.path("")).key(&site.write_key).send();
    assert_eq!((etag(&saved), etag(&read)), (newest.clone(), newest));

    let entry = |id: &str| site.client.get(site.path(&format!("/history/{id}")));
    let first = entry(entries[1]["id"].as_str().unwrap()).key(&site.write_key).send();
    let told = first.is(200).json();
    assert_eq!(told["document"]["surveys"][0]["question"]["en"], "First?");
    assert_eq!((&told["by"], &told["beside"]), (&key, &Value::Null));
    assert!(!first.text().contains("a-secret"), "{}", first.text());
    for unknown in ["nothing", "8204769754321-00000000000000ab"] {
        entry(unknown).key(&site.write_key).send().refuses(404, "unknown_entry", None);
    }
    let refused = site.client.get(site.path("/history")).key(&site.read_key).send();
    refused.refuses(403, "scope_too_small", None);
}

/// 1. Two read the same state; one saves: 200.
/// 2. The other saves upon the old state: 412, with the document as it is now and the fields that differ.
/// 3. Upon the state that the 412 names: 200. Upon any state, `*`: 200. Without a condition: 200.
/// 4. A weak tag, one of nobody's, a list without the newest: 412; a list with it: 200.
/// 5. What differs in nothing meets every condition: 200.
#[test]
fn who_saves_upon_an_old_state_is_told() {
    let site = Site::open(&edge(), "meanwhile", &asking("First?", 1));
    let seen = etag(&site.client.get(site.path("")).key(&site.write_key).send());
    put_if(&site, &seen, &with(&asking("First?", 1), &json!({ "name": "Anna's" }))).is(200);
    let mine = with(&asking("First?", 1), &json!({ "cool_down_days": 3 }));
    let refused = put_if(&site, &seen, &mine);
    refused.refuses(412, "edited_meanwhile", None);
    refused.has("content-type", "application/problem+json");
    let problem = refused.json();
    assert_eq!(problem["fields"], json!(["cool_down_days", "name", "surveys.shop-nps.subject.en"]));
    let current = &problem["current"];
    assert_eq!((&current["name"], &current["cool_down_days"]), (&json!("Anna's"), &json!(14)));
    assert!(current["script"].is_string() && current["updated_at"].is_string(), "{current}");

    let merged = with(&mine, &json!({ "name": "Anna's" }));
    let saved = put_if(&site, &etag(&refused), &merged);
    saved.is(200);
    put_if(&site, "*", &mine).is(200);
    let saved = site.put(&merged);
    let newest = etag(&saved);
    for condition in [format!("W/{newest}"), "\"nothing\"".to_owned(), format!("{seen}, \"x\"")] {
        put_if(&site, &condition, &mine).refuses(412, "edited_meanwhile", None);
    }
    put_if(&site, &format!("{seen}, {newest}"), &mine).is(200);
    put_if(&site, &newest, &mine).is(200);
    let nowhere = site.client.put("/v1/sites/meanwhile-2").key(site.client.admin_key());
    nowhere.header("if-match", "*").json(&mine).send().refuses(412, "edited_meanwhile", None);
}

/// 1. A question is changed twice; the first state is restored: 200, as version 3.
/// 2. The secret of today still signs, and the document's other fields are those of then.
/// 3. The state of the second version is restored: its wording is not today's, so it is version 4; once
///    more: it is today's, and stays 4.
/// 4. Answers to every version are taken.
/// 5. The history has each restoring as an entry of its own.
#[test]
fn an_earlier_state_is_brought_back() {
    let site = Site::open(&edge(), "brought-back", &asking("First?", 1));
    let second = with(
        &asking("Second?", 2),
        &json!({ "cool_down_days": 3, "identity": { "secret": "koe-test-secret" } }),
    );
    site.put(&second).is(200);
    let entries = history(&site);
    let [second, first] = &entries[..] else { panic!("{entries:?}") };

    let restored = restore(&site, first);
    let document = restored.is(200).json();
    let survey = &document["surveys"][0];
    assert_eq!((&survey["question"]["en"], &survey["version"]), (&json!("First?"), &json!(3)));
    assert_eq!(document["cool_down_days"], 14);
    let signature = koe_tests::fixtures::signature(
        "koe-test-secret",
        "brought-back",
        "u_42",
        "2096-12-31T00:00:00Z",
    );
    let respondent =
        json!({ "id": "u_42", "expires_at": "2096-12-31T00:00:00Z", "signature": signature });
    let signed = site.answer("shop-nps", &json!({ "respondent": respondent, "score": 9 }));
    let taken = site.post(&signed).send().is(202).json();
    assert!(taken.get("respondent").is_none(), "{taken}");

    for _ in 0..2 {
        let survey = restore(&site, second).is(200).json()["surveys"][0].clone();
        assert_eq!((&survey["question"]["en"], &survey["version"]), (&json!("Second?"), &json!(4)));
    }
    for version in 1..=4 {
        let answer = json!({ "survey_version": version, "score": 8 });
        site.post(&site.answer("shop-nps", &answer)).send().is(202);
    }
    let entries = history(&site);
    assert_eq!(entries.len(), 5, "{entries:?}");
    assert_eq!(entries[0]["changed"], json!([]));
    let refused = site.client.post(site.path("/history/nothing/restore")).key(&site.write_key);
    refused.send().refuses(404, "unknown_entry", None);
}

/// 1. A site is deleted: its history is 404, and nothing is saved upon it: 412.
/// 2. It is set up again: 201, and its history tells of the deletion.
#[test]
fn the_history_of_a_deleted_site_waits_until_it_is_set_up_again() {
    let site = Site::open(&edge(), "deleted-history", &asking("First?", 1));
    let seen = etag(&site.client.get(site.path("")).key(&site.write_key).send());
    let admin = site.client.admin_key();
    site.client.delete(site.path("")).key(admin).send().is(204);
    let listed = || site.client.get(site.path("/history")).key(admin).send();
    listed().refuses(404, "unknown_site", Some("site"));
    let again = || site.client.put(site.path("")).key(admin);
    let again_if = |tag: &str| again().header("if-match", tag).json(&asking("First?", 1)).send();
    again_if(&seen).refuses(412, "edited_meanwhile", None);
    again().json(&asking("First?", 1)).send().is(201);
    let entries = listed().is(200).json();
    let changed: Vec<_> =
        entries["history"].as_array().unwrap().iter().map(|entry| &entry["changed"]).collect();
    assert_eq!(changed, [&json!([]), &json!(["deleted"]), &json!([])]);
}
