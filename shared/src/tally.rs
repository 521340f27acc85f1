//! Counts: how often each score was picked, and how prompts ended.
//!
//! A tally holds counts and nothing else. Totals and buckets are derived on the spot, and what the
//! counts say is in [`crate::result`]. Dismissals have no place here by construction: a [`Tally`]
//! takes scores only, and [`PromptCounts`] holds no score.

use std::fmt;
use std::ops::AddAssign;

use crate::metric::{Bucket, Scale};
use crate::score::{OffScale, Score};

/// Room for the scores 0–10. A count lies at the index of the score itself on every scale: an
/// offset is how an option's index ends up where its score belongs.
const SLOTS: usize = 11;

/// How often each score of one scale was picked.
///
/// Sums saturate instead of wrapping, so merging stays commutative and associative whatever is fed
/// in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tally {
    scale: Scale,
    counts: [u64; SLOTS],
}

impl Tally {
    /// A tally without answers.
    #[must_use]
    pub const fn new(scale: Scale) -> Self {
        Self { scale, counts: [0; SLOTS] }
    }

    /// A tally of counts per score; a score named twice adds up.
    ///
    /// # Errors
    /// [`OffScale`] for the first score that is not on the scale.
    pub fn from_counts(
        scale: Scale,
        counts: impl IntoIterator<Item = (u8, u64)>,
    ) -> Result<Self, OffScale> {
        let mut tally = Self::new(scale);
        for (value, count) in counts {
            let score = Score::new(scale, i64::from(value))?;
            tally.add(score.value(), count);
        }
        Ok(tally)
    }

    /// Counts one answer.
    ///
    /// # Errors
    /// [`MixedScales`] where the score is on another scale; the tally is then unchanged.
    pub fn record(&mut self, score: Score) -> Result<(), MixedScales> {
        self.record_times(score, 1)
    }

    /// Counts so many answers of one score.
    ///
    /// # Errors
    /// [`MixedScales`] where the score is on another scale; the tally is then unchanged.
    pub fn record_times(&mut self, score: Score, times: u64) -> Result<(), MixedScales> {
        self.require(score.scale())?;
        self.add(score.value(), times);
        Ok(())
    }

    /// Adds the counts of another tally.
    ///
    /// # Errors
    /// [`MixedScales`] where it is on another scale; the tally is then unchanged.
    pub fn merge(&mut self, other: &Self) -> Result<(), MixedScales> {
        self.require(other.scale)?;
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count = count.saturating_add(more);
        }
        Ok(())
    }

    /// What is left when a part that was merged into this tally is taken out again.
    pub(crate) fn without(&self, part: &Self) -> Result<Self, MixedScales> {
        self.require(part.scale)?;
        let mut rest = *self;
        for (count, less) in rest.counts.iter_mut().zip(part.counts) {
            *count = count.saturating_sub(less);
        }
        Ok(rest)
    }

    /// The scale whose scores are counted.
    #[must_use]
    pub const fn scale(&self) -> Scale {
        self.scale
    }

    /// How often `value` was picked; 0 off the scale.
    #[must_use]
    pub fn count(&self, value: u8) -> u64 {
        self.counts.get(usize::from(value)).copied().unwrap_or(0)
    }

    /// Every legal score with its count, ascending, those nobody picked included.
    pub fn iter(&self) -> impl Iterator<Item = (u8, u64)> + Clone + '_ {
        self.scale.scores().map(|value| (value, self.count(value)))
    }

    /// The number of answers.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.counts.iter().fold(0, |n, count| n.saturating_add(*count))
    }

    /// How many answers fall into `bucket`.
    #[must_use]
    pub fn in_bucket(&self, bucket: Bucket) -> u64 {
        self.iter()
            .filter(|(value, _)| self.scale.bucket_of_legal(*value) == bucket)
            .fold(0, |n, (_, count)| n.saturating_add(count))
    }

    fn add(&mut self, value: u8, count: u64) {
        let slot = &mut self.counts[usize::from(value)];
        *slot = slot.saturating_add(count);
    }

    fn require(&self, other: Scale) -> Result<(), MixedScales> {
        if self.scale == other { Ok(()) } else { Err(MixedScales { first: self.scale, other }) }
    }
}

/// Two scales met where only one may be: their scores are never added up or compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MixedScales {
    /// The scale that was there.
    pub first: Scale,
    /// The scale that came.
    pub other: Scale,
}

impl fmt::Display for MixedScales {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} and the {} cannot be pooled", self.first, self.other)
    }
}

impl std::error::Error for MixedScales {}

/// How the prompts that were shown ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PromptCounts {
    /// Ended with a score.
    pub answered: u64,
    /// Closed without a score.
    pub dismissed: u64,
    /// Neither answered nor closed.
    pub ignored: u64,
}

impl PromptCounts {
    /// How many prompts are known to have been shown. A lower bound of the truth: a browser may
    /// die before it tells.
    #[must_use]
    pub const fn shown(&self) -> u64 {
        self.answered.saturating_add(self.dismissed).saturating_add(self.ignored)
    }

    /// Dismissed ÷ shown, from 0 to 1; `None` where nothing was shown.
    #[must_use]
    pub fn dismissed_share(&self) -> Option<f64> {
        self.share(self.dismissed)
    }

    /// Ignored ÷ shown, from 0 to 1; `None` where nothing was shown.
    #[must_use]
    pub fn ignored_share(&self) -> Option<f64> {
        self.share(self.ignored)
    }

    fn share(&self, part: u64) -> Option<f64> {
        let shown = self.shown();
        (shown > 0).then(|| part as f64 / shown as f64)
    }
}

impl AddAssign for PromptCounts {
    fn add_assign(&mut self, more: Self) {
        self.answered = self.answered.saturating_add(more.answered);
        self.dismissed = self.dismissed.saturating_add(more.dismissed);
        self.ignored = self.ignored.saturating_add(more.ignored);
    }
}

#[cfg(test)]
mod tests {
    use super::{PromptCounts, Tally};
    use crate::metric::{Bucket, Scale};
    use crate::score::Score;

    #[test]
    fn a_score_is_counted_under_its_own_number() {
        for scale in Scale::ALL {
            for value in scale.scores() {
                let mut tally = Tally::new(scale);
                tally.record(Score::new(scale, i64::from(value)).unwrap()).unwrap();
                let picked: Vec<_> = tally.iter().filter(|(_, count)| *count > 0).collect();
                assert_eq!(picked, [(value, 1)], "{scale}");
                assert_eq!(tally.n(), 1);
            }
        }
    }

    #[test]
    fn every_legal_score_is_listed_and_no_other() {
        for scale in Scale::ALL {
            let listed: Vec<u8> = Tally::new(scale).iter().map(|(value, _)| value).collect();
            assert_eq!(listed, scale.scores().collect::<Vec<_>>());
        }
    }

    #[test]
    fn buckets_add_up_to_the_answers() {
        let tally = Tally::from_counts(Scale::Nps, (0..=10).map(|v| (v, 1 << v))).unwrap();
        let counts = Bucket::ALL.map(|bucket| tally.in_bucket(bucket));
        assert_eq!(counts, [0b111_1111, 0b1_1000_0000, 0b110_0000_0000]);
        assert_eq!(counts.iter().sum::<u64>(), tally.n());
    }

    #[test]
    fn two_scales_are_never_pooled() {
        for one in Scale::ALL {
            for other in Scale::ALL.into_iter().filter(|other| *other != one) {
                let mut tally = Tally::from_counts(one, [(one.max(), 3)]).unwrap();
                let before = tally;
                let score = Score::new(other, i64::from(other.max())).unwrap();
                assert!(tally.record(score).is_err());
                assert!(tally.merge(&Tally::new(other)).is_err());
                assert!(tally.without(&Tally::new(other)).is_err());
                assert_eq!(tally, before);
            }
        }
        let error = Tally::new(Scale::Ces5).merge(&Tally::new(Scale::Ces7)).unwrap_err();
        assert_eq!(error.to_string(), "the CES scale 1–5 and the CES scale 1–7 cannot be pooled");
    }

    #[test]
    fn counts_of_scores_off_the_scale_are_refused() {
        let error = Tally::from_counts(Scale::Csat, [(5, 1), (6, 0)]).unwrap_err();
        assert_eq!(error.to_string(), "score 6 is outside the CSAT scale 1–5");
    }

    #[test]
    fn counts_saturate_instead_of_wrapping() {
        let mut tally = Tally::from_counts(Scale::Nps, [(9, u64::MAX), (0, 7)]).unwrap();
        tally.record(Score::new(Scale::Nps, 9).unwrap()).unwrap();
        assert_eq!(tally.count(9), u64::MAX);
        assert_eq!(tally.n(), u64::MAX);
    }

    #[test]
    fn shown_is_answered_dismissed_and_ignored() {
        let mut prompts = PromptCounts { answered: 51, dismissed: 120, ignored: 100 };
        prompts += PromptCounts { ignored: 29, ..PromptCounts::default() };
        assert_eq!(prompts.shown(), 300);
        assert_eq!(prompts.dismissed_share(), Some(0.4));
        assert_eq!(prompts.ignored_share(), Some(0.43));
    }

    #[test]
    fn no_prompt_has_no_shares() {
        assert_eq!(PromptCounts::default().dismissed_share(), None);
        assert_eq!(PromptCounts::default().ignored_share(), None);
    }
}
