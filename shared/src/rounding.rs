//! Rounding for people, done once and last: after the subtraction, never before it.
//!
//! JSON carries unrounded numbers; whoever shows one to a person calls [`for_people`].

/// `value` with that many decimals, half away from zero: 12.5 → 13, −12.5 → −13, and never −0.
///
/// A half is judged as its decimal digits say: 4.665 becomes 4.67, though the nearest binary
/// number lies a hair below. Scores are quotients of counts; short of 10^12 answers none but a true
/// half comes that close to one.
#[must_use]
pub fn for_people(value: f64, decimals: u8) -> f64 {
    let unit = 10_f64.powi(i32::from(decimals));
    let units = (value * unit).abs() * (1.0 + 2.0 * f64::EPSILON);
    let rounded = units.round() / unit;
    if rounded == 0.0 { 0.0 } else { rounded.copysign(value) }
}

#[cfg(test)]
mod tests {
    use super::for_people;

    #[track_caller]
    fn check(value: f64, decimals: u8, shown: &str) {
        assert_eq!(for_people(value, decimals).to_string(), shown, "{value}, {decimals}");
    }

    #[test]
    fn half_goes_away_from_zero() {
        check(12.5, 0, "13");
        check(-12.5, 0, "-13");
        check(0.5, 0, "1");
        check(100.0 / 3.0, 0, "33");
        check(12.499_999_999_9, 0, "12");
    }

    #[test]
    fn zero_has_no_sign() {
        check(-0.0, 0, "0");
        check(-0.4, 0, "0");
        check(-0.004, 2, "0");
    }

    #[test]
    fn decimals_are_judged_as_written() {
        check(4.665, 2, "4.67");
        check(1.005, 2, "1.01");
        check(-2.675, 2, "-2.68");
        check(14.0 / 3.0, 2, "4.67");
        check(3.5, 2, "3.5");
    }

    /// Whole-number arithmetic says the same of every NPS of up to 200 answers.
    #[test]
    fn every_small_nps_rounds_as_whole_numbers_do() {
        for n in 1..=200_i64 {
            for net in -n..=n {
                let doubled = (200 * net.abs() + n) / (2 * n);
                let expected = if net < 0 { -doubled } else { doubled };
                let found = for_people(100.0 * net as f64 / n as f64, 0);
                assert_eq!(found.to_string(), expected.to_string(), "{net} of {n}");
            }
        }
    }
}
