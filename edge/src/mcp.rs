//! The Model Context Protocol as `POST /mcp` speaks it: an assistant asks for scores, comments and cases, and can
//! change nothing.
//!
//! One message a call, no session, replies in JSON alone. Two eras of the protocol are spoken: since 2026-07-28 each
//! request says its own version, before that a client shakes hands first. Nothing here knows HTTP or storage: which
//! headers a message came with is told, and what a tool answers is handed in by `routes::mcp`.
//!
//! | module | its job |
//! | --- | --- |
//! | `message` | a body becomes a request, or is refused |
//! | `version` | the versions that are spoken, and which of them a message is in |
//! | `tools`, `arguments` | the tools with their schemas, and what one is called with |
//! | `error` | why a message is refused |
//! | `reply` | results and errors as the protocol writes them |
//! | `said` | what a tool answers: sentences for numbers, data for what visitors wrote |

mod arguments;
mod error;
mod message;
mod reply;
mod said;
mod tools;
mod version;

pub(crate) use self::error::RpcError;
pub(crate) use self::message::{Call, Headers, Message};
pub(crate) use self::reply::{discovered, failed, initialized, listed, pong, refused, told};
pub(crate) use self::said::{
    Answer, Asked, Days, cases, changes, changes_of_all, comments, scores, scores_of_all,
    without_comments,
};
pub(crate) use self::tools::{Tool, ToolCall};
