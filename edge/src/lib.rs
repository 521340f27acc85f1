//! The HTTP API over KV.
