//! The difference of two independent shares.

use std::cmp::Ordering;

use super::{Span, normal, wilson};

/// One share: `k` of `n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many of them.
    pub k: u64,
    /// Of how many.
    pub n: u64,
}

/// The interval of the first share less the second: Wilson's intervals of the two, combined.
///
/// R. G. Newcombe, "Interval estimation for the difference between independent proportions:
/// comparison of eleven methods", Statistics in Medicine 17 (1998), 873–890, method 10 (MOVER). It
/// holds the observed difference and stays inside −1…1. `None` where either n is 0.
#[must_use]
pub fn interval(first: Share, second: Share, z: f64) -> Option<Span> {
    let (one, other) = (first.observed()?, second.observed()?);
    let around = wilson::interval(first.k, first.n, z)?;
    let against = wilson::interval(second.k, second.n, z)?;
    let difference = one - other;
    let down = (one - around.low).hypot(against.high - other);
    let up = (around.high - one).hypot(other - against.low);
    Some(Span { low: difference - down, high: difference + up }.within(-1.0, 1.0))
}

/// The two-sided p-value that goes with [`interval`]: the level at which it would begin to hold
/// zero. A p-value of another test could contradict the interval printed beside it.
#[must_use]
pub fn two_sided_p(first: Share, second: Share) -> Option<f64> {
    z(first, second).map(normal::two_sided_p)
}

/// The z at which [`interval`] would begin to hold zero, negative where the first share is the smaller:
/// how many standard errors the two lie apart. `None` where either n is 0.
#[must_use]
pub fn z(first: Share, second: Share) -> Option<f64> {
    let (larger, smaller, sign) = match first.cross(second).cmp(&second.cross(first)) {
        Ordering::Equal => return first.observed().and(second.observed()).map(|_| 0.0),
        Ordering::Greater => (first, second, 1.0),
        Ordering::Less => (second, first, -1.0),
    };
    // The interval widens steadily with z, up to all of −1…1.
    let (mut excludes, mut holds) = (0.0, 40.0);
    while interval(larger, smaller, holds)?.low > 0.0 {
        (excludes, holds) = (holds, 2.0 * holds);
    }
    for _ in 0..60 {
        let z = f64::midpoint(excludes, holds);
        if interval(larger, smaller, z)?.low > 0.0 {
            excludes = z;
        } else {
            holds = z;
        }
    }
    Some(sign * excludes)
}

impl Share {
    /// One side of k₁/n₁ = k₂/n₂ as whole numbers.
    fn cross(self, other: Self) -> u128 {
        u128::from(self.k) * u128::from(other.n)
    }

    fn observed(self) -> Option<f64> {
        (self.n > 0 && self.k <= self.n).then(|| self.k as f64 / self.n as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::{Share, interval, two_sided_p, z};
    use crate::stats::normal;

    const Z95: f64 = 1.959_963_984_540_054;

    /// Newcombe 1998, table II, the rows of method 10.
    #[test]
    fn intervals_as_published() {
        for (first, second, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((0, 10), (0, 10), -0.2775, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0),
            ((10, 10), (0, 10), 0.6075, 1.0),
        ] {
            let share = |(k, n)| Share { k, n };
            let span = interval(share(first), share(second), Z95).unwrap();
            assert!((span.low - low).abs() < 5.1e-5, "{first:?}, {second:?}: {span:?}");
            assert!((span.high - high).abs() < 5.1e-5, "{first:?}, {second:?}: {span:?}");
        }
    }

    #[test]
    fn p_is_where_the_interval_begins_to_hold_zero() {
        let (first, second) = (Share { k: 56, n: 70 }, Share { k: 48, n: 80 });
        let p = two_sided_p(first, second).unwrap();
        let z = -normal::quantile(p / 2.0);
        assert!(interval(first, second, z).unwrap().low.abs() < 1e-9);
        assert_eq!(two_sided_p(second, first), Some(p));
    }

    #[test]
    fn equal_shares_do_not_differ() {
        assert_eq!(two_sided_p(Share { k: 1, n: 2 }, Share { k: 50, n: 100 }), Some(1.0));
    }

    #[test]
    fn a_huge_difference_has_a_tiny_p() {
        let p = two_sided_p(Share { k: 0, n: 1_000_000 }, Share { k: 999_999, n: 1_000_000 });
        assert_eq!(p, Some(0.0));
    }

    #[test]
    fn a_distance_has_a_sign_and_no_bound() {
        let (few, many) = (Share { k: 48, n: 80 }, Share { k: 56, n: 70 });
        let apart = z(many, few).unwrap();
        assert!(apart > 2.0 && interval(many, few, apart).unwrap().low.abs() < 1e-9, "{apart}");
        assert_eq!(z(few, many), Some(-apart));
        assert_eq!(z(few, few), Some(0.0));
        let huge = z(Share { k: 999_999, n: 1_000_000 }, Share { k: 0, n: 1_000_000 }).unwrap();
        let larger = z(Share { k: 9_999_999, n: 10_000_000 }, Share { k: 0, n: 10_000_000 });
        assert!(40.0 < huge && huge < larger.unwrap(), "{huge}, {larger:?}");
    }

    #[test]
    fn without_answers_there_is_nothing_to_compare() {
        let (some, none) = (Share { k: 1, n: 2 }, Share { k: 0, n: 0 });
        assert_eq!(z(some, none), None);
        assert_eq!(interval(some, none, Z95), None);
        assert_eq!(two_sided_p(none, some), None);
    }
}
