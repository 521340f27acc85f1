//! The file: its bytes as often as they are needed, and what was understood of it.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Error, Result, ensure};
use koe_shared::import::{Charset, Options, Plan, Rows, TableError};
use sha2::{Digest, Sha256};

use super::facts::Facts;
use crate::hex;

/// Bytes read at once.
const CHUNK: usize = 64 * 1024;

/// A file of answers that can be imported.
pub(super) struct Table {
    file: PathBuf,
    /// How it was when it was read first.
    state: (u64, SystemTime),
    pub(super) plan: Plan,
    /// Of its bytes, in hexadecimal digits.
    pub(super) sha256: String,
}

impl Table {
    /// Reads a file as a whole, and refuses what is wrong with it.
    pub(super) fn open(file: &Path, options: &Options, facts: &Facts) -> Result<Self> {
        let state = state(file)?;
        let mut digest = Sha256::new();
        let chunks = Chunks::open(file)?.inspect(|chunk| {
            if let Ok(bytes) = chunk {
                digest.update(bytes);
            }
        });
        let charset = Charset::find(chunks, options.charset.as_deref()).map_err(helped)?;
        let plan = Plan::find(Chunks::open(file)?, charset, options, facts).map_err(helped)?;
        let sha256 = hex::encode(&digest.finalize());
        Ok(Self { file: file.to_owned(), state, plan, sha256 })
    }

    /// Its rows, from the first.
    pub(super) fn rows<'a>(&'a self, facts: &'a Facts) -> Result<Rows<'a, Chunks>> {
        ensure!(
            state(&self.file)? == self.state,
            "{} was changed meanwhile; begin anew",
            self.file.display()
        );
        Ok(self.plan.rows(Chunks::open(&self.file)?, facts))
    }
}

fn state(file: &Path) -> Result<(u64, SystemTime)> {
    let state = || -> io::Result<_> {
        let metadata = fs::metadata(file)?;
        Ok((metadata.len(), metadata.modified()?))
    };
    state().with_context(|| file.display().to_string())
}

/// A refusal in the words of this command: the reader speaks of parameters of the API.
fn helped(error: Error) -> Error {
    let Some(refusal) = error.downcast_ref::<TableError>() else { return error };
    let help = match refusal.code() {
        "unknown_charset" | "wrong_charset" => "--charset NAME says the encoding",
        "broken_csv" => "--charset NAME says the encoding, if that is why",
        "missing_column" | "ambiguous_column" => "--map OURS:THEIRS says which column is meant",
        "missing_column_or_parameter" => {
            "--map OURS:THEIRS says which column is meant, --survey and --answered-at stand in for one"
        }
        "ambiguous_dates" => "--date-order dmy or --date-order mdy says it",
        _ => return error,
    };
    let told = error.to_string();
    error.context(format!("{told} ({help})")).context("nothing was imported")
}

/// The bytes of a file, piece by piece.
pub(super) struct Chunks(File);

impl Chunks {
    fn open(file: &Path) -> Result<Self> {
        Ok(Self(File::open(file).with_context(|| file.display().to_string())?))
    }
}

impl Iterator for Chunks {
    type Item = Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = Vec::with_capacity(CHUNK);
        match self.0.by_ref().take(CHUNK as u64).read_to_end(&mut bytes) {
            Ok(0) => None,
            Ok(_) => Some(Ok(bytes)),
            Err(error) => Some(Err(error.into())),
        }
    }
}
