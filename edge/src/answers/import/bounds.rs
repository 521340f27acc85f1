//! How much one import may bring.

/// Rows of a request, at most. A row takes up to seven operations of storage: a late mark, an entry of its
/// person and the answer, all of them again where it leaves another time, and its source. With some reads that
/// is below the 1,000 an invocation is planned for.
pub(super) const MOST_ROWS: u64 = 120;
/// Bytes of a request, at most: [`MOST_ROWS`] rows of eight kilobytes.
pub(crate) const MOST_BYTES: usize = 1_024 * 1_024;
/// Batches that a source remembers, at most: the newest.
pub(super) const MOST_BATCHES: usize = 8;
/// Operations under way at once: the connections an invocation may have waiting.
pub(super) const AT_ONCE: usize = 6;
