//! What the caller is told of the rows.

use koe_shared::import::{Dropped, Rejected, Row, Understood};

use super::batch::Batch;
use super::decide::Counts;
use super::refused::Refused;
use super::reply::{Alone, Imported, SampleRow};

/// What the caller is told of the rows so far.
pub(super) struct Told {
    pub(super) accepted: usize,
    pub(super) replaced: usize,
    pub(super) duplicates: usize,
    pub(super) rejected: Vec<Rejected>,
    pub(super) dropped: Vec<Dropped>,
    pub(super) rows: usize,
}

impl Told {
    pub(super) fn new(rows: usize, dropped: Vec<Dropped>) -> Self {
        Self { accepted: 0, replaced: 0, duplicates: 0, rejected: Vec::new(), dropped, rows }
    }

    /// The row, if it is an answer. A rejected row is noted.
    pub(super) fn answer(&mut self, row: Result<Row, Rejected>) -> Option<Row> {
        row.map_err(|rejected| self.rejected.push(rejected)).ok()
    }

    pub(super) fn count(&mut self, counts: Counts) {
        *match counts {
            Counts::Accepted => &mut self.accepted,
            Counts::Replaced => &mut self.replaced,
            Counts::Duplicate => &mut self.duplicates,
        } += 1;
    }

    /// Notes what of so many rows is left out, if any.
    pub(super) fn drop(&mut self, column: &str, rows: u64, why: &str) {
        if rows > 0 {
            self.dropped.push(Dropped { column: column.to_owned(), rows, detail: why.to_owned() });
        }
    }

    pub(super) fn reject(&mut self, line: u64, refused: &Refused) {
        let (code, detail) = (refused.code(), refused.to_string());
        self.rejected.push(Rejected { line, code, detail });
    }

    pub(super) fn reply(
        self,
        batch: &Batch,
        understood: Option<(Vec<Understood>, Vec<SampleRow>, Alone)>,
    ) -> Imported {
        let Self { accepted, replaced, duplicates, mut rejected, dropped, rows } = self;
        rejected.sort_by_key(|rejected| rejected.line);
        let (columns, sample, result) = match understood {
            None => (None, None, None),
            Some((columns, sample, result)) => (Some(columns), Some(sample), Some(result)),
        };
        let batch = batch.to_string();
        Imported {
            rows,
            accepted,
            replaced,
            duplicates,
            rejected,
            dropped,
            batch,
            columns,
            sample,
            result,
        }
    }
}
