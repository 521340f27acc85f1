//! Every version of every survey a site ever had, kept for ever.

/// The highest survey version. A wording changed daily for 27 years stays below it, and it keeps the
/// version at four digits where an answer's metadata has little room.
pub const MAX_VERSION: u32 = 9_999;
