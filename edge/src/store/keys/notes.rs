//! The keys of what an owner notes: that something was changed on a day.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use koe_shared::id::SiteId;
use serde::{Deserialize, Serialize};

use super::history::{HistoryId, InvalidHistoryId};

/// The id of a note, written as that of an entry of the history: when it was written, inverted, and 64 random
/// bits. So one list brings the note that was written last first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(HistoryId);

impl NoteId {
    /// The id of a note that was written then.
    #[must_use]
    pub fn new(written: Timestamp, random: u64) -> Self {
        Self(HistoryId::new(written, random))
    }

    /// The id as it stands in keys and addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for NoteId {
    type Err = InvalidHistoryId;

    fn from_str(text: &str) -> Result<Self, InvalidHistoryId> {
        text.parse().map(Self)
    }
}

impl fmt::Display for NoteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The prefix of every note of a site.
#[must_use]
pub fn notes(site: &SiteId) -> String {
    format!("note/{site}/")
}

/// One note of a site.
#[must_use]
pub fn note(site: &SiteId, note: &NoteId) -> String {
    format!("{}{note}", notes(site))
}

/// The note that a key names.
#[must_use]
pub fn parse_note(key: &str) -> Option<NoteId> {
    key.strip_prefix("note/")?.split_once('/')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_note_is_pinned_and_the_last_written_sorts_first() {
        let site: SiteId = "kokage".parse().unwrap();
        let at = |ms| Timestamp::from_millisecond(ms).unwrap();
        let id = NoteId::new(at(1_795_230_245_678), 0xab);
        assert_eq!(note(&site, &id), "note/kokage/8204769754321-00000000000000ab");
        assert_eq!(parse_note(&note(&site, &id)), Some(id.clone()));
        assert_eq!(id.to_string().parse(), Ok(id.clone()));
        assert!(NoteId::new(at(1_795_230_245_679), 0) < id);
        assert_eq!(parse_note("note/kokage/../x"), None);
        assert_eq!(parse_note("history/kokage/8204769754321-00000000000000ab"), None);
    }
}
