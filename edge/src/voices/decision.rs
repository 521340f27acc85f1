//! One decision, and what it means for a comment.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::keys::HistoryId;

/// The form of the metadata.
const VERSION: &str = "1";
const APPROVED: &str = "a";
const DECLINED: &str = "d";

/// What an owner decided on a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    /// Whether it is published.
    pub(crate) approved: bool,
    /// The revision that was decided on.
    pub(crate) revision: u8,
    /// Who decided: the name of the key.
    pub(crate) by: String,
    pub(crate) at: Timestamp,
}

/// Where a comment stands that may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = VoiceState)]
pub(crate) enum State {
    /// Nobody has decided yet.
    Waiting,
    /// It is published.
    Approved,
    /// The owner does not publish it, or no longer.
    Declined,
    /// Its visitor has changed it since it was decided on: it waits again.
    Changed,
}

impl State {
    /// Where that revision stands.
    pub(crate) fn of(decision: Option<&Decision>, revision: u8) -> Self {
        match decision {
            None => Self::Waiting,
            Some(decision) if decision.revision != revision => Self::Changed,
            Some(Decision { approved: true, .. }) => Self::Approved,
            Some(_) => Self::Declined,
        }
    }

    /// Whether somebody should decide.
    pub(crate) const fn waits(self) -> bool {
        matches!(self, Self::Waiting | Self::Changed)
    }
}

impl Decision {
    /// `1|{a or d}|{revision}|{by}`
    pub(super) fn metadata(&self) -> String {
        let verdict = if self.approved { APPROVED } else { DECLINED };
        format!("{VERSION}|{verdict}|{}|{}", self.revision, self.by)
    }

    /// Reads the metadata; `None` for what another release wrote.
    pub(super) fn decode(id: &HistoryId, metadata: &str) -> Option<Self> {
        let mut parts = metadata.splitn(4, '|');
        (parts.next()? == VERSION).then_some(())?;
        let approved = match parts.next()? {
            APPROVED => true,
            DECLINED => false,
            _ => return None,
        };
        let revision = parts.next()?.parse().ok()?;
        Some(Self { approved, revision, by: parts.next()?.to_owned(), at: id.time() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_metadata_is_pinned_byte_for_byte_and_read_back() {
        let at = Timestamp::from_millisecond(1_795_230_245_678).unwrap();
        let id = HistoryId::new(at, 7);
        for (approved, metadata) in
            [(true, "1|a|2|Support | desk"), (false, "1|d|2|Support | desk")]
        {
            let decision = Decision { approved, revision: 2, by: "Support | desk".into(), at };
            assert_eq!(decision.metadata(), metadata);
            assert_eq!(Decision::decode(&id, metadata), Some(decision));
        }
        for other in ["2|a|2|admin", "1|x|2|admin", "1|a|no|admin", "1|a|2", ""] {
            assert_eq!(Decision::decode(&id, other), None, "{other}");
        }
    }

    #[test]
    fn a_decision_holds_for_its_revision_alone() {
        let decision = |approved| Decision {
            approved,
            revision: 2,
            by: "admin".into(),
            at: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(State::of(None, 2), State::Waiting);
        assert_eq!(State::of(Some(&decision(true)), 2), State::Approved);
        assert_eq!(State::of(Some(&decision(false)), 2), State::Declined);
        assert_eq!(State::of(Some(&decision(true)), 3), State::Changed);
    }
}
