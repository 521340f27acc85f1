//! Size, mean and variance of a sample of scores.

/// What a mean and its error are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// How many values; never 0.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// The sum of squared distances from the mean, divided by n − 1; `None` for a single value.
    pub variance: Option<f64>,
}

impl Sample {
    /// The sample of values with their counts; `None` without any.
    #[must_use]
    pub fn of<V: Into<f64>>(counts: impl Iterator<Item = (V, u64)> + Clone) -> Option<Self> {
        let (n, sum) = counts.clone().fold((0_u64, 0.0), |(n, sum), (value, count)| {
            (n.saturating_add(count), sum + value.into() * count as f64)
        });
        if n == 0 {
            return None;
        }
        let mean = sum / n as f64;
        // Summed around the mean in a second pass: the difference of two large sums would lose
        // the digits that matter, and equal values would not give exactly zero.
        let squares: f64 =
            counts.map(|(value, count)| (value.into() - mean).powi(2) * count as f64).sum();
        Some(Self { n, mean, variance: (n > 1).then(|| squares / (n as f64 - 1.0)) })
    }

    /// The squared standard error of the mean, where the sample has one: at least two values, not
    /// all equal.
    #[must_use]
    pub fn squared_error(&self) -> Option<f64> {
        self.variance.filter(|variance| *variance > 0.0).map(|variance| variance / self.n as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::Sample;

    #[test]
    fn nothing_is_no_sample() {
        assert_eq!(Sample::of([(3, 0), (5, 0)].into_iter()), None);
    }

    #[test]
    fn a_single_value_has_a_mean_and_no_variance() {
        let sample = Sample::of([(3, 1)].into_iter()).unwrap();
        assert_eq!((sample.n, sample.variance), (1, None));
        assert!((sample.mean - 3.0).abs() < f64::EPSILON);
    }

    #[test]
    fn equal_values_have_exactly_no_variance() {
        for value in 0..=10 {
            for count in [2, 3, 7, 49, 1_000_003] {
                let sample = Sample::of([(value, count)].into_iter()).unwrap();
                assert_eq!(sample.variance, Some(0.0), "{count} times {value}");
                assert_eq!(sample.squared_error(), None);
            }
        }
    }

    #[test]
    fn variance_divides_by_one_less_than_n() {
        let sample = Sample::of([(1, 1), (2, 1), (3, 1), (4, 1), (5, 1)].into_iter()).unwrap();
        assert_eq!(sample.variance, Some(2.5));
    }
}
