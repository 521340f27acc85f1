//! What somebody did on a case.

use jiff::Timestamp;
use koe_shared::instant::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CaseEventKind)]
pub(crate) enum Kind {
    /// They reached the person.
    Contacted,
    /// The matter is settled.
    Resolved,
    /// It can't be settled.
    Unresolvable,
    /// It goes on after all.
    Reopened,
    /// Somebody takes it over, or nobody has it any more.
    Assigned,
    /// It shall be brought back at a time, or no more.
    Remind,
    /// They wrote something down.
    Note,
}

impl Kind {
    /// Every kind.
    pub(crate) const ALL: [Self; 7] = [
        Self::Contacted,
        Self::Resolved,
        Self::Unresolvable,
        Self::Reopened,
        Self::Assigned,
        Self::Remind,
        Self::Note,
    ];

    /// As the API says it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Contacted => "contacted",
            Self::Resolved => "resolved",
            Self::Unresolvable => "unresolvable",
            Self::Reopened => "reopened",
            Self::Assigned => "assigned",
            Self::Remind => "remind",
            Self::Note => "note",
        }
    }

    /// The kind of that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Whether it ends the case.
    pub(crate) const fn closes(self) -> bool {
        matches!(self, Self::Resolved | Self::Unresolvable)
    }
}

/// What somebody did on a case, as it is stored: the value of its key, and without `text` the metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    pub(crate) kind: Kind,
    /// When the server took it, in Unix milliseconds: two clicks may fall into one second.
    pub(super) at: i64,
    /// Who did it: the name of the key.
    pub(crate) by: String,
    /// Who has the case from now on; with `assigned`, nobody where it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) assignee: Option<String>,
    /// When it is brought back; with `remind`, no more where it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) remind_at: Option<Instant>,
    /// With `resolved`: whether the first contact settled it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) solved_at_first: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
}

impl Event {
    /// Something that somebody did now, without all that may come with it.
    pub(super) fn new(kind: Kind, by: &str, now: Timestamp) -> Self {
        let (at, by) = (now.as_millisecond(), by.to_owned());
        Self { kind, at, by, assignee: None, remind_at: None, solved_at_first: None, text: None }
    }

    /// When it was.
    pub(crate) fn time(&self) -> Timestamp {
        Timestamp::from_millisecond(self.at).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The value of its key.
    pub(super) fn value(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// The metadata of its key: all but the words.
    pub(super) fn metadata(&self) -> Option<String> {
        serde_json::to_string(&Self { text: None, ..self.clone() }).ok()
    }

    /// Reads either; `None` for what another release wrote.
    pub(super) fn read(stored: &str) -> Option<Self> {
        serde_json::from_str(stored).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_pinned_byte_for_byte_and_its_words_are_in_the_value_alone() {
        let at = Timestamp::from_millisecond(1_795_230_245_678).unwrap();
        let event = Event {
            solved_at_first: Some(true),
            text: Some("New lid sent".to_owned()),
            ..Event::new(Kind::Resolved, "Support", at)
        };
        let stored =
            r#"{"kind":"resolved","at":1795230245678,"by":"Support","solved_at_first":true"#;
        assert_eq!(event.metadata().unwrap(), format!("{stored}}}"));
        assert_eq!(event.value().unwrap(), format!(r#"{stored},"text":"New lid sent"}}"#));
        assert_eq!(event.time(), at);
        assert_eq!(Event::read(&event.value().unwrap()), Some(event));
        assert_eq!(Event::read(r#"{"kind":"closed","at":1795230245678,"by":"x"}"#), None);
    }

    #[test]
    fn the_longest_event_fits_the_metadata() {
        let event = Event {
            assignee: Some("\u{1f600}".repeat(80)),
            remind_at: Some(Instant(Timestamp::MAX)),
            solved_at_first: Some(false),
            text: Some("x".repeat(2_000)),
            ..Event::new(Kind::Unresolvable, &"\u{1f600}".repeat(100), Timestamp::MAX)
        };
        let metadata = event.metadata().unwrap();
        let stored = serde_json::to_string(&metadata).unwrap();
        assert!(stored.len() <= crate::store::MAX_METADATA, "{}", stored.len());
    }
}
