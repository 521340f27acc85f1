//! A score as a sentence, to be copied: it takes its interval, its n and its days along.

use koe_shared::result::MetricResult;

use crate::desk::figures::{headline, interval, short_interval_name};
use crate::desk::language::Language;
use crate::desk::words::charts::NO_INTERVAL;
use crate::desk::words::report as words;
use crate::pages::figures::n;

/// What a sentence tells beside the score.
pub(crate) struct Sentence<'a> {
    pub(crate) name: &'a str,
    /// The touchpoint, where the answers are those of one.
    pub(crate) touchpoint: Option<&'a str>,
    pub(crate) days: &'a str,
    pub(crate) is_sample: bool,
}

impl Sentence<'_> {
    /// `こかげ道具店 NPS 35 (95%区間 28〜42、n = 412、10月23日〜11月21日)`; nothing without a score.
    pub(crate) fn of(&self, result: &MetricResult, language: Language) -> Option<String> {
        let score = headline(language, result.metric, result.scale, result.score?);
        let told = match &result.interval {
            Some(told) => {
                let name = short_interval_name(language, told.confidence);
                format!("{name} {}", interval(language, result.metric, told))
            }
            None => language.say(NO_INTERVAL).to_owned(),
        };
        let preliminary = result.preliminary.then(|| language.say(words::PRELIMINARY).to_owned());
        let touchpoint = self.touchpoint.map(str::to_owned);
        let sample = self.is_sample.then(|| language.say(words::SAMPLE).to_owned());
        let parts = [
            Some(told),
            Some(n(result.n)),
            preliminary,
            touchpoint,
            Some(self.days.to_owned()),
            sample,
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let comma = match language {
            Language::Japanese => "、",
            Language::English => ", ",
        };
        Some(format!("{} {} {score} ({})", self.name, result.metric, parts.join(comma)))
    }
}

#[cfg(test)]
mod tests {
    use koe_shared::confidence::Confidence;
    use koe_shared::metric::Scale;
    use koe_shared::tally::Tally;

    use super::*;

    #[track_caller]
    fn check(language: Language, scale: Scale, counts: &[(u8, u64)], expected: &str) {
        let tally = Tally::from_counts(scale, counts.iter().copied()).unwrap();
        let sentence = Sentence {
            name: "こかげ道具店",
            touchpoint: None,
            days: "10月23日〜11月21日",
            is_sample: false,
        };
        let result = MetricResult::of(&tally, Confidence::P95);
        assert_eq!(sentence.of(&result, language).as_deref(), Some(expected));
    }

    #[test]
    fn a_score_is_never_copied_without_its_interval_and_its_n() {
        let counts = [(10, 118), (9, 98), (8, 74), (7, 52), (6, 24), (5, 17), (0, 29)];
        check(
            Language::Japanese,
            Scale::Nps,
            &counts,
            "こかげ道具店 NPS 35 (95%区間 28〜42、n = 412、10月23日〜11月21日)",
        );
        check(
            Language::English,
            Scale::Csat,
            &[(5, 11), (4, 8), (3, 2), (1, 2)],
            "こかげ道具店 CSAT 83% (95% interval 63 to 93%, n = 23, Preliminary, 10月23日〜11月21日)",
        );
        check(
            Language::Japanese,
            Scale::Ces5,
            &[(4, 40)],
            "こかげ道具店 CES 4.0 / 5 (区間なし (全員が同じ評価)、n = 40、10月23日〜11月21日)",
        );
    }
}
