//! Refusals of released files.

use super::{NOT_FOUND, OUT_OF_BOUNDS, Problem};
use crate::releases::{ArchiveError, FileNameError};

impl From<FileNameError> for Problem {
    fn from(error: FileNameError) -> Self {
        Self::new(OUT_OF_BOUNDS, "invalid_file_name", &error).of("file")
    }
}

impl From<ArchiveError> for Problem {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::HashDiffers { .. } => {
                Self::new(OUT_OF_BOUNDS, "file_hash_differs", &error).of("file")
            }
            ArchiveError::UnknownFile { .. } => Self::new(NOT_FOUND, "unknown_file", &error),
            ArchiveError::Store(error) => error.into(),
        }
    }
}
