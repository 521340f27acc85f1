//! The figures of a digest as lines: a score with its interval and n, what changed, and why.

use koe_shared::change::{Change, VERDICT_FROM, Verdict};
use koe_shared::confidence::Confidence;
use koe_shared::disclosure::Reported;
use koe_shared::figures::{Figures, grouped, n};
use koe_shared::metric::Metric;
use koe_shared::result::MetricResult;

use super::digest::{DOT, NAME};
use super::words;
use crate::alerts::{Language, one_line};
use crate::reports::{ChangeInParts, Comparison, MetricView, OutermostView};

/// What a digest says of one metric, in lines.
pub(super) fn metric(language: Language, metric: &MetricView, min_group: u32) -> String {
    let result = match &metric.result {
        Reported::Shown { result } => result,
        Reported::Withheld(too_few) => {
            let from = grouped(min_group.into());
            let withheld = words::withheld(language, &n(too_few.n()), &from);
            return format!("{}: {withheld}", metric.metric);
        }
    };
    let Some(told) = score(language, result) else {
        return format!("{}: {}{DOT}{}", metric.metric, n(0), words::no_answers(language));
    };
    let mut lines = vec![told];
    lines.extend(changed(language, result, metric.comparison.as_ref()));
    lines.join("\n")
}

/// The touchpoint that is farthest below the others.
pub(super) fn lowest(language: Language, worst: &OutermostView) -> Option<String> {
    let is_lower = worst.adjusted_p.is_some_and(|p| p < Confidence::default().alpha());
    let touchpoint = one_line(&worst.touchpoint, NAME);
    let told = score(language, &worst.result)?;
    let lines = [words::lowest(language, &touchpoint, &told), words::standing(language, is_lower)];
    Some(lines.join("\n"))
}

/// `NPS 35 (95% interval 28 to 42, n = 412)`; nothing without a score.
fn score(language: Language, result: &MetricResult) -> Option<String> {
    let figures = Figures::of(result.metric);
    let figure = figures.figure(result.score?);
    let headline = match result.metric {
        Metric::Ces => format!("{figure} {} {}", language.pick("/", "of"), result.scale.max),
        Metric::Nps | Metric::Csat => format!("{figure}{}", figures.sign()),
    };
    let interval = result.interval.as_ref().map(|interval| {
        let ends = (&*figures.figure(interval.low), &*figures.figure(interval.high));
        let level = figure_of(interval.confidence);
        format!(
            "{} {}{}",
            words::interval(language, &level),
            words::range(language, ends),
            figures.sign()
        )
    });
    let interval = interval.unwrap_or_else(|| words::no_interval(language).to_owned());
    let preliminary = result.preliminary.then(|| words::preliminary(language).to_owned());
    let parts: Vec<String> =
        [Some(interval), Some(n(result.n)), preliminary].into_iter().flatten().collect();
    let parts = parts.join(language.pick("、", ", "));
    Some(format!("{} {headline} ({parts})", result.metric))
}

/// A level of confidence: `95%`.
fn figure_of(confidence: Confidence) -> String {
    format!("{}%", koe_shared::figures::decimal(confidence.level() * 100.0, 0))
}

/// The verdict on the change since the week before, and where there is evidence of one, why.
fn changed(language: Language, now: &MetricResult, comparison: Option<&Comparison>) -> Vec<String> {
    let alone = |text: &str| vec![text.to_owned()];
    let Some(comparison) = comparison else { return alone(words::before_is_over(language)) };
    let (Some(before), Some(parts)) = (comparison.result.result(), &comparison.change) else {
        return alone(words::too_few(language));
    };
    let verdict = match parts.change.verdict {
        Some(verdict) => words::verdict(language, verdict),
        None if now.n.min(before.n) >= VERDICT_FROM => words::no_spread(language),
        // A difference beside it would be read as one.
        None => return alone(words::too_few(language)),
    };
    let mut lines = Vec::new();
    if comparison.response_rate_changed == Some(true) {
        lines.push(words::rate_changed(language).to_owned());
    }
    lines.push(match difference(language, before, &parts.change) {
        Some(difference) => words::by(language, verdict, &difference),
        None => words::sentence(language, verdict),
    });
    if matches!(parts.change.verdict, Some(Verdict::Up | Verdict::Down)) {
        lines.extend(why(language, now.metric, parts));
    }
    lines
}

/// `−5 from 41 (−15 to +5)`; nothing where nothing was observed on a side.
fn difference(language: Language, before: &MetricResult, change: &Change) -> Option<String> {
    let figures = Figures::of(before.metric);
    let (score, delta) = (before.score?, change.delta?);
    let before = format!("{}{}", figures.figure(score), figures.sign());
    let told = words::difference(language, &figures.change(delta), &before);
    let ends = change.low.zip(change.high).map(|(low, high)| {
        let ends = (&*figures.change(low), &*figures.change(high));
        format!(" ({})", words::range(language, ends))
    });
    Some(told + &ends.unwrap_or_default())
}

/// How much comes from who answered, how much from how they rate, and the touchpoint that moved it most.
fn why(language: Language, metric: Metric, parts: &ChangeInParts) -> Option<String> {
    let figures = Figures::of(metric);
    let delta = figures.change(parts.change.delta?);
    let (mix, within) = parts.parts()?;
    let told = words::why(language, &delta, (&figures.change(mix), &figures.change(within)));
    let moved = parts.moved_most.as_ref().and_then(|moved| moved.0.as_ref());
    let most = moved.map(|moved| {
        let by = figures.change(moved.mix + moved.within);
        words::moved_most(language, &one_line(&moved.value, NAME), &by)
    });
    Some(told + &most.unwrap_or_default())
}
