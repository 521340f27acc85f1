//! Importing answers that were given elsewhere, from a table, a request for each 120 rows; and undoing that.
//!
//! 1. Each row of the table is an answer or is rejected; a bad row never stops the good ones.
//! 2. Each row gets its name, by what it says ([`name`]): so the same file again, longer or in another order,
//!    adds only what is new. A row of a piece of a file needs a name that no other piece gives.
//! 3. 409 while another import settles ([`settle`]). A dry run need not wait, and ends after step 4.
//! 4. What storage shows of each name ([`known`]), and what becomes of the row by that ([`decide`]): it is
//!    accepted, replaces what the same name said before, is a duplicate, or is rejected after all. Counting
//!    duplicates is best effort, for storage may not show yet what was stored a minute ago; that nothing
//!    counts twice is certain, since a name is the same key wherever it is written.
//! 5. The names of the request are stored under its import ([`piece`]), so that it can be undone as a whole.
//! 6. Late marks of all hours that are touched: imported answers are late, and hours and days that were
//!    counted already are counted again.
//! 7. The rows: of each, first what takes its answer away from another time, then its source ([`source`]),
//!    then its answer. Wherever that is cut off, the same request again finishes it.
//!
//! Undoing is told in [`undo`]; imports are listed by [`list`]. What a person sees before an import is in
//! [`preview`].

mod announce;
mod batch;
mod bounds;
mod decide;
mod error;
mod facts;
mod known;
mod list;
mod name;
mod piece;
mod preview;
mod refused;
mod reply;
mod request;
mod settle;
mod source;
mod stored;
mod table;
mod told;
mod undo;

pub(crate) use self::batch::Batch;
pub(crate) use self::bounds::MOST_BYTES;
pub(crate) use self::error::ImportError;
pub(crate) use self::list::{ImportsPage, ListedImport, list_imports};
pub(crate) use self::preview::{Preview, outline, preview_import};
pub(crate) use self::reply::Imported;
pub(crate) use self::request::{ImportOptions, import_answers};
pub(crate) use self::settle::SettlingError;
pub(crate) use self::undo::{UndoError, Undone, undo_import};
