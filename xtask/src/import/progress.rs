//! How far an import came, noted in a file beside the answers until it is through.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The note of one import.
pub(super) struct Progress {
    file: PathBuf,
    /// What the rows are sent to and how: a note of another import is not ours.
    destination: String,
}

impl Progress {
    /// The note that belongs to this file of answers.
    pub(super) fn of(answers: &Path, destination: &str) -> Self {
        let mut name = answers.as_os_str().to_owned();
        name.push(".progress");
        Self { file: name.into(), destination: destination.to_owned() }
    }

    /// How many rows an earlier run has sent; 0 without a note, or with that of another import.
    pub(super) fn read(&self) -> u64 {
        let text = fs::read_to_string(&self.file).unwrap_or_default();
        match text.split_once('\n') {
            Some((rows, destination)) if destination == self.destination => {
                rows.parse().unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// Notes that this many rows are sent.
    pub(super) fn write(&self, rows: u64) -> Result<()> {
        fs::write(&self.file, format!("{rows}\n{}", self.destination))
            .with_context(|| format!("cannot note progress in {}", self.file.display()))
    }

    /// Forgets it all: the import is through.
    pub(super) fn remove(&self) {
        // Nothing is lost if it stays: rows that are sent again count once.
        let _ = fs::remove_file(&self.file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_for_one_destination_only() {
        let answers = std::env::temp_dir().join(format!("koe-progress-{}.csv", std::process::id()));
        let ours = Progress::of(&answers, "here");
        assert_eq!(ours.read(), 0);
        ours.write(500).unwrap();
        assert_eq!(ours.read(), 500);
        assert_eq!(Progress::of(&answers, "elsewhere").read(), 0);
        ours.remove();
        assert_eq!(ours.read(), 0);
    }
}
