//! A table that is in memory, read at once.

use std::iter;

use super::charset::Charset;
use super::dropped::Dropped;
use super::error::TableError;
use super::options::Options;
use super::plan::Plan;
use super::rejected::Rejected;
use super::row::Row;
use super::site_facts::SiteFacts;

/// A table as it was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// How it was understood.
    pub plan: Plan,
    /// Every row in the table's order: an answer, or why it cannot be one.
    pub rows: Vec<Result<Row, Rejected>>,
    /// What was left out of the answers.
    pub dropped: Vec<Dropped>,
}

/// Reads a table.
///
/// # Errors
/// Why nothing of it may be stored.
pub fn read(file: &[u8], options: &Options, site: &dyn SiteFacts) -> Result<Reading, TableError> {
    let chunks = || iter::once(Ok::<_, TableError>(file));
    let charset = Charset::find(chunks(), options.charset.as_deref())?;
    let plan = Plan::find(chunks(), charset, options, site)?;
    let mut reading = plan.rows(chunks(), site);
    let rows = reading.by_ref().map(|read| read.map(|read| read.row));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let dropped = reading.dropped();
    Ok(Reading { plan, rows, dropped })
}
