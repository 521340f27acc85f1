//! A file of answers on its way into storage.

use std::collections::HashSet;

use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use koe_shared::id::SiteId;
use serde::Serialize;
use utoipa::ToSchema;

use super::error::ImportError;
use super::row::{ImportOptions, Judged, Reader, Row};
use crate::answers::ledger::Ledger;
use crate::sites::Site;
use crate::store::keys::{self, Rank};
use crate::store::{MAX_BULK, Store, StoreError, StoreFuture};

/// Writes under way at once: the connections an invocation may have waiting.
const AT_ONCE: usize = 6;

/// What came of a file.
#[derive(Serialize, ToSchema)]
pub(crate) struct Imported {
    /// Rows that are answers now.
    accepted: usize,
    /// Rows that were there already, or were taken back.
    duplicates: usize,
    /// Rows that are no answers.
    rejected: Vec<Rejected>,
}

/// A row that is no answer.
#[derive(Serialize, ToSchema)]
struct Rejected {
    /// Its line in the file.
    line: u64,
    /// What is wrong, as a stable word.
    #[schema(example = "missing_score")]
    code: &'static str,
    /// What is wrong, with the value and the bound.
    detail: String,
}

/// Stores the rows of a file that are answers and are not stored yet.
pub(crate) async fn import_answers(
    ledger: &Ledger,
    site: &Site,
    file: &[u8],
    options: ImportOptions,
    now: Timestamp,
) -> Result<Imported, ImportError> {
    // 1.
    let reader = Reader::new(site, options, file, now);
    reader.check_options()?;
    let (rows, rejected) = sorted(reader.read(file)?);
    let given = rows.len();
    // 2.
    let new = unknown(ledger.store(), &site.id, rows).await.map_err(ImportError::Store)?;
    // 3.
    let writes: Vec<StoreFuture<'_, ()>> =
        new.iter().map(|row| row.revision.save(ledger, site, now)).collect();
    let stored = stream::iter(writes).buffer_unordered(AT_ONCE).try_collect::<()>().await;
    stored.map_err(ImportError::Store)?;
    Ok(Imported { accepted: new.len(), duplicates: given - new.len(), rejected })
}

fn sorted(read: Vec<(u64, Judged)>) -> (Vec<Row>, Vec<Rejected>) {
    let (mut rows, mut rejected) = (Vec::new(), Vec::new());
    for (line, row) in read {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => {
                let (code, detail) = (error.code(), error.to_string());
                rejected.push(Rejected { line, code, detail });
            }
        }
    }
    (rows, rejected)
}

/// The rows that storage does not have yet, each once.
async fn unknown(store: &dyn Store, site: &SiteId, rows: Vec<Row>) -> Result<Vec<Row>, StoreError> {
    let mut seen = HashSet::new();
    let rows: Vec<Row> = rows.into_iter().filter(|row| seen.insert(row.revision.id)).collect();
    let mut is_known = Vec::with_capacity(rows.len());
    // Three keys a row: the answer, and the tombstones it may have since.
    for chunk in rows.chunks(MAX_BULK / 3) {
        let keys: Vec<String> = chunk
            .iter()
            .flat_map(|row| {
                let id = &row.revision.id;
                let [waiting, tombstone] = Rank::TOMBSTONES;
                [row.revision.rank, waiting, tombstone].map(|rank| keys::answer(site, id, rank))
            })
            .collect();
        let found = store.get_many(&keys).await?;
        is_known.extend(found.chunks(3).map(|keys| keys.iter().any(Option::is_some)));
    }
    let known = rows.into_iter().zip(is_known);
    Ok(known.filter(|(_, is_known)| !is_known).map(|(row, _)| row).collect())
}
