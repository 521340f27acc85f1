//! A score in a sentence: `NPS 35 (95% interval 28 to 42, n = 412, 23 Oct to 21 Nov)`.

use koe_shared::confidence::Confidence;
use koe_shared::disclosure::Reported;
use koe_shared::groups::GroupResult;
use koe_shared::metric::Metric;
use koe_shared::result::MetricResult;

use super::Asked;
use crate::desk::figures::{headline, interval, level, rate, rates};
use crate::desk::language::Language::English;
use crate::pages::figures::n;
use crate::reports::{Prompts, Scores, Summary};

/// What one reply says of a survey or a metric: the score, those of its groups and periods, and how many answered.
pub(crate) fn scores(scores: &Scores, asked: &Asked<'_>) -> String {
    let days = asked.days.of(scores.from, scores.to);
    let label = label(scores.metric, asked.survey);
    let mut lines = vec![sentence(&label, &scores.result, asked, &days)];
    lines.push(response_rate(&scores.prompts, asked, &days));
    for group in scores.groups.iter().flatten() {
        let label = format!("{}: {label}", group.value);
        lines.push(match &group.result {
            GroupResult::Shown { result, .. } => {
                format!("{}.", shown(&label, result, asked, &days))
            }
            // The next larger group goes along, or the smallest could be worked out.
            GroupResult::Withheld(few) => format!(
                "{label}: not shown, since this or another group has too few answers ({}).",
                beside(few.n(), asked, &days)
            ),
        });
    }
    for point in scores.series.iter().flatten() {
        let days = asked.days.of(point.from, point.to);
        lines.push(sentence(&label, &point.result, asked, &days));
    }
    lines.push(format!("Received before {}.", scores.as_of));
    lines.join("\n")
}

/// What one reply says of every metric.
pub(crate) fn scores_of_all(summary: &Summary, asked: &Asked<'_>) -> String {
    let days = asked.days.of(summary.from, summary.to);
    let mut lines = Vec::new();
    for measured in &summary.metrics {
        lines.push(sentence(&label(measured.metric, None), &measured.result, asked, &days));
        lines.push(response_rate(&measured.prompts, asked, &days));
    }
    lines.push(format!("Received before {}.", summary.as_of));
    lines.join("\n")
}

/// What is measured: `NPS`, `NPS of shop-nps`.
pub(super) fn label(metric: Metric, survey: Option<&str>) -> String {
    match survey {
        Some(survey) => format!("{metric} of {survey}"),
        None => metric.to_string(),
    }
}

/// A score, or why there is none to tell. It ends with a full stop.
fn sentence(label: &str, reported: &Reported, asked: &Asked<'_>, days: &str) -> String {
    format!("{}.", clause(label, reported, asked, days))
}

/// The same inside of a sentence.
pub(super) fn clause(label: &str, reported: &Reported, asked: &Asked<'_>, days: &str) -> String {
    match reported {
        Reported::Shown { result } => shown(label, result, asked, days),
        Reported::Withheld(few) => {
            format!("{label}: too few answers to be shown ({})", beside(few.n(), asked, days))
        }
    }
}

fn shown(label: &str, result: &MetricResult, asked: &Asked<'_>, days: &str) -> String {
    let Some(score) = result.score else {
        return format!("{label}: no answers ({})", beside(result.n, asked, days));
    };
    let score = headline(English, result.metric, result.scale, score);
    let told = match &result.interval {
        Some(told) => {
            format!(
                "{} interval {}",
                level(told.confidence),
                interval(English, result.metric, told)
            )
        }
        None => "no interval, since all answers are alike".to_owned(),
    };
    let preliminary = if result.preliminary { "preliminary, fewer than 30 answers, " } else { "" };
    format!("{label} {score} ({told}, {preliminary}{})", beside(result.n, asked, days))
}

/// `n = 412, 23 Oct to 21 Nov, touchpoint post-purchase`
fn beside(count: u64, asked: &Asked<'_>, days: &str) -> String {
    let parts = [n(count), days.to_owned()].into_iter().chain(asked.narrowed.iter().cloned());
    parts.collect::<Vec<_>>().join(", ")
}

fn response_rate(prompts: &Prompts, asked: &Asked<'_>, days: &str) -> String {
    let beside = beside(prompts.shown, asked, days);
    match &prompts.response_rate {
        Some(told) => {
            share("Response rate", (told.value, told.low, told.high), asked.confidence, &beside)
        }
        None => format!("Response rate: no prompt was shown ({beside})."),
    }
}

/// A share with its interval: `Response rate 17.0% (95% interval 13.2 to 21.7%, n = 300)`.
pub(super) fn share(
    label: &str,
    (share, low, high): (f64, f64, f64),
    confidence: Confidence,
    beside: &str,
) -> String {
    let (share, ends) = (rate(share), rates(English, low, high));
    format!("{label} {share} ({} interval {ends}%, {beside}).", level(confidence))
}

#[cfg(test)]
mod tests {
    use koe_shared::metric::Scale;
    use koe_shared::tally::Tally;

    use super::*;
    use crate::mcp::said::Days;

    #[track_caller]
    fn check(scale: Scale, counts: &[(u8, u64)], survey: Option<&str>, expected: &str) {
        let tally = Tally::from_counts(scale, counts.iter().copied()).unwrap();
        let result = MetricResult::of(&tally, Confidence::P95);
        let days = Days { timezone: "Asia/Tokyo", now: "2026-11-21T03:00:00Z".parse().unwrap() };
        let narrowed = vec!["touchpoint checkout".to_owned()];
        let asked = Asked { days, confidence: Confidence::P95, survey, narrowed };
        let told = shown(&label(scale.metric(), survey), &result, &asked, "1 Nov to 20 Nov");
        assert_eq!(told, expected);
    }

    #[test]
    fn every_metric_is_told_in_its_own_unit() {
        check(
            Scale::Nps,
            &[(10, 20), (0, 20)],
            None,
            "NPS 0 (95% interval −30 to 30, n = 40, 1 Nov to 20 Nov, touchpoint checkout)",
        );
        check(
            Scale::Csat,
            &[(5, 11), (4, 8), (3, 2), (1, 2)],
            None,
            "CSAT 83% (95% interval 63 to 93%, preliminary, fewer than 30 answers, n = 23, 1 Nov to 20 Nov, \
             touchpoint checkout)",
        );
        check(
            Scale::Ces7,
            &[(6, 1_000)],
            Some("care-ces"),
            "CES of care-ces 6.0 of 7 (no interval, since all answers are alike, n = 1,000, 1 Nov to 20 Nov, \
             touchpoint checkout)",
        );
    }

    #[test]
    fn no_answers_are_no_score() {
        for scale in Scale::ALL {
            let expected = format!(
                "{}: no answers (n = 0, 1 Nov to 20 Nov, touchpoint checkout)",
                scale.metric()
            );
            check(scale, &[], None, &expected);
        }
    }
}
