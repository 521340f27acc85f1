//! How much one import may bring.

/// Rows of a request, at most: with one write each, and a read for every 50, they stay well below
/// the 1,000 operations an invocation is planned for.
pub(super) const MOST_ROWS: usize = 500;
/// Bytes of a request, at most: [`MOST_ROWS`] rows of two kilobytes.
pub(crate) const MOST_BYTES: usize = 1_024 * 1_024;
