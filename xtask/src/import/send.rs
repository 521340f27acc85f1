//! The rows of a checked file, sent piece by piece.

use std::path::Path;

use anyhow::{Context, Result};
use indicatif::{HumanCount, ProgressBar};
use koe_shared::id::SiteId;

use super::check::Check;
use super::facts::Facts;
use super::names::{Ordinals, is_left_to_the_edge};
use super::pieces::{Pieces, Whole};
use super::progress::{Done, Progress};
use super::table::Table;
use crate::owner::Owner;

/// A file on its way.
pub(super) struct Sending<'a> {
    pub(super) owner: &'a Owner,
    pub(super) url: &'a str,
    pub(super) site: &'a SiteId,
    pub(super) batch: &'a str,
    /// What all pieces share.
    pub(super) query: String,
    pub(super) table: &'a Table,
    pub(super) facts: &'a Facts,
}

impl Sending<'_> {
    /// Sends what is not sent yet, and prints what came of all.
    pub(super) fn send(&self, file: &Path, mut check: Check, bar: &ProgressBar) -> Result<()> {
        let Self { url, site, query, table, .. } = self;
        // The batch may be named by the owner, so the file's content is said beside it.
        let progress = Progress::of(file, &format!("{url} {site} {} {query}", table.sha256));
        let mut done = progress.read();
        if done.rows > 0 {
            let row = HumanCount(done.rows + 1);
            eprintln!("going on at row {row}, where the last run stopped");
            bar.set_position(done.rows);
        }
        let mut ordinals = Ordinals::new();
        let mut pieces = Pieces::new(&table.plan);
        for (number, read) in (1..).zip(table.rows(self.facts)?) {
            let read = read?;
            // Those that were sent count among equal rows.
            let is_sent = match &read.row {
                Ok(row) => !check.last.is_superseded(row, number),
                Err(rejected) => is_left_to_the_edge(rejected),
            };
            if !is_sent {
                continue;
            }
            let ordinal = ordinals.place(&read);
            if number <= done.rows {
                continue;
            }
            if let Some(piece) = pieces.add(&read.record, number, ordinal)? {
                self.post(&piece, &mut done, &progress, bar)?;
            }
        }
        if let Some(piece) = pieces.take() {
            self.post(&piece, &mut done, &progress, bar)?;
        }
        progress.remove();
        bar.finish_and_clear();
        done.sum.print(site, self.batch, &check.rejected, check.superseded);
        Ok(())
    }

    fn post(
        &self,
        piece: &Whole,
        done: &mut Done,
        progress: &Progress,
        bar: &ProgressBar,
    ) -> Result<()> {
        let line = piece.first_line;
        let path = format!("/v1/sites/{}/imports?{}&first_line={line}", self.site, self.query);
        let reply = self.owner.csv(&path, piece.text.as_bytes());
        let reply = reply.with_context(|| match done.rows {
            0 => "nothing was imported".to_owned(),
            _ => format!("stopped at line {line}; the same command goes on there"),
        })?;
        done.sum.add(serde_json::from_value(reply).context("the edge's reply to a piece")?);
        done.rows = piece.end;
        progress.write(done)?;
        bar.set_position(done.rows);
        Ok(())
    }
}
