//! What a tombstone says of the answer that was taken back or erased: the metadata of its key.
//!
//! | form | what |
//! | --- | --- |
//! | `1`, then a survey or nothing | written before it was noted what was hidden |
//! | `2` | it hid no revision when it was written |
//! | `2`, then [`Metadata`] | it hid a revision, of which this is what a report filters by |
//!
//! Nothing of what the visitor said stays: no score, no outcome, no flag but test and forced, and of
//! the segments those that the site declares. Strings once written are read for as long as the
//! retention lasts: `tests/vectors/tombstones.json` pins them, added to and never edited.
//!
//! The longest is one byte longer than the longest metadata, which leaves four of Workers KV's 1,024.

use crate::metadata::{Flags, Metadata, MetadataError, Recorded};

/// What a tombstone says. Borrows from the string it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tombstone<'a> {
    /// It hid no revision when it was written.
    HidNothing,
    /// It hid a revision. Its outcome is left out: whatever it was, it reads as ignored.
    Hid(Metadata<'a>),
    /// Nobody noted whether it hid anything; the survey, where whoever took the answer back told it.
    Unknown(Option<&'a str>),
}

impl<'a> Tombstone<'a> {
    /// What stays of a revision that is hidden. `declares` tells which segments the site declares.
    #[must_use]
    pub fn of(hidden: &Metadata<'a>, declares: impl Fn(&str, &str) -> bool) -> Self {
        let kept = [Flags::TEST, Flags::FORCED].into_iter();
        Self::Hid(Metadata {
            recorded: Recorded::Ignored,
            flags: kept.fold(Flags::NONE, |flags, flag| flags.with(flag, hidden.flags.has(flag))),
            segments: hidden.segments.only(declares),
            ..hidden.clone()
        })
    }

    /// Reads what [`Tombstone::encode`] wrote, now or in an earlier release.
    ///
    /// # Errors
    /// A string of another form.
    pub fn decode(text: &'a str) -> Result<Self, MetadataError> {
        match text.split_at_checked(1) {
            Some(("1", survey)) => Ok(Self::Unknown((!survey.is_empty()).then_some(survey))),
            Some(("2", "")) => Ok(Self::HidNothing),
            Some(("2", hidden)) => Metadata::decode(hidden).map(Self::Hid),
            _ => Err(MetadataError::UnknownVersion),
        }
    }

    /// The string.
    #[must_use]
    pub fn encode(&self) -> String {
        match self {
            Self::HidNothing => "2".to_owned(),
            Self::Hid(hidden) => format!("2{}", hidden.encode()),
            Self::Unknown(survey) => format!("1{}", survey.unwrap_or_default()),
        }
    }
}
