//! A table of answers that were given elsewhere: what its bytes, its columns and its rows say.
//!
//! In scope: encodings, separators, line ends, the columns' names, dates, scores, and what is wrong
//! with a row. The edge and the import tool read by it alike. Out of scope, and in the edge: which
//! rows are there already, retention, and what is stored.
//!
//! [`read`] takes a table that is in memory. A file of any length is read in passes, each over its
//! bytes from the start and in constant memory: [`Charset::find`], [`Plan::find`] (which refuses
//! what is wrong with the file as a whole), then [`Plan::rows`] as often as it is needed.

mod apostrophe;
mod cells;
mod charset;
mod columns;
mod dates;
mod decode;
mod dialect;
mod dropped;
mod error;
mod exports;
mod field;
mod judge;
mod lines;
mod map;
mod options;
mod outline;
mod piece;
mod plan;
mod proposals;
mod questions;
mod reading;
mod record;
mod records;
mod rejected;
mod row;
mod rows;
mod score;
mod site_facts;
mod tokens;

pub use apostrophe::{marked, unmarked};
pub use charset::Charset;
pub use columns::Understood;
pub use dates::DateOrder;
pub use dialect::Separator;
pub use dropped::Dropped;
pub use error::{NotATable, TableError};
pub use exports::Export;
pub use field::Field;
pub use options::Options;
pub use outline::Outline;
pub use piece::Piece;
pub use plan::Plan;
pub use reading::{Reading, read};
pub use record::Record;
pub use rejected::{Rejected, RowError};
pub use row::{OwnId, Row};
pub use rows::{Read, Rows};
pub use site_facts::SiteFacts;
