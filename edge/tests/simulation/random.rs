//! Random numbers from a seed (SplitMix64): the same seed gives the same run.

use jiff::SignedDuration;

/// A generator. It is no source of secrets.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// Another generator, whose numbers do not depend on how often this one is asked from now on.
    pub(crate) fn fork(&mut self) -> Self {
        Self(self.next())
    }

    /// A number from 0, smaller than `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    /// Whether something happens that happens in so many of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A span of time in whole milliseconds, both ends included.
    pub(crate) fn between(&mut self, from: SignedDuration, to: SignedDuration) -> SignedDuration {
        let width = usize::try_from((to - from).as_millis()).unwrap();
        from + SignedDuration::from_millis(i64::try_from(self.below(width + 1)).unwrap())
    }

    /// A span of time up to `most`.
    pub(crate) fn up_to(&mut self, most: SignedDuration) -> SignedDuration {
        self.between(SignedDuration::ZERO, most)
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
