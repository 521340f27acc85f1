//! What an import would do, for a person to look at before: the table as it is understood, and what would come
//! of its rows. It reads as an import does, by the same steps, and stores nothing.
//!
//! A file may have more rows than a request of an import. Then nobody asks storage which of them are there
//! already: a file of one mebibyte would need more operations than an invocation has.

use std::collections::HashSet;

use jiff::Timestamp;
use koe_shared::confidence::Confidence;
use koe_shared::id::SurveyId;
use koe_shared::import::{Dropped, Options, Outline, Plan, Rejected, Row};
use koe_shared::result::MetricResult;
use koe_shared::tally::Tally;

use super::batch::Batch;
use super::bounds::MOST_ROWS;
use super::decide::{Decision, Import};
use super::error::ImportError;
use super::known::NamedRow;
use super::request::decide_all;
use super::table::{named, rows_of};
use crate::answers::ledger::Ledger;
use crate::sites::Site;
use crate::store::keys::Hour;

/// Rows that are shown as they are read.
const SAMPLE: usize = 5;
/// Writes of a request beside those of its rows: their names, and that it has to settle.
const WRITES_OF_A_REQUEST: u64 = 2;
/// Writes of a row: its source and its answer.
const WRITES_OF_A_ROW: u64 = 2;

/// What an import would do.
#[derive(Clone, Debug)]
pub(crate) struct Preview {
    /// How the table is understood.
    pub(crate) plan: Plan,
    /// All its rows.
    pub(crate) rows: usize,
    /// Rows that are answers, duplicates among them.
    pub(crate) answers: usize,
    /// How many of them are new, replace what is there, and are there already; none where there are more rows
    /// than a request may bring.
    pub(crate) counts: Option<PreviewCounts>,
    pub(crate) rejected: Vec<Rejected>,
    pub(crate) dropped: Vec<Dropped>,
    /// The first answers as they are read.
    pub(crate) sample: Vec<Row>,
    /// What these rows alone would score, by survey and scale.
    pub(crate) results: Vec<(SurveyId, MetricResult)>,
    /// Operations that storing them costs.
    pub(crate) writes: u64,
    /// Whether one request may bring all of them.
    pub(crate) is_one_request: bool,
}

/// What would come of the rows that are answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PreviewCounts {
    pub(crate) accepted: usize,
    pub(crate) replaced: usize,
    pub(crate) duplicates: usize,
}

/// Looks at a table: steps 1, 2 and 4 of [`super`].
pub(crate) async fn preview_import(
    ledger: &Ledger,
    site: &Site,
    file: &[u8],
    options: &Options,
    now: Timestamp,
) -> Result<Preview, ImportError> {
    // 1.
    let (plan, rows, mut told) = rows_of(file, options, site, now)?;
    let is_one_request = told.rows as u64 <= MOST_ROWS;
    // 2.
    let rows = named(site, rows, now, &mut told);
    // A row that takes the place of an earlier one stands in its place.
    let mut sample: Vec<&Row> = rows.iter().map(|named| &named.row).collect();
    sample.sort_by_key(|row| row.line);
    let sample = sample.into_iter().take(SAMPLE).cloned().collect();
    let results = results(rows.iter().map(|named| &named.row));
    // 4.
    let (writes, counts) = if is_one_request {
        let batch = Batch::of_file(file);
        let import = Import { site, batch: &batch, now };
        let decided = decide_all(ledger.store(), &import, rows, &mut told).await?;
        let counts = PreviewCounts {
            accepted: told.accepted,
            replaced: told.replaced,
            duplicates: told.duplicates,
        };
        let written: Vec<&NamedRow> = decided
            .iter()
            .filter(|(_, decision)| is_written(decision))
            .map(|(row, _)| row)
            .collect();
        (writes(&written), Some(counts))
    } else {
        (writes(&rows.iter().collect::<Vec<_>>()), None)
    };
    told.rejected.sort_by_key(|rejected| rejected.line);
    Ok(Preview {
        plan,
        rows: told.rows,
        answers: told.rows - told.rejected.len(),
        counts,
        rejected: told.rejected,
        dropped: told.dropped,
        sample,
        results,
        writes,
        is_one_request,
    })
}

/// The header of a table and its first records, where they can be read at all.
pub(crate) fn outline(file: &[u8], options: &Options) -> Option<Outline> {
    Outline::read(file, options, SAMPLE).ok()
}

fn is_written(decision: &Decision) -> bool {
    decision.source.is_some() || decision.answer.is_some()
}

/// What storing rows costs: of each request two writes and a late mark for each hour, of each row two and one
/// more for the person it names.
fn writes(rows: &[&NamedRow]) -> u64 {
    let most = usize::try_from(MOST_ROWS).unwrap_or(usize::MAX);
    let of_request = |rows: &[&NamedRow]| {
        let hours: HashSet<Hour> = rows.iter().map(|row| Hour::of_ms(row.id.time_ms())).collect();
        let persons = rows.iter().filter(|row| row.row.respondent.is_some()).count();
        WRITES_OF_A_REQUEST
            + WRITES_OF_A_ROW * rows.len() as u64
            + persons as u64
            + hours.len() as u64
    };
    rows.chunks(most).map(of_request).sum()
}

/// What rows score, by survey and scale, in the order in which they come.
fn results<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<(SurveyId, MetricResult)> {
    let mut tallies: Vec<(&SurveyId, Tally)> = Vec::new();
    for row in rows.filter(|row| !row.test) {
        let Some(score) = row.score else { continue };
        let is_of = |(survey, tally): &(&SurveyId, Tally)| {
            *survey == &row.survey && tally.scale() == score.scale()
        };
        let place = tallies.iter().position(is_of).unwrap_or_else(|| {
            tallies.push((&row.survey, Tally::new(score.scale())));
            tallies.len() - 1
        });
        // The tally was chosen by its scale.
        let _ = tallies[place].1.record(score);
    }
    let result = |(survey, tally): (&SurveyId, Tally)| {
        (survey.clone(), MetricResult::of(&tally, Confidence::default()))
    };
    tallies.into_iter().map(result).collect()
}
