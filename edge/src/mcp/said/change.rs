//! A change in a sentence: what was, what is, the difference with its interval, and the verdict in words.

use koe_shared::change::{Change, VERDICT_FROM, Verdict};
use koe_shared::disclosure::Reported;
use koe_shared::metric::Metric;

use super::data::value;
use super::score::{clause, label};
use super::{Answer, Asked};
use crate::desk::figures::{level, range};
use crate::desk::language::Language::English;
use crate::pages::figures::Figures;
use crate::reports::{Comparison, Scores, Summary};

/// What changed of a survey or a metric.
pub(crate) fn changes(scores: &Scores, asked: &Asked<'_>) -> Answer {
    let days = asked.days.of(scores.from, scores.to);
    let label = label(scores.metric, asked.survey);
    let now = (scores.metric, &scores.result);
    let mut lines = told(&label, now, scores.comparison.as_ref(), asked, &days);
    lines.push(format!("Received before {}.", scores.as_of));
    Answer { text: lines.join("\n"), data: value(scores) }
}

/// What changed of every metric.
pub(crate) fn changes_of_all(summary: &Summary, asked: &Asked<'_>) -> Answer {
    let days = asked.days.of(summary.from, summary.to);
    let mut lines = Vec::new();
    for measured in &summary.metrics {
        let label = label(measured.metric, None);
        let now = (measured.metric, &measured.result);
        lines.extend(told(&label, now, measured.comparison.as_ref(), asked, &days));
    }
    lines.push(format!("Received before {}.", summary.as_of));
    Answer { text: lines.join("\n"), data: super::data::summary(summary) }
}

/// Whether the ranges can be compared comes first, then the comparison.
fn told(
    label: &str,
    (metric, now): (Metric, &Reported),
    comparison: Option<&Comparison>,
    asked: &Asked<'_>,
    days: &str,
) -> Vec<String> {
    let said = clause(label, now, asked, days);
    let Some(comparison) = comparison else {
        return vec![format!("{said}; the range before is no longer kept, not compared.")];
    };
    let rate = match comparison.response_rate_changed {
        Some(true) => "the response rate changed, so the two ranges may compare different people",
        Some(false) => "no evidence that the response rate changed",
        None => {
            "whether the response rate changed can't be told, since no prompt was shown in one of the ranges"
        }
    };
    let days = asked.days.of(comparison.from, comparison.to);
    let before = clause(&metric.to_string(), &comparison.result, asked, &days);
    let verdict = verdict(metric, now, comparison);
    vec![format!("{label}: {rate}."), format!("{said}; before: {before}; {verdict}.")]
}

/// `difference −5 points (95% interval −15 to +5): no evidence of change`. Without a verdict there is no difference
/// either: it would be read as one.
fn verdict(metric: Metric, now: &Reported, comparison: &Comparison) -> String {
    const TOO_FEW: &str = "too few to compare";
    let change = comparison.change.as_ref().map(|parts| &parts.change);
    let ns = now.result().zip(comparison.result.result()).map(|(now, before)| now.n.min(before.n));
    let (Some(change), Some(n)) = (change, ns) else { return TOO_FEW.to_owned() };
    let Change { delta: Some(delta), low: Some(low), high: Some(high), .. } = *change else {
        let alike = "all answers of a range are alike, not compared";
        return if n < VERDICT_FROM { TOO_FEW } else { alike }.to_owned();
    };
    let words = match change.verdict {
        Some(Verdict::Up) => "up",
        Some(Verdict::Down) => "down",
        Some(Verdict::NoEvidence) => "no evidence of change",
        None => return TOO_FEW.to_owned(),
    };
    let figures = Figures::of(metric);
    let points = if metric == Metric::Ces { "" } else { " points" };
    let ends = range(English, &figures.change(low), &figures.change(high));
    let (delta, level) = (figures.change(delta), level(change.confidence));
    format!("difference {delta}{points} ({level} interval {ends}): {words}")
}
