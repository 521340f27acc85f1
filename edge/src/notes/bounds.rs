//! How many notes a site has, at most.

/// Notes of a site, at most: one a week for almost four years. One list brings all, two bulk reads their sentences.
pub(crate) const MAX_NOTES: usize = 200;
