//! The imports of a site.

use std::collections::BTreeMap;

use koe_shared::id::SiteId;
use koe_shared::instant::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::piece::{self, ListedPiece};
use crate::store::keys;
use crate::store::{Store, StoreError};

/// Lists of a call, at most: 40,000 requests of imports, which may bring 4.8 million rows.
const MOST_LISTS: usize = 40;

/// The imports of a site, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ImportsPage {
    pub(crate) imports: Vec<ListedImport>,
    /// Where to go on; null at the end. An import that is cut in two by a page is in both.
    #[schema(required = true)]
    pub(crate) cursor: Option<String>,
}

/// An import that was not undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ListedImport {
    /// Its name, to undo it by.
    pub(crate) batch: String,
    /// The rows that it brought, duplicates among them.
    pub(crate) rows: u64,
    /// The requests in which they came.
    requests: u64,
    /// When the first of them came.
    first_at: Instant,
    /// When the last of them came.
    pub(crate) last_at: Instant,
}

/// The imports of a site: one list for each 1,000 requests.
pub(crate) async fn list_imports(
    store: &dyn Store,
    site: &SiteId,
    cursor: Option<String>,
) -> Result<ImportsPage, StoreError> {
    let (pieces, cursor, _) =
        piece::list(store, &keys::imports(site), (cursor, MOST_LISTS)).await?;
    let mut imports: BTreeMap<String, ListedImport> = BTreeMap::new();
    for ListedPiece { key, at, rows } in pieces {
        let Some(batch) = keys::parse_import(&key) else { continue };
        let at = Instant(at);
        let import = imports.entry(batch.to_owned()).or_insert_with(|| ListedImport {
            batch: batch.to_owned(),
            rows: 0,
            requests: 0,
            first_at: at,
            last_at: at,
        });
        import.rows += rows;
        import.requests += 1;
        import.first_at = Instant(import.first_at.0.min(at.0));
        import.last_at = Instant(import.last_at.0.max(at.0));
    }
    let mut imports: Vec<ListedImport> = imports.into_values().collect();
    imports.sort_by_key(|import| std::cmp::Reverse(import.last_at.0));
    Ok(ImportsPage { imports, cursor })
}
