//! The keys of a site's history: one entry for each time it was saved.
//!
//! An entry's id is the last part of its key, so that one list brings the newest first.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;
use serde::{Deserialize, Serialize};

/// What milliseconds count down from: the largest number of thirteen digits, in the year 2286.
const LAST_MS: u64 = 9_999_999_999_999;
const MS_DIGITS: usize = 13;
const RANDOM_DIGITS: usize = 16;
/// The characters of an id.
const LENGTH: usize = MS_DIGITS + 1 + RANDOM_DIGITS;

/// The id of an entry: a time, inverted, and 64 random bits, each of fixed width. What sorts first is the
/// newest. It stands in keys, in addresses and as the `ETag` of a site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HistoryId(String);

/// A text that is not the id of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidHistoryId;

impl fmt::Display for InvalidHistoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {MS_DIGITS} digits, a hyphen and {RANDOM_DIGITS} digits of hex")
    }
}

impl HistoryId {
    /// The id of an entry of that time.
    #[must_use]
    pub fn new(at: Timestamp, random: u64) -> Self {
        let ms = u64::try_from(at.as_millisecond()).unwrap_or(0);
        let inverted = LAST_MS.saturating_sub(ms);
        Self(format!("{inverted:0MS_DIGITS$}-{random:0RANDOM_DIGITS$x}"))
    }

    /// The time in it.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        let inverted = self.0.get(..MS_DIGITS).and_then(|digits| digits.parse().ok());
        let ms = i64::try_from(LAST_MS.saturating_sub(inverted.unwrap_or(LAST_MS)));
        ms.ok().and_then(|ms| Timestamp::from_millisecond(ms).ok()).unwrap_or(Timestamp::MAX)
    }

    /// The first time after it: an entry of that time sorts before this one.
    #[must_use]
    pub fn after(&self) -> Timestamp {
        let next = self.time().checked_add(SignedDuration::from_millis(1));
        next.unwrap_or(Timestamp::MAX)
    }

    /// Its random bits.
    #[must_use]
    pub fn random(&self) -> u64 {
        let digits = self.0.get(MS_DIGITS + 1..);
        digits.and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default()
    }

    /// The id as it stands in keys and addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for HistoryId {
    type Err = InvalidHistoryId;

    fn from_str(text: &str) -> Result<Self, InvalidHistoryId> {
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let parts = text.split_once('-').filter(|(ms, random)| {
            text.len() == LENGTH
                && ms.len() == MS_DIGITS
                && ms.bytes().all(|byte| byte.is_ascii_digit())
                && random.bytes().all(is_hex)
        });
        parts.map(|_| Self(text.to_owned())).ok_or(InvalidHistoryId)
    }
}

impl TryFrom<String> for HistoryId {
    type Error = InvalidHistoryId;

    fn try_from(text: String) -> Result<Self, InvalidHistoryId> {
        text.parse()
    }
}

impl From<HistoryId> for String {
    fn from(id: HistoryId) -> Self {
        id.0
    }
}

impl fmt::Display for HistoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The prefix of every entry of a site's history.
#[must_use]
pub fn history(site: &SiteId) -> String {
    format!("history/{site}/")
}

/// One entry of a site's history.
#[must_use]
pub fn history_entry(site: &SiteId, entry: &HistoryId) -> String {
    format!("{}{entry}", history(site))
}

/// The entry that a key names.
#[must_use]
pub fn parse_history(key: &str) -> Option<HistoryId> {
    key.strip_prefix("history/")?.split_once('/')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(ms).unwrap()
    }

    #[test]
    fn the_newest_entry_sorts_first_and_its_id_tells_the_time() {
        let site: SiteId = "kokage".parse().unwrap();
        let id = HistoryId::new(at(1_795_230_245_678), 0xab);
        assert_eq!(history_entry(&site, &id), "history/kokage/8204769754321-00000000000000ab");
        assert_eq!(parse_history(&history_entry(&site, &id)), Some(id.clone()));
        assert_eq!(id.time(), at(1_795_230_245_678));
        let next = HistoryId::new(at(1_795_230_245_679), 0);
        assert!(next < id && id.after() == next.time());
        assert_eq!((id.random(), next.random()), (0xab, 0));
    }

    #[test]
    fn what_is_no_id_names_no_entry() {
        for text in [
            "",
            "8204769754321",
            "8204769754321-00000000000000AB",
            "8204769754321-00000000000000abc",
            "820476975432-000000000000000ab",
            "../../kokage/8204769754321-00",
        ] {
            assert_eq!(text.parse::<HistoryId>(), Err(InvalidHistoryId), "{text}");
        }
    }
}
