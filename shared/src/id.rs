//! Names that are safe in a key and in a URL, and the two faces of an answer's id.
//!
//! Parsing is validation, once: whoever holds one of these types need not look again. The visitor's
//! secret and the id that keys and exports carry are two types, so that neither can stand in for
//! the other.

mod answer_id;
mod slug;

pub use answer_id::{AnswerId, ClockSkew, InvalidAnswerId, MAX_AHEAD, PublicId, check_clock};
pub use slug::{
    DepartmentId, InvalidSlug, MAX_SLUG_BYTES, RuleId, SiteId, Stage, SurveyId, TouchpointId,
};
