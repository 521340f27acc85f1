//! How long things took: the mean, and beside it the median and the ninetieth percentile, since a few long ones pull
//! the mean far from what is usual.

use serde::Serialize;

/// How long things took, in hours.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[non_exhaustive]
pub struct Durations {
    /// How many.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Half of them took no longer.
    pub median: f64,
    /// Nine of ten took no longer.
    pub p90: f64,
}

impl Durations {
    /// Those of a list, in whatever order; `None`, which is null in JSON, for an empty one.
    #[must_use]
    pub fn of(mut hours: Vec<f64>) -> Option<Self> {
        if hours.is_empty() {
            return None;
        }
        hours.sort_by(f64::total_cmp);
        let mean = hours.iter().sum::<f64>() / hours.len() as f64;
        let (median, p90) = (quantile(&hours, 0.5), quantile(&hours, 0.9));
        Some(Self { n: hours.len() as u64, mean, median, p90 })
    }
}

/// The quantile of a sorted list that is not empty. Between two values it goes straight from one to the other: type 7
/// of Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), 361–365.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * share;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in the list"
    )]
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::Durations;

    /// Computed apart from this code.
    #[test]
    fn a_few_long_ones_pull_the_mean_and_not_the_median() {
        let took = Durations::of(vec![103.0, 1.0, 2.5, 12.0, 4.0, 0.5, 8.0]).unwrap();
        let written = format!("{} {:.6} {:.6} {:.6}", took.n, took.mean, took.median, took.p90);
        assert_eq!(written, "7 18.714286 4.000000 48.400000");
    }

    #[test]
    fn one_is_its_own_mean_median_and_percentile() {
        let took = Durations::of(vec![5.25]).unwrap();
        assert!([took.mean, took.median, took.p90].iter().all(|hours| (hours - 5.25).abs() < f64::EPSILON));
        assert_eq!(Durations::of(Vec::new()), None);
    }
}
