//! How many of those who were asked answered.

use serde::Serialize;

use crate::confidence::Confidence;
use crate::stats::newcombe::{self, Share};
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

/// Whether the response rate of two ranges differs: whether Newcombe's interval of the difference
/// leaves out zero. `None`, which is null in JSON, where none was shown on a side.
///
/// Where it differs, a change of the score may compare different people.
#[must_use]
pub fn response_rate_changed(
    now: &PromptCounts,
    before: &PromptCounts,
    confidence: Confidence,
) -> Option<bool> {
    let share = |prompts: &PromptCounts| Share { k: prompts.answered, n: prompts.shown() };
    let difference = newcombe::interval(share(now), share(before), confidence.z())?;
    Some(difference.low > 0.0 || difference.high < 0.0)
}

#[cfg(test)]
mod tests {
    use super::{ResponseRate, response_rate_changed};
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

    /// Two of Newcombe's published rows at 95 %: 56/70 against 48/80 differ (0.0524…0.3339), 5/56
    /// against 0/29 may not (−0.0381…0.1926).
    #[test]
    fn a_rate_changed_where_the_interval_leaves_out_zero() {
        let prompts = |answered, shown: u64| PromptCounts {
            answered,
            dismissed: (shown - answered) / 2,
            ignored: (shown - answered).div_ceil(2),
        };
        let changed = |now, before| response_rate_changed(&now, &before, Confidence::P95);
        assert_eq!(changed(prompts(56, 70), prompts(48, 80)), Some(true));
        assert_eq!(changed(prompts(48, 80), prompts(56, 70)), Some(true));
        assert_eq!(changed(prompts(5, 56), prompts(0, 29)), Some(false));
        assert_eq!(changed(prompts(5, 56), prompts(0, 0)), None);
        assert_eq!(changed(prompts(0, 0), prompts(5, 56)), None);
    }

    #[test]
    fn more_confidence_needs_a_larger_change() {
        let now = PromptCounts { answered: 60, dismissed: 40, ignored: 0 };
        let before = PromptCounts { answered: 46, dismissed: 54, ignored: 0 };
        let changed = |confidence| response_rate_changed(&now, &before, confidence);
        assert_eq!(Confidence::ALL.map(changed), [Some(true), Some(true), Some(false)]);
    }
}
