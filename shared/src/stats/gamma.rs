//! The one quotient of gamma functions that Student's t needs.

/// Γ(a + ½) / Γ(a) for a > 0.
///
/// Not the difference of two logarithms: for large `a` these agree in most of their digits. The
/// argument is raised to 16 by Γ(x + 1) = x Γ(x), where Stirling's series (Abramowitz & Stegun
/// 6.1.41) is exact to 1e-15, and the series is subtracted term by term.
#[must_use]
pub fn half_step_ratio(a: f64) -> f64 {
    let mut factor = 1.0;
    let mut a = a;
    while a < 16.0 {
        factor *= a / (a + 0.5);
        a += 1.0;
    }
    let log = a * (0.5 / a).ln_1p() + a.ln() / 2.0 - 0.5 + stirling(a + 0.5) - stirling(a);
    factor * log.exp()
}

/// What ln Γ(x) has beyond (x − ½) ln x − x + ½ ln 2π.
fn stirling(x: f64) -> f64 {
    let square = x * x;
    let series = 1.0 / 1680.0 - 1.0 / (1188.0 * square);
    let series = 1.0 / 1260.0 - series / square;
    let series = 1.0 / 360.0 - series / square;
    (1.0 / 12.0 - series / square) / x
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::half_step_ratio;

    /// Γ(½) = √π, and the values of Γ at the integers and halves that follow from it.
    #[test]
    fn at_halves_and_integers() {
        for (a, ratio) in [
            (0.5, 1.0 / PI.sqrt()),
            (1.0, PI.sqrt() / 2.0),
            (1.5, 2.0 / PI.sqrt()),
            (2.0, PI.sqrt() * 3.0 / 4.0),
            (5.0, PI.sqrt() * 945.0 / 32.0 / 24.0),
        ] {
            assert!((half_step_ratio(a) / ratio - 1.0).abs() < 1e-14, "{a}");
        }
    }

    /// Two half steps are one whole step: Γ(a + 1) / Γ(a) = a.
    #[test]
    fn two_half_steps_multiply_by_the_argument() {
        for a in [0.3, 1.0, 7.25, 15.9, 16.0, 120.0, 1e4, 1e8, 1e12] {
            let step = half_step_ratio(a) * half_step_ratio(a + 0.5);
            assert!((step / a - 1.0).abs() < 1e-13, "{a}: {step}");
        }
    }
}
