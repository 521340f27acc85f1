//! A body becomes a request, or is refused.
//!
//! 1. One JSON-RPC 2.0 message. Without an id it is a notification: none is needed here, and each is taken.
//! 2. With a version in `_meta` a request is of the modern era: its headers have to say what its body says, and the
//!    version has to be spoken. Without one it is of the era of handshakes, where only a header may name a version.
//! 3. The method, with what it needs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::error::RpcError;
use super::tools::ToolCall;
use super::version::{Era, MODERN, agreed, is_legacy};
use crate::reports::shown;

/// Where a request says its version.
const VERSION: &str = "io.modelcontextprotocol/protocolVersion";

/// The headers that a message came with.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Headers<'h> {
    /// `MCP-Protocol-Version`
    pub(crate) version: Option<&'h str>,
    /// `Mcp-Method`
    pub(crate) method: Option<&'h str>,
    /// `Mcp-Name`
    pub(crate) name: Option<&'h str>,
}

/// A message that can be answered.
#[derive(Debug, PartialEq)]
pub(crate) enum Message {
    /// Nothing is to be answered.
    Notification,
    /// A question.
    Request(Request),
}

/// A question.
#[derive(Debug, PartialEq)]
pub(crate) struct Request {
    /// A text or a number, repeated in the answer.
    pub(crate) id: Value,
    pub(crate) era: Era,
    pub(crate) call: Call,
}

/// What is asked.
#[derive(Debug, PartialEq)]
pub(crate) enum Call {
    /// Which versions are spoken.
    Discover,
    /// A handshake, with the version that comes of it.
    Initialize { version: &'static str },
    /// Whether somebody is there.
    Ping,
    /// Which tools there are.
    Tools,
    /// What a tool says.
    Tool(ToolCall),
}

/// A refusal, with the id of what is refused, where it has one.
#[derive(Debug, PartialEq)]
pub(crate) struct Refused {
    pub(crate) id: Value,
    pub(crate) error: RpcError,
}

impl Message {
    /// Reads a body that came with these headers.
    pub(crate) fn read(body: &[u8], headers: Headers<'_>) -> Result<Self, Refused> {
        let nameless = |error| Refused { id: Value::Null, error };
        // 1.
        let fields = match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => fields,
            Ok(Value::Array(_)) => return Err(nameless(RpcError::Batch)),
            Ok(_) => return Err(nameless(RpcError::NotARequest)),
            Err(_) => return Err(nameless(RpcError::NotJson)),
        };
        let id = match fields.get("id") {
            Some(Value::Number(number)) if number.is_f64() => {
                return Err(nameless(RpcError::NotARequest));
            }
            id @ (None | Some(Value::String(_) | Value::Number(_))) => id,
            Some(_) => return Err(nameless(RpcError::NotARequest)),
        };
        let refused = |error| Refused { id: id.cloned().unwrap_or_default(), error };
        let params = match fields.get("params") {
            None => &Map::new(),
            Some(Value::Object(params)) => params,
            Some(_) => return Err(refused(RpcError::NotARequest)),
        };
        let method = match (fields.get("jsonrpc"), fields.get("method")) {
            (Some(Value::String(version)), Some(Value::String(method))) if version == "2.0" => {
                method
            }
            _ => return Err(refused(RpcError::NotARequest)),
        };
        // 2, 3.
        let Some(id) = id else {
            return agrees(method, headers).map(|()| Self::Notification).map_err(refused);
        };
        let era = era(method, params, headers).map_err(refused)?;
        let call = call(method, params, era).map_err(refused)?;
        Ok(Self::Request(Request { id: id.clone(), era, call }))
    }
}

/// A notification needs no headers; one that names another method is refused.
fn agrees(method: &str, headers: Headers<'_>) -> Result<(), RpcError> {
    match headers.method {
        Some(named) if named != method => Err(differs("Mcp-Method", method)),
        _ => Ok(()),
    }
}

/// The era of a request, whose headers do not contradict it.
fn era(method: &str, params: &Map<String, Value>, headers: Headers<'_>) -> Result<Era, RpcError> {
    let said = params.get("_meta").and_then(|meta| meta.get(VERSION));
    let Some(said) = said else {
        return match headers.version {
            Some(MODERN) => Err(differs("MCP-Protocol-Version", "no version")),
            // A handshake names its version in the body.
            Some(named) if method != "initialize" && !is_legacy(named) => {
                Err(RpcError::Version { requested: shown(named) })
            }
            _ => Ok(Era::Legacy),
        };
    };
    let said = said.as_str().unwrap_or_default();
    if headers.version != Some(said) {
        return Err(differs("MCP-Protocol-Version", said));
    }
    if headers.method != Some(method) {
        return Err(differs("Mcp-Method", method));
    }
    if method == "tools/call" {
        let name = text(params, "name");
        if headers.name.and_then(decoded).as_deref() != Some(name) {
            return Err(differs("Mcp-Name", name));
        }
    }
    if said != MODERN {
        return Err(RpcError::Version { requested: shown(said) });
    }
    Ok(Era::Modern)
}

/// What a request asks for.
fn call(method: &str, params: &Map<String, Value>, era: Era) -> Result<Call, RpcError> {
    Ok(match (method, era) {
        ("server/discover", Era::Modern) => Call::Discover,
        ("initialize", Era::Legacy) => {
            Call::Initialize { version: agreed(text(params, "protocolVersion")) }
        }
        ("ping", Era::Legacy) => Call::Ping,
        ("tools/list", _) => Call::Tools,
        ("tools/call", _) => {
            Call::Tool(ToolCall::read(text(params, "name"), params.get("arguments"))?)
        }
        _ => return Err(RpcError::Method { name: shown(method), is_modern: era == Era::Modern }),
    })
}

/// What a header stands for: itself, or the text in `=?base64?…?=`.
fn decoded(header: &str) -> Option<String> {
    let Some(coded) = header.strip_prefix("=?base64?") else { return Some(header.to_owned()) };
    String::from_utf8(STANDARD.decode(coded.strip_suffix("?=")?).ok()?).ok()
}

fn text<'p>(params: &'p Map<String, Value>, name: &str) -> &'p str {
    params.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn differs(name: &'static str, body: &str) -> RpcError {
    RpcError::Header { name, body: shown(body) }
}

#[cfg(test)]
mod tests;
