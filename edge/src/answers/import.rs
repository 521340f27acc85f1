//! Importing answers that were given elsewhere, from a CSV file.
//!
//! 1. Each row is an answer or is rejected; a bad row never stops the good ones.
//! 2. What is there already, or was taken back, is left alone and counted as a duplicate. Counting
//!    is best effort, for storage may not show yet what was stored a minute ago; that nothing counts
//!    twice is certain, since a row's id is its own (see [`ident`]).
//! 3. The rows that are new are stored.
//!
//! No late marker is written: as long as scores are read raw there is no tally that an imported
//! answer could be late for.

mod batch;
mod bounds;
mod columns;
mod error;
mod ident;
mod row;

pub(crate) use self::batch::{Imported, import_answers};
pub(crate) use self::bounds::MOST_BYTES;
pub(crate) use self::error::ImportError;
pub(crate) use self::row::ImportOptions;
