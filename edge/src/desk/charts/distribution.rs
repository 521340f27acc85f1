//! The distribution: a bar for each score, from zero, with its count above and the score below.

use koe_shared::metric::{Bucket, Metric, Scale};
use koe_shared::result::MetricResult;
use koe_shared::tally::Tally;
use maud::{Markup, html};

use crate::desk::figures::{range, share};
use crate::desk::language::Language;
use crate::desk::words::charts as words;
use crate::pages::figures::grouped;

/// How high the highest bar is.
const HIGHEST: f64 = 75.0;
/// How high a bar of no answers is.
const LINE: f64 = 1.5;

/// The bars of a result.
pub(crate) fn bars(result: &MetricResult, language: Language) -> Markup {
    let tally = Tally::from(result.distribution);
    let scale = tally.scale();
    let most = tally.iter().map(|(_, count)| count).max().unwrap_or_default();
    let height = |count: u64| match count {
        0 => LINE,
        count => (HIGHEST * count as f64 / most as f64).max(LINE),
    };
    html! {
        div.bars.(format!("of-{}", scale.points())) aria-hidden="true" {
            @for (score, count) in tally.iter() {
                div {
                    span.bar-count { (grouped(count)) }
                    svg.count-bar height=(format!("{:.1}", height(count))) {
                        rect class=(class(scale.bucket(score))) width="100%" height="100%" rx="2" {}
                    }
                    span.bar-score { (score) }
                }
            }
        }
        div.aloud {
            table {
                caption { (language.say(words::DISTRIBUTION)) }
                tr { th { (language.say(words::SCORE)) } th { (language.say(words::ANSWERS)) } }
                @for (score, count) in tally.iter() {
                    tr { th { (score) } td { (grouped(count)) } }
                }
            }
        }
    }
}

/// The three parts of a result with their shapes and shares, the lowest first.
pub(crate) fn legend(result: &MetricResult, language: Language) -> Markup {
    let scale = Tally::from(result.distribution).scale();
    let parts = [
        (Bucket::Detractor, result.detractors),
        (Bucket::Passive, result.passives),
        (Bucket::Promoter, result.promoters),
    ];
    html! {
        ul.legend {
            @for (bucket, count) in parts {
                li {
                    (shape(bucket))
                    (name(scale, bucket, language))
                    @if let Some(share) = share(count, result.n) { " " b { (share) } }
                }
            }
        }
    }
}

/// What a part of a scale is called: by name for NPS, by its scores for the others.
fn name(scale: Scale, bucket: Bucket, language: Language) -> String {
    let word = match (scale.metric(), bucket) {
        (Metric::Nps, Bucket::Detractor) => return language.say(words::DETRACTORS).to_owned(),
        (Metric::Nps, Bucket::Passive) => return language.say(words::PASSIVES).to_owned(),
        (Metric::Nps, Bucket::Promoter) => return language.say(words::PROMOTERS).to_owned(),
        (Metric::Ces, Bucket::Promoter) => language.say(words::AGREE),
        (Metric::Csat, Bucket::Promoter) => language.say(words::SATISFIED),
        _ => "",
    };
    let mut scores = scale.scores().filter(|score| scale.bucket(*score) == Some(bucket));
    let lowest = scores.next().unwrap_or_default();
    let scores = match scores.next_back() {
        Some(highest) => range(language, &lowest.to_string(), &highest.to_string()),
        None => lowest.to_string(),
    };
    format!("{scores} {word}").trim_end().to_owned()
}

fn shape(bucket: Bucket) -> Markup {
    let drawn = match bucket {
        Bucket::Detractor => "M0 1h10L5 10z",
        Bucket::Passive => "M1 1h8v8H1z",
        Bucket::Promoter => "M5 0l5 9H0z",
    };
    html! {
        svg.shape width="10" height="10" aria-hidden="true" { path class=(class(Some(bucket))) d=(drawn) {} }
    }
}

/// The class of a bucket's colour.
pub(crate) const fn class(bucket: Option<Bucket>) -> &'static str {
    match bucket {
        Some(Bucket::Detractor) => "detractor",
        Some(Bucket::Promoter) => "promoter",
        Some(Bucket::Passive) | None => "passive",
    }
}

#[cfg(test)]
mod tests {
    use koe_shared::confidence::Confidence;

    use super::*;

    fn result(scale: Scale, counts: &[(u8, u64)]) -> MetricResult {
        let tally = Tally::from_counts(scale, counts.iter().copied()).unwrap();
        MetricResult::of(&tally, Confidence::P95)
    }

    fn heights(markup: &str) -> Vec<&str> {
        let bars = markup.split("class=\"count-bar\" height=\"").skip(1);
        bars.map(|bar| bar.split('"').next().unwrap()).collect()
    }

    #[test]
    fn every_score_has_a_bar_and_none_is_a_line() {
        for scale in Scale::ALL {
            let told =
                bars(&result(scale, &[(scale.max(), 8), (scale.min(), 4)]), Language::English);
            let told = told.into_string();
            let heights = heights(&told);
            assert_eq!(heights.len(), usize::from(scale.points()), "{scale}");
            assert_eq!((heights[0], heights[1]), ("37.5", "1.5"));
            assert_eq!(heights.last(), Some(&"75.0"));
            assert_eq!(
                told.matches("<tr>").count(),
                heights.len() + 1,
                "the table has every score"
            );
        }
    }

    #[test]
    fn the_table_has_the_counts_of_the_bars() {
        let told = bars(&result(Scale::Csat, &[(5, 13_612)]), Language::English).into_string();
        assert!(told.contains("<th>5</th><td>13,612</td>"), "{told}");
    }

    #[test]
    fn the_parts_are_named_by_their_scores_or_words() {
        let named = |scale: Scale, language| {
            [Bucket::Detractor, Bucket::Passive, Bucket::Promoter]
                .map(|bucket| name(scale, bucket, language))
        };
        assert_eq!(named(Scale::Nps, Language::Japanese), ["批判者", "中立者", "推奨者"]);
        assert_eq!(named(Scale::Ces5, Language::Japanese), ["1〜2", "3", "4〜5 そう思う"]);
        assert_eq!(named(Scale::Ces7, Language::English), ["1 to 3", "4", "5 to 7 agree"]);
        assert_eq!(named(Scale::Csat, Language::English), ["1 to 2", "3", "4 to 5 satisfied"]);
    }

    #[test]
    fn shares_are_rounded_each_by_itself() {
        let told = legend(&result(Scale::Nps, &[(10, 1), (8, 1), (0, 1)]), Language::English);
        assert_eq!(told.into_string().matches("<b>33%</b>").count(), 3);
    }
}
