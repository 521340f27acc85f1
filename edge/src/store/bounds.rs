//! The limits of Workers KV, checked before it is called, so that every store refuses alike.

use super::{Put, StoreError};

/// Bytes of a key, at most.
pub const MAX_KEY: usize = 512;
/// Bytes of metadata, at most, as KV counts: as JSON, here a string with its quotes.
pub const MAX_METADATA: usize = 1_024;
/// Bytes of a value, at most: 25 MiB.
pub const MAX_VALUE: usize = 25 * 1_024 * 1_024;
/// Keys of a list page, at most.
pub const MAX_PAGE: usize = 1_000;
/// Keys of a bulk read, at most.
pub const MAX_BULK: usize = 100;
/// How long an entry has to live, at least.
pub const MIN_TTL_SECONDS: i64 = 60;

/// A key is 1 to [`MAX_KEY`] bytes.
///
/// # Errors
/// It is not.
pub fn key(key: &str) -> Result<(), StoreError> {
    match key.len() {
        1..=MAX_KEY => Ok(()),
        bytes => Err(StoreError::KeyLength { bytes }),
    }
}

/// A key, its value, metadata and time to live are within bounds.
///
/// # Errors
/// The first that is not.
pub fn put(name: &str, put: &Put<'_>) -> Result<(), StoreError> {
    key(name)?;
    if put.value.len() > MAX_VALUE {
        return Err(StoreError::ValueLength { bytes: put.value.len() });
    }
    if let Some(metadata) = put.metadata {
        let bytes = json_length(metadata);
        if bytes > MAX_METADATA {
            return Err(StoreError::MetadataLength { bytes });
        }
    }
    match put.time_to_live.map(|time| time.as_secs()) {
        Some(seconds) if seconds < MIN_TTL_SECONDS => Err(StoreError::TimeToLive { seconds }),
        _ => Ok(()),
    }
}

/// A page is 1 to [`MAX_PAGE`] keys.
///
/// # Errors
/// It is not.
pub fn page(limit: usize) -> Result<(), StoreError> {
    match limit {
        1..=MAX_PAGE => Ok(()),
        limit => Err(StoreError::PageLimit { limit }),
    }
}

/// A bulk read is at most [`MAX_BULK`] keys, each one legal.
///
/// # Errors
/// It is not, or the first key that is not legal.
pub fn bulk(keys: &[String]) -> Result<(), StoreError> {
    if keys.len() > MAX_BULK {
        return Err(StoreError::BulkLength { keys: keys.len() });
    }
    keys.iter().try_for_each(|name| key(name))
}

/// The bytes of a text as a JSON string, with its quotes and escapes.
fn json_length(text: &str) -> usize {
    let escapes: usize = text
        .bytes()
        .map(|byte| match byte {
            b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1,
            0..0x20 => 5,
            _ => 0,
        })
        .sum();
    text.len() + escapes + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_json_string_is_as_long_as_serde_writes_it() {
        for text in ["", "plain", "a\"b\\c", "tab\tline\nreturn\r", "\u{1}\u{8}\u{c}\u{1f}", "声"]
        {
            let written = serde_json::to_string(text).unwrap();
            assert_eq!(json_length(text), written.len(), "{text:?}");
        }
    }
}
