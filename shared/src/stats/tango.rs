//! The interval of an NPS: Tango's score interval.
//!
//! With b promoters and c detractors among n answers, NPS/100 = (b − c)/n has exactly the structure
//! of a difference of paired proportions. Where all answers agree the usual interval collapses to a
//! point (30 answers, 29 promoters: 60 % coverage for a claimed 95); this one keeps its promise.
//!
//! T. Tango, "Equivalence test and confidence interval for the difference in proportions for the
//! paired-sample design", Statistics in Medicine 17 (1998), 891–908.

use super::Span;

/// The score interval of (b − c)/n at the two-sided normal quantile `z`, inside −1…1.
///
/// It holds (b − c)/n itself. `None` where n is 0 or b + c exceeds it.
#[must_use]
pub fn interval(b: u64, c: u64, n: u64, z: f64) -> Option<Span> {
    if n == 0 || b.checked_add(c)? > n {
        return None;
    }
    let total = n as f64;
    let up = b as f64 / total;
    let down = c as f64 / total;
    let accepted = |delta: f64| {
        let distance = up - down - delta;
        distance * distance <= z * z / total * variance(up, down, delta)
    };
    let observed = (up - down).clamp(-1.0, 1.0);
    Some(Span { low: edge(observed, -1.0, accepted), high: edge(observed, 1.0, accepted) })
}

/// The variance of one answer under the likeliest population whose difference is `delta`.
///
/// Its share q of detractors solves 2q² + Bq + C = 0 with B = −b − c + (2 − b + c)δ and
/// C = −cδ(1 − δ) (all shares of n); its promoters are q + δ. The larger root is the one meant. A
/// negative δ is the same question with promoters and detractors exchanged; for the others C ≤ 0,
/// and the root is taken in whichever of its two forms subtracts nothing.
fn variance(up: f64, down: f64, delta: f64) -> f64 {
    if delta < 0.0 {
        return variance(down, up, -delta);
    }
    let b = (2.0 - up + down) * delta - up - down;
    let c = -down * delta * (1.0 - delta);
    let root = (b * b - 8.0 * c).sqrt();
    let q = if b > 0.0 { -2.0 * c / (b + root) } else { (root - b) / 4.0 };
    2.0 * q + delta * (1.0 - delta)
}

/// The last accepted difference on the way from `inside` to `outside`, by bisection: it needs no
/// derivative, so nothing can throw it off at the corners, and the score statistic falls steadily
/// between the two. 64 halvings of at most 2 leave less than a rounding error.
fn edge(mut inside: f64, mut outside: f64, accepted: impl Fn(f64) -> bool) -> f64 {
    if accepted(outside) {
        return outside;
    }
    for _ in 0..64 {
        let middle = f64::midpoint(inside, outside);
        if accepted(middle) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::interval;

    const Z95: f64 = 1.959_963_984_540_054;

    #[track_caller]
    fn check(b: u64, c: u64, n: u64, low: f64, high: f64) {
        let span = interval(b, c, n, Z95).unwrap();
        assert!((span.low - low).abs() < 1e-12, "low of {b}, {c} of {n} is {}", span.low);
        assert!((span.high - high).abs() < 1e-12, "high of {b}, {c} of {n} is {}", span.high);
    }

    /// All promoters: the bound solves (1 − δ)n = z²(1 + δ).
    #[test]
    fn when_all_agree_the_bound_has_a_closed_form() {
        for n in [1, 2, 30, 650, 1_000_000_000] {
            let total = n as f64;
            let bound = (total - Z95 * Z95) / (total + Z95 * Z95);
            check(n, 0, n, bound, 1.0);
            check(0, n, n, -1.0, -bound);
        }
    }

    /// All passives: the bound solves δn = z²(1 − δ).
    #[test]
    fn when_nobody_is_for_or_against_the_bound_has_a_closed_form() {
        for n in [1, 246, 1_000_000_000] {
            let bound = Z95 * Z95 / (n as f64 + Z95 * Z95);
            check(0, 0, n, -bound, bound);
        }
    }

    #[test]
    fn impossible_counts_have_no_interval() {
        assert_eq!(interval(0, 0, 0, Z95), None);
        assert_eq!(interval(2, 1, 2, Z95), None);
        assert_eq!(interval(u64::MAX, u64::MAX, u64::MAX, Z95), None);
    }

    #[test]
    fn promoters_and_detractors_mirror_each_other() {
        for n in 1..=25_u64 {
            for b in 0..=n {
                for c in 0..=n - b {
                    let span = interval(b, c, n, Z95).unwrap();
                    let mirrored = interval(c, b, n, Z95).unwrap();
                    assert!((span.low + mirrored.high).abs() < 1e-12, "{b}, {c} of {n}");
                    let score = (b as f64 - c as f64) / n as f64;
                    assert!(-1.0 <= span.low && span.low <= score, "{b}, {c} of {n}");
                    assert!(score <= span.high && span.high <= 1.0, "{b}, {c} of {n}");
                    assert!(span.low < span.high, "{b}, {c} of {n}");
                }
            }
        }
    }

    #[test]
    fn the_largest_counts_still_have_an_interval_around_the_score() {
        let n = u64::MAX;
        let span = interval(n / 2, n / 4, n, Z95).unwrap();
        assert!(span.low < 0.25 && 0.25 < span.high && span.high - span.low < 1e-8, "{span:?}");
    }
}
