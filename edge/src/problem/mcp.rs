//! The statuses of what the Model Context Protocol refuses. Its errors are no problem documents: `mcp` writes them.

use http::StatusCode;

use super::{BAD, NOT_FOUND};
use crate::mcp::RpcError;

/// The status of a reply that holds an error of the protocol.
pub(crate) fn status_of(error: &RpcError) -> StatusCode {
    match error {
        RpcError::NotJson
        | RpcError::Batch
        | RpcError::NotARequest
        | RpcError::Header { .. }
        | RpcError::Version { .. } => BAD,
        RpcError::Method { is_modern: true, .. } => NOT_FOUND,
        RpcError::Method { is_modern: false, .. }
        | RpcError::Tool { .. }
        | RpcError::Argument { .. }
        | RpcError::ArgumentType { .. } => StatusCode::OK,
    }
}
