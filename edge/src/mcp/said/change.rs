//! A change in a sentence: what was, what is, the difference with its interval, and the verdict in words.

use koe_shared::change::{Change, VERDICT_FROM, Verdict};
use koe_shared::disclosure::Reported;
use koe_shared::metric::Metric;

use super::Asked;
use super::score::{clause, label};
use crate::desk::figures::{level, range};
use crate::desk::language::Language::English;
use crate::pages::figures::Figures;
use crate::reports::{Comparison, Scores, Summary};

/// What changed of a survey or a metric.
pub(crate) fn changes(scores: &Scores, asked: &Asked<'_>) -> String {
    let days = asked.days.of(scores.from, scores.to);
    let label = label(scores.metric, asked.survey);
    let now = (scores.metric, &scores.result);
    let mut lines = told(&label, now, scores.comparison.as_ref(), asked, &days);
    lines.push(format!("Received before {}.", scores.as_of));
    lines.join("\n")
}

/// What changed of every metric.
pub(crate) fn changes_of_all(summary: &Summary, asked: &Asked<'_>) -> String {
    let days = asked.days.of(summary.from, summary.to);
    let mut lines = Vec::new();
    for measured in &summary.metrics {
        let label = label(measured.metric, None);
        let now = (measured.metric, &measured.result);
        lines.extend(told(&label, now, measured.comparison.as_ref(), asked, &days));
    }
    lines.push(format!("Received before {}.", summary.as_of));
    lines.join("\n")
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

#[cfg(test)]
mod tests {
    use koe_shared::confidence::Confidence;
    use koe_shared::instant::Instant;
    use koe_shared::metric::Scale;
    use koe_shared::tally::Tally;

    use super::*;
    use crate::reports::ChangeInParts;

    #[track_caller]
    fn check(scale: Scale, now: &[(u8, u64)], before: &[(u8, u64)], expected: &str) {
        let tally =
            |counts: &[(u8, u64)]| Tally::from_counts(scale, counts.iter().copied()).unwrap();
        let (now, before) = (tally(now), tally(before));
        let change = Change::between(&now, &before, Confidence::P95).unwrap();
        let instant: Instant = "2026-11-21T03:00:00Z".parse().unwrap();
        let comparison = Comparison {
            from: instant,
            to: instant,
            result: Reported::filtered(&before, 3, Confidence::P95),
            change: Some(ChangeInParts { change, mix: None, within: None, moved_most: None }),
            response_rate_changed: None,
        };
        let now = Reported::filtered(&now, 3, Confidence::P95);
        assert_eq!(verdict(scale.metric(), &now, &comparison), expected);
    }

    #[test]
    fn a_difference_stands_with_its_interval_and_its_verdict() {
        let (low, high) = ([(0, 80), (10, 20)], [(0, 20), (10, 80)]);
        check(Scale::Nps, &high, &low, "difference +120 points (95% interval +95 to +138): up");
        check(Scale::Nps, &low, &high, "difference −120 points (95% interval −138 to −95): down");
        check(
            Scale::Csat,
            &[(5, 41), (1, 19)],
            &[(5, 40), (1, 20)],
            "difference +2 points (95% interval −15 to +18): no evidence of change",
        );
        check(
            Scale::Ces5,
            &[(5, 40), (3, 20)],
            &[(4, 30), (3, 30)],
            "difference +0.8 (95% interval +0.6 to +1.1): up",
        );
    }

    #[test]
    fn without_a_verdict_no_difference_is_told() {
        check(Scale::Nps, &[(10, 4)], &[(0, 400)], "too few to compare");
        check(Scale::Nps, &[(10, 400)], &[(0, 2)], "too few to compare");
        check(Scale::Nps, &[(10, 400)], &[], "too few to compare");
        check(
            Scale::Ces5,
            &[(5, 40)],
            &[(1, 20), (2, 20)],
            "all answers of a range are alike, not compared",
        );
    }
}
