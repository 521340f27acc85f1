//! What a survey means.
