//! What a request says, and what of it holds for every call: its key, address, origin, body, query,
//! form and language; and what caches may keep of the reply. Each file has the error enum of its own
//! refusals; [`crate::problem`] knows their status codes.

pub(crate) mod auth;
pub(crate) mod body;
pub(crate) mod caching;
pub(crate) mod caller;
pub(crate) mod condition;
pub(crate) mod cors;
pub(crate) mod etag;
pub(crate) mod forms;
pub(crate) mod language;
pub(crate) mod multipart;
pub(crate) mod origin;
pub(crate) mod path;
pub(crate) mod query_string;
pub(crate) mod rest;
pub(crate) mod session;
