//! A year of believable answers for the demo, so that its desk opens on a report: those of the sample, fed in once
//! by the import as an owner would.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use koe_shared::answer::Channel;
use koe_shared::id::TouchpointId;
use koe_shared::locale::Locale;
use koe_shared::metadata::Recorded;
use koe_shared::sample::{Plan, SamplePrompt, SampleSurvey};
use koe_shared::site::SiteDocument;

use super::DEMO;
use crate::owner::Owner;
use crate::paths;

/// Rows, at most: what a slow machine feeds in half a minute.
const MOST_ROWS: usize = 3_000;
/// Rows of a request, at most (see the import's bound).
const PIECE: usize = 120;
/// Of the prompts that nobody answered every third is taken, to keep room for answers.
const UNANSWERED: usize = 3;
/// The batch, by which the answers can be taken back.
const BATCH: &str = "demo-year";

const HEAD: [&str; 10] = [
    "external_id",
    "survey",
    "survey_version",
    "outcome",
    "score",
    "answered_at",
    "touchpoint",
    "locale",
    "channel",
    "comment",
];

/// Feeds the year in, unless an earlier run over this state did.
pub(super) fn feed(owner: &Owner, state: &Path) -> Result<()> {
    let file = state.join(BATCH);
    if file.exists() {
        return Ok(());
    }
    let document = fs::read(paths::root().join("xtask/demo/site.json"))?;
    let document = SiteDocument::parse(&document).context("xtask/demo/site.json")?;
    let rows = rows(&plan(&document, Timestamp::now()));
    let style = "feeding a year of answers {bar:30} {pos} of {len}";
    let bar = ProgressBar::new(rows.len() as u64).with_style(ProgressStyle::with_template(style)?);
    for (place, piece) in rows.chunks(PIECE).enumerate() {
        let line = place * PIECE + 2;
        let path = format!("/v1/sites/{DEMO}/imports?batch={BATCH}&first_line={line}");
        owner.csv(&path, &table(piece)?)?;
        bar.inc(piece.len() as u64);
    }
    bar.finish_and_clear();
    fs::write(file, "")?;
    Ok(())
}

fn plan(document: &SiteDocument, end: Timestamp) -> Plan {
    let surveys = document.surveys.iter().map(|survey| SampleSurvey {
        id: survey.id.clone(),
        scale: survey.scale(),
        version_before: survey.version,
        version: survey.version,
        touchpoints: survey.touchpoints.clone(),
    });
    let (surveys, locales) = (surveys.collect(), document.locales.clone());
    Plan { surveys, locales, end, days: 365, visitors: 170, seed: 1 }
}

/// A row for each prompt that is taken.
fn rows(plan: &Plan) -> Vec<[String; HEAD.len()]> {
    let mut unanswered = 0;
    let is_taken = |prompt: &SamplePrompt<'_>| {
        let is_answered = matches!(prompt.recorded, Recorded::Answered(_));
        unanswered += usize::from(!is_answered);
        is_answered || unanswered % UNANSWERED == 0
    };
    let taken = plan.prompts().filter(is_taken).take(MOST_ROWS);
    taken.enumerate().map(|(place, prompt)| row(place, &prompt)).collect()
}

fn row(place: usize, prompt: &SamplePrompt<'_>) -> [String; HEAD.len()] {
    let (outcome, score) = match prompt.recorded {
        Recorded::Answered(score) => ("answered", score.value().to_string()),
        Recorded::Dismissed => ("dismissed", String::new()),
        Recorded::Ignored | Recorded::Undone => ("ignored", String::new()),
    };
    // One in eight came by a link in an e-mail.
    let channel = if prompt.random.is_multiple_of(8) { Channel::Email } else { Channel::Web };
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        place.to_string(),
        prompt.survey.to_string(),
        prompt.version.to_string(),
        outcome.to_owned(),
        score,
        prompt.at.to_string(),
        text(prompt.touchpoint.map(TouchpointId::as_str)),
        text(prompt.locale.map(Locale::as_str)),
        channel.as_str().to_owned(),
        text(prompt.comment),
    ]
}

fn table(rows: &[[String; HEAD.len()]]) -> Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEAD)?;
    for row in rows {
        table.write_record(row)?;
    }
    Ok(table.into_inner()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_fits_the_bound_and_ends_now() {
        let document = fs::read(paths::root().join("xtask/demo/site.json")).unwrap();
        let document = SiteDocument::parse(&document).unwrap();
        let end: Timestamp = "2026-11-22T05:32:00Z".parse().unwrap();
        let rows = rows(&plan(&document, end));
        assert!((2_000..=MOST_ROWS).contains(&rows.len()), "{}", rows.len());
        let time = |row: &[String; HEAD.len()]| row[5].parse::<Timestamp>().unwrap();
        assert!(rows.iter().all(|row| time(row) < end));
        assert!(end.duration_since(time(&rows[rows.len() - 1])).as_hours() < 24);
        assert!(end.duration_since(time(&rows[0])).as_hours() > 360 * 24);
        let answered = rows.iter().filter(|row| row[3] == "answered").count();
        assert!(answered > 1_000 && rows.iter().any(|row| row[8] == "email"), "{answered}");
    }
}
