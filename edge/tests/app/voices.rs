//! What visitors allow to be quoted: decided on by the API, read by everybody, and gone when it no longer stands.

mod at_the_desk;

use axum::Router;
use serde_json::{Value, json};

use crate::counting::Counting;
use crate::deployment::{Deployment, answer, id, put_site, send, send_with};
use crate::notes::key;
use crate::persons::{named, post, put_site as put_open_site, stored, take_back};

pub(crate) const VOICES: &str = "/v1/sites/kokage/voices";
const PAGE: &str = "/voices/kokage";
const FEED: &str = "/voices/kokage.json";

/// An answer whose comment may be quoted, under a name.
pub(crate) fn quotable(id: &str, revision: u8, comment: &str) -> Value {
    let mut answer = answer(id, revision);
    answer["comment"] = json!(comment);
    answer["publish"] = json!(true);
    answer["contact"] = json!({ "name": "Hana", "consent": true });
    answer
}

async fn listed(app: &Router) -> Value {
    let reply = send(app, "GET", VOICES, &Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

/// The public ids of the voices, the newest first.
async fn ids(app: &Router) -> Vec<String> {
    let voices = listed(app).await;
    let voices = voices["voices"].as_array().unwrap().iter();
    voices.map(|voice| voice["answer"]["id"].as_str().unwrap().to_owned()).collect()
}

/// Decides on a comment; a second passes, so that the next decision is later.
async fn decide(deployment: &Deployment, id: &str, approved: bool, revision: u8) -> (u16, Value) {
    let path = format!("{VOICES}/{id}");
    let decision = json!({ "approved": approved, "revision": revision });
    let reply = send(&deployment.isolate(), "PUT", &path, &decision).await;
    deployment.pass(1);
    (reply.status, reply.json())
}

/// What everybody reads, as data; the page has to show the same.
pub(crate) async fn published(app: &Router) -> Vec<String> {
    let feed = send_with(app, "GET", FEED, &[], &Value::Null).await;
    let page = send_with(app, "GET", PAGE, &[], &Value::Null).await;
    assert_eq!((feed.status, page.status), (200, 200), "{} {}", feed.text, page.text);
    let feed = feed.json();
    let texts = feed["voices"].as_array().unwrap().iter();
    let texts: Vec<String> =
        texts.map(|voice| voice["text"].as_str().unwrap().to_owned()).collect();
    assert_eq!(page.text.matches("<blockquote>").count(), texts.len(), "{}", page.text);
    texts
}

/// comments with and without leave, a test, a dismissal · GET by `read`: those with leave, without contact ·
/// approved 200: everybody reads it with its name and nothing else of the contact · withdrawn 200: nobody
#[tokio::test]
async fn what_is_approved_is_read_by_everybody_until_it_is_withdrawn() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    post(&app, &quotable(&id(2_000), 1, "Kind people")).await;
    let mut reachable = quotable(&id(1_000), 1, "Good <b>kettle</b>");
    reachable["contact"]["email"] = json!("hana@example.org");
    post(&app, &reachable).await;
    post(&app, &answer(&id(3_000), 1)).await;
    let mut test = quotable(&id(4_000), 1, "a test");
    test["test"] = json!(true);
    post(&app, &test).await;

    let read = format!("Bearer {}", key(&deployment, "read").await);
    let reply = send_with(&app, "GET", VOICES, &[("authorization", &read)], &Value::Null).await;
    let told = reply.json();
    assert_eq!((reply.status, &told["waiting"], &told["complete"]), (200, &json!(2), &json!(true)));
    let voice = &told["voices"][0];
    assert_eq!(
        (&voice["answer"]["comment"], &voice["name"], &voice["state"], &voice["decision"]),
        (&json!("Good <b>kettle</b>"), &json!("Hana"), &json!("waiting"), &Value::Null)
    );
    assert_eq!(voice["answer"].get("contact"), None);
    assert!(published(&app).await.is_empty());

    let all = ids(&app).await;
    let (status, decision) = decide(&deployment, &all[0], true, 1).await;
    assert_eq!(
        (status, &decision["approved"], &decision["revision"], &decision["by"]),
        (200, &json!(true), &json!(1), &json!("admin"))
    );
    assert_eq!(decide(&deployment, &all[1], true, 1).await.0, 200);
    assert_eq!(published(&app).await, ["Good <b>kettle</b>", "Kind people"]);
    let feed = send_with(&app, "GET", FEED, &[], &Value::Null).await;
    assert!(feed.text.contains("Hana") && !feed.text.contains("example.org"), "{}", feed.text);
    assert_eq!(feed.header("access-control-allow-origin"), Some("*"));
    assert_eq!(feed.header("cache-control"), Some("public, max-age=300"));
    let page = send_with(&app, "GET", PAGE, &[], &Value::Null).await;
    assert!(page.text.contains("<bdi>Good &lt;b&gt;kettle&lt;/b&gt;</bdi>"), "{}", page.text);
    assert!(page.text.contains("Hana") && !page.text.contains("<script"), "{}", page.text);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-ancestors https://shop.example 'self'"), "{policy}");
    assert!(policy.contains("default-src 'none'; style-src"), "{policy}");
    let copy = [("if-none-match", feed.header("etag").unwrap())];
    assert_eq!(send_with(&app, "GET", FEED, &copy, &Value::Null).await.status, 304);

    assert_eq!(decide(&deployment, &all[0], false, 1).await.0, 200);
    assert_eq!(published(&app).await, ["Kind people"]);
    let told = listed(&app).await;
    let of = |place: usize| &told["voices"][place]["state"];
    assert_eq!(
        [of(0), of(1), &told["waiting"]],
        [&json!("declined"), &json!("approved"), &json!(0)]
    );
}

/// approved, then changed by its visitor: nobody reads either · the old revision approved again 409 · the new one 200
/// · leave withdrawn by a revision: nobody, and 404
#[tokio::test]
async fn an_approval_ends_with_its_revision() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    post(&app, &quotable(&id(1_000), 1, "Kind people")).await;
    let voice = ids(&app).await.remove(0);
    assert_eq!(decide(&deployment, &voice, true, 1).await.0, 200);
    post(&app, &quotable(&id(1_000), 3, "Not so kind")).await;
    assert!(published(&app).await.is_empty());
    let told = listed(&app).await;
    assert_eq!((&told["voices"][0]["state"], &told["waiting"]), (&json!("changed"), &json!(1)));
    let (status, problem) = decide(&deployment, &voice, true, 1).await;
    assert_eq!((status, &problem["code"]), (409, &json!("voice_changed")));
    assert!(published(&app).await.is_empty());
    assert_eq!(decide(&deployment, &voice, true, 3).await.0, 200);
    assert_eq!(published(&app).await, ["Not so kind"]);
    post(&app, &answer(&id(1_000), 4)).await;
    assert!(published(&app).await.is_empty());
    assert_eq!(listed(&app).await["voices"], json!([]));
    let (status, problem) = decide(&deployment, &voice, true, 4).await;
    assert_eq!((status, &problem["code"]), (404, &json!("unknown_voice")));
}

/// approved, then taken back, and its person erased: nobody reads it, and no key tells of it
#[tokio::test]
async fn what_is_taken_back_or_erased_leaves_no_voice() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_open_site(&app).await;
    post(&app, &quotable(&id(1_000), 1, "Taken back")).await;
    let mut of_person = named(&id(2_000), 1, "u_42");
    of_person["publish"] = json!(true);
    post(&app, &of_person).await;
    for voice in ids(&app).await {
        assert_eq!(decide(&deployment, &voice, true, 1).await.0, 200);
    }
    assert_eq!(published(&app).await.len(), 2);
    take_back(&app, &id(1_000)).await;
    assert_eq!(published(&app).await, ["lovely"]);
    assert_eq!(stored(&*deployment.store, "voice/").await.len(), 1);
    let erased = send(&app, "DELETE", "/v1/sites/kokage/respondents/u_42", &Value::Null).await;
    assert_eq!(erased.status, 204, "{}", erased.text);
    assert!(published(&app).await.is_empty());
    assert_eq!(stored(&*deployment.store, "voice/").await.len(), 0);
}

/// a decision lives as long as its answer
#[tokio::test]
async fn a_decision_goes_with_its_answer() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    post(&app, &quotable(&id(1_000), 1, "Kind people")).await;
    let voice = ids(&app).await.remove(0);
    assert_eq!(decide(&deployment, &voice, true, 1).await.0, 200);
    deployment.pass(729 * 86_400);
    assert_eq!(stored(&*deployment.store, "voice/").await.len(), 1);
    deployment.pass(2 * 86_400);
    assert_eq!(stored(&*deployment.store, "voice/").await.len(), 0);
}

/// without a key 401 · `read` 403 · `care` 200 · nonsense 422 · what nobody allowed, and no id 404
#[tokio::test]
async fn who_may_not_decide_is_refused() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    post(&app, &quotable(&id(1_000), 1, "Kind people")).await;
    let path = format!("{VOICES}/{}", ids(&app).await.remove(0));
    let decision = json!({ "approved": true, "revision": 1 });
    // Each key takes the place of the one before: here all randomness is the same.
    for (scope, status) in [(None, 401), (Some("read"), 403), (Some("care"), 200)] {
        let mut headers = vec![("content-type", "application/json")];
        let bearer = match scope {
            Some(scope) => format!("Bearer {}", key(&deployment, scope).await),
            None => String::new(),
        };
        headers.extend(scope.map(|_| ("authorization", &*bearer)));
        let reply = send_with(&app, "PUT", &path, &headers, &decision).await;
        assert_eq!(reply.status, status, "{scope:?}: {}", reply.text);
        deployment.pass(60);
    }
    assert_eq!(listed(&app).await["voices"][0]["decision"]["by"], json!("care"));
    for (body, code) in [
        (json!({ "approved": "yes", "revision": 1 }), "wrong_type"),
        (json!({ "approved": true }), "missing_field"),
        (json!({ "approved": true, "revision": 99 }), "out_of_bounds"),
    ] {
        let reply = send(&app, "PUT", &path, &body).await;
        assert_eq!((reply.status, &reply.json()["code"]), (422, &json!(code)));
    }
    for nobody in ["nothing", "01234567-89ab-7def-8123-456789abcdef"] {
        let (status, problem) = decide(&deployment, nobody, true, 1).await;
        assert_eq!((status, &problem["code"]), (404, &json!("unknown_voice")), "{nobody}");
    }
}

/// no site 404, as a page and as data · another language by its name
#[tokio::test]
async fn the_page_speaks_the_site_s_languages_and_no_other() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    let mut document = crate::deployment::document(1);
    document["locales"] = json!(["en", "ja"]);
    assert_eq!(send(&app, "PUT", "/v1/sites/kokage", &document).await.status, 201);
    for (path, said) in [
        (PAGE, "No comments have been published yet."),
        ("/voices/kokage?lang=ja", "掲載しているコメントはまだありません。"),
        ("/voices/kokage?lang=de", "No comments have been published yet."),
    ] {
        let page = send_with(&app, "GET", path, &[("accept-language", "fr")], &Value::Null).await;
        assert!(page.text.contains(said), "{path}: {}", page.text);
    }
    let page = send_with(&app, "GET", "/voices/nowhere", &[], &Value::Null).await;
    assert_eq!((page.status, page.text.contains("Nothing here")), (404, true), "{}", page.text);
    let feed = send_with(&app, "GET", "/voices/nowhere.json", &[], &Value::Null).await;
    assert_eq!((feed.status, &feed.json()["code"]), (404, &json!("unknown_site")));
}

/// Fifty comments: one list of decisions, one for each comment, one read of all.
#[tokio::test]
async fn everybody_s_page_costs_a_list_for_each_comment() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    for number in 0..60 {
        post(&app, &quotable(&id(1_000 + number), 1, &format!("number {number}"))).await;
    }
    for voice in ids(&app).await {
        assert_eq!(decide(&deployment, &voice, true, 1).await.0, 200);
    }
    let counting = Counting::new(&deployment);
    let app = deployment.behind(counting.clone()).isolate();
    let read = published(&app).await;
    assert_eq!((read.len(), &*read[0], &*read[49]), (50, "number 0", "number 49"));
    // A site, then the same for the data and for the page.
    assert_eq!(counting.since().len(), 1 + 2 * (1 + 50 + 1));
}

#[tokio::test]
async fn only_the_admin_s_name_and_the_key_s_stand_in_a_decision() {
    let deployment = Deployment::new();
    let app = deployment.isolate();
    put_site(&app, 1).await;
    post(&app, &quotable(&id(1_000), 1, "Kind people")).await;
    let voice = ids(&app).await.remove(0);
    assert_eq!(decide(&deployment, &voice, true, 1).await.0, 200);
    let kept = stored(&*deployment.store, "voice/").await;
    let (_, entry) = kept.first_key_value().unwrap();
    assert_eq!((&*entry.value, entry.metadata.as_deref()), ("", Some("1|a|1|admin")));
}
