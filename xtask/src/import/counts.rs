//! A number for each of millions of texts, in some 15 bytes each: 64 bits of a hash and a count.
//!
//! Two texts of one hash would be taken for one: among ten million of them that happens once in 400,000
//! files.

use std::hash::{DefaultHasher, Hasher};

/// Tables that grow one by one, so that growing never doubles the memory of the whole.
const SHARDS: usize = 256;
/// Slots of a new table.
const FIRST_SLOTS: usize = 16;
/// Slots that are taken, at most: seven of eight. A full table grows by an eighth.
const FULL: (usize, usize) = (7, 8);
const GROWTH: (usize, usize) = (9, 8);

/// Counts by the hash of a text.
pub(super) struct Counts(Vec<Shard>);

/// A hash of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hash(u64);

impl Hash {
    /// The hash of texts in their order, each with its length, so that no two lists of texts are alike.
    pub(super) fn of(texts: &[&str]) -> Self {
        let mut hasher = DefaultHasher::new();
        for text in texts {
            hasher.write_usize(text.len());
            hasher.write(text.as_bytes());
        }
        // Nothing marks an empty slot.
        Self(hasher.finish().max(1))
    }
}

impl Counts {
    pub(super) fn new() -> Self {
        Self((0..SHARDS).map(|_| Shard::default()).collect())
    }

    /// The count of a hash, which is 0 at first.
    pub(super) fn of(&mut self, hash: Hash) -> &mut u32 {
        let shard = usize::from(hash.0.to_be_bytes()[0]);
        self.0[shard].of(hash.0)
    }
}

/// A table in which a hash lies at its own place or at the next that was free.
#[derive(Default)]
struct Shard {
    hashes: Vec<u64>,
    counts: Vec<u32>,
    taken: usize,
}

impl Shard {
    fn of(&mut self, hash: u64) -> &mut u32 {
        if self.hashes.len() * FULL.0 <= self.taken * FULL.1 {
            self.grow();
        }
        let slot = self.slot(hash);
        if self.hashes[slot] == 0 {
            self.hashes[slot] = hash;
            self.taken += 1;
        }
        &mut self.counts[slot]
    }

    /// The slot that holds a hash, or where it belongs.
    fn slot(&self, hash: u64) -> usize {
        let slots = self.hashes.len();
        // The first byte chose the shard; the rest, as a share of all, chooses the slot.
        let share = (u128::from(hash << 8) * slots as u128) >> 64;
        let mut slot = usize::try_from(share).unwrap_or_default();
        while self.hashes[slot] != 0 && self.hashes[slot] != hash {
            slot = (slot + 1) % slots;
        }
        slot
    }

    fn grow(&mut self) {
        let slots = (self.hashes.len() * GROWTH.0 / GROWTH.1).max(FIRST_SLOTS);
        let grown = Self { hashes: vec![0; slots], counts: vec![0; slots], taken: self.taken };
        let old = std::mem::replace(self, grown);
        for (hash, count) in old.hashes.into_iter().zip(old.counts).filter(|(hash, _)| *hash != 0) {
            let slot = self.slot(hash);
            self.hashes[slot] = hash;
            self.counts[slot] = count;
        }
    }

    #[cfg(test)]
    fn bytes(&self) -> usize {
        self.hashes.capacity() * 8 + self.counts.capacity() * 4
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn counts_are_those_of_a_map() {
        let (mut counts, mut map) = (Counts::new(), HashMap::new());
        let mut seed = 7_u64;
        for _ in 0..300_000 {
            // A linear congruential generator: many equal numbers, and many that are alone.
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let text = (seed >> 33).pow(2) % 200_003;
            let text = text.to_string();
            let count = counts.of(Hash::of(&[&text, "row"]));
            *count += 1;
            let expected: &mut u32 = map.entry(text).or_default();
            *expected += 1;
            assert_eq!(count, expected);
        }
    }

    #[test]
    fn texts_are_told_apart_from_others_cut_elsewhere() {
        let hashes =
            [&["ab", "c"][..], &["a", "bc"], &["abc"], &["abc", ""], &["", "abc"]].map(Hash::of);
        for (place, hash) in hashes.iter().enumerate() {
            assert!(!hashes[..place].contains(hash), "{place}");
        }
    }

    #[test]
    fn a_million_texts_take_sixteen_bytes_each_at_most() {
        let mut counts = Counts::new();
        for number in 0..1_000_000 {
            *counts.of(Hash::of(&[&number.to_string()])) += 1;
        }
        let bytes: usize = counts.0.iter().map(Shard::bytes).sum();
        assert!((12_000_000..16_000_000).contains(&bytes), "{bytes}");
    }
}
