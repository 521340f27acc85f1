//! The interval of a share.

use super::Span;

/// Wilson's score interval for `k` of `n`, without continuity correction; `None` where n is 0.
///
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
/// the American Statistical Association 22 (1927), 209–212. It holds k/n, stays inside 0…1 and
/// touches the ends exactly where k is 0 or n.
#[must_use]
pub fn interval(k: u64, n: u64, z: f64) -> Option<Span> {
    if n == 0 || k > n {
        return None;
    }
    let total = n as f64;
    let share = k as f64 / total;
    let square = z * z / total;
    let centre = centre(k, n, z);
    let half = z / (1.0 + square) * (share * (1.0 - share) / total + square / (4.0 * total)).sqrt();
    let mut span = Span::around(centre, half).within(0.0, 1.0).holding(share);
    if k == 0 {
        span.low = 0.0;
    }
    if k == n {
        span.high = 1.0;
    }
    Some(span)
}

/// The middle of Wilson's interval before it is clamped: the share, drawn towards one half the more,
/// the fewer answers there are. Strictly inside 0…1, and one half where n is 0.
#[must_use]
pub fn centre(k: u64, n: u64, z: f64) -> f64 {
    (k as f64 + z * z / 2.0) / (n as f64 + z * z)
}

#[cfg(test)]
mod tests {
    use super::{centre, interval};

    #[test]
    fn the_centre_lies_in_the_middle_of_the_interval() {
        let span = interval(40, 51, 1.96).unwrap();
        assert!((f64::midpoint(span.low, span.high) - centre(40, 51, 1.96)).abs() < 1e-15);
        assert!((centre(0, 0, 1.96) - 0.5).abs() < f64::EPSILON);
    }

    #[test]
    fn none_of_none_has_no_interval() {
        assert_eq!(interval(0, 0, 1.96), None);
    }

    #[test]
    fn more_than_all_has_no_interval() {
        assert_eq!(interval(2, 1, 1.96), None);
    }

    #[test]
    fn none_and_all_touch_the_ends_exactly() {
        for n in [1, 2, 30, 650, 1_000_000_000_000] {
            let none = interval(0, n, 1.96).unwrap();
            let all = interval(n, n, 1.96).unwrap();
            assert!(none.low <= 0.0 && none.high > 0.0, "{n}: {none:?}");
            assert!(all.high >= 1.0 && all.low < 1.0, "{n}: {all:?}");
        }
    }
}
