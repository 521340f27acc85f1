//! Several tests at once.

/// The p-values adjusted for their number, in the order given: Holm's step-down.
///
/// S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
/// Statistics 6 (1979), 65–70. The chance that any of them is called a finding by mistake stays
/// below the level each is then compared with.
#[must_use]
pub fn adjust(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|one, other| p_values[*one].total_cmp(&p_values[*other]));
    let mut adjusted = vec![0.0; p_values.len()];
    let mut floor = 0.0_f64;
    for (rank, index) in order.into_iter().enumerate() {
        let remaining = (p_values.len() - rank) as f64;
        floor = floor.max((p_values[index] * remaining).min(1.0));
        adjusted[index] = floor;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::adjust;

    #[test]
    fn nothing_to_test_is_nothing_found() {
        assert!(adjust(&[]).is_empty());
    }

    #[test]
    fn a_single_test_stays_as_it_is() {
        assert_eq!(adjust(&[0.04]), [0.04]);
    }

    #[test]
    fn order_is_kept_and_no_adjusted_value_undercuts_a_smaller_one() {
        let adjusted = adjust(&[0.03, 0.01, 0.9, 0.02]);
        for (found, expected) in adjusted.iter().zip([0.06, 0.04, 0.9, 0.06]) {
            assert!((found - expected).abs() < 1e-15, "{adjusted:?}");
        }
    }

    #[test]
    fn no_probability_exceeds_one() {
        assert_eq!(adjust(&[0.6, 0.7]), [1.0, 1.0]);
    }
}
