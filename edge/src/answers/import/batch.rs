//! The name of an import: the same for every piece of a file.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::hex;

/// Characters of a name, at most: as many as SHA-256 has in hexadecimal digits.
const MOST: usize = 64;

/// The name of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Batch(String);

/// A text that names no import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BatchError {
    pub(crate) given: String,
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "batch {:?} is not 1–{MOST} of the characters a–z, 0–9 and -", self.given)
    }
}

impl FromStr for Batch {
    type Err = BatchError;

    fn from_str(text: &str) -> Result<Self, BatchError> {
        let is_legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if (1..=MOST).contains(&text.len()) && text.bytes().all(is_legal) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BatchError { given: text.chars().take(MOST).collect() })
        }
    }
}

impl Batch {
    /// The name of a file that nobody named.
    pub(super) fn of_file(bytes: &[u8]) -> Self {
        Self(hex::encode(&Sha256::digest(bytes)))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_named_by_a_few_plain_characters() {
        for name in ["a", "2026-11", "-", &"0".repeat(64)] {
            assert_eq!(name.parse::<Batch>().unwrap().as_str(), name);
        }
        for name in ["", "A", "a/b", "a_b", "é", " ", &"0".repeat(65)] {
            let error = name.parse::<Batch>().unwrap_err().to_string();
            assert!(error.ends_with("is not 1–64 of the characters a–z, 0–9 and -"), "{error}");
        }
        let name = Batch::of_file(b"score\n9\n");
        assert_eq!(name.as_str().parse(), Ok(name));
    }
}
