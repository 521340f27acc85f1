//! What a survey means.

pub mod metric;
pub mod score;
pub mod tally;
pub mod confidence;
pub mod result;
pub mod stats;
pub mod change;
pub mod disclosure;
pub mod groups;
pub mod precision;
pub mod rounding;
pub mod accent;
pub mod answer;
pub mod config;
pub mod id;
pub mod instant;
pub mod locale;
pub mod prompt_content;
pub mod site;
pub mod text;
#[cfg(feature = "typescript")]
pub mod typescript;
