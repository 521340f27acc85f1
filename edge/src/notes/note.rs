//! One note, and what a list tells of it.

use jiff::civil::Date;
use koe_shared::id::TouchpointId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::keys::NoteId;

/// The form of the metadata.
const VERSION: &str = "1";

/// What the owner changed, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Note {
    /// Names the note, to delete it.
    #[schema(value_type = String, example = "8204769754321-00000000000000ab")]
    pub(crate) id: NoteId,
    /// The day of the change, where the site is.
    #[schema(value_type = String, format = Date, example = "2026-11-01")]
    pub(crate) at: Date,
    /// What was changed, in a sentence.
    pub(crate) text: String,
    /// Where it was changed; null: everywhere, or nowhere in particular.
    #[schema(required = true)]
    pub(crate) touchpoint: Option<TouchpointId>,
}

/// What a list tells of a note: all but its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) id: NoteId,
    pub(super) at: Date,
    pub(super) touchpoint: Option<TouchpointId>,
}

impl Note {
    /// `1|{day}|{touchpoint}`, nothing in the place of a touchpoint that is not there.
    pub(super) fn metadata(&self) -> String {
        let touchpoint = self.touchpoint.as_ref().map_or("", TouchpointId::as_str);
        format!("{VERSION}|{}|{touchpoint}", self.at)
    }
}

impl Head {
    /// Reads the metadata; `None` for what another release wrote.
    pub(super) fn decode(id: NoteId, metadata: &str) -> Option<Self> {
        let mut parts = metadata.splitn(3, '|');
        (parts.next()? == VERSION).then_some(())?;
        let at = parts.next()?.parse().ok()?;
        let touchpoint = match parts.next()? {
            "" => None,
            id => Some(id.parse().ok()?),
        };
        Some(Self { id, at, touchpoint })
    }

    /// The note, with its sentence.
    pub(super) fn with(self, text: String) -> Note {
        let Self { id, at, touchpoint } = self;
        Note { id, at, text, touchpoint }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_metadata_is_pinned_byte_for_byte_and_read_back() {
        let id: NoteId = "8204769754321-00000000000000ab".parse().unwrap();
        let (at, text) = ("2026-11-01".parse().unwrap(), "Faster | checkout".to_owned());
        let touchpoint = Some("post-purchase".parse().unwrap());
        let note = Note { id: id.clone(), at, text: text.clone(), touchpoint };
        assert_eq!(note.metadata(), "1|2026-11-01|post-purchase");
        assert_eq!(Head::decode(id.clone(), &note.metadata()).unwrap().with(text), note);
        let anywhere = Note { touchpoint: None, ..note };
        assert_eq!(anywhere.metadata(), "1|2026-11-01|");
        let head = Head::decode(id.clone(), &anywhere.metadata()).unwrap();
        assert_eq!(head.touchpoint, None);
        for other in ["2|2026-11-01|", "1|2026-13-01|", "1|2026-11-01", "1|2026-11-01|A b", ""] {
            assert_eq!(Head::decode(id.clone(), other), None, "{other}");
        }
    }
}
