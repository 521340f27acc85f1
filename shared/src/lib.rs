//! What a survey means.

pub mod metric;
pub mod score;
pub mod tally;
pub mod confidence;
pub mod result;
pub mod stats;
pub mod accent;
pub mod answer;
pub mod config;
pub mod id;
pub mod instant;
pub mod locale;
pub mod prompt_content;
pub mod site;
#[cfg(feature = "typescript")]
pub mod typescript;
