//! How many of those who were asked answered.

use serde::Serialize;

use crate::confidence::Confidence;
use crate::stats::wilson;
use crate::tally::PromptCounts;

/// Answers ÷ prompts shown, a fraction from 0 to 1, with Wilson's interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct ResponseRate {
    /// The rate, unrounded.
    pub value: f64,
    /// The lower bound of its interval.
    pub low: f64,
    /// The upper bound of its interval.
    pub high: f64,
}

impl ResponseRate {
    /// The rate of `prompts`; `None`, which is null in JSON, where none was shown.
    #[must_use]
    pub fn of(prompts: &PromptCounts, confidence: Confidence) -> Option<Self> {
        let shown = prompts.shown();
        let span = wilson::interval(prompts.answered, shown, confidence.z())?;
        let value = prompts.answered as f64 / shown as f64;
        Some(Self { value, low: span.low, high: span.high })
    }
}

#[cfg(test)]
mod tests {
    use super::ResponseRate;
    use crate::confidence::Confidence;
    use crate::tally::PromptCounts;

    #[test]
    fn nothing_shown_has_no_rate() {
        assert_eq!(ResponseRate::of(&PromptCounts::default(), Confidence::P95), None);
    }

    /// The example of the API contract, which prints three digits.
    #[test]
    fn fifty_one_of_three_hundred() {
        let prompts = PromptCounts { answered: 51, dismissed: 120, ignored: 129 };
        let rate = ResponseRate::of(&prompts, Confidence::P95).unwrap();
        assert_eq!(
            format!("{:.2}, {:.3}…{:.3}", rate.value, rate.low, rate.high),
            "0.17, 0.132…0.217"
        );
    }
}
