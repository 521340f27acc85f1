//! What rows are told apart by: their place among equal rows of the whole file, and of rows with one
//! `external_id` which comes last.
//!
//! Equal are rows of one survey, time as written, score, comment and respondent. Nothing is kept of a row
//! but a hash and a number, and of one of Koe's own export, which has an id of its own, nothing at all.

use koe_shared::import::{Read, Rejected, Row};

use super::counts::{Counts, Hash};

/// Why a row is none here and may be one at the edge: the site's document names neither surveys that were
/// archived nor earlier versions.
const LEFT_TO_THE_EDGE: [&str; 2] = ["unknown_survey", "unknown_version"];

/// Whether the edge has to judge a row that the tool can't.
pub(super) fn is_left_to_the_edge(rejected: &Rejected) -> bool {
    LEFT_TO_THE_EDGE.contains(&rejected.code)
}

/// For each `external_id` its last row.
pub(super) struct LastRows(Counts);

impl LastRows {
    pub(super) fn new() -> Self {
        Self(Counts::new())
    }

    /// Notes the file's `number`th row, from 1; tells whether an earlier one has the same `external_id`.
    pub(super) fn note(&mut self, row: &Row, number: u64) -> bool {
        let Some(hash) = external(row) else { return false };
        let last = self.0.of(hash);
        let is_again = *last != 0;
        *last = low(number);
        is_again
    }

    /// Whether a later row takes the place of this one.
    pub(super) fn is_superseded(&mut self, row: &Row, number: u64) -> bool {
        external(row).is_some_and(|hash| *self.0.of(hash) != low(number))
    }
}

/// Places among equal rows, as they come.
pub(super) struct Ordinals(Counts);

impl Ordinals {
    pub(super) fn new() -> Self {
        Self(Counts::new())
    }

    /// The place of a row, from 1. A row that has a name of its own is always the first.
    pub(super) fn place(&mut self, read: &Read) -> u32 {
        let hash = match &read.row {
            Ok(row) if row.own.is_some() || row.external_id.is_some() => return 1,
            Ok(row) => content(row),
            // What its cells mean only the edge knows.
            Err(_) => Hash::of(&read.record.iter().collect::<Vec<_>>()),
        };
        let count = self.0.of(hash);
        *count = count.saturating_add(1);
        *count
    }
}

fn external(row: &Row) -> Option<Hash> {
    let id = row.external_id.as_deref().filter(|_| row.own.is_none())?;
    Some(Hash::of(&[row.survey.as_str(), id]))
}

fn content(row: &Row) -> Hash {
    let score = row.score.map(|score| score.value().to_string());
    let said = |text: Option<&str>| text.map(|text| format!("={text}")).unwrap_or_default();
    Hash::of(&[
        row.survey.as_str(),
        &row.written_at,
        &said(score.as_deref()),
        &said(row.comment.as_deref()),
        &said(row.respondent.as_deref()),
    ])
}

/// Numbers of rows up to four billion, a file of which would be over 16 GB.
fn low(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use koe_shared::import::{Charset, Options, Plan};

    use super::*;
    use crate::import::facts::tests::site;

    fn read(text: &str) -> Vec<Read> {
        let site = site();
        let options = Options { survey: Some("shop-nps".into()), ..Options::default() };
        let chunks = || [Ok::<_, anyhow::Error>(text.as_bytes())];
        let plan = Plan::find(chunks(), Charset::UTF_8, &options, &site).unwrap();
        plan.rows(chunks(), &site).map(Result::unwrap).collect()
    }

    #[test]
    fn a_place_is_one_among_equal_rows_of_the_whole_file() {
        let rows = read(
            "score,answered_at,comment,respondent,page,external_id,survey\n\
             9,2026-11-01,good,u1,/a,,\n\
             9,2026-11-01,good,u1,/b,,\n\
             9.0,2026-11-01,good,u1,,,shop-nps\n\
             9,2026-11-01 00:00,good,u1,,,\n\
             8,2026-11-01,good,u1,,,\n\
             9,2026-11-01,,u1,,,\n\
             9,2026-11-01,good,,,,\n\
             9,2026-11-01,good,u1,,x,\n\
             9,2026-11-01,good,u1,,x,\n\
             9,2026-11-01,good,u1,,,old\n\
             9,2026-11-01,good,u1,,,old\n\
             9,2026-11-01,good,u1,,,\n",
        );
        let mut ordinals = Ordinals::new();
        let places: Vec<u32> = rows.iter().map(|row| ordinals.place(row)).collect();
        assert_eq!(places, [1, 2, 3, 1, 1, 1, 1, 1, 1, 1, 2, 4]);
    }

    #[test]
    fn of_rows_with_one_external_id_the_last_holds() {
        let rows = read(
            "score,answered_at,external_id,survey\n\
             1,2026-11-01,a,\n2,2026-11-02,b,\n3,2026-11-03,a,\n4,2026-11-04,,\n5,2026-11-05,a,support-ces\n",
        );
        let rows: Vec<&Row> = rows.iter().map(|read| read.row.as_ref().unwrap()).collect();
        let mut last = LastRows::new();
        let again: Vec<bool> =
            (1..).zip(&rows).map(|(number, row)| last.note(row, number)).collect();
        assert_eq!(again, [false, false, true, false, false]);
        let superseded: Vec<bool> =
            (1..).zip(&rows).map(|(number, row)| last.is_superseded(row, number)).collect();
        assert_eq!(superseded, [true, false, false, false, false]);
    }
}
