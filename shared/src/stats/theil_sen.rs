//! The slope of a series that no single outlier can turn.

/// The median of the slopes between all pairs of points with different x; `None` where there is no
/// such pair.
///
/// H. Theil, "A rank-invariant method of linear and polynomial regression analysis", Indagationes
/// Mathematicae 12 (1950); P. K. Sen, "Estimates of the regression coefficient based on Kendall's
/// tau", Journal of the American Statistical Association 63 (1968), 1379–1389.
#[must_use]
pub fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let mut slopes = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (index, (x, y)) in points.iter().enumerate() {
        let later = points[index + 1..].iter().filter(|(later, _)| (later - x).abs() > 0.0);
        slopes.extend(later.map(|(later_x, later_y)| (later_y - y) / (later_x - x)));
    }
    median(&mut slopes)
}

/// The middle value, or the mean of the two in the middle; `None` without values.
fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let is_even = values.len().is_multiple_of(2);
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    if !is_even {
        return Some(*upper);
    }
    let lower = below.iter().copied().max_by(f64::total_cmp)?;
    Some(f64::midpoint(lower, *upper))
}

#[cfg(test)]
mod tests {
    use super::{median, slope};

    #[test]
    fn an_outlier_does_not_turn_the_slope() {
        let mut points: Vec<(f64, f64)> =
            (0..9).map(|x| (f64::from(x), 3.0 * f64::from(x))).collect();
        points[4].1 = 1e9;
        assert_eq!(slope(&points), Some(3.0));
    }

    #[test]
    fn points_above_each_other_have_no_slope() {
        assert_eq!(slope(&[]), None);
        assert_eq!(slope(&[(1.0, 2.0)]), None);
        assert_eq!(slope(&[(1.0, 2.0), (1.0, 7.0)]), None);
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        assert_eq!(median(&mut [4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median(&mut [5.0, 1.0, 3.0]), Some(3.0));
    }
}
