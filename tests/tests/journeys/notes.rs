//! Notes of what the owner changed: written, told in a series, deleted.

use crate::edge;
use koe_tests::fixtures::Site;
use serde_json::json;

/// 1. POST 201, twice on two days. 2. GET by a read key: the newest day first. 3. A series of their days tells both.
/// 4. DELETE 204; again 404. 5. A read key writes nothing: 403. A note that is wrong: 422 at its field.
#[test]
fn a_note_is_written_told_and_deleted() {
    let site = Site::shop(&edge(), "noted");
    let post = |key: &str, note: &serde_json::Value| {
        site.client.post(site.path("/notes")).key(key).json(note).send()
    };
    let get = |path: &str| site.client.get(site.path(path)).key(&site.read_key).send();
    let texts = |path: &str| {
        let notes = get(path).json()["notes"].clone();
        notes.as_array().unwrap().iter().map(|note| note["text"].clone()).collect::<Vec<_>>()
    };
    // 1.
    let early = json!({ "at": "2026-01-05", "text": "Shorter checkout" });
    let late = json!({ "at": "2026-01-07", "text": "送料を先に <b>表示</b>", "touchpoint": "post-purchase" });
    post(&site.write_key, &early).is(201);
    let written = post(&site.write_key, &late);
    written.is(201);
    let id = written.json()["id"].as_str().unwrap().to_owned();
    // 2.
    assert_eq!(texts("/notes"), [late["text"].clone(), early["text"].clone()]);
    // 3.
    let series = "/scores?survey=shop-nps&interval=day&from=2026-01-05&to=2026-01-08";
    assert_eq!(texts(series), [late["text"].clone(), early["text"].clone()]);
    // 4.
    let delete =
        || site.client.delete(site.path(&format!("/notes/{id}"))).key(&site.write_key).send();
    delete().is(204);
    delete().refuses(404, "unknown_note", None);
    assert_eq!(texts("/notes"), [early["text"].clone()]);
    // 5.
    post(&site.read_key, &early).refuses(403, "scope_too_small", None);
    let wrong = json!({ "at": "2026-01-05", "text": "x".repeat(201) });
    post(&site.write_key, &wrong).refuses(422, "too_long", Some("text"));
}
