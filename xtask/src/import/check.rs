//! The whole file read before the first row is sent: what would be sent, and what these rows alone say.

use anyhow::{Result, ensure};
use indicatif::{HumanCount, ProgressBar};
use koe_shared::import::{Dropped, Export, Row};
use koe_shared::metric::{Metric, Scale};
use koe_shared::result::{Confidence, MetricResult};
use koe_shared::rounding::for_people;
use koe_shared::tally::Tally;

use super::facts::Facts;
use super::names::{LastRows, is_left_to_the_edge};
use super::sum::{Rejected, Rejections};
use super::table::Table;

/// Rows that are shown as they were read.
const SAMPLE: usize = 5;

/// What a file comes to.
pub(super) struct Check {
    /// Which rows others take the place of.
    pub(super) last: LastRows,
    pub(super) superseded: u64,
    /// Rows that are no answers, and are not sent.
    pub(super) rejected: Rejections,
    dropped: Vec<Dropped>,
    /// Rows that the edge alone can judge.
    left: u64,
    /// Rows that are older than what the site keeps.
    over: u64,
    sample: Vec<Row>,
    /// The scores, by survey.
    tallies: Vec<(String, Tally)>,
}

impl Check {
    pub(super) fn of(table: &Table, facts: &Facts, bar: &ProgressBar) -> Result<Self> {
        let mut check = Self {
            last: LastRows::new(),
            superseded: 0,
            rejected: Rejections::default(),
            dropped: Vec::new(),
            left: 0,
            over: 0,
            sample: Vec::new(),
            tallies: Vec::new(),
        };
        let mut rows = table.rows(facts)?;
        let mut number = 0;
        for read in rows.by_ref() {
            number += 1;
            bar.inc(1);
            match read?.row {
                Ok(row) => check.note(row, number, facts),
                Err(rejected) if is_left_to_the_edge(&rejected) => check.left += 1,
                Err(rejected) => check.rejected.add(Rejected::from(rejected)),
            }
        }
        ensure!(number > 0, "there is no row below the header");
        check.dropped = rows.dropped();
        Ok(check)
    }

    fn note(&mut self, row: Row, number: u64, facts: &Facts) {
        self.superseded += u64::from(self.last.note(&row, number));
        if facts.is_over(row.answered_at) {
            self.over += 1;
        } else if !facts.is_certain(&row.survey, row.survey_version) {
            self.left += 1;
        } else if let Some(score) = row.score.filter(|_| !row.test) {
            let known = self.tallies.iter().position(|(survey, tally)| {
                survey == row.survey.as_str() && tally.scale() == score.scale()
            });
            let place = known.unwrap_or_else(|| {
                self.tallies.push((row.survey.to_string(), Tally::new(score.scale())));
                self.tallies.len() - 1
            });
            // The tally was chosen by its scale.
            let _ = self.tallies[place].1.record(score);
        }
        if self.sample.len() < SAMPLE {
            self.sample.push(row);
        }
    }

    /// What was understood, line by line.
    pub(super) fn lines(&self, table: &Table, facts: &Facts) -> Vec<String> {
        let plan = &table.plan;
        let mut lines = vec![format!(
            "{} rows, {}, separated by a {}",
            HumanCount(plan.row_count()),
            plan.charset().name(),
            plan.separator()
        )];
        lines.extend(plan.export().map(|export| format!("known as an export of {}", name(export))));
        lines.push("columns".to_owned());
        let columns = plan.columns();
        lines.extend(
            columns.iter().map(|column| format!("  {:<16}{}", column.column, column.header)),
        );
        lines
            .extend(plan.date_order().map(|order| format!("dates are read as {}", order.as_str())));
        lines.push("the first rows as they were read".to_owned());
        lines.extend(self.sample.iter().map(shown));
        lines.extend(self.rejected.lines());
        if self.superseded > 0 {
            lines.push(format!(
                "superseded  {:>8}  (a later row has the same external_id and holds)",
                self.superseded
            ));
        }
        if self.over > 0 {
            lines.push(format!(
                "too old     {:>8}  (the site keeps answers for {} days, and will reject these)",
                self.over,
                facts.retention_days()
            ));
        }
        if self.left > 0 {
            lines.push(format!(
                "unknown     {:>8}  (of surveys or versions that the site's document does not name: \
                 the site will judge these)",
                self.left
            ));
        }
        for Dropped { column, rows, detail } in &self.dropped {
            lines.push(format!("dropped {column} of {} rows: {detail}", HumanCount(*rows)));
        }
        lines.push("what these rows alone would score".to_owned());
        lines.extend(self.tallies.iter().map(|(survey, tally)| scored(survey, tally)));
        if self.tallies.is_empty() {
            lines.push("  nothing".to_owned());
        }
        lines
    }
}

/// The product that wrote the file.
fn name(export: Export) -> &'static str {
    match export {
        Export::Koe => "Koe",
        Export::Delighted => "Delighted",
        Export::SurveyMonkey => "SurveyMonkey",
        Export::Typeform => "Typeform",
        Export::GoogleForms => "Google Forms",
        Export::Salesforce => "Salesforce",
    }
}

/// A row as it was read.
fn shown(row: &Row) -> String {
    let score =
        row.score.map_or_else(|| row.outcome.as_str().to_owned(), |s| s.value().to_string());
    let comment = row.comment.as_deref().unwrap_or_default();
    let cut: String = comment.chars().take(60).collect();
    let more = if cut.len() < comment.len() { "…" } else { "" };
    let test = if row.test { " (test)" } else { "" };
    format!(
        "  line {}: {} {score} at {}{test} {cut:?}{more}",
        row.line, row.survey, row.answered_at
    )
}

/// `shop-nps  NPS 53.42 of n = 13,612 (52.31 to 54.50)`
fn scored(survey: &str, tally: &Tally) -> String {
    let result = MetricResult::of(tally, Confidence::P95);
    let name = match tally.scale() {
        Scale::Nps => "NPS",
        Scale::Ces5 => "CES (1–5)",
        Scale::Ces7 => "CES (1–7)",
        Scale::Csat => "CSAT",
    };
    let unit = if result.metric == Metric::Csat { " %" } else { "" };
    let two = |value| format!("{:.2}", for_people(value, 2));
    let score = result.score.map(two).unwrap_or_default();
    let interval =
        result.interval.map(|span| format!(" ({} to {})", two(span.low), two(span.high)));
    let interval = interval.unwrap_or_default();
    format!("  {survey}  {name} {score}{unit} of n = {}{interval}", HumanCount(result.n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_told_with_its_count_and_interval() {
        let tally = Tally::from_counts(Scale::Nps, [(3, 6), (8, 13), (10, 32)]).unwrap();
        assert_eq!(scored("shop-nps", &tally), "  shop-nps  NPS 50.98 of n = 51 (29.17 to 67.28)");
        let tally = Tally::from_counts(Scale::Csat, [(4, 1), (2, 1)]).unwrap();
        assert!(scored("visit", &tally).starts_with("  visit  CSAT 50.00 % of n = 2 ("));
    }
}
