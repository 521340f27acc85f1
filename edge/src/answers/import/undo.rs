//! Undoing an import: what it brought goes, as far as no other import says the same.
//!
//! 1. 409 while another import settles. 2. The pieces of the batch; none is an unknown import.
//! 3. Piece by piece, the sources of its names. A row that another batch says alike only forgets this one. A
//!    row that another batch has said otherwise since is no longer this one's.
//! 4. Of each other row: a revision without contents that outranks what is there, and has the hour counted
//!    without it; then the revisions behind it, and what leads to them from the person they name, are
//!    deleted; at last the source says that it was undone. Whatever is cut off is done again by the next call.
//! 5. A piece of which all is done is deleted. The call ends in time for the operations of one invocation,
//!    and tells how many rows are left.

use std::collections::HashMap;
use std::fmt;

use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::MAX_REVISION;
use koe_shared::id::PublicId;
use serde::Serialize;
use utoipa::ToSchema;

use super::announce::announce_hours;
use super::batch::Batch;
use super::bounds::AT_ONCE;
use super::name::Name;
use super::piece;
use super::settle::{Change, Settle, SettlingError};
use super::source::{self, Source};
use super::stored::{self, Place};
use crate::answers::ledger::Ledger;
use crate::answers::person::Person;
use crate::answers::revision::Value;
use crate::sites::Site;
use crate::store::keys::{self, Rank};
use crate::store::{MAX_BULK, StoreError, StoreFuture};

/// Operations after which a call undoes no further row: with its key, its site, the marks of hours that are
/// refused at first, and what is under way it stays below the 1,000 of an invocation.
const OPERATIONS: usize = 900;
/// Lists of pieces in a call, at most: 50,000 requests of a file.
const MOST_LISTS: usize = 50;

/// How far the undoing of an import has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Undone {
    /// Answers that this call took away.
    pub(crate) undone: usize,
    /// Rows that are left to be looked at: ask again until there are none.
    pub(crate) left: u64,
}

/// Why an import was not undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UndoError {
    /// The site has no import of that name.
    Unknown { batch: String },
    /// Another import was changed a short while ago.
    Settling(SettlingError),
    /// Storage refused. Some rows may be undone.
    Store(StoreError),
}

impl fmt::Display for UndoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { batch } => write!(
                f,
                "this site has no import {batch:?}, or storage does not show it yet; a new one may take a \
                 minute"
            ),
            Self::Settling(settling) => write!(f, "{settling}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<StoreError> for UndoError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Undoes an import, or goes on with that.
pub(crate) async fn undo_import(
    ledger: &Ledger,
    site: &Site,
    batch: &Batch,
    settle_seconds: u32,
    now: Timestamp,
) -> Result<Undone, UndoError> {
    // 1.
    let store = ledger.store();
    let settle = Settle { store, site: &site.id, batch, seconds: settle_seconds, now };
    settle.check(Change::Undo).await?.map_err(UndoError::Settling)?;
    // 2.
    let prefix = keys::imports_of(&site.id, batch.as_str());
    let (pieces, _, lists) = piece::list(store, &prefix, (None, MOST_LISTS)).await?;
    if pieces.is_empty() {
        return Err(UndoError::Unknown { batch: batch.to_string() });
    }
    settle.mark(Change::Undo).await?;
    // 3 to 5.
    let mut undoing = Undoing { ledger, site, batch, now, spent: lists + 2, undone: 0, left: 0 };
    for pieces in pieces.chunks(MAX_BULK) {
        if undoing.is_over() {
            undoing.left += pieces.iter().map(|piece| piece.rows).sum::<u64>();
            continue;
        }
        let keys: Vec<String> = pieces.iter().map(|piece| piece.key.clone()).collect();
        undoing.spent += 1;
        let values = store.get_many(&keys).await?;
        for (piece, value) in pieces.iter().zip(values) {
            // One that a list still shows may be deleted already.
            let Some(value) = value else { continue };
            if undoing.is_over() {
                undoing.left += piece.rows;
            } else {
                undoing.undo(&piece.key, &piece::names(&value)).await?;
            }
        }
    }
    Ok(Undone { undone: undoing.undone, left: undoing.left })
}

struct Undoing<'a> {
    ledger: &'a Ledger,
    site: &'a Site,
    batch: &'a Batch,
    now: Timestamp,
    /// Operations so far.
    spent: usize,
    undone: usize,
    left: u64,
}

/// What is done to one row.
struct Step {
    name: Name,
    /// As it is afterwards.
    source: Source,
    time_to_live: SignedDuration,
    /// The answer that goes, with its revisions that may be stored.
    goes: Option<Gone>,
}

/// An answer that goes.
struct Gone {
    id: PublicId,
    /// The revision that takes it away, unless the last one was stored: then deleting has to do.
    undone: Option<u8>,
    /// What is deleted, in this order.
    keys: Vec<String>,
}

impl Undoing<'_> {
    /// Whether no further row can be undone.
    fn is_over(&self) -> bool {
        self.spent >= OPERATIONS
    }

    /// Undoes the rows of a piece.
    async fn undo(&mut self, piece: &str, names: &[Name]) -> Result<(), UndoError> {
        let store = self.ledger.store();
        // 3.
        self.spent += names.len().div_ceil(MAX_BULK);
        let mut sources = source::read(store, &self.site.id, names).await?;
        let known = names.iter().filter_map(|name| sources.remove_entry(name));
        let ours: Vec<(Name, Source)> =
            known.filter(|(_, source)| source.is_of(self.batch)).collect();
        let mut steps = Vec::new();
        let mut left = 0;
        for step in self.steps(ours).await? {
            let operations = step.operations();
            if self.spent + operations > OPERATIONS {
                left += 1;
                continue;
            }
            self.spent += operations;
            steps.push(step);
        }
        // 4.
        let going =
            steps.iter().filter_map(|step| step.goes.as_ref()).map(|goes| goes.id).collect();
        announce_hours(self.ledger, &self.site.id, going, self.now).await?;
        let this = &*self;
        let work: Vec<StoreFuture<'_, bool>> = steps
            .iter()
            .map(|step| -> StoreFuture<'_, bool> { Box::pin(this.take(step)) })
            .collect();
        let done: Vec<bool> = stream::iter(work).buffered(AT_ONCE).try_collect().await?;
        let gone = steps.iter().zip(&done).filter(|(step, done)| **done && step.goes.is_some());
        self.undone += gone.count();
        left += done.iter().filter(|done| !**done).count() as u64;
        // 5.
        if left == 0 {
            self.spent += 1;
            match store.delete(piece).await {
                Err(StoreError::Busy) => left = names.len() as u64,
                deleted => deleted?,
            }
        }
        self.left += left;
        Ok(())
    }

    /// What is to be done to each row that the batch has said.
    async fn steps(&mut self, rows: Vec<(Name, Source)>) -> Result<Vec<Step>, StoreError> {
        let revisions = |source: &Source| -> Vec<Rank> {
            (source.since..=source.revision).map(Rank::Revision).collect()
        };
        let going = rows.iter().filter(|(_, source)| source.without(self.batch).is_none());
        let keys: Vec<String> = going
            .flat_map(|(_, source)| {
                let key = |rank| keys::answer(&self.site.id, &source.id, rank);
                revisions(source).into_iter().map(key)
            })
            .collect();
        let mut values = HashMap::new();
        for chunk in keys.chunks(MAX_BULK) {
            self.spent += 1;
            values.extend(chunk.iter().zip(self.ledger.store().get_many(chunk).await?));
        }

        let mut steps = Vec::new();
        for (name, source) in rows {
            let left = self.site.record.retention().left(source.id.time(), self.now);
            // What is over vanishes by itself.
            let Some(time_to_live) = left else { continue };
            if let Some(source) = source.without(self.batch) {
                steps.push(Step { name, source, time_to_live, goes: None });
                continue;
            }
            let mut deleted = Vec::new();
            for rank in revisions(&source) {
                let key = keys::answer(&self.site.id, &source.id, rank);
                let Some(Some(value)) = values.get(&key) else { continue };
                let respondent =
                    serde_json::from_str::<Value>(value).ok().and_then(|value| value.respondent);
                deleted.extend(respondent.map(|respondent| {
                    Person::of(&self.site.record, &respondent).entry(
                        &self.site.id,
                        &source.id,
                        rank,
                    )
                }));
                deleted.push(key);
            }
            let undone = source.revision.checked_add(1).filter(|next| *next <= MAX_REVISION);
            let goes = Gone { id: source.id, undone, keys: deleted };
            steps.push(Step {
                name,
                source: source.undone(undone),
                time_to_live,
                goes: Some(goes),
            });
        }
        Ok(steps)
    }

    /// Carries out what is to be done to a row; tells whether all of it was possible now.
    async fn take(&self, step: &Step) -> Result<bool, StoreError> {
        match self.try_take(step).await {
            // A key that was written this very second.
            Err(StoreError::Busy) => Ok(false),
            taken => taken.map(|()| true),
        }
    }

    async fn try_take(&self, step: &Step) -> Result<(), StoreError> {
        let (store, time_to_live) = (self.ledger.store(), step.time_to_live);
        if let Some(Gone { id, undone, keys }) = &step.goes {
            if let Some(revision) = *undone {
                let place = Place { id: *id, revision, time_to_live };
                stored::undone(&step.source.survey, place, None, self.now)
                    .save(self.ledger, self.site, self.now)
                    .await?;
            }
            for key in keys {
                store.delete(key).await?;
            }
        }
        step.source.save(store, (&self.site.id, &step.name), time_to_live).await
    }
}

impl Step {
    /// How many operations it takes, at most: the source; of an answer that goes a mark and a revision, too,
    /// and a delete for each key.
    fn operations(&self) -> usize {
        1 + self.goes.as_ref().map_or(0, |goes| 2 + goes.keys.len())
    }
}
