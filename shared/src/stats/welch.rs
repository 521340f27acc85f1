//! The difference of two independent means.

use super::sample::Sample;
use super::{Span, student_t};

/// The first mean less the second, with what is needed to judge it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// First mean less second.
    pub centre: f64,
    /// The standard error of that.
    pub error: f64,
    /// Satterthwaite's degrees of freedom, not a whole number as a rule.
    pub df: f64,
}

impl Difference {
    /// Compares two samples of unequal variance.
    ///
    /// B. L. Welch, "The generalization of 'Student's' problem when several different population
    /// variances are involved", Biometrika 34 (1947), 28–35. `None` where either sample has no
    /// error of its own: a single value, or all values equal. Treating that error as zero would
    /// make five equal answers the surest of all.
    #[must_use]
    pub fn between(first: &Sample, second: &Sample) -> Option<Self> {
        let (one, other) = (first.squared_error()?, second.squared_error()?);
        let share = |error: f64, n: u64| error * error / (n as f64 - 1.0);
        let both = one + other;
        Some(Self {
            centre: first.mean - second.mean,
            error: both.sqrt(),
            df: both * both / (share(one, first.n) + share(other, second.n)),
        })
    }

    /// The interval of the difference, 1 − `alpha` two-sided. Not clamped.
    #[must_use]
    pub fn interval(&self, alpha: f64) -> Span {
        Span::around(self.centre, student_t::two_sided_quantile(alpha, self.df) * self.error)
    }

    /// The two-sided p-value of no difference.
    #[must_use]
    pub fn two_sided_p(&self) -> f64 {
        student_t::two_sided_p(self.centre / self.error, self.df)
    }
}
