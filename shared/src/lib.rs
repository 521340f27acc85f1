//! What a survey means.

pub mod metric;
pub mod score;
pub mod tally;
