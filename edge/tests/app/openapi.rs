//! Real replies beside the description of the API: each is what its schema says.

use serde_json::{Value, json};

use crate::deployment::{Deployment, answer, id, put_site, send};

/// Whether a value is what a schema says, as far as names and types go; patterns and bounds are the
/// business of a whole validator.
fn check(document: &Value, schema: &Value, value: &Value, path: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let schema = document.pointer(reference.trim_start_matches('#')).unwrap();
        return check(document, schema, value, path);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fits = |choice: &&Value| (choice["type"] == "null") == value.is_null();
        return check(document, choices.iter().find(fits).expect(path), value, path);
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return,
    };
    let fits = kinds.iter().any(|kind| match *kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        _ => value.is_object(),
    });
    assert!(fits, "{path}: {value} is not {kinds:?}");
    if let Some(allowed) = schema["enum"].as_array() {
        assert!(allowed.contains(value), "{path}: {value} is none of {allowed:?}");
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(value.get(name.as_str().unwrap()).is_some(), "{path}: {name} is missing");
    }
    for (name, field) in value.as_object().into_iter().flatten() {
        let path = format!("{path}/{name}");
        match schema["properties"].get(name) {
            Some(schema) => check(document, schema, field, &path),
            None => match &schema["additionalProperties"] {
                // Every field that a reply of ours has is described.
                Value::Null | Value::Bool(_) => panic!("{path} is not described"),
                schema => check(document, schema, field, &path),
            },
        }
    }
    for (n, entry) in value.as_array().into_iter().flatten().enumerate() {
        check(document, &schema["items"], entry, &format!("{path}[{n}]"));
    }
}

#[tokio::test]
async fn every_reply_is_what_its_schema_says() {
    let whole = Deployment::new();
    let app = whole.isolate();
    let document = send(&app, "GET", "/v1/openapi.json", &Value::Null).await.json();
    put_site(&app, 1).await;
    send(&app, "POST", "/v1/answers", &answer(&id(1), 1)).await;
    send(&app, "POST", "/v1/answers", &answer(&id(2), 1)).await;
    let mut contrary = answer(&id(3), 1);
    contrary["score"] = json!(2);
    send(&app, "POST", "/v1/answers", &contrary).await;
    let key = json!({ "name": "dashboard", "scope": "read" });
    let note = json!({ "at": "2026-11-20", "text": "Shorter checkout", "touchpoint": null });
    let site = "/v1/sites/kokage";
    let history = send(&app, "GET", &format!("{site}/history"), &Value::Null).await.json();
    let entry = &format!("/history/{}", history["history"][0]["id"].as_str().unwrap());
    let too_long = &format!("/respondents/{}", "x".repeat(129));
    let report =
        "/scores?survey=shop-nps&interval=week&group_by=touchpoint&compare=previous&paired=true";
    for (method, path, query, body, status) in [
        ("get", "/v1/sites/{site}", "", Value::Null, 200),
        ("get", "/v1/sites/{site}/history", "/history", Value::Null, 200),
        ("get", "/v1/sites/{site}/history/{id}", entry, Value::Null, 200),
        (
            "post",
            "/v1/sites/{site}/history/{id}/restore",
            &format!("{entry}/restore"),
            Value::Null,
            200,
        ),
        ("post", "/v1/sites/{site}/keys", "/keys", key, 201),
        ("get", "/v1/sites/{site}/keys", "/keys", Value::Null, 200),
        ("post", "/v1/sites/{site}/notes", "/notes", note, 201),
        ("get", "/v1/sites/{site}/notes", "/notes", Value::Null, 200),
        ("get", "/v1/sites/{site}/scores", report, Value::Null, 200),
        ("get", "/v1/sites/{site}/scores", "/scores?survey=shop-nps&locale=ja", Value::Null, 200),
        ("get", "/v1/sites/{site}/summary", "/summary", Value::Null, 200),
        ("get", "/v1/sites/{site}/answers", "/answers", Value::Null, 200),
        ("get", "/v1/sites/{site}/answers", "/answers?limit=0", Value::Null, 422),
        ("get", "/v1/sites/{site}/respondents/{id}", "/respondents/u_42", Value::Null, 200),
        ("delete", "/v1/sites/{site}/respondents/{id}", too_long, Value::Null, 422),
    ] {
        let reply = send(&app, &method.to_uppercase(), &format!("{site}{query}"), &body).await;
        assert_eq!(reply.status, status, "{method} {site}{query}: {}", reply.text);
        let content = reply.header("content-type").unwrap();
        let described = &document["paths"][path][method]["responses"][status.to_string()];
        let schema = &described["content"][content]["schema"];
        assert!(schema.is_object(), "{method} {path} {status} {content}");
        check(&document, schema, &reply.json(), path);
    }
}

#[tokio::test]
async fn a_parameter_beyond_its_described_bounds_is_refused() {
    let app = Deployment::new().isolate();
    put_site(&app, 1).await;
    for (path, field) in [
        ("/scores?survey=shop-nps&version=0", "version"),
        ("/scores?survey=shop-nps&version=10000", "version"),
        ("/answers?version=0", "version"),
        ("/answers?scale=3", "scale"),
    ] {
        let reply = send(&app, "GET", &format!("/v1/sites/kokage{path}"), &Value::Null).await;
        let problem = reply.json();
        assert_eq!(reply.status, 422, "{path}: {problem}");
        assert_eq!(
            (&problem["code"], &problem["field"]),
            (&json!("invalid_parameter"), &json!(field))
        );
    }
}
