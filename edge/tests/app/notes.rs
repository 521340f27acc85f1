//! What an owner notes: by the API and at the desk, in a series, and what the answers say before and after its day.

mod asked;
mod at_the_desk;

use serde_json::{Value, json};

use crate::deployment::{ADMIN_KEY, Deployment, put_site, send, send_with};
use crate::persons::stored;

pub(crate) const NOTES: &str = "/v1/sites/kokage/notes";
pub(crate) const DAY: i64 = 24 * 3_600_000;

/// A site with two touchpoints.
pub(crate) async fn kokage() -> Deployment {
    let deployment = Deployment::new();
    let mut document = crate::deployment::document(1);
    document["touchpoints"] = json!([{ "id": "post-purchase" }, { "id": "cart" }]);
    document["surveys"][0]["touchpoints"] = json!(["post-purchase", "cart"]);
    let app = deployment.isolate();
    let reply = send(&app, "PUT", "/v1/sites/kokage", &document).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    deployment
}

/// A key of the site with a scope.
pub(crate) async fn key(deployment: &Deployment, scope: &str) -> String {
    let key = json!({ "name": scope, "scope": scope });
    let app = deployment.isolate();
    let key = send(&app, "POST", "/v1/sites/kokage/keys", &key).await.json();
    key["key"].as_str().unwrap().to_owned()
}

/// Writes a note; a second passes, so that each has an id of its own.
pub(crate) async fn write(deployment: &Deployment, note: Value) -> Value {
    let reply = send(&deployment.isolate(), "POST", NOTES, &note).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    deployment.pass(1);
    reply.json()
}

async fn texts(deployment: &Deployment, path: &str) -> Vec<String> {
    let reply = send(&deployment.isolate(), "GET", path, &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let notes = &reply.json()["notes"];
    let notes = notes.as_array().unwrap_or_else(|| panic!("{}", reply.text)).iter();
    notes.map(|note| note["text"].as_str().unwrap().to_owned()).collect()
}

/// POST by `care`, `write` and the admin 201 · GET by `read`: the newest day first · DELETE by `care` 204, again 404
#[tokio::test]
async fn a_note_is_written_listed_and_deleted() {
    let deployment = kokage().await;
    let app = deployment.isolate();
    let mut ids = Vec::new();
    let care = key(&deployment, "care").await;
    deployment.pass(1);
    let write_key = key(&deployment, "write").await;
    for (key, at) in
        [(&*care, "2026-11-10"), (&*write_key, "2026-11-12"), (ADMIN_KEY, "2026-11-11")]
    {
        let note = json!({ "at": at, "text": at, "touchpoint": "cart" });
        let bearer = format!("Bearer {key}");
        let headers = [("authorization", &*bearer), ("content-type", "application/json")];
        let reply = send_with(&app, "POST", NOTES, &headers, &note).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let written = reply.json();
        assert_eq!((&written["at"], &written["touchpoint"]), (&json!(at), &json!("cart")));
        ids.push(written["id"].as_str().unwrap().to_owned());
        deployment.pass(1);
    }
    assert_eq!(texts(&deployment, NOTES).await, ["2026-11-12", "2026-11-11", "2026-11-10"]);
    let bearer = format!("Bearer {care}");
    let headers = [("authorization", &*bearer)];
    let path = format!("{NOTES}/{}", ids[1]);
    for status in [204, 404] {
        let reply = send_with(&app, "DELETE", &path, &headers, &Value::Null).await;
        assert_eq!(reply.status, status, "{}", reply.text);
    }
    assert_eq!(texts(&deployment, NOTES).await, ["2026-11-11", "2026-11-10"]);
    let reply = send(&app, "DELETE", &format!("{NOTES}/nothing"), &Value::Null).await;
    assert_eq!((reply.status, &reply.json()["code"]), (404, &json!("unknown_note")));
}

/// A `read` key writes and deletes nothing 403 · without a key 401 · of another site 403
#[tokio::test]
async fn who_may_not_write_is_refused_and_nothing_is_lost() {
    let deployment = kokage().await;
    let app = deployment.isolate();
    let id = write(&deployment, json!({ "at": "2026-11-10", "text": "stays" })).await;
    let path = format!("{NOTES}/{}", id["id"].as_str().unwrap());
    let read = format!("Bearer {}", key(&deployment, "read").await);
    let note = json!({ "at": "2026-11-10", "text": "a" });
    for (key, status) in [(None, 401), (Some(&*read), 403), (Some("Bearer nobodys"), 401)] {
        for (method, path) in [("POST", NOTES), ("DELETE", &*path)] {
            let mut headers = vec![("content-type", "application/json")];
            headers.extend(key.map(|key| ("authorization", key)));
            let reply = send_with(&app, method, path, &headers, &note).await;
            assert_eq!(reply.status, status, "{method} {key:?}: {}", reply.text);
        }
    }
    let headers = [("authorization", &*read)];
    assert_eq!(send_with(&app, "GET", NOTES, &headers, &Value::Null).await.status, 200);
    assert_eq!(texts(&deployment, NOTES).await, ["stays"]);
}

#[tokio::test]
async fn a_bad_note_is_refused_by_field_and_stored_nowhere() {
    let deployment = kokage().await;
    let app = deployment.isolate();
    for (note, code, field) in [
        (json!({ "at": "2026-11-10", "text": "x".repeat(201) }), "too_long", "text"),
        (json!({ "at": "2026-11-10", "text": "  " }), "empty", "text"),
        (json!({ "at": "2026-11-10" }), "missing_field", "text"),
        (json!({ "at": "2026-11-22", "text": "a" }), "out_of_bounds", "at"),
        (json!({ "at": "soon", "text": "a" }), "invalid_time", "at"),
        (json!({ "at": 1, "text": "a" }), "wrong_type", "at"),
        (
            json!({ "at": "2026-11-10", "text": "a", "touchpoint": "(other)" }),
            "unknown_touchpoint",
            "touchpoint",
        ),
    ] {
        let reply = send(&app, "POST", NOTES, &note).await;
        let problem = reply.json();
        assert_eq!(
            (reply.status, &problem["code"], &problem["field"]),
            (422, &json!(code), &json!(field)),
            "{note}"
        );
    }
    assert_eq!(stored(&*deployment.store, "note/").await.len(), 0);
    let long = json!({ "at": "2026-11-21", "text": "声".repeat(200) });
    assert_eq!(send(&app, "POST", NOTES, &long).await.status, 201);
}

/// two hundred notes 201 · the next 422 · one deleted, the next 201
#[tokio::test]
async fn a_site_has_two_hundred_notes_at_most() {
    let deployment = kokage().await;
    let note = json!({ "at": "2026-11-10", "text": "a" });
    let mut last = Value::Null;
    for _ in 0..200 {
        last = write(&deployment, note.clone()).await;
    }
    let app = deployment.isolate();
    let reply = send(&app, "POST", NOTES, &note).await;
    assert_eq!((reply.status, &reply.json()["code"]), (422, &json!("too_many")));
    assert_eq!(texts(&deployment, NOTES).await.len(), 200);
    let path = format!("{NOTES}/{}", last["id"].as_str().unwrap());
    assert_eq!(send(&app, "DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(send(&app, "POST", NOTES, &note).await.status, 201);
}

/// a series: the notes of its days · at a touchpoint: those there, and those of none · without a series: none
#[tokio::test]
async fn a_series_tells_the_notes_of_its_days() {
    let deployment = kokage().await;
    for (at, text, touchpoint) in [
        ("2026-11-09", "before", Value::Null),
        ("2026-11-10", "first day", Value::Null),
        ("2026-11-12", "cart", json!("cart")),
        ("2026-11-14", "last day", Value::Null),
        ("2026-11-15", "after", Value::Null),
    ] {
        write(&deployment, json!({ "at": at, "text": text, "touchpoint": touchpoint })).await;
    }
    let scores = "/v1/sites/kokage/scores?metric=nps&from=2026-11-10&to=2026-11-15";
    let series = format!("{scores}&interval=day");
    assert_eq!(texts(&deployment, &series).await, ["last day", "cart", "first day"]);
    let at_cart = format!("{series}&touchpoint=cart");
    assert_eq!(texts(&deployment, &at_cart).await, ["last day", "cart", "first day"]);
    let elsewhere = format!("{series}&touchpoint=post-purchase");
    assert_eq!(texts(&deployment, &elsewhere).await, ["last day", "first day"]);
    let plain = send(&deployment.isolate(), "GET", scores, &Value::Null).await.json();
    assert!(plain.get("notes").is_none(), "{plain}");
}

/// DELETE of the site: its notes are gone · one that was written elsewhere just before: gone with the cron's next hour
#[tokio::test]
async fn a_deleted_site_leaves_no_note() {
    let deployment = kokage().await;
    write(&deployment, json!({ "at": "2026-11-10", "text": "a" })).await;
    let left = stored(&*deployment.store, "note/").await;
    let app = deployment.isolate();
    assert_eq!(send(&app, "DELETE", "/v1/sites/kokage", &Value::Null).await.status, 204);
    assert_eq!(stored(&*deployment.store, "note/").await.len(), 0);
    for (key, entry) in left {
        let metadata = entry.metadata.as_deref();
        let put = koe_edge::store::Put { value: &entry.value, metadata, ..Default::default() };
        deployment.store.put(&key, put).await.unwrap();
    }
    deployment.settle().await;
    assert_eq!(stored(&*deployment.store, "note/").await.len(), 0);
    put_site(&deployment.isolate(), 1).await;
    assert_eq!(texts(&deployment, NOTES).await, [""; 0]);
}
