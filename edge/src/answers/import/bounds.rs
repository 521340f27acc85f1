//! How much one import may bring.

/// Rows of a request, at most: with two writes each, where a row names a person, and a read for every
/// 50, they stay below the 1,000 operations an invocation is planned for.
pub(super) const MOST_ROWS: usize = 450;
/// Bytes of a request, at most: [`MOST_ROWS`] rows of two kilobytes.
pub(crate) const MOST_BYTES: usize = 1_024 * 1_024;
