//! The rows of a table, one after the other.

use super::dropped::{Dropped, Tally};
use super::error::TableError;
use super::judge::Judge;
use super::plan::Plan;
use super::record::Record;
use super::records::Records;
use super::rejected::Rejected;
use super::row::Row;
use super::site_facts::SiteFacts;

/// A row as it was read: its cells, and what they say.
#[derive(Clone, Debug)]
pub struct Read {
    /// Its cells.
    pub record: Record,
    /// The answer, or why the row cannot be one.
    pub row: Result<Row, Rejected>,
}

/// Yields the rows of a table in their order.
pub struct Rows<'a, I> {
    judge: Judge<'a>,
    records: Records<I>,
    headers: usize,
    is_begun: bool,
    dropped: Tally,
}

impl<'a, I> Rows<'a, I> {
    pub(super) fn new(
        plan: &'a Plan,
        records: Records<I>,
        headers: usize,
        site: &'a dyn SiteFacts,
    ) -> Self {
        let Plan { columns, times, options, .. } = plan;
        let time_for_all = plan.time_for_all.as_ref();
        let judge = Judge { columns, times, options, time_for_all, site };
        Self { judge, records, headers, is_begun: false, dropped: Tally::default() }
    }

    /// What was left out of the rows so far.
    #[must_use]
    pub fn dropped(&self) -> Vec<Dropped> {
        self.dropped.told()
    }
}

impl<C, E, I> Iterator for Rows<'_, I>
where
    C: AsRef<[u8]>,
    E: From<TableError>,
    I: Iterator<Item = Result<C, E>>,
{
    type Item = Result<Read, E>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.headers > 0 {
            self.headers -= 1;
            if let Err(error) = self.records.next()? {
                return Some(Err(error));
            }
        }
        let mut record = match self.records.next()? {
            Ok(record) => record,
            Err(error) => return Some(Err(error)),
        };
        if !self.is_begun {
            self.is_begun = true;
            record = self.records.begin(record);
        }
        let row = self.judge.row(&record, &mut self.dropped);
        let row = row.map_err(|error| Rejected::new(record.line(), &error));
        Some(Ok(Read { record, row }))
    }
}
