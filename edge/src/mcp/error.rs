//! Why a message is refused, with the code that the protocol has for it.

use std::fmt;

use serde_json::{Value, json};

use super::version::{MODERN, SUPPORTED};

/// Why a message is refused. What a tool itself refuses is no error of the protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RpcError {
    /// The body is no JSON.
    NotJson,
    /// The body is a list of messages.
    Batch,
    /// The body is no request and no notification.
    NotARequest,
    /// A header says something else than the body.
    Header {
        /// The header.
        name: &'static str,
        /// What the body says.
        body: String,
    },
    /// A version that is not spoken.
    Version {
        /// The version.
        requested: String,
    },
    /// A method that there is not.
    Method {
        /// The method.
        name: String,
        /// Whether the request is of the modern era, which has a status for it.
        is_modern: bool,
    },
    /// A tool that there is not.
    Tool {
        /// Its name.
        name: String,
    },
    /// An argument that the tool does not take.
    Argument {
        /// Its name.
        name: String,
    },
    /// An argument of another type.
    ArgumentType {
        /// Its name.
        name: String,
        /// What it has to be.
        expected: String,
    },
}

impl RpcError {
    /// The code of the protocol.
    pub(super) const fn code(&self) -> i32 {
        match self {
            Self::NotJson => -32_700,
            Self::Batch | Self::NotARequest => -32_600,
            Self::Method { .. } => -32_601,
            Self::Tool { .. } | Self::Argument { .. } | Self::ArgumentType { .. } => -32_602,
            Self::Header { .. } => -32_020,
            Self::Version { .. } => -32_022,
        }
    }

    /// What a program needs to go on.
    pub(super) fn data(&self) -> Option<Value> {
        match self {
            Self::Version { requested } => {
                Some(json!({ "supported": SUPPORTED, "requested": requested }))
            }
            _ => None,
        }
    }
}

impl fmt::Display for RpcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson => write!(f, "the body is not JSON"),
            Self::Batch => write!(f, "the body is a batch; send one message a call"),
            Self::NotARequest => write!(
                f,
                "the body is not a JSON-RPC 2.0 request or notification, with an id that is a text \
                 or a whole number and params that are an object"
            ),
            Self::Header { name, body } => {
                write!(f, "the header {name} has to say what the body says: {body}")
            }
            Self::Version { requested } => {
                write!(f, "version {requested:?} is not spoken here; {MODERN} is")
            }
            Self::Method { name, .. } => write!(f, "there is no method {name:?} here"),
            Self::Tool { name } => write!(f, "there is no tool {name:?} here"),
            Self::Argument { name } => write!(f, "this tool takes no argument {name:?}"),
            Self::ArgumentType { name, expected } => write!(f, "argument {name} is not {expected}"),
        }
    }
}
