//! The tabular cumulative sum, which adds up small departures until they are too many to be chance.

/// What a departure loses before it is added, in standard errors: half of the shift to be found.
pub const ALLOWANCE: f64 = 0.5;

/// The sum that marks a shift, in standard errors.
///
/// With [`ALLOWANCE`] and two sums it marks a series without a shift once in some 465 buckets on
/// average: D. C. Montgomery, Introduction to Statistical Quality Control, "The tabular cusum".
pub const DECISION: f64 = 5.0;

/// Which way a series shifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The upper sum passed [`DECISION`].
    Up,
    /// The lower sum did.
    Down,
}

/// The upper and the lower sum of a series: E. S. Page, "Continuous inspection schemes", Biometrika
/// 41 (1954), 100–115.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cusum {
    /// What the values lie above their expectation.
    pub upper: Sum,
    /// What they lie below it.
    pub lower: Sum,
}

/// One of the two sums.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// The sum so far; never below 0.
    pub value: f64,
    /// The place of the first value since the sum was last 0; of no meaning while it is 0.
    pub began: usize,
}

impl Cusum {
    /// Adds the value at a place, in standard errors from what is expected there; tells the side on
    /// which the sum passed [`DECISION`].
    pub fn add(&mut self, place: usize, z: f64) -> Option<Side> {
        self.upper.add(place, z);
        self.lower.add(place, -z);
        if self.upper.value > DECISION {
            Some(Side::Up)
        } else if self.lower.value > DECISION {
            Some(Side::Down)
        } else {
            None
        }
    }
}

impl Sum {
    fn add(&mut self, place: usize, z: f64) {
        if self.value <= 0.0 {
            self.began = place;
        }
        self.value = (self.value + z - ALLOWANCE).max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::{Cusum, Side};

    #[test]
    fn small_departures_of_one_side_add_up() {
        let mut cusum = Cusum::default();
        let found: Vec<_> = (0..11).map(|place| cusum.add(place, 1.0)).collect();
        assert_eq!(found[..10], [None; 10]);
        assert_eq!(found[10], Some(Side::Up));
        assert!(cusum.lower.value.abs() < f64::EPSILON);
    }

    #[test]
    fn a_sum_begins_after_it_was_last_zero() {
        let mut cusum = Cusum::default();
        for (place, z) in [0.0, -2.0, 3.0, -1.0, -2.0, -9.0].into_iter().enumerate() {
            let found = cusum.add(place, z);
            assert_eq!(found, (place == 5).then_some(Side::Down), "{place}");
        }
        assert_eq!((cusum.lower.began, cusum.lower.value), (3, 10.5));
    }
}
