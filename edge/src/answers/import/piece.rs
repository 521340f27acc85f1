//! What one request of an import brought: the names of its rows. It is written before the rows, so that what a
//! request stored before it was cut off can be undone as well.

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;
use sha2::{Digest, Sha256};

use super::batch::Batch;
use super::name::{NAME_DIGITS, Name};
use crate::hex;
use crate::store::keys;
use crate::store::{List, MAX_PAGE, Put, Store, StoreError};

/// The rows of one request.
pub(super) struct Piece {
    /// Where it is stored: the same for the same rows, so that a request sent twice is one piece.
    pub(super) key: String,
    names: String,
}

/// A piece as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListedPiece {
    pub(super) key: String,
    /// When it came.
    pub(super) at: Timestamp,
    /// How many rows it brought.
    pub(super) rows: u64,
}

impl Piece {
    pub(super) fn new<'n>(
        site: &SiteId,
        batch: &Batch,
        names: impl Iterator<Item = &'n Name>,
    ) -> Self {
        let names: String = names.map(Name::as_str).collect();
        let digest = Sha256::digest(&names);
        Self { key: keys::import(site, batch.as_str(), &hex::encode(&digest[..16])), names }
    }

    /// Stores it.
    pub(super) async fn save(
        &self,
        store: &dyn Store,
        at: Timestamp,
        time_to_live: SignedDuration,
    ) -> Result<(), StoreError> {
        let rows = self.names.len() / NAME_DIGITS;
        let metadata = format!("1 {} {rows}", at.as_millisecond());
        let (metadata, time_to_live) = (Some(&*metadata), Some(time_to_live));
        match store.put(&self.key, Put { value: &self.names, metadata, time_to_live }).await {
            // The same rows, this very second.
            Err(StoreError::Busy) if store.get(&self.key).await?.is_some() => Ok(()),
            put => put,
        }
    }
}

impl ListedPiece {
    fn read(key: String, metadata: &str) -> Option<Self> {
        let mut parts = metadata.strip_prefix("1 ")?.split(' ');
        let at = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
        Some(Self { key, at, rows: parts.next()?.parse().ok()? })
    }
}

/// The pieces under a prefix: of one batch, or of all. Tells how many lists that took, and where to go on
/// where they were too many.
pub(super) async fn list(
    store: &dyn Store,
    prefix: &str,
    (mut cursor, most): (Option<String>, usize),
) -> Result<(Vec<ListedPiece>, Option<String>, usize), StoreError> {
    let mut pieces = Vec::new();
    for lists in 1..=most {
        let list = List { prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
        let page = store.list(list).await?;
        // A cursor from elsewhere must not lead to another site.
        let listed = page.keys.into_iter().filter(|listed| listed.key.starts_with(prefix));
        pieces.extend(listed.filter_map(|listed| {
            ListedPiece::read(listed.key, listed.metadata.as_deref().unwrap_or_default())
        }));
        cursor = page.cursor;
        if cursor.is_none() {
            return Ok((pieces, None, lists));
        }
    }
    Ok((pieces, cursor, most))
}

/// The names in the value of a piece.
pub(super) fn names(value: &str) -> Vec<Name> {
    value.as_bytes().chunks(NAME_DIGITS).filter_map(Name::read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_from_a_piece() {
        let one = "0f".repeat(16);
        let other = "a0".repeat(16);
        let both = names(&format!("{one}{other}"));
        assert_eq!(both.iter().map(Name::as_str).collect::<Vec<_>>(), [one, other]);
        assert_eq!(names("0f"), []);
    }

    #[test]
    fn metadata_of_another_form_is_no_piece() {
        let key = || "import/kokage/a/0f".to_owned();
        let read = ListedPiece::read(key(), "1 1795230245678 120").unwrap();
        assert_eq!((read.at.as_millisecond(), read.rows), (1_795_230_245_678, 120));
        for other in ["", "2 1 1", "1 x 1", "1 1"] {
            assert_eq!(ListedPiece::read(key(), other), None, "{other:?}");
        }
    }
}
