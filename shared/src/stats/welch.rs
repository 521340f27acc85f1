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

#[cfg(test)]
mod tests {
    use super::Difference;
    use crate::stats::sample::Sample;

    fn sample(values: &[f64]) -> Sample {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        Sample { n: values.len() as u64, mean, variance: Some(squares / (n - 1.0)) }
    }

    #[track_caller]
    fn check(first: &[f64], second: &[f64], t: f64, df: f64, p: f64) {
        let difference = Difference::between(&sample(first), &sample(second)).unwrap();
        assert!((difference.centre / difference.error - t).abs() < 0.005, "{difference:?}");
        assert!((difference.df - df).abs() < 0.05, "{difference:?}");
        assert!((difference.two_sided_p() - p).abs() < 0.000_5, "{difference:?}");
        let span = difference.interval(difference.two_sided_p());
        assert!(span.high.abs() < 1e-9, "the interval at p ends at zero: {span:?}");
    }

    /// The first two examples in Wikipedia's "Welch's t-test", with t, degrees of freedom and P as
    /// printed: samples of equal size, and of unequal size and variance.
    #[test]
    fn published_examples() {
        check(
            &[
                27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7,
                21.4,
            ],
            &[
                27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5,
                24.4,
            ],
            -2.46,
            25.0,
            0.021,
        );
        check(
            &[17.2, 20.9, 22.6, 18.1, 21.7, 21.4, 23.5, 24.2, 14.7, 21.8],
            &[
                21.5, 22.8, 21.0, 23.0, 21.6, 23.6, 22.5, 20.7, 23.4, 21.8, 20.7, 21.7, 21.5, 22.5,
                23.6, 21.5, 22.5, 23.5, 21.5, 21.8,
            ],
            -1.57,
            9.9,
            0.149,
        );
    }

    #[test]
    fn a_sample_without_an_error_of_its_own_is_not_compared() {
        let (varied, single) = (sample(&[1.0, 2.0, 4.0]), sample(&[3.0]));
        let equal = sample(&[5.0, 5.0, 5.0]);
        for other in [Sample { variance: None, ..single }, equal] {
            assert_eq!(Difference::between(&varied, &other), None);
            assert_eq!(Difference::between(&other, &varied), None);
        }
    }
}
