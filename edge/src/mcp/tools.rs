//! The tools that there are. `tools.json` describes them to an assistant, each with the schema of its arguments.

use std::collections::BTreeMap;

use serde_json::Value;

use super::arguments;
use super::error::RpcError;
use crate::reports::shown;

/// Every tool, in their order, as `tools/list` tells them.
const TOOLS: &str = include_str!("tools.json");

/// A tool. None changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// What the answers of a range say.
    Scores,
    /// What changed since another range.
    Compare,
    /// What visitors wrote.
    Comments,
    /// What is followed up.
    Cases,
}

/// A tool, and what it is called with.
#[derive(Debug, PartialEq)]
pub(crate) struct ToolCall {
    pub(crate) tool: Tool,
    /// As the API call behind it names them.
    pub(crate) arguments: BTreeMap<String, String>,
}

impl Tool {
    const ALL: [(&str, Self); 4] = [
        ("scores", Self::Scores),
        ("compare", Self::Compare),
        ("comments", Self::Comments),
        ("cases", Self::Cases),
    ];
}

impl ToolCall {
    /// Reads the name of a tool and its arguments.
    pub(super) fn read(name: &str, given: Option<&Value>) -> Result<Self, RpcError> {
        let mut tools = Tool::ALL.into_iter().enumerate();
        let found = tools.find(|(_, (known, _))| *known == name);
        let Some((place, (_, tool))) = found else {
            return Err(RpcError::Tool { name: shown(name) });
        };
        let arguments = arguments::read(&list()[place]["inputSchema"]["properties"], given)?;
        Ok(Self { tool, arguments })
    }
}

/// Every tool with its schema.
pub(super) fn list() -> Value {
    serde_json::from_str(TOOLS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_tool_reads_alone_and_takes_nothing_but_what_it_names() {
        let list = list();
        let names: Vec<_> = list.as_array().unwrap().iter().map(|tool| &tool["name"]).collect();
        assert_eq!(names, Tool::ALL.map(|(name, _)| name));
        for tool in list.as_array().unwrap() {
            assert_eq!(tool["annotations"], json!({ "readOnlyHint": true }));
            let schema = &tool["inputSchema"];
            assert_eq!(schema["type"], "object");
            assert_eq!(schema["additionalProperties"], false);
            for (name, property) in schema["properties"].as_object().unwrap() {
                let kind = property["type"].as_str().unwrap();
                assert!(
                    ["string", "integer", "boolean", "object"].contains(&kind),
                    "{name}: {kind}"
                );
            }
        }
    }
}
