//! The owner's properties of a visit, within the bounds that let them stand in an answer's metadata.

use std::collections::BTreeMap;
use std::collections::btree_map;

use serde::{Serialize, de};

/// Names and values of all pairs together, in UTF-8 bytes. It is what is left of Workers KV's 1,024
/// bytes of metadata when every value is of quotes and backslashes, which JSON writes twice.
pub const MAX_SEGMENT_BYTES: usize = 400;

/// The longest name of a segment.
pub const MAX_SEGMENT_NAME: usize = 32;

/// Owner-declared properties, `plan=pro`.
///
/// What can't be kept is dropped and never refused, by the loader and by the edge alike: pairs are
/// taken in the order of their names, and each that no longer fits is passed over. Dropped are names
/// that are not `[a-z0-9_]{1,32}`, empty values, and values with a control character (JSON would
/// write it sixfold).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Segments(BTreeMap<String, String>);

impl Segments {
    /// Keeps what can be kept of `pairs`. Of two pairs with one name the later holds.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut room = MAX_SEGMENT_BYTES;
        let by_name: BTreeMap<_, _> = pairs.into_iter().collect();
        Self(
            by_name
                .into_iter()
                .filter(|(name, value)| is_segment_name(name) && is_segment_value(value))
                .filter(|(name, value)| match room.checked_sub(name.len() + value.len()) {
                    Some(rest) => {
                        room = rest;
                        true
                    }
                    None => false,
                })
                .collect(),
        )
    }

    /// The value of one segment.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// All pairs by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl IntoIterator for Segments {
    type Item = (String, String);
    type IntoIter = btree_map::IntoIter<String, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'de> de::Deserialize<'de> for Segments {
    fn deserialize<D: de::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(from).map(Self::from_pairs)
    }
}

/// Whether a segment may have that name: `[a-z0-9_]{1,32}`.
#[must_use]
pub fn is_segment_name(name: &str) -> bool {
    (1..=MAX_SEGMENT_NAME).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn is_segment_value(value: &str) -> bool {
    !value.is_empty() && !value.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::Segments;

    #[track_caller]
    fn check(given: &[(&str, &str)], kept: &[(&str, &str)]) {
        let pairs = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        assert_eq!(Segments::from_pairs(pairs).iter().collect::<Vec<_>>(), kept);
    }

    #[test]
    fn pairs_are_kept_in_the_order_of_their_names() {
        check(&[("plan", "pro"), ("age_group", "20代")], &[("age_group", "20代"), ("plan", "pro")]);
    }

    #[test]
    fn what_can_not_be_kept_is_dropped_without_a_word() {
        check(&[("Plan", "pro"), ("", "x"), (&"n".repeat(33), "x"), ("a-b", "x")], &[]);
        check(&[("plan", ""), ("b", "line\nbreak"), ("c", "\u{7f}"), ("d", "\u{85}")], &[]);
    }

    #[test]
    fn a_pair_that_no_longer_fits_is_passed_over_and_a_later_smaller_one_kept() {
        let long = "x".repeat(396);
        check(&[("a", &long), ("b", "yyy"), ("c", "z")], &[("a", &long), ("c", "z")]);
    }

    #[test]
    fn bytes_count_not_characters() {
        let fits = "声".repeat(133);
        check(&[("a", &fits)], &[("a", &fits)]);
        check(&[("ab", &fits)], &[]);
    }
}
