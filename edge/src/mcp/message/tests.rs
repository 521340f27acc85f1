//! Messages as clients send them, and what becomes of each: never edited, only added to.

use serde_json::json;

use super::*;
use crate::mcp::reply::{discovered, failed, initialized, listed, pong, refused, told};
use crate::mcp::tools::Tool;

const META: &str = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#;
const NONE: Headers<'_> = Headers { version: None, method: None, name: None };

/// The headers that the modern era wants.
fn modern<'h>(method: &'h str, name: Option<&'h str>) -> Headers<'h> {
    Headers { version: Some(MODERN), method: Some(method), name }
}

fn read(body: &str, headers: Headers<'_>) -> Result<Message, Refused> {
    Message::read(body.as_bytes(), headers)
}

#[track_caller]
fn request(body: &str, headers: Headers<'_>) -> Request {
    match read(body, headers) {
        Ok(Message::Request(request)) => request,
        other => panic!("{body} is {other:?}"),
    }
}

/// What the reply to a refused message is.
#[track_caller]
fn check_refused(body: &str, headers: Headers<'_>, reply: &str) {
    let error = read(body, headers).expect_err(body);
    assert_eq!(refused(&error).to_string(), reply, "{body}");
}

fn asks(method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{{{params}}}}}"#)
}

#[test]
fn a_request_of_the_modern_era_says_its_version_in_its_body_and_in_a_header() {
    for (method, call) in [("server/discover", Call::Discover), ("tools/list", Call::Tools)] {
        let read = request(&asks(method, META), modern(method, None));
        assert_eq!(read, Request { id: json!(1), era: Era::Modern, call });
    }
    let body =
        asks("tools/call", &format!(r#"{META},"name":"scores","arguments":{{"metric":"nps"}}"#));
    let read = request(&body, modern("tools/call", Some("scores")));
    let arguments = [("metric".to_owned(), "nps".to_owned())].into();
    let call = Call::Tool(ToolCall { tool: Tool::Scores, arguments });
    assert_eq!(read, Request { id: json!(1), era: Era::Modern, call });
}

#[test]
fn a_header_may_carry_a_name_in_base_64() {
    let body = asks("tools/call", &format!(r#"{META},"name":"cases""#));
    let read = request(&body, modern("tools/call", Some("=?base64?Y2FzZXM=?=")));
    assert_eq!(read.call, Call::Tool(ToolCall { tool: Tool::Cases, arguments: [].into() }));
    for other in ["=?base64?c2NvcmVz?=", "=?base64?Y2FzZXM=", "=?base64?%?=", "scores", ""] {
        check_refused(
            &body,
            modern("tools/call", Some(other)),
            r#"{"error":{"code":-32020,"message":"the header Mcp-Name has to say what the body says: cases"},"id":1,"jsonrpc":"2.0"}"#,
        );
    }
}

#[test]
fn a_header_that_differs_from_the_body_or_is_missing_is_refused() {
    let list = asks("tools/list", META);
    for version in [None, Some("2025-11-25"), Some("")] {
        check_refused(
            &list,
            Headers { version, ..modern("tools/list", None) },
            r#"{"error":{"code":-32020,"message":"the header MCP-Protocol-Version has to say what the body says: 2026-07-28"},"id":1,"jsonrpc":"2.0"}"#,
        );
    }
    for method in [None, Some("tools/call"), Some("Tools/List")] {
        check_refused(
            &list,
            Headers { method, ..modern("tools/list", None) },
            r#"{"error":{"code":-32020,"message":"the header Mcp-Method has to say what the body says: tools/list"},"id":1,"jsonrpc":"2.0"}"#,
        );
    }
    let call = asks("tools/call", &format!(r#"{META},"name":"cases""#));
    check_refused(
        &call,
        modern("tools/call", None),
        r#"{"error":{"code":-32020,"message":"the header Mcp-Name has to say what the body says: cases"},"id":1,"jsonrpc":"2.0"}"#,
    );
    for method in ["tools/list", "initialize"] {
        check_refused(
            &asks(method, ""),
            modern(method, None),
            r#"{"error":{"code":-32020,"message":"the header MCP-Protocol-Version has to say what the body says: no version"},"id":1,"jsonrpc":"2.0"}"#,
        );
    }
}

#[test]
fn another_version_is_refused_with_those_that_are_spoken() {
    for version in ["2027-01-01", "2025-11-25"] {
        let meta = META.replace("2026-07-28", version);
        check_refused(
            &asks("tools/list", &meta),
            Headers { version: Some(version), ..modern("tools/list", None) },
            &format!(
                r#"{{"error":{{"code":-32022,"data":{{"requested":"{version}","supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26"]}},"message":"version \"{version}\" is not spoken here; 2026-07-28 is"}},"id":1,"jsonrpc":"2.0"}}"#
            ),
        );
    }
    check_refused(
        &asks("tools/list", ""),
        Headers { version: Some("2024-11-05"), ..NONE },
        r#"{"error":{"code":-32022,"data":{"requested":"2024-11-05","supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26"]},"message":"version \"2024-11-05\" is not spoken here; 2026-07-28 is"},"id":1,"jsonrpc":"2.0"}"#,
    );
}

#[test]
fn a_request_without_a_version_is_of_the_era_of_handshakes() {
    for (asked, version) in [
        ("2025-03-26", "2025-03-26"),
        ("2025-06-18", "2025-06-18"),
        ("2025-11-25", "2025-11-25"),
        ("2024-11-05", "2025-11-25"),
    ] {
        let body = asks("initialize", &format!(r#""protocolVersion":"{asked}""#));
        let call = Call::Initialize { version };
        let expected = Request { id: json!(1), era: Era::Legacy, call };
        assert_eq!(request(&body, NONE), expected, "{asked}");
        assert_eq!(request(&body, Headers { version: Some(asked), ..NONE }), expected, "{asked}");
    }
    for header in [None, Some("2025-03-26"), Some("2025-06-18"), Some("2025-11-25")] {
        let headers = Headers { version: header, ..NONE };
        assert_eq!(request(&asks("ping", ""), headers).call, Call::Ping);
        assert_eq!(request(&asks("tools/list", ""), headers).call, Call::Tools);
        let body = asks("tools/call", r#""name":"comments","_meta":{"progressToken":1}"#);
        let call = Call::Tool(ToolCall { tool: Tool::Comments, arguments: [].into() });
        assert_eq!(request(&body, headers), Request { id: json!(1), era: Era::Legacy, call });
    }
}

#[test]
fn a_method_of_the_other_era_is_no_method() {
    let unknown = |method: &str| {
        format!(
            r#"{{"error":{{"code":-32601,"message":"there is no method \"{method}\" here"}},"id":1,"jsonrpc":"2.0"}}"#
        )
    };
    for method in ["initialize", "ping", "resources/list", "subscriptions/listen"] {
        check_refused(&asks(method, META), modern(method, None), &unknown(method));
    }
    for method in ["server/discover", "resources/list", "prompts/get", "logging/setLevel"] {
        check_refused(&asks(method, ""), NONE, &unknown(method));
    }
    let is_modern = |body: &str, headers| match read(body, headers) {
        Err(Refused { error: RpcError::Method { is_modern, .. }, .. }) => is_modern,
        other => panic!("{other:?}"),
    };
    assert!(is_modern(&asks("ping", META), modern("ping", None)));
    assert!(!is_modern(&asks("server/discover", ""), NONE));
}

#[test]
fn a_notification_is_taken_and_not_answered() {
    for body in [
        r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#,
    ] {
        assert_eq!(read(body, NONE), Ok(Message::Notification), "{body}");
    }
    let body = r#"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#;
    let headers = modern("notifications/cancelled", None);
    assert_eq!(read(body, headers), Ok(Message::Notification));
    check_refused(
        body,
        modern("notifications/initialized", None),
        r#"{"error":{"code":-32020,"message":"the header Mcp-Method has to say what the body says: notifications/cancelled"},"id":null,"jsonrpc":"2.0"}"#,
    );
}

#[test]
fn what_is_no_message_is_refused_by_what_it_is() {
    let no_request = r#"{"error":{"code":-32600,"message":"the body is not a JSON-RPC 2.0 request or notification, with an id that is a text or a whole number and params that are an object"},"id":null,"jsonrpc":"2.0"}"#;
    for (body, reply) in [
        (
            "{",
            r#"{"error":{"code":-32700,"message":"the body is not JSON"},"id":null,"jsonrpc":"2.0"}"#,
        ),
        (
            r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#,
            r#"{"error":{"code":-32600,"message":"the body is a batch; send one message a call"},"id":null,"jsonrpc":"2.0"}"#,
        ),
        (
            "[]",
            r#"{"error":{"code":-32600,"message":"the body is a batch; send one message a call"},"id":null,"jsonrpc":"2.0"}"#,
        ),
        ("7", no_request),
        (r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, no_request),
        (r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, no_request),
        (r#"{"jsonrpc":"2.0","id":[],"method":"ping"}"#, no_request),
        (r#"{"id":1,"method":"ping"}"#, &no_request.replace("null", "1")),
        (r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, &no_request.replace("null", "1")),
        (r#"{"jsonrpc":"2.0","id":1}"#, &no_request.replace("null", "1")),
        (r#"{"jsonrpc":"2.0","id":1,"result":{}}"#, &no_request.replace("null", "1")),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#,
            &no_request.replace("null", "1"),
        ),
    ] {
        check_refused(body, NONE, reply);
    }
}

#[test]
fn an_unknown_tool_and_unknown_arguments_are_refused_by_name() {
    let refused = |message: &str| {
        let message = json!(message);
        format!(r#"{{"error":{{"code":-32602,"message":{message}}},"id":1,"jsonrpc":"2.0"}}"#)
    };
    for (params, message) in [
        (r#""name":"erase""#, r#"there is no tool "erase" here"#),
        (r#""arguments":{}"#, r#"there is no tool "" here"#),
        (
            r#""name":"scores","arguments":{"site":"other"}"#,
            r#"this tool takes no argument "site""#,
        ),
        (r#""name":"cases","arguments":{"person":"x"}"#, r#"this tool takes no argument "person""#),
        (
            r#""name":"comments","arguments":{"has_comment":"false"}"#,
            r#"this tool takes no argument "has_comment""#,
        ),
        (r#""name":"scores","arguments":{"metric":7}"#, "argument metric is not string"),
        (r#""name":"scores","arguments":{"metric":null}"#, "argument metric is not string"),
        (r#""name":"comments","arguments":{"limit":"5"}"#, "argument limit is not integer"),
        (r#""name":"comments","arguments":{"limit":5.5}"#, "argument limit is not integer"),
        (r#""name":"cases","arguments":{"late":"yes"}"#, "argument late is not boolean"),
        (
            r#""name":"scores","arguments":{"segments":{"plan":1}}"#,
            "argument segments is not an object of texts",
        ),
        (r#""name":"scores","arguments":[]"#, "argument arguments is not an object"),
    ] {
        check_refused(&asks("tools/call", params), NONE, &refused(message));
    }
}

#[test]
fn arguments_become_the_parameters_of_the_api_call() {
    let params = r#""name":"comments","arguments":{"limit":5,"q":"late","survey":"","segments":{"plan":"pro"}}"#;
    let Call::Tool(ToolCall { arguments, .. }) = request(&asks("tools/call", params), NONE).call
    else {
        panic!("a tool is called")
    };
    let expected = [("limit", "5"), ("q", "late"), ("segment.plan", "pro")];
    assert_eq!(arguments, expected.map(|(n, v)| (n.to_owned(), v.to_owned())).into());
}

#[test]
fn results_of_the_modern_era_say_that_they_are_complete_and_whose() {
    let request = |era| Request { id: json!("a"), era, call: Call::Ping };
    let modern = request(Era::Modern);
    assert_eq!(
        told(&modern, "1.2.3", "NPS 35", json!({ "n": 412 })).to_string(),
        r#"{"id":"a","jsonrpc":"2.0","result":{"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"koe","title":"Koe","version":"1.2.3"}},"content":[{"text":"NPS 35","type":"text"}],"resultType":"complete","structuredContent":{"n":412}}}"#
    );
    assert_eq!(
        failed(&modern, "1.2.3", "no survey x").to_string(),
        r#"{"id":"a","jsonrpc":"2.0","result":{"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"koe","title":"Koe","version":"1.2.3"}},"content":[{"text":"no survey x","type":"text"}],"isError":true,"resultType":"complete"}}"#
    );
    let discovered = &discovered(&modern, "1.2.3")["result"];
    assert_eq!(
        discovered["supportedVersions"],
        json!(["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"])
    );
    assert_eq!(discovered["capabilities"], json!({ "tools": {} }));
    assert_eq!(discovered["resultType"], "complete");
    let list = &listed(&modern, "1.2.3")["result"];
    assert_eq!((&list["ttlMs"], &list["cacheScope"]), (&json!(3_600_000), &json!("private")));
    assert_eq!(list["resultType"], "complete");
}

#[test]
fn results_of_the_era_of_handshakes_are_bare() {
    let legacy = Request { id: json!(1), era: Era::Legacy, call: Call::Ping };
    assert_eq!(pong(&legacy, "1.2.3").to_string(), r#"{"id":1,"jsonrpc":"2.0","result":{}}"#);
    assert_eq!(
        told(&legacy, "1.2.3", "NPS 35", json!({ "n": 412 })).to_string(),
        r#"{"id":1,"jsonrpc":"2.0","result":{"content":[{"text":"NPS 35","type":"text"}],"structuredContent":{"n":412}}}"#
    );
    let shaken = &initialized(&legacy, "1.2.3", "2025-06-18")["result"];
    assert_eq!(shaken["protocolVersion"], "2025-06-18");
    assert_eq!(shaken["capabilities"], json!({ "tools": {} }));
    assert_eq!(shaken["serverInfo"], json!({ "name": "koe", "title": "Koe", "version": "1.2.3" }));
    let list = listed(&legacy, "1.2.3");
    let fields: Vec<_> = list["result"].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["tools"]);
}
