//! Cloudflare's cache in front of the Worker: what it is asked to forget, and when.

use koe_tests::{fixtures::documents, patience, workerd::Workerd};
use serde_json::{Value, json};

/// 1. A site is set up, replaced and deleted: 201, 200, 204. Each time what was made from it is to be
///    forgotten, by the tag of its script.
/// 2. A refused document, a script, a read: nothing is.
/// 3. A purge that is refused fails no call: 201, and a line in the log.
#[test]
fn a_save_has_the_cache_forget_the_site() {
    let worker = Workerd::behind_a_cache();
    let client = worker.client();
    let purged = || client.get("/purged").send().is(200).json();
    let put = |site: &str, document: &Value| {
        client.put(format!("/v1/sites/{site}")).key(client.admin_key()).json(document).send()
    };
    put("kept", &documents::shop()).is(201);
    put("kept", &documents::shop()).is(200);
    put("kept", &json!({})).is(422);
    let script = client.get("/s/kept.js").send();
    script.is(200).has("cache-tag", "site-kept");
    client.get("/v1/sites/kept").key(client.admin_key()).send().is(200);
    let one = json!({ "tags": ["site-kept"] });
    assert_eq!(purged(), json!([one, one]));
    client.delete("/v1/sites/kept").key(client.admin_key()).send().is(204);
    assert_eq!(purged(), json!([one, one, one]));

    put("refused", &documents::shop()).is(201);
    patience::eventually("the refusal to be logged", || {
        worker.log().contains("purge_refused").then_some(())
    });
}

/// 1. Where there is no cache, a site is saved all the same: 201, and no line in the log.
#[test]
fn without_a_cache_there_is_nothing_to_forget() {
    let worker = Workerd::alone();
    let client = worker.client();
    let put = client.put("/v1/sites/kept").key(client.admin_key()).json(&documents::shop());
    put.send().is(201);
    assert!(!worker.log().contains("purge_refused"), "{}", worker.log());
}
