//! What a tool is called with, held against its schema, as the parameters of the API call behind it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::error::RpcError;
use crate::reports::shown;

/// An argument that narrows by segments: `{ "plan": "pro" }` is `segment.plan=pro`.
const SEGMENTS: &str = "segments";

/// Reads arguments by the properties of a schema: a name that it does not have and a value of another type are
/// refused. Which values there are, the API call knows.
pub(super) fn read(
    properties: &Value,
    given: Option<&Value>,
) -> Result<BTreeMap<String, String>, RpcError> {
    let mut arguments = BTreeMap::new();
    let given = match given {
        None => return Ok(arguments),
        Some(Value::Object(given)) => given,
        Some(_) => return Err(not("arguments", "an object")),
    };
    for (name, value) in given {
        let Some(property) = properties.get(name) else {
            return Err(RpcError::Argument { name: shown(name) });
        };
        match (property["type"].as_str(), value) {
            // As in the API, what is empty is absent.
            (Some("string"), Value::String(text)) if text.is_empty() => {}
            (Some("string"), Value::String(text)) => {
                arguments.insert(name.clone(), text.clone());
            }
            (Some("integer"), Value::Number(number)) if !number.is_f64() => {
                arguments.insert(name.clone(), number.to_string());
            }
            (Some("boolean"), Value::Bool(value)) => {
                arguments.insert(name.clone(), value.to_string());
            }
            (Some("object"), Value::Object(segments)) => {
                for (segment, value) in segments {
                    let value =
                        value.as_str().ok_or_else(|| not(SEGMENTS, "an object of texts"))?;
                    arguments.insert(format!("segment.{segment}"), value.to_owned());
                }
            }
            (expected, _) => return Err(not(name, expected.unwrap_or_default())),
        }
    }
    Ok(arguments)
}

fn not(name: &str, expected: &str) -> RpcError {
    RpcError::ArgumentType { name: name.to_owned(), expected: expected.to_owned() }
}
