//! A short name for what a tally was made under, so that another release or another document can tell
//! whether it is still the same.

use sha2::{Digest, Sha256};

use crate::hex;

/// 48 bits: two of a site's few hundred documents meet once in a trillion sites.
const BYTES: usize = 6;

/// The fingerprint of a text.
pub(crate) fn fingerprint(text: &str) -> String {
    hex::encode(&Sha256::digest(text.as_bytes())[..BYTES])
}
