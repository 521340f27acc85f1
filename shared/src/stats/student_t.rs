//! Student's t distribution and the interval of a mean.

use std::f64::consts::PI;

use super::gamma::half_step_ratio;
use super::sample::Sample;
use super::{Span, normal};

/// From here on the normal approximation is exact to the last digits, and the continued fraction
/// needs more steps the more degrees of freedom there are.
const LARGE_DF: f64 = 10_000.0;

/// The probability of a value at least as far from zero as `t`, on either side, with `df` > 0
/// degrees of freedom (not necessarily a whole number).
///
/// The regularised incomplete beta function I at x = df/(df + t²) with a = df/2, b = ½
/// (Abramowitz & Stegun 26.7.1, 26.5.27).
#[must_use]
pub fn two_sided_p(t: f64, df: f64) -> f64 {
    if df >= LARGE_DF {
        return normal::two_sided_p(nearly_normal(t, df));
    }
    let a = df / 2.0;
    let square = t * t;
    let x = df / (df + square);
    let y = square / (df + square);
    // x^a · y^½ / B(a, ½)
    let front = (-a * (square / df).ln_1p()).exp() * y.sqrt() * half_step_ratio(a) / PI.sqrt();
    if x <= (a + 1.0) / (a + 2.5) {
        front / (a * beta_fraction(a, 0.5, x))
    } else {
        1.0 - front / (0.5 * beta_fraction(0.5, a, y))
    }
}

/// The value t for which [`two_sided_p`] is `alpha`, 0 < `alpha` < 1.
///
/// Newton's method from the normal quantile. The tail of t is heavier, so that start lies left of
/// the root; the two-sided tail is convex there, so no step ever jumps past it.
#[must_use]
pub fn two_sided_quantile(alpha: f64, df: f64) -> f64 {
    let mut t = -normal::quantile(alpha / 2.0);
    for _ in 0..200 {
        let step = (two_sided_p(t, df) - alpha) / (2.0 * density(t, df));
        t += step;
        if step <= t * 1e-15 {
            break;
        }
    }
    t
}

/// The interval of a mean, 1 − `alpha` two-sided, on n − 1 degrees of freedom.
///
/// `None` for fewer than two values and where all are equal: such a sample says nothing about how
/// far its mean may be off. Not clamped; the scale is the caller's to know.
#[must_use]
pub fn mean_interval(sample: &Sample, alpha: f64) -> Option<Span> {
    let error = sample.squared_error()?.sqrt();
    let df = sample.n as f64 - 1.0;
    Some(Span::around(sample.mean, two_sided_quantile(alpha, df) * error))
}

fn density(t: f64, df: f64) -> f64 {
    let a = df / 2.0;
    half_step_ratio(a) / (PI * df).sqrt() * (-(a + 0.5) * (t * t / df).ln_1p()).exp()
}

/// The normal deviate with the tail of `t`: G. W. Hill, "Algorithm 395: Student's
/// t-distribution", Communications of the ACM 13 (1970), 617–619, to its first correction. What is
/// left out is of the order of 1e-14 from [`LARGE_DF`] on.
fn nearly_normal(t: f64, df: f64) -> f64 {
    let a = df - 0.5;
    let w = (a * (t * t / df).ln_1p()).sqrt();
    w + (w * w * w + 3.0 * w) / (48.0 * a * a)
}

/// The continued fraction of the incomplete beta function, NIST Digital Library of Mathematical
/// Functions 8.17.22, from its front by the modified Lentz method (Thompson & Barnett 1986). It
/// converges fast for x < (a + 1)/(a + b + 2), which the caller sees to.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut fraction, mut above, mut below) = (1.0, 1.0, 0.0);
    for step in 0..2_000 {
        let m = f64::from(step / 2);
        let term = if step % 2 == 0 {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        } else {
            let m = m + 1.0;
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        };
        below = 1.0 / away_from_zero(1.0 + term * below);
        above = away_from_zero(1.0 + term / above);
        fraction *= above * below;
        if (above * below - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::{LARGE_DF, beta_fraction, mean_interval, two_sided_p, two_sided_quantile};
    use crate::stats::normal;
    use crate::stats::sample::Sample;

    #[track_caller]
    fn check(found: f64, exact: f64, tolerance: f64) {
        assert!((found / exact - 1.0).abs() < tolerance, "{found:e} is not {exact:e}");
    }

    /// Fisher & Yates' table III as reprinted everywhere, two-sided 10, 5 and 1 %.
    #[test]
    fn quantiles_as_published() {
        for (df, at_10, at_5, at_1) in [
            (1.0, 6.314, 12.706, 63.657),
            (2.0, 2.920, 4.303, 9.925),
            (3.0, 2.353, 3.182, 5.841),
            (5.0, 2.015, 2.571, 4.032),
            (10.0, 1.812, 2.228, 3.169),
            (30.0, 1.697, 2.042, 2.750),
            (120.0, 1.658, 1.980, 2.617),
        ] {
            for (alpha, printed) in [(0.1, at_10), (0.05, at_5), (0.01, at_1)] {
                let found = two_sided_quantile(alpha, df);
                assert!((found - printed).abs() < 5.1e-4, "{df}, {alpha}: {found}");
            }
        }
    }

    /// One, two and four degrees of freedom have closed forms (Abramowitz & Stegun 26.7.3–4).
    #[test]
    fn tails_with_closed_forms() {
        for t in [1e-6, 0.01, 0.5, 1.0, 1.5, 2.0, 5.0, 63.0, 1e4] {
            check(two_sided_p(t, 1.0), (1.0_f64 / t).atan() * 2.0 / PI, 1e-13);
            let root = (2.0 + t * t).sqrt();
            check(two_sided_p(t, 2.0), 2.0 / (root * (root + t)), 1e-13);
        }
        let sine = 2.0 / 8.0_f64.sqrt();
        check(two_sided_p(2.0, 4.0), 1.0 - sine * (1.0 + 0.5 * 0.5), 1e-13);
    }

    #[test]
    fn the_quantile_has_the_tail_it_was_asked_for() {
        for df in [1.0, 1.7, 2.0, 4.4, 29.0, 1e3, 9_999.0, 1e5, 1e9, 1e15] {
            for alpha in [0.9, 0.5, 0.1, 0.05, 0.01, 1e-6] {
                check(two_sided_p(two_sided_quantile(alpha, df), df), alpha, 1e-11);
            }
        }
    }

    #[test]
    fn both_ways_to_the_tail_agree_where_they_meet() {
        for t in [0.01, 0.1, 0.5, 1.0, 1.96, 3.0, 6.0, 12.0] {
            check(two_sided_p(t, LARGE_DF * (1.0 - 1e-12)), two_sided_p(t, LARGE_DF), 1e-9);
        }
    }

    #[test]
    fn with_many_degrees_of_freedom_t_is_normal() {
        for alpha in [0.1, 0.05, 0.01] {
            check(two_sided_quantile(alpha, 1e12), -normal::quantile(alpha / 2.0), 1e-11);
        }
    }

    /// I at x with a = b = 1 is x itself.
    #[test]
    fn the_fraction_on_the_diagonal() {
        for x in [0.1, 0.3, 0.5] {
            check(x * (1.0 - x) / beta_fraction(1.0, 1.0, x), x, 1e-14);
        }
    }

    #[test]
    fn one_value_or_equal_values_have_no_interval() {
        let of = |values: &[(u8, u64)]| Sample::of(values.iter().copied()).unwrap();
        assert_eq!(mean_interval(&of(&[(4, 1)]), 0.05), None);
        assert_eq!(mean_interval(&of(&[(4, 9)]), 0.05), None);
        assert!(mean_interval(&of(&[(4, 9), (5, 1)]), 0.05).is_some());
    }
}
