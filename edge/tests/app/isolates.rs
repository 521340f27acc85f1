//! What one isolate keeps in memory, and how it finds out what another has changed.

use serde_json::{Value, json};

use crate::deployment::{Deployment, answer, document, id, put_site, send};

/// PUT 201 · script 200 · PUT elsewhere 200 · script: old for a minute, then new
#[tokio::test]
async fn a_kept_site_is_used_for_a_minute() {
    let deployment = Deployment::new();
    let (here, elsewhere) = (deployment.isolate(), deployment.isolate());
    put_site(&here, 1).await;
    let version = async || {
        let script = send(&here, "GET", "/s/kokage.js", &Value::Null).await.text;
        script.split("\"version\":").nth(1).map(|rest| rest[..1].to_owned())
    };
    assert_eq!(version().await.as_deref(), Some("1"));
    put_site(&elsewhere, 2).await;
    deployment.pass(59);
    assert_eq!(version().await.as_deref(), Some("1"));
    deployment.pass(1);
    assert_eq!(version().await.as_deref(), Some("2"));
}

/// PUT 201 · answer 202 · PUT of version 2 elsewhere 200 · answer to version 2 here 202
#[tokio::test]
async fn an_unknown_version_is_looked_up_once_more() {
    let deployment = Deployment::new();
    let (here, elsewhere) = (deployment.isolate(), deployment.isolate());
    put_site(&here, 1).await;
    assert_eq!(send(&here, "POST", "/v1/answers", &answer(&id(1), 1)).await.status, 202);
    put_site(&elsewhere, 2).await;
    let mut newer = answer(&id(2), 1);
    newer["survey_version"] = json!(2);
    assert_eq!(send(&here, "POST", "/v1/answers", &newer).await.status, 202);
}

/// PUT 201 · answer to version 2: 503 with Retry-After · PUT of version 2: 200 · the same: 202
#[tokio::test]
async fn a_version_newer_than_known_is_not_the_pages_fault() {
    let deployment = Deployment::new();
    let here = deployment.isolate();
    put_site(&here, 1).await;
    let mut newer = answer(&id(1), 1);
    newer["survey_version"] = json!(2);
    let refused = send(&here, "POST", "/v1/answers", &newer).await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("60")));
    assert_eq!(refused.json()["code"], "survey_version_ahead");
    put_site(&here, 2).await;
    assert_eq!(send(&here, "POST", "/v1/answers", &newer).await.status, 202);
}

/// PUT 201 · answer 202 · a survey added elsewhere · its answer here 202, one to no survey 404
#[tokio::test]
async fn an_unknown_survey_is_looked_up_once_more() {
    let deployment = Deployment::new();
    let (here, elsewhere) = (deployment.isolate(), deployment.isolate());
    put_site(&here, 1).await;
    assert_eq!(send(&here, "POST", "/v1/answers", &answer(&id(1), 1)).await.status, 202);
    let mut grown = document(1);
    let mut second = grown["surveys"][0].clone();
    second["id"] = json!("second-nps");
    grown["surveys"].as_array_mut().unwrap().push(second);
    assert_eq!(send(&elsewhere, "PUT", "/v1/sites/kokage", &grown).await.status, 200);
    let mut to_second = answer(&id(2), 1);
    to_second["survey"] = json!("second-nps");
    assert_eq!(send(&here, "POST", "/v1/answers", &to_second).await.status, 202);
    to_second["survey"] = json!("third-nps");
    assert_eq!(send(&here, "POST", "/v1/answers", &to_second).await.status, 404);
}

/// PUT 201 · script here · PUT elsewhere 200 · script there names a new file · the file here 200
#[tokio::test]
async fn a_text_file_that_a_newer_script_names_is_found() {
    let deployment = Deployment::new();
    let (here, elsewhere) = (deployment.isolate(), deployment.isolate());
    put_site(&here, 1).await;
    send(&here, "GET", "/s/kokage.js", &Value::Null).await;
    put_site(&elsewhere, 2).await;
    let script = send(&elsewhere, "GET", "/s/kokage.js", &Value::Null).await.text;
    let hash = script.split("\"content\":\"").nth(1).unwrap()[..16].to_owned();
    let path = format!("/t/kokage/{hash}-en.json");
    let file = send(&here, "GET", &path, &Value::Null).await;
    assert_eq!((file.status, &file.json()["survey_version"]), (200, &json!(2)));
    for unknown in ["0123456789abcdef-en", hash.as_str(), &format!("{hash}-fr")] {
        let path = format!("/t/kokage/{unknown}.json");
        assert_eq!(send(&here, "GET", &path, &Value::Null).await.status, 404, "{unknown}");
    }
    let none = send(&here, "GET", "/t/kokage/0123456789abcdef-en.json", &Value::Null).await;
    assert_eq!(none.header("access-control-allow-origin"), Some("*"));
}

/// PUT 201 · DELETE 204 · everything 404 · PUT 201 again · the old wording under version 1: 409
#[tokio::test]
async fn a_site_set_up_again_remembers_its_versions() {
    let deployment = Deployment::new();
    let here = deployment.isolate();
    put_site(&here, 1).await;
    assert_eq!(send(&here, "DELETE", "/v1/sites/kokage", &Value::Null).await.status, 204);
    for path in ["/v1/sites/kokage", "/v1/sites/kokage/scores?metric=nps", "/s/kokage.js"] {
        assert_eq!(send(&here, "GET", path, &Value::Null).await.status, 404, "{path}");
    }
    let mut reworded = document(1);
    reworded["surveys"][0]["question"]["en"] = json!("Another question?");
    assert_eq!(send(&here, "PUT", "/v1/sites/kokage", &reworded).await.status, 409);
    assert_eq!(send(&here, "PUT", "/v1/sites/kokage", &document(1)).await.status, 201);
}

/// PUT of two versions 200, to a storage that shows the first one only · GET and script: the second
#[tokio::test]
async fn an_isolate_sees_what_it_wrote_though_storage_lags() {
    let deployment = Deployment::new();
    let here = deployment.isolate();
    put_site(&here, 1).await;
    let key = koe_edge::store::keys::site(&"kokage".parse().unwrap());
    let stale = deployment.store.get(&key).await.unwrap().unwrap();
    deployment.pass(1);
    put_site(&here, 2).await;
    let put = koe_edge::store::Put { value: &stale.value, ..koe_edge::store::Put::default() };
    deployment.store.put(&key, put).await.unwrap();
    let document = send(&here, "GET", "/v1/sites/kokage", &Value::Null).await.json();
    assert_eq!(document["surveys"][0]["version"], json!(2));
    put_site(&here, 3).await;
    let mut to_second = answer(&id(1), 1);
    to_second["survey_version"] = json!(2);
    let taken = send(&here, "POST", "/v1/answers", &to_second).await;
    assert_eq!(taken.status, 202, "no version is lost: {}", taken.text);
    assert_eq!(send(&here, "DELETE", "/v1/sites/kokage", &Value::Null).await.status, 204);
    deployment.store.put(&key, put).await.unwrap();
    assert_eq!(send(&here, "GET", "/v1/sites/kokage", &Value::Null).await.status, 404);
}

/// a path that encodes no text: 404, as a problem document
#[tokio::test]
async fn a_path_that_is_no_text_is_refused_like_any_other() {
    let here = Deployment::new().isolate();
    for path in ["/s/%ff.js", "/v1/sites/%ff", "/v1/answers/kokage/%ff"] {
        let method = if path.contains("answers") { "DELETE" } else { "GET" };
        let refused = send(&here, method, path, &Value::Null).await;
        assert_eq!((refused.status, &refused.json()["code"]), (404, &json!("not_found")), "{path}");
    }
}
