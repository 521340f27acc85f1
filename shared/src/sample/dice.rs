//! Numbers that look random and are the same every time: `SplitMix64`.

/// A stream of numbers from a seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is not 0. That the lower ones come up more often by 1 in 2^32 is of no
    /// matter here.
    pub(super) const fn below(&mut self, bound: u64) -> u64 {
        (self.next() >> 16) % bound
    }

    /// The place of one of these weights, as often as it is heavy. The first where all are 0.
    pub(super) fn pick(&mut self, weights: &[u64]) -> usize {
        let total: u64 = weights.iter().sum();
        let mut left = self.below(total.max(1));
        for (place, weight) in weights.iter().enumerate() {
            if left < *weight {
                return place;
            }
            left -= weight;
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn a_weight_is_picked_as_often_as_it_is_heavy() {
        let mut dice = Dice::new(1);
        let mut found = [0; 3];
        for _ in 0..10_000 {
            found[dice.pick(&[1, 0, 3])] += 1;
        }
        assert_eq!(found[1], 0);
        assert!((2_300..2_700).contains(&found[0]), "{found:?}");
        assert_eq!(dice.pick(&[]), 0);
    }
}
