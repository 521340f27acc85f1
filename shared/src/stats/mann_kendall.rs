//! Does a series rise or fall more steadily than chance would make it?

use super::normal;

/// What the test comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannKendall {
    /// Pairs that rise less pairs that fall.
    pub s: i64,
    /// The two-sided p-value of no trend.
    pub p_value: f64,
}

impl MannKendall {
    /// The test of `values` in their order, which must all be numbers.
    ///
    /// H. B. Mann, "Nonparametric tests against trend", Econometrica 13 (1945), 245–259; M. G.
    /// Kendall, Rank Correlation Methods (1975), for the correction of ties. S is taken one step
    /// nearer to zero for continuity. Var(S) = [n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)]/18 over
    /// groups of t equal values; where all are equal p is 1.
    #[must_use]
    pub fn of(values: &[f64]) -> Self {
        let mut s = 0_i64;
        for (index, value) in values.iter().enumerate() {
            for later in &values[index + 1..] {
                s += i64::from(later > value) - i64::from(later < value);
            }
        }
        let spread = |n: usize| {
            let n = n as f64;
            n * (n - 1.0) * (2.0 * n + 5.0)
        };
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        // In ascending order, no less is equal.
        let ties: f64 = sorted.chunk_by(|one, next| one >= next).map(|t| spread(t.len())).sum();
        let variance = (spread(values.len()) - ties) / 18.0;
        let nearer = (s - s.signum()) as f64;
        let z = if variance > 0.0 { nearer / variance.sqrt() } else { 0.0 };
        Self { s, p_value: normal::two_sided_p(z) }
    }
}

#[cfg(test)]
mod tests {
    use super::MannKendall;

    #[test]
    fn equal_values_have_no_trend() {
        for n in 0..5 {
            assert_eq!(MannKendall::of(&vec![10.0; n]), MannKendall { s: 0, p_value: 1.0 }, "{n}");
        }
    }

    /// n = 6: (6·5·17 − 2·1·9 − 3·2·11)/18 = 426/18 and S = 11, one step nearer to zero: 10.
    #[test]
    fn ties_make_the_variance_smaller() {
        let found = MannKendall::of(&[1.0, 1.0, 2.0, 3.0, 3.0, 3.0]);
        let z = 10.0 / (426.0_f64 / 18.0).sqrt();
        assert_eq!(found.s, 11);
        assert!((found.p_value - crate::stats::normal::two_sided_p(z)).abs() < 1e-15);
    }

    #[test]
    fn a_series_read_backwards_has_the_opposite_trend() {
        let values = [40.0, 42.0, 41.0, 45.0, 47.0, 46.0];
        let backwards: Vec<f64> = values.iter().rev().copied().collect();
        let (one, other) = (MannKendall::of(&values), MannKendall::of(&backwards));
        assert_eq!((one.s, one.p_value), (-other.s, other.p_value));
    }
}
