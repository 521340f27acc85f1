//! One request of an import on its way into storage.

use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use koe_shared::id::{PublicId, SiteId};
use koe_shared::import::{Options, Row};

use super::announce::announce_hours;
use super::batch::Batch;
use super::bounds::{AT_ONCE, MOST_ROWS};
use super::decide::{Decision, Import};
use super::error::ImportError;
use super::known::{NamedRow, known};
use super::name::Name;
use super::piece::Piece;
use super::reply::{Alone, Imported, SampleRow};
use super::settle::{Change, Settle};
use super::table::{named, rows_of};
use super::told::Told;
use crate::answers::ledger::Ledger;
use crate::sites::Site;
use crate::store::{Store, StoreError, StoreFuture};

/// Rows that a dry run shows.
const SAMPLE: usize = 5;

/// What the caller says of a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct ImportOptions {
    /// What the file is called, the same in each of its pieces; by default SHA-256 of its bytes.
    pub(crate) batch: Option<String>,
    /// How the table is read.
    pub(crate) table: Options,
    /// Whether nothing is stored.
    pub(crate) is_dry_run: bool,
}

/// Takes in the rows of a request: steps 1 to 7 of [`super`].
pub(crate) async fn import_answers(
    ledger: &Ledger,
    site: &Site,
    file: &[u8],
    options: ImportOptions,
    settle_seconds: u32,
    now: Timestamp,
) -> Result<Imported, ImportError> {
    let ImportOptions { batch, table, is_dry_run } = options;
    let is_piece = batch.is_some() || table.first_line.is_some();
    let batch = batch.map(|named| named.parse()).transpose().map_err(ImportError::Batch)?;
    let batch = batch.unwrap_or_else(|| Batch::of_file(file));
    // 1.
    let table = Options { most_rows: Some(MOST_ROWS), ..table };
    let (plan, rows, mut told) = rows_of(file, &table, site, now)?;
    // 2.
    if is_piece && rows.iter().any(is_without_a_place) {
        return Err(ImportError::MissingOrdinal);
    }
    let rows = named(site, rows, now, &mut told);
    let understood = is_dry_run.then(|| {
        let answers = rows.iter().map(|row| &row.row);
        (
            plan.columns(),
            answers.clone().take(SAMPLE).map(SampleRow::of).collect(),
            Alone::of(answers),
        )
    });
    // 3.
    let store = ledger.store();
    let settle = Settle { store, site: &site.id, batch: &batch, seconds: settle_seconds, now };
    if !is_dry_run {
        let settled = settle.check(Change::Import).await.map_err(ImportError::Store)?;
        settled.map_err(ImportError::Settling)?;
    }
    // 4.
    let decided = decide_all(store, &Import { site, batch: &batch, now }, rows, &mut told).await?;
    // 5 to 7.
    if !is_dry_run {
        store_all(ledger, &settle, site, &decided).await.map_err(ImportError::Store)?;
    }
    Ok(told.reply(&batch, understood))
}

/// What becomes of each row, by what storage shows of it: step 4 of [`super`].
pub(super) async fn decide_all(
    store: &dyn Store,
    import: &Import<'_>,
    rows: Vec<NamedRow>,
    told: &mut Told,
) -> Result<Vec<(NamedRow, Decision)>, ImportError> {
    let known = known(store, import.site, &rows).await.map_err(ImportError::Store)?;
    let mut decided: Vec<(NamedRow, Decision)> = Vec::new();
    for (row, known) in rows.into_iter().zip(known) {
        match import.decide(&row, known) {
            Ok(decision) => decided.push((row, decision)),
            Err(refused) => told.reject(row.row.line, &refused),
        }
    }
    for (_, decision) in &decided {
        told.count(decision.counts);
    }
    Ok(decided)
}

/// Whether nothing tells a row of a piece from an equal one of another piece.
fn is_without_a_place(row: &Row) -> bool {
    row.own.is_none() && row.external_id.is_none() && row.ordinal.is_none()
}

/// 5. The names, so that all of it can be undone, and that the import has to settle.
/// 6. The late marks of all hours.
/// 7. Of each row: what takes it away from where it was, its source, its answer.
async fn store_all(
    ledger: &Ledger,
    settle: &Settle<'_>,
    site: &Site,
    decided: &[(NamedRow, Decision)],
) -> Result<(), StoreError> {
    let writes = |decision: &Decision| decision.source.is_some() || decision.answer.is_some();
    if !decided.iter().any(|(_, decision)| writes(decision)) {
        return Ok(());
    }
    // 5.
    let (piece, lives) = piece_of(&site.id, settle.batch, decided);
    piece.save(ledger.store(), settle.now, lives).await?;
    settle.mark(Change::Import).await?;
    // 6.
    announce_hours(ledger, &site.id, touched(decided), settle.now).await?;
    // 7.
    let rows: Vec<StoreFuture<'_, ()>> = decided
        .iter()
        .map(|(row, decision)| -> StoreFuture<'_, ()> {
            Box::pin(write(ledger, site, &row.name, decision, settle.now))
        })
        .collect();
    stream::iter(rows).buffer_unordered(AT_ONCE).try_collect::<()>().await
}

/// The names that undoing has to look at, and how long the longest of them lives.
fn piece_of(
    site: &SiteId,
    batch: &Batch,
    decided: &[(NamedRow, Decision)],
) -> (Piece, SignedDuration) {
    let ours = decided.iter().filter(|(_, decision)| decision.is_of_batch).map(|(row, _)| row);
    let piece = Piece::new(site, batch, ours.clone().map(|row| &row.name));
    (piece, ours.map(|row| row.time_to_live).max().unwrap_or_default())
}

/// The answers of which something is written.
fn touched(decided: &[(NamedRow, Decision)]) -> Vec<PublicId> {
    let revisions = decided.iter().flat_map(|(_, decision)| [&decision.leaves, &decision.answer]);
    revisions.flatten().map(|revision| revision.id).collect()
}

async fn write(
    ledger: &Ledger,
    site: &Site,
    name: &Name,
    Decision { leaves, source, answer, .. }: &Decision,
    now: Timestamp,
) -> Result<(), StoreError> {
    if let Some(undone) = leaves {
        undone.save(ledger, site, now).await?;
    }
    if let Some((source, time_to_live)) = source {
        source.save(ledger.store(), (&site.id, name), *time_to_live).await?;
    }
    if let Some(answer) = answer {
        answer.save(ledger, site, now).await?;
    }
    Ok(())
}
