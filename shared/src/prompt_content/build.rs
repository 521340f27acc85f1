//! Puts a prompt's content together from the site document and the project's own words.

use sha2::{Digest, Sha256};

/// The name of a text file: the first 16 hex digits of SHA-256 over its bytes.
#[must_use]
pub fn content_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
