//! Where an export is written: beside its target until it is whole, with a note of how far it is.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{env, process};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::ranges::{Bound, FIRST_HOURS};
use super::{Part, shown};

/// Why pages do not join.
pub(super) const COLUMNS_CHANGED: &str = "the site's segments were changed meanwhile, and with them the \
    columns; remove the files beside the target and begin anew";

/// The files of one export.
pub(super) struct Target {
    /// `None`: standard output, which can't be gone on with.
    file: Option<PathBuf>,
    /// What is asked for, and of whom: a note of another export is not ours.
    question: String,
}

/// How far an export is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    /// Where all of it begins.
    pub(super) from: Bound,
    /// Where the next range ends.
    pub(super) to: Bound,
    /// How wide it is.
    pub(super) hours: i64,
    /// What is written: answers, and bytes with the header.
    pub(super) rows: u64,
    pub(super) bytes: u64,
    /// The header of all pages; empty for NDJSON, and before the first page.
    pub(super) header: String,
}

impl Position {
    /// Before the first range.
    pub(super) fn start(from: Bound, to: Bound) -> Self {
        Self { from, to, hours: FIRST_HOURS, rows: 0, bytes: 0, header: String::new() }
    }
}

#[derive(Serialize, Deserialize)]
struct Note {
    question: String,
    position: Position,
}

impl Target {
    pub(super) fn new(file: Option<&Path>, question: &str) -> Self {
        Self { file: file.map(Path::to_owned), question: question.to_owned() }
    }

    /// A file beside the target, for a range that is not added yet.
    pub(super) fn beside(&self, number: usize) -> PathBuf {
        match &self.file {
            Some(file) => with(file, &format!(".part.{number}")),
            None => env::temp_dir().join(format!("koe-export-{}.{number}", process::id())),
        }
    }

    /// What an earlier run has written and noted; `None` without a note, with that of another export, or
    /// with less in the file than was noted. What it wrote after its note is cut off.
    pub(super) fn resume(&self) -> Result<Option<(Writing, Position)>> {
        let Some(file) = &self.file else { return Ok(None) };
        let note = fs::read_to_string(with(file, ".progress")).ok();
        let note = note.and_then(|note| serde_json::from_str::<Note>(&note).ok());
        let Some(note) = note.filter(|note| note.question == self.question) else {
            return Ok(None);
        };
        let position = note.position;
        let part = with(file, ".part");
        let Ok(mut opened) = OpenOptions::new().append(true).open(&part) else { return Ok(None) };
        if opened.metadata().with_context(|| shown(&part))?.len() < position.bytes {
            eprintln!("{} is shorter than was noted: beginning anew", part.display());
            return Ok(None);
        }
        opened.set_len(position.bytes).with_context(|| shown(&part))?;
        opened.flush()?;
        Ok(Some((Writing { to: Output::Part(opened), bytes: position.bytes }, position)))
    }

    /// An empty file beside the target, or standard output.
    pub(super) fn begin(&self) -> Result<Writing> {
        let Some(file) = &self.file else {
            return Ok(Writing { to: Output::Standard(io::stdout()), bytes: 0 });
        };
        let part = with(file, ".part");
        let _ = fs::remove_file(with(file, ".progress"));
        let opened = File::create(&part).with_context(|| shown(&part))?;
        Ok(Writing { to: Output::Part(opened), bytes: 0 })
    }

    /// Notes how far it is. The note is replaced whole: a run that is cut off here leaves the one before.
    pub(super) fn note(&self, position: &Position) -> Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let (note, new) = (with(file, ".progress"), with(file, ".progress.new"));
        let text = Note { question: self.question.clone(), position: position.clone() };
        fs::write(&new, serde_json::to_string(&text)?)
            .and_then(|()| fs::rename(&new, &note))
            .with_context(|| format!("cannot note progress in {}", note.display()))
    }

    /// Gives the whole its name. The same export begins anew then.
    pub(super) fn finish(&self) -> Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        fs::rename(with(file, ".part"), file).with_context(|| shown(file))?;
        // A note without its part leads nowhere.
        let _ = fs::remove_file(with(file, ".progress"));
        Ok(())
    }
}

/// A file with an ending behind its own.
fn with(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// What is being written.
pub(super) struct Writing {
    to: Output,
    bytes: u64,
}

enum Output {
    Part(File),
    Standard(io::Stdout),
}

impl Writing {
    /// Adds a part, the first with its header before it, and says in the position what is written then.
    pub(super) fn add(&mut self, position: &mut Position, part: &Part) -> Result<()> {
        let header = str::from_utf8(&part.header).context("the header of a page")?;
        if self.bytes == 0 {
            header.clone_into(&mut position.header);
            self.output().write_all(header.as_bytes())?;
            self.bytes += header.len() as u64;
        }
        ensure!(position.header == header, COLUMNS_CHANGED);
        self.bytes += part.copy_to(self.output())?;
        if let Output::Part(file) = &self.to {
            file.sync_data()?;
        }
        position.rows += part.rows;
        position.bytes = self.bytes;
        Ok(())
    }

    fn output(&mut self) -> &mut dyn Write {
        match &mut self.to {
            Output::Part(file) => file,
            Output::Standard(stdout) => stdout,
        }
    }

    /// Ends it, and tells how many bytes there are.
    pub(super) fn finish(mut self) -> Result<u64> {
        self.output().flush()?;
        Ok(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    fn file(folder: &Scratch) -> PathBuf {
        folder.path().join("answers.csv")
    }

    fn part(target: &Target, header: &str, rows: &str) -> Part {
        let file = target.beside(0);
        fs::write(&file, rows).unwrap();
        let mut ranges = super::super::Ranges::new(
            "2026-11-01".parse().unwrap(),
            "2026-11-02".parse().unwrap(),
            1,
        );
        let range = ranges.next().unwrap();
        Part { range, rows: rows.lines().count() as u64, header: header.into(), file }
    }

    fn start() -> Position {
        Position::start("2026-11-01".parse().unwrap(), "2026-11-02".parse().unwrap())
    }

    #[test]
    fn what_was_written_and_noted_is_gone_on_with() {
        let folder = Scratch::new("resume");
        let target = Target::new(Some(&file(&folder)), "all");
        assert!(target.resume().unwrap().is_none());
        let mut writing = target.begin().unwrap();
        let mut position = start();
        writing.add(&mut position, &part(&target, "id\n", "a\nb\n")).unwrap();
        target.note(&position).unwrap();
        assert_eq!((position.rows, position.bytes), (2, 7));
        // Cut off here: what follows is not noted.
        writing.add(&mut position.clone(), &part(&target, "id\n", "c\n")).unwrap();
        drop(writing);
        assert!(!file(&folder).exists());

        assert!(Target::new(Some(&file(&folder)), "others").resume().unwrap().is_none());
        let (mut writing, mut position) = target.resume().unwrap().unwrap();
        let changed = writing.add(&mut position, &part(&target, "id,segment.plan\n", "c,\n"));
        assert!(changed.unwrap_err().to_string().contains("columns"));
        writing.add(&mut position, &part(&target, "id\n", "d\n")).unwrap();
        assert_eq!((position.rows, writing.finish().unwrap()), (3, 9));
        fs::remove_file(target.beside(0)).unwrap();
        target.finish().unwrap();
        assert_eq!(fs::read_to_string(file(&folder)).unwrap(), "id\na\nb\nd\n");
        assert_eq!(folder.names(), ["answers.csv"]);
        assert!(target.resume().unwrap().is_none(), "a finished one begins anew");
    }

    #[test]
    fn a_part_that_is_shorter_than_was_noted_is_not_gone_on_with() {
        let folder = Scratch::new("short");
        let target = Target::new(Some(&file(&folder)), "all");
        let mut writing = target.begin().unwrap();
        let mut position = start();
        writing.add(&mut position, &part(&target, "id\n", "a\nb\n")).unwrap();
        target.note(&position).unwrap();
        fs::write(with(&file(&folder), ".part"), "id\na\n").unwrap();
        assert!(target.resume().unwrap().is_none());
    }
}
