//! The verdict: whether a change is more than chance, in a sentence, and then the figures.

use koe_shared::change::{Change, VERDICT_FROM, Verdict};
use koe_shared::result::MetricResult;
use maud::{Markup, html};

use crate::desk::figures::range;
use crate::desk::icons;
use crate::desk::language::{Bilingual, Language};
use crate::desk::words::overview as words;
use crate::pages::figures::Figures;
use crate::reports::Comparison;

/// The verdict of a result that is shown. `comparison` is none where the period before is no longer kept.
pub(crate) fn verdict(
    now: &MetricResult,
    comparison: Option<&Comparison>,
    language: Language,
) -> Markup {
    let Some(comparison) = comparison else {
        return noted(language, words::BEFORE_IS_OVER);
    };
    let before = comparison.result.result();
    let change = comparison.change.as_ref().map(|parts| &parts.change);
    let (Some(before), Some(change)) = (before, change) else {
        return noted(language, words::TOO_FEW);
    };
    let (icon, class, text) = match change.verdict {
        Some(Verdict::Up) => (icons::up(), "up", words::UP),
        Some(Verdict::Down) => (icons::fell(), "down", words::DOWN),
        Some(Verdict::NoEvidence) => (icons::waves(), "", words::NO_EVIDENCE),
        None if now.n.min(before.n) >= VERDICT_FROM => (icons::waves(), "", words::NO_SPREAD),
        // A difference beside it would be read as one.
        None => return noted(language, words::TOO_FEW),
    };
    html! {
        div.verdict.(class) {
            (icon)
            div {
                @if comparison.response_rate_changed == Some(true) {
                    p.rate-changed {
                        (language.say(words::RATE_CHANGED))
                        span.before { (language.say(words::OTHER_PEOPLE)) }
                    }
                }
                p.said {
                    b { (language.say(text)) }
                    @if let Some(figures) = figures(before, change, language) { " " span.by { (figures) } }
                }
            }
        }
    }
}

/// `前期 41 との差 −5 (−15〜+5)`; nothing where nothing was observed on a side.
fn figures(before: &MetricResult, change: &Change, language: Language) -> Option<Markup> {
    let figures = Figures::of(before.metric);
    let (score, delta) = (before.score?, change.delta?);
    let before = format!("{}{}", figures.figure(score), figures.sign());
    let (ahead, behind) = words::from_before(language, &before);
    let ends = change.low.zip(change.high);
    let ends = ends.map(|(low, high)| range(language, &figures.change(low), &figures.change(high)));
    Some(html! {
        span.before { (ahead) }
        (figures.change(delta)) " "
        span.before { (behind) }
        @if let Some(ends) = ends { "(" (ends) ")" }
    })
}

fn noted(language: Language, text: Bilingual) -> Markup {
    html! { div.verdict { (icons::waves()) div { p.said { b { (language.say(text)) } } } } }
}

#[cfg(test)]
mod tests {
    use koe_shared::confidence::Confidence;
    use koe_shared::metric::Scale;
    use koe_shared::tally::Tally;

    use super::*;

    fn said(now: &[(u8, u64)], before: &[(u8, u64)], scale: Scale, language: Language) -> String {
        let tally =
            |counts: &[(u8, u64)]| Tally::from_counts(scale, counts.iter().copied()).unwrap();
        let change = Change::between(&tally(now), &tally(before), Confidence::P95).unwrap();
        let before = MetricResult::of(&tally(before), Confidence::P95);
        let markup = figures(&before, &change, language).unwrap().into_string();
        let mut text = String::new();
        let mut is_tag = false;
        for c in markup.chars() {
            match c {
                '<' => is_tag = true,
                '>' => is_tag = false,
                c if !is_tag => text.push(c),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_change_is_told_with_its_interval_and_where_it_came_from() {
        let (now, before) = ([(10, 32), (8, 13), (3, 6)], [(10, 40), (8, 10), (3, 4)]);
        assert_eq!(
            said(&now, &before, Scale::Nps, Language::Japanese),
            "前期 67 との差 −16 (−40〜+10)"
        );
        assert_eq!(said(&now, &before, Scale::Nps, Language::English), "−16 from 67 (−40 to +10)");
        let (now, before) = ([(5, 40), (1, 20)], [(5, 30), (1, 40)]);
        let told = said(&now, &before, Scale::Csat, Language::English);
        assert!(told.starts_with("+24 from 43% (+"), "{told}");
    }

    #[test]
    fn equal_answers_change_without_an_interval() {
        let told = said(&[(5, 40)], &[(1, 20), (2, 20)], Scale::Ces5, Language::English);
        assert_eq!(told, "+3.5 from 1.5");
    }
}
