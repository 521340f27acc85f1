//! The corrected NPS that comparisons are made with.

use super::Span;

/// An NPS shrunk a little towards the middle, with the error of that.
///
/// Three answers are added to the sample: ¾ detractors, 1½ passives, ¾ promoters. A. Agresti &
/// Y. Min, "Simple improved confidence intervals for comparing matched proportions", Statistics in
/// Medicine 24 (2005), 729–740, have the correction for paired proportions; the weights for NPS are
/// those `MeasuringU` published. Without it two unanimous samples would differ with certainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corrected {
    /// The corrected difference of shares, promoters less detractors, from −1 to 1.
    pub centre: f64,
    /// Its squared standard error.
    pub squared_error: f64,
}

/// The answers that the correction adds to a sample.
pub const ADDED: f64 = 3.0;

/// The corrected variance of one answer as −1, 0 or 1, above 0 and at most 1; one half without
/// answers.
#[must_use]
pub fn variance(promoters: u64, detractors: u64, n: u64) -> f64 {
    Corrected::of(promoters, detractors, n).squared_error * (n as f64 + ADDED)
}

impl Corrected {
    /// The corrected NPS of that many promoters and detractors among `n` answers.
    #[must_use]
    pub fn of(promoters: u64, detractors: u64, n: u64) -> Self {
        let total = n as f64 + ADDED;
        let up = (promoters as f64 + ADDED / 4.0) / total;
        let down = (detractors as f64 + ADDED / 4.0) / total;
        let centre = up - down;
        Self { centre, squared_error: (up + down - centre * centre) / total }
    }

    /// Its own interval. Not what is reported for an NPS: it may miss the score and pass the ends.
    #[must_use]
    pub fn interval(&self, z: f64) -> Span {
        Span::around(self.centre, z * self.squared_error.sqrt())
    }

    /// The difference to an independent sample: this one less the other.
    #[must_use]
    pub fn less(&self, other: &Self) -> Self {
        Self {
            centre: self.centre - other.centre,
            squared_error: self.squared_error + other.squared_error,
        }
    }

    /// How many standard errors it is away from zero.
    #[must_use]
    pub fn z(&self) -> f64 {
        self.centre / self.squared_error.sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::{Corrected, variance};

    #[test]
    fn half_promoters_and_half_detractors_vary_most() {
        assert!((variance(0, 0, 0) - 0.5).abs() < 1e-15);
        assert!((variance(5, 0, 5) - 0.421_875).abs() < 1e-15);
        let half = variance(1_000_000_000, 1_000_000_000, 2_000_000_000);
        assert!((1.0 - 1e-8..1.0).contains(&half), "{half}");
    }

    #[test]
    fn nobody_is_in_the_middle_with_an_error() {
        let nobody = Corrected::of(0, 0, 0);
        assert!(nobody.centre.abs() < f64::EPSILON && nobody.squared_error > 0.0);
    }

    #[test]
    fn unanimous_answers_keep_an_error() {
        let corrected = Corrected::of(30, 0, 30);
        assert!((corrected.centre - 30.0 / 33.0).abs() < 1e-15);
        assert!(corrected.squared_error > 0.0);
    }
}
