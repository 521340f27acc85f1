//! `/v1/answers`: what visitors call.

pub(super) mod delete;
pub(super) mod post;
