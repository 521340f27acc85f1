//! Under what circumstances a score came about: response rate, prompts, what is excluded, what is still needed.

use koe_shared::precision::Needed;
use maud::{Markup, html};

use crate::desk::figures::{about, rate, rates};
use crate::desk::language::Language;
use crate::desk::words::overview::{self as words, Excluded};
use crate::pages::figures::grouped;
use crate::reports::MetricView;

/// The facts of a metric, in rows.
pub(super) fn facts(metric: &MetricView, language: Language) -> Markup {
    let prompts = &metric.prompts;
    let needed = metric.needed.as_ref().map(|needed| precision(needed, language));
    html! {
        dl.facts {
            div {
                dt { (language.say(words::RESPONSE_RATE)) }
                dd {
                    @match &prompts.response_rate {
                        Some(told) => { b { (rate(told.value)) } " (" (rates(language, told.low, told.high)) ")" },
                        None => "—",
                    }
                }
            }
            div {
                dt { (language.say(words::SHOWN)) }
                dd {
                    span.ink { (words::times(language, &grouped(prompts.shown))) } " "
                    (words::unanswered(language, &grouped(prompts.dismissed), &grouped(prompts.ignored)))
                }
            }
            div {
                dt { (language.say(words::EXCLUDED)) }
                dd { span.ink { (excluded(metric, language)) } }
            }
            @if let Some((margin, further)) = needed {
                div { dt { (margin) } dd { span.ink { (further) } } }
            }
        }
    }
}

fn excluded(metric: &MetricView, language: Language) -> String {
    let counts = &metric.excluded;
    let all = [
        (Excluded::Test, counts.test),
        (Excluded::Withdrawn, counts.withdrawn),
        (Excluded::Unreadable, counts.unreadable.unwrap_or_default()),
    ];
    let told = all.into_iter().filter(|(_, n)| *n > 0);
    let told: Vec<String> =
        told.map(|(what, n)| words::excluded(language, what, n, &grouped(n))).collect();
    match (told.is_empty(), language) {
        (true, _) => language.say(words::NONE).to_owned(),
        (false, Language::Japanese) => told.join("・"),
        (false, Language::English) => told.join(", "),
    }
}

/// The widest margin that is not reached yet, with the further answers that it takes; else that the narrowest is.
fn precision(needed: &Needed, language: Language) -> (String, String) {
    let [narrow, wide] = needed.margin.further();
    let (margin, further) = if wide.1 == Some(0) { narrow } else { wide };
    let further = match further {
        None => language.say(words::UNKNOWN).to_owned(),
        Some(0) => language.say(words::REACHED).to_owned(),
        Some(n) => words::more_answers(language, &about(n)),
    };
    (words::to_reach(language, &margin.to_string()), further)
}

#[cfg(test)]
mod tests {
    use koe_shared::confidence::Confidence;
    use koe_shared::metric::Scale;
    use koe_shared::tally::Tally;

    use super::*;

    #[track_caller]
    fn check(scale: Scale, counts: &[(u8, u64)], margin: &str, further: &str) {
        let tally = Tally::from_counts(scale, counts.iter().copied()).unwrap();
        let needed = Needed::of(&tally, None, Confidence::P95).unwrap();
        let told = precision(&needed, Language::English);
        assert_eq!((told.0.as_str(), told.1.as_str()), (margin, further));
    }

    #[test]
    fn the_widest_margin_that_is_not_reached_is_told() {
        check(Scale::Nps, &[(10, 32), (8, 13), (0, 6)], "To reach ±10", "about 140 more answers");
        check(Scale::Nps, &[(10, 150), (8, 80), (0, 60)], "To reach ±5", "about 680 more answers");
        check(Scale::Nps, &[(10, 500), (8, 300), (0, 200)], "To reach ±5", "reached");
        check(Scale::Ces5, &[(5, 9)], "To reach ±0.25", "can’t be told yet");
    }
}
