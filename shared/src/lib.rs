//! What a survey means.

pub mod accent;
pub mod answer;
pub mod change;
pub mod confidence;
pub mod config;
pub mod disclosure;
pub mod groups;
pub mod id;
pub mod instant;
pub mod locale;
pub mod metadata;
pub mod metric;
pub mod precision;
pub mod prompt_content;
pub mod result;
pub mod rounding;
pub mod score;
pub mod site;
pub mod stats;
pub mod tally;
pub mod text;
#[cfg(feature = "typescript")]
pub mod typescript;
