//! How far an import came, noted in a file beside the answers until it is through.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::sum::Sum;

/// The note of one import.
pub(super) struct Progress {
    file: PathBuf,
    /// What the rows are sent to and how: a note of another import is not ours.
    destination: String,
}

/// How far it came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Done {
    /// Rows of the file that were sent, or need not be.
    pub(super) rows: u64,
    /// What came of them.
    pub(super) sum: Sum,
}

#[derive(Serialize, Deserialize)]
struct Note {
    destination: String,
    done: Done,
}

impl Progress {
    /// The note that belongs to this file of answers.
    pub(super) fn of(answers: &Path, destination: &str) -> Self {
        let mut name = answers.as_os_str().to_owned();
        name.push(".progress");
        Self { file: name.into(), destination: destination.to_owned() }
    }

    /// What an earlier run has done; nothing without a note, or with that of another import.
    pub(super) fn read(&self) -> Done {
        let text = fs::read_to_string(&self.file).unwrap_or_default();
        let note = serde_json::from_str::<Note>(&text).ok();
        let note = note.filter(|note| note.destination == self.destination);
        note.map(|note| note.done).unwrap_or_default()
    }

    /// Notes what is done. The note is replaced whole: a run that is cut off here leaves the one before.
    pub(super) fn write(&self, done: &Done) -> Result<()> {
        let note = Note { destination: self.destination.clone(), done: done.clone() };
        let new = self.file.with_extension("progress.new");
        fs::write(&new, serde_json::to_string(&note)?)
            .and_then(|()| fs::rename(&new, &self.file))
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
    use crate::scratch::Scratch;

    #[test]
    fn a_note_is_for_one_destination_only() {
        let folder = Scratch::new("progress");
        let answers = folder.path().join("answers.csv");
        let ours = Progress::of(&answers, "here");
        assert_eq!(ours.read(), Done::default());
        let done = Done { rows: 500, sum: Sum { accepted: 480, ..Sum::default() } };
        ours.write(&done).unwrap();
        assert_eq!(folder.names(), ["answers.csv.progress"]);
        assert_eq!(ours.read(), done);
        assert_eq!(Progress::of(&answers, "elsewhere").read(), Done::default());
        ours.remove();
        assert_eq!(ours.read(), Done::default());
    }
}
