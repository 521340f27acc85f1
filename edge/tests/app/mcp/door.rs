//! Who may ask, and what is refused before a tool is reached.

use serde_json::{Value, json};

use super::{message, post, shop};
use crate::delighted::key;
use crate::deployment::{ADMIN_KEY, Deployment, send, send_with};

const FOR_THE_CALLER: &str = "private, no-store";
const JSON: (&str, &str) = ("content-type", "application/json");

fn modern(method: &str, params: &Value) -> Value {
    let mut params = params.clone();
    params["_meta"] = json!({ "io.modelcontextprotocol/protocolVersion": "2026-07-28" });
    message(method, &params)
}

/// A read key 200, one of scope care and write, too · no key 401, a made-up one 401, of Basic authentication 401 ·
/// the admin key 403, since it names no site · a revoked one 401
#[tokio::test]
async fn the_key_names_the_site() {
    let deployment = Deployment::new();
    let (app, read) = shop(&deployment).await;
    let ping = message("ping", &json!({}));
    for key in [read.clone(), key(&app, "care").await, key(&app, "write").await] {
        let reply = post(&app, &key, &[], &ping).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        assert_eq!(reply.header("content-type"), Some("application/json"));
        assert_eq!(reply.header("cache-control"), Some(FOR_THE_CALLER));
    }
    let unknown = format!("{}x", &read[..read.len() - 1]);
    for (authorization, status, code) in [
        (None, 401, "key_missing"),
        (Some(format!("Basic {read}")), 401, "key_missing"),
        (Some(format!("Bearer {unknown}")), 401, "key_unknown"),
        (Some("Bearer koe".to_owned()), 401, "key_unknown"),
        (Some(format!("Bearer {ADMIN_KEY}")), 403, "key_of_another_site"),
    ] {
        let mut headers = vec![JSON];
        headers.extend(authorization.as_deref().map(|value| ("authorization", value)));
        let reply = send_with(&app, "POST", "/mcp", &headers, &ping).await;
        let problem = reply.json();
        assert_eq!((reply.status, &problem["code"]), (status, &json!(code)), "{authorization:?}");
        assert_eq!(reply.header("cache-control"), Some(FOR_THE_CALLER), "{authorization:?}");
    }
    let id = read.split('_').nth(2).unwrap();
    let revoke = format!("/v1/sites/kokage/keys/{id}");
    assert_eq!(send(&app, "DELETE", &revoke, &Value::Null).await.status, 204);
    assert_eq!(post(&app, &read, &[], &ping).await.status, 401);
}

/// No origin, and the deployment's own 200 · another page's, the site's own shop's and `null` 403
#[tokio::test]
async fn a_page_of_another_origin_may_not_ask() {
    let deployment = Deployment::new();
    let (app, key) = shop(&deployment).await;
    let ping = message("ping", &json!({}));
    let host = ("host", "koe.example");
    let own = post(&app, &key, &[host, ("origin", "https://koe.example")], &ping).await;
    assert_eq!(own.status, 200, "{}", own.text);
    for origin in ["https://shop.example", "https://evil.example", "null", ""] {
        let reply = post(&app, &key, &[host, ("origin", origin)], &ping).await;
        assert_eq!(
            (reply.status, &reply.json()["code"]),
            (403, &json!("foreign_origin")),
            "{origin}"
        );
        assert_eq!(reply.header("access-control-allow-origin"), None);
    }
}

/// GET, DELETE, PUT, OPTIONS: 405
#[tokio::test]
async fn there_is_no_stream_and_no_session() {
    let deployment = Deployment::new();
    let (app, key) = shop(&deployment).await;
    let bearer = format!("Bearer {key}");
    for method in ["GET", "DELETE", "PUT", "OPTIONS"] {
        let headers =
            [("authorization", &*bearer), ("mcp-session-id", "1"), ("accept", "text/event-stream")];
        let reply = send_with(&app, method, "/mcp", &headers, &Value::Null).await;
        let problem = reply.json();
        assert_eq!(
            (reply.status, &problem["code"]),
            (405, &json!("method_not_allowed")),
            "{method}"
        );
        assert_eq!(reply.header("cache-control"), Some(FOR_THE_CALLER), "{method}");
    }
    let headers =
        [("mcp-session-id", "1"), ("last-event-id", "2"), ("accept", "text/event-stream")];
    let reply = post(&app, &key, &headers, &message("ping", &json!({}))).await;
    assert_eq!((reply.status, reply.header("mcp-session-id")), (200, None));
}

/// 64 KiB 200 · a byte more 413 · another content type 415 · broken JSON and a batch 400 · a notification 202, empty
#[tokio::test]
async fn a_call_is_one_message_of_64_kib() {
    let deployment = Deployment::new();
    let (app, key) = shop(&deployment).await;
    let ping = message("ping", &json!({})).to_string();
    let padded = |bytes: usize| json!(format!("{ping}{}", " ".repeat(bytes - ping.len())));
    assert_eq!(post(&app, &key, &[], &padded(65_536)).await.status, 200);
    let over = post(&app, &key, &[], &padded(65_537)).await;
    assert_eq!((over.status, &over.json()["code"]), (413, &json!("body_too_large")));
    assert_eq!(over.json()["detail"], "the body is over 65536 bytes");

    let bearer = format!("Bearer {key}");
    let text = [("authorization", &*bearer), ("content-type", "text/plain")];
    let reply = send_with(&app, "POST", "/mcp", &text, &json!(ping)).await;
    assert_eq!((reply.status, &reply.json()["code"]), (415, &json!("unsupported_media_type")));

    for (body, code) in
        [("{", -32_700), ("", -32_700), ("[]", -32_600), (&*format!("[{ping}]"), -32_600)]
    {
        let reply = post(&app, &key, &[], &json!(body)).await;
        let error = reply.json();
        assert_eq!((reply.status, &error["error"]["code"]), (400, &json!(code)), "{body:?}");
        assert_eq!(error["id"], Value::Null);
        assert_eq!(reply.header("content-type"), Some("application/json"));
    }
    let notification = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    let reply = post(&app, &key, &[], &notification).await;
    assert_eq!((reply.status, &*reply.text), (202, ""));
    assert_eq!(reply.header("cache-control"), Some(FOR_THE_CALLER));
}

/// The modern era: 200 · a header that differs 400 · another version 400 · no such method 404 · no such tool 200 ·
/// the era of handshakes: no such method 200
#[tokio::test]
async fn each_error_has_its_status() {
    let deployment = Deployment::new();
    let (app, key) = shop(&deployment).await;
    let version = ("mcp-protocol-version", "2026-07-28");
    let discover = modern("server/discover", &json!({}));
    let call = modern("tools/call", &json!({ "name": "erase" }));
    let ping = modern("ping", &json!({}));
    let mut later = modern("tools/list", &json!({}));
    later["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"] = json!("2027-01-01");
    let list = message("tools/list", &json!({}));
    for (headers, body, status, code) in [
        (vec![version, ("mcp-method", "server/discover")], &discover, 200, None),
        (vec![version, ("mcp-method", "tools/list")], &discover, 400, Some(-32_020)),
        (vec![("mcp-method", "server/discover")], &discover, 400, Some(-32_020)),
        (vec![version, ("mcp-method", "tools/call")], &call, 400, Some(-32_020)),
        (
            vec![version, ("mcp-method", "tools/call"), ("mcp-name", "erase")],
            &call,
            200,
            Some(-32_602),
        ),
        (vec![version, ("mcp-method", "ping")], &ping, 404, Some(-32_601)),
        (
            vec![("mcp-protocol-version", "2027-01-01"), ("mcp-method", "tools/list")],
            &later,
            400,
            Some(-32_022),
        ),
        (vec![version], &list, 400, Some(-32_020)),
        (vec![("mcp-protocol-version", "2024-11-05")], &list, 400, Some(-32_022)),
        (vec![("mcp-protocol-version", "2025-06-18")], &list, 200, None),
        (vec![], &message("server/discover", &json!({})), 200, Some(-32_601)),
        (vec![], &message("resources/list", &json!({})), 200, Some(-32_601)),
    ] {
        let reply = post(&app, &key, &headers, body).await;
        let told = reply.json();
        let what = format!("{body} {headers:?}: {told}");
        assert_eq!((reply.status, told["error"]["code"].as_i64()), (status, code), "{what}");
        assert_eq!(reply.header("content-type"), Some("application/json"), "{what}");
        assert_eq!(reply.header("cache-control"), Some(FOR_THE_CALLER), "{what}");
        assert_eq!(told["id"], 7, "{what}");
    }
}

/// 60 calls with a key 200, the next 429 until the minute is over · another key has 60 of its own
#[tokio::test]
async fn a_key_has_sixty_calls_a_minute() {
    let deployment = Deployment::new();
    let (app, mine) = shop(&deployment).await;
    // The entropy of the deployment is the same for every key, so another key is of another site.
    let ping = message("ping", &json!({}));
    for _ in 0..60 {
        assert_eq!(post(&app, &mine, &[], &ping).await.status, 200);
    }
    let refused = post(&app, &mine, &[], &ping).await;
    assert_eq!((refused.status, &refused.json()["code"]), (429, &json!("rate_limited")));
    assert_eq!(refused.json()["detail"], "over 60 calls in a minute with this key");
    assert_eq!(refused.header("retry-after"), Some("60"));
    let put = send(&app, "PUT", "/v1/sites/other", &crate::deployment::document(1)).await;
    assert_eq!(put.status, 201);
    let made = json!({ "name": "assistant", "scope": "read" });
    let made = send(&app, "POST", "/v1/sites/other/keys", &made).await.json();
    let other = made["key"].as_str().unwrap();
    assert_eq!(post(&app, other, &[], &ping).await.status, 200);
    deployment.pass(60);
    assert_eq!(post(&app, &mine, &[], &ping).await.status, 200);
}
