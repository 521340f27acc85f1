//! Why a request is refused as a whole.

use std::fmt;

use koe_shared::import::TableError;

use super::batch::BatchError;
use super::bounds::{MOST_BYTES, MOST_ROWS};
use super::settle::SettlingError;
use crate::store::StoreError;

/// Why nothing of a request is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ImportError {
    /// More rows or bytes than one request may bring.
    TooLarge,
    /// The table can't be read, or not as a whole.
    Table(TableError),
    /// The given name is not valid for an import.
    Batch(BatchError),
    /// A piece of a file with rows that nothing tells from equal ones of another piece.
    MissingOrdinal,
    /// Another import was changed a short while ago.
    Settling(SettlingError),
    /// Storage refused. Some rows may be stored.
    Store(StoreError),
}

impl From<TableError> for ImportError {
    fn from(error: TableError) -> Self {
        match error {
            TableError::TooManyRows { .. } => Self::TooLarge,
            error => Self::Table(error),
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(
                f,
                "an import is at most {MOST_ROWS} rows and {MOST_BYTES} bytes a request; split the file \
                 (cargo xtask import does)"
            ),
            Self::Table(error) => write!(f, "{error}"),
            Self::Batch(error) => write!(f, "{error}"),
            Self::MissingOrdinal => write!(
                f,
                "with batch or first_line a row without external_id needs an ordinal: its place among \
                 equal rows of the whole file, from 1 (cargo xtask import adds that column)"
            ),
            Self::Settling(settling) => write!(f, "{settling}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}
