//! What caches may keep: nothing of what an owner gets, and of what a visitor gets only what a list names.
//!
//! Cloudflare's cache in front of a Worker finds a reply by path and query, whoever asks. So each path of
//! the API's description is walked, those to come included: with a key and without, asked twice, and in
//! every way that it refuses.

use std::collections::BTreeSet;

use koe_edge::Purge;
use serde_json::{Value, json};

use crate::alerts;
use crate::badge::FIVE_MINUTES;
use crate::deployment::{ADMIN_KEY, Deployment, Reply, answer, document, id, send, send_with};

const FOR_THE_CALLER: &str = "private, no-store";
/// Nothing on the way may compress it, and weaken the tag that names a state of the site.
const FOR_THE_CALLER_AS_IT_IS: &str = "private, no-store, no-transform";
const FOR_NOBODY: &str = "no-store";
const A_WHILE: &str = "public, max-age=300, stale-while-revalidate=86400";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A file that is named by its hash.
const FILE: &str = "koe-4296cd117a.js";
const CONTENTS: &str = "koe();\n";

/// A call of the description.
struct Call {
    name: String,
    method: String,
    path: String,
    is_owners: bool,
}

async fn calls(app: &axum::Router) -> Vec<Call> {
    let description = send(app, "GET", "/v1/openapi.json", &Value::Null).await.json();
    let mut calls = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, call) in methods.as_object().unwrap() {
            calls.push(Call {
                name: call["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                is_owners: needs_a_key(call),
            });
        }
    }
    calls
}

/// Whether every way to make a call takes a key.
fn needs_a_key(call: &Value) -> bool {
    let ways = call["security"].as_array();
    ways.is_some_and(|ways| ways.iter().all(|way| !way.as_object().unwrap().is_empty()))
}

/// A site with a key, a note, an entry of its history, an answer that may be quoted, an import and a kept file.
async fn deployment() -> (axum::Router, [String; 6]) {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    alerts::site(&deployment, |_| {}).await;
    // Gone for good: the alert has failed at once.
    deployment.receivers.reply(alerts::HOOK, Ok(410));
    alerts::answer(&deployment, &alerts::angry(2, 1, Some("broken"))).await;
    let alert = alerts::listed(&deployment).await[0]["id"].clone();
    let key = json!({ "name": "dashboard", "scope": "read" });
    let key = send(&app, "POST", "/v1/sites/kokage/keys", &key).await.json();
    let mut quotable = answer(&id(1), 1);
    quotable["publish"] = json!(true);
    assert_eq!(send(&app, "POST", "/v1/answers", &quotable).await.status, 202);
    let kept = format!("/v1/releases/{FILE}");
    let kept = send(&app, "PUT", &kept, &json!(CONTENTS)).await;
    assert_eq!(kept.status, 201, "{}", kept.text);
    let rows = json!("score,answered_at,external_id\n9,2026-11-20,a\n");
    let import = "/v1/sites/kokage/imports?survey=shop-nps&batch=spring";
    assert_eq!(send(&app, "POST", import, &rows).await.status, 200);
    let history = send(&app, "GET", "/v1/sites/kokage/history", &Value::Null).await.json();
    let note = json!({ "at": "2026-11-20", "text": "Shorter checkout" });
    let note = send(&app, "POST", "/v1/sites/kokage/notes", &note).await.json();
    let voices = send(&app, "GET", "/v1/sites/kokage/voices", &Value::Null).await.json();
    let voice = &voices["voices"][0]["answer"]["id"];
    let followed = &send(&app, "GET", "/v1/sites/kokage/answers", &Value::Null).await.json()["answers"]
        [0]["id"];
    let case = send(&app, "POST", "/v1/sites/kokage/cases", &json!({ "answer": followed })).await;
    assert_eq!(case.status, 201, "{}", case.text);
    let case = &case.json()["id"];
    let ids = [&key["id"], &history["history"][0]["id"], &note["id"], voice, &alert, case];
    (app, ids.map(|id| id.as_str().unwrap().to_owned()))
}

/// A request for a call that takes a key, and that it answers with 2xx: path, type and body.
fn good(
    name: &str,
    [key, entry, note, voice, alert, case]: &[String; 6],
) -> Option<(String, &'static str, Value)> {
    const JSON: &str = "application/json";
    let site = "/v1/sites/kokage";
    let of = |rest: &str| Some((format!("{site}{rest}"), JSON, Value::Null));
    match name {
        "put_site" => Some((site.to_owned(), JSON, document(1))),
        "get_site" | "delete_site" => of(""),
        "list_history" => of("/history"),
        "get_history_entry" => of(&format!("/history/{entry}")),
        "restore_site" => of(&format!("/history/{entry}/restore")),
        "create_key" => {
            Some((format!("{site}/keys"), JSON, json!({ "name": "a", "scope": "read" })))
        }
        "list_keys" => of("/keys"),
        "revoke_key" => of(&format!("/keys/{key}")),
        "create_note" => {
            Some((format!("{site}/notes"), JSON, json!({ "at": "2026-11-20", "text": "a" })))
        }
        "list_notes" => of("/notes"),
        "delete_note" => of(&format!("/notes/{note}")),
        "list_alerts" => of("/alerts"),
        "retry_alert" => of(&format!("/alerts/{alert}/retry")),
        "list_cases" => of("/cases"),
        "get_case_figures" => of("/cases/figures"),
        "get_case" => of(&format!("/cases/{case}")),
        "open_case" => Some((format!("{site}/cases"), JSON, json!({ "answer": case }))),
        "note_case_event" => Some((
            format!("{site}/cases/{case}/events"),
            JSON,
            json!({ "id": "a", "kind": "contacted" }),
        )),
        "list_voices" => of("/voices"),
        "decide_on_voice" => Some((
            format!("{site}/voices/{voice}"),
            JSON,
            json!({ "approved": true, "revision": 1 }),
        )),
        "get_scores" => of("/scores?survey=shop-nps"),
        "get_summary" => of("/summary"),
        "list_answers" => of("/answers"),
        "recount_hours" => of("/recount?from=2026-11-20&to=2026-11-21"),
        "import_answers" => Some((
            format!("{site}/imports?survey=shop-nps&answered_at=2026-11-20"),
            "text/csv",
            json!("score\n9\n"),
        )),
        "list_imports" => of("/imports"),
        "undo_import" => of("/imports/spring"),
        "list_respondent_answers" | "erase_respondent" => of("/respondents/u_42"),
        "keep_released_file" => {
            Some((format!("/v1/releases/{FILE}"), "application/octet-stream", json!(CONTENTS)))
        }
        _ => None,
    }
}

/// The path of a call with something in the place of each parameter.
fn filled(path: &str) -> String {
    let mut filled = String::new();
    let mut rest = path;
    while let Some((before, parameter)) = rest.split_once('{') {
        let (name, after) = parameter.split_once('}').unwrap();
        let value = match name {
            "site" => "kokage",
            "survey" => "shop-nps",
            "file" => FILE,
            _ => "x",
        };
        filled.extend([before, value]);
        rest = after;
    }
    filled + rest
}

#[track_caller]
fn is_for_the_caller_alone(reply: &Reply, what: &str) {
    let as_it_is = reply.header("etag").map(|_| FOR_THE_CALLER_AS_IT_IS);
    let expected = Some(as_it_is.unwrap_or(FOR_THE_CALLER));
    assert_eq!(reply.header("cache-control"), expected, "{what}: {}", reply.status);
    for name in ["cache-tag", "cdn-cache-control", "cloudflare-cdn-cache-control", "expires"] {
        assert_eq!(reply.header(name), None, "{what}: {name}");
    }
}

/// every call that takes a key · with the admin key 2xx · without one and with an unknown one 401 · with a
/// key of a smaller scope or of another site 403 · with an unknown parameter, a broken body, another type ·
/// on an unknown site · by another method 405
#[tokio::test]
async fn what_an_owner_gets_is_kept_by_nobody() {
    let (app, _) = deployment().await;
    let mut statuses = BTreeSet::new();
    for call in calls(&app).await.into_iter().filter(|call| call.is_owners) {
        let (app, ids) = deployment().await;
        let read = json!({ "name": "colleague", "scope": "read" });
        let read = send(&app, "POST", "/v1/sites/kokage/keys", &read).await.json();
        let (admin, read) =
            (format!("Bearer {ADMIN_KEY}"), format!("Bearer {}", read["key"].as_str().unwrap()));
        let keys = [None, Some("Bearer nobodys"), Some(&read), Some(&admin)];
        let known = good(&call.name, &ids);
        let (path, kind, body) =
            known.unwrap_or((filled(&call.path), "application/json", json!({})));
        let elsewhere = path.replace("kokage", "nowhere");
        let unknown = format!("{path}{}nonsense=1", if path.contains('?') { '&' } else { '?' });
        let mut is_answered = false;
        // What deletes comes last, so that the others find something.
        for (method, path, kind, body) in [
            ("PATCH", &path, kind, &body),
            (&*call.method, &elsewhere, kind, &body),
            (&*call.method, &unknown, kind, &body),
            (&*call.method, &path, kind, &json!("{\"broken\"")),
            (&*call.method, &path, "image/png", &body),
            (&*call.method, &path, kind, &body),
        ] {
            for key in keys {
                // Asked twice: a cache in between would answer the second.
                for _ in 0..2 {
                    let mut headers = vec![("content-type", kind)];
                    headers.extend(key.map(|key| ("authorization", key)));
                    let reply = send_with(&app, method, path, &headers, body).await;
                    let what = format!("{method} {path} with {key:?}");
                    is_for_the_caller_alone(&reply, &what);
                    statuses.insert(reply.status);
                    is_answered |= method == call.method && (200..300).contains(&reply.status);
                }
            }
        }
        assert!(is_answered, "{}: give it a request in `good` that is answered 2xx", call.name);
    }
    for status in [200, 201, 202, 204, 400, 401, 403, 404, 405, 415, 422] {
        assert!(statuses.contains(&status), "{status} is among {statuses:?}");
    }
}

/// What caches may keep, as it is asked for.
async fn public(app: &axum::Router) -> Vec<(String, &'static str)> {
    let config = send(app, "GET", "/s/kokage.json", &Value::Null).await.text;
    let hash = config.split("\"content\":\"").nth(1).unwrap()[..16].to_owned();
    vec![
        ("/s/kokage.js".to_owned(), A_WHILE),
        ("/s/kokage.json".to_owned(), A_WHILE),
        (format!("/t/kokage/{hash}-en.json"), FOR_EVER),
        (format!("/a/{FILE}"), FOR_EVER),
        ("/voices/kokage".to_owned(), FIVE_MINUTES),
        ("/voices/kokage.json".to_owned(), FIVE_MINUTES),
    ]
}

/// the site's script and configuration, a text file, a released file, published comments: 200, with how long they may be kept,
/// and the same whoever asks · the same of a deployment, site or file that is not there: kept by nobody
#[tokio::test]
async fn only_what_pages_load_is_kept() {
    let (app, _) = deployment().await;
    for (path, keep) in public(&app).await {
        let first = send_with(&app, "GET", &path, &[], &Value::Null).await;
        assert_eq!((first.status, first.header("cache-control")), (200, Some(keep)), "{path}");
        let tag = (!path.starts_with("/a/")).then_some("site-kokage");
        assert_eq!(first.header("cache-tag"), tag, "{path}");
        let here = (keep != FOR_EVER).then_some("public, max-age=60");
        assert_eq!(first.header("cloudflare-cdn-cache-control"), here, "{path}");
        // Kept once for all, so it may not differ.
        assert_eq!(first.header("vary"), None, "{path}");
        assert_eq!(first.header("set-cookie"), None, "{path}");
        for header in [
            ("origin", "https://shop.example"),
            ("origin", "null"),
            ("accept-language", "ja"),
            ("authorization", "Bearer admin-key-of-a-deployment"),
            ("host", "elsewhere.example"),
            ("x-forwarded-host", "elsewhere.example"),
            ("cf-connecting-ip", "192.0.2.7"),
        ] {
            let again = send_with(&app, "GET", &path, &[header], &Value::Null).await;
            assert_eq!((again.status, &again.text), (200, &first.text), "{path} {header:?}");
            assert_eq!(again.parts.headers, first.parts.headers, "{path} {header:?}");
        }
        let head = send_with(&app, "HEAD", &path, &[], &Value::Null).await;
        assert_eq!(head.header("cache-control"), Some(keep), "{path}");
        if let Some(etag) = first.header("etag") {
            let same = [("if-none-match", etag)];
            let same = send_with(&app, "GET", &path, &same, &Value::Null).await;
            assert_eq!((same.status, same.header("cache-control")), (304, Some(keep)), "{path}");
            assert_eq!(same.header("cache-tag"), tag, "{path}");
        }
        for (method, path) in [
            ("GET", path.replace("kokage", "nowhere").replace(FILE, "koe-0123456789.js")),
            ("GET", format!("{}-", path.replace('.', "-"))),
            ("POST", path.clone()),
            ("OPTIONS", path.clone()),
        ] {
            let refused = send_with(&app, method, &path, &[], &Value::Null).await;
            assert_eq!(refused.header("cache-control"), Some(FOR_NOBODY), "{method} {path}");
        }
    }
}

/// a prompt's page, its thanks, a receipt, an answer, what is taken back, the description of the API, the
/// health of the deployment, and paths that do not exist: kept by nobody, whatever the status; and who
/// may read it is told per origin
#[tokio::test]
async fn all_else_is_kept_by_nobody() {
    let (app, _) = deployment().await;
    let public: Vec<String> = public(&app).await.into_iter().map(|(path, _)| path).collect();
    let (own, other) = (id(1), id(2));
    let text = "text/plain";
    let form = "application/x-www-form-urlencoded";
    let mut asked = vec![
        ("GET", "/nothing".to_owned(), text, Value::Null),
        ("GET", "/v1/sites".to_owned(), text, Value::Null),
        ("GET", "/p/kokage/shop-nps".to_owned(), text, Value::Null),
        ("GET", "/p/kokage/shop-nps?score=9&lang=ja".to_owned(), text, Value::Null),
        ("GET", "/p/kokage/nothing".to_owned(), text, Value::Null),
        ("GET", "/p/nowhere/shop-nps".to_owned(), text, Value::Null),
        ("GET", format!("/p/kokage/shop-nps?done={own}"), text, Value::Null),
        ("POST", "/p/kokage/shop-nps".to_owned(), form, json!(format!("score=9&id={other}"))),
        ("POST", "/p/kokage/shop-nps".to_owned(), form, json!("score=eleven")),
        ("GET", format!("/r/kokage/{own}"), text, Value::Null),
        ("GET", format!("/r/kokage/{}", id(77)), text, Value::Null),
        ("POST", format!("/r/kokage/{own}"), form, json!("do=change&score=3&revision=1")),
        ("POST", format!("/r/kokage/{own}"), form, json!("do=take_back")),
        ("POST", "/v1/answers".to_owned(), text, answer(&other, 1)),
        ("POST", "/v1/answers".to_owned(), text, json!("{")),
        ("POST", "/v1/answers".to_owned(), "image/png", answer(&other, 1)),
        ("OPTIONS", "/v1/answers".to_owned(), text, Value::Null),
        ("DELETE", format!("/v1/answers/kokage/{other}"), text, Value::Null),
        ("DELETE", "/v1/answers/kokage/nothing".to_owned(), text, Value::Null),
        ("PATCH", "/healthz".to_owned(), text, Value::Null),
    ];
    let described = calls(&app).await;
    for call in described.iter().filter(|call| !call.is_owners) {
        asked.push((&*call.method, filled(&call.path), text, Value::Null));
    }
    for (method, path, kind, body) in asked {
        for origin in [None, Some("https://shop.example"), Some("https://other.example")] {
            let mut headers = vec![("content-type", kind)];
            headers.extend(origin.map(|origin| ("origin", origin)));
            for _ in 0..2 {
                let reply = send_with(&app, method, &path, &headers, &body).await;
                let what = format!("{method} {path} from {origin:?}: {}", reply.status);
                if !(public.contains(&path) && reply.status == 200) {
                    assert_eq!(reply.header("cache-control"), Some(FOR_NOBODY), "{what}");
                    assert_eq!(reply.header("cache-tag"), None, "{what}");
                }
                let allowed = reply.header("access-control-allow-origin");
                if allowed.is_some_and(|allowed| allowed != "*") {
                    let vary = reply.header("vary").unwrap_or_default();
                    assert!(vary.contains("Origin"), "{what}: {vary:?}");
                }
            }
        }
    }
}

fn purged(reply: &Reply) -> Option<&Purge> {
    reply.parts.extensions.get()
}

/// PUT 201, 200, a restore 200 and DELETE 204: the shell is told what to purge, once · a PUT that is refused,
/// a GET, an answer: nothing to purge · the tag is that of the script
#[tokio::test]
async fn saving_a_site_purges_what_was_made_from_it() {
    let app = Deployment::new().isolate();
    let purge = Purge { tags: vec!["site-kokage".to_owned()] };
    let site = "/v1/sites/kokage";
    let mut reworded = document(2);
    reworded["surveys"][0]["question"]["en"] = json!("Another question?");
    let new = send(&app, "PUT", site, &document(1)).await;
    assert_eq!((new.status, purged(&new)), (201, Some(&purge)));
    let restore =
        format!("{site}/history/{}/restore", new.header("etag").unwrap().trim_matches('"'));
    for (method, path, body, status, is_purged) in [
        ("GET", site, Value::Null, 200, false),
        ("PUT", site, document(2), 200, true),
        ("PUT", site, reworded, 409, false),
        ("PUT", site, json!({}), 422, false),
        ("POST", &restore, Value::Null, 200, true),
        ("POST", "/v1/sites/kokage/history/nothing/restore", Value::Null, 404, false),
        ("PUT", site, document(2), 200, true),
        ("POST", "/v1/answers", answer(&id(1), 1), 202, false),
        ("DELETE", site, Value::Null, 204, true),
        ("DELETE", site, Value::Null, 404, false),
        ("PUT", site, document(2), 201, true),
        ("GET", "/s/kokage.js", Value::Null, 200, false),
    ] {
        let reply = send(&app, method, path, &body).await;
        assert_eq!(reply.status, status, "{method} {path}: {}", reply.text);
        assert_eq!(purged(&reply), is_purged.then_some(&purge), "{method} {path} {status}");
    }
    let script = send(&app, "GET", "/s/kokage.js", &Value::Null).await;
    assert_eq!(script.header("cache-tag"), Some("site-kokage"));
}
