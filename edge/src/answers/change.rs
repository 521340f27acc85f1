//! Changing an answer: another score or comment, in a revision that outranks what may still be under
//! way.

use std::fmt;

use jiff::Timestamp;
use koe_shared::answer::{AnswerError, MAX_COMMENT_UNITS, MAX_REVISION};
use koe_shared::id::{AnswerId, ClockSkew, check_clock};
use koe_shared::instant::Instant;
use koe_shared::metadata::{Flags, Metadata, Recorded};
use koe_shared::metric::Scale;
use koe_shared::score::Score;

use super::ledger::Ledger;
use super::look_up::StoredAnswer;
use super::revision::{Revision, Value, Watch};
use crate::sites::Site;
use crate::store::StoreError;
use crate::store::keys::Rank;

/// A change goes to the next multiple of this, so that it outranks the revisions that the browser
/// may still hold, of which it makes a few.
const STEP: u8 = 10;

/// An answer as its visitor wants it now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changed {
    pub(crate) score: Option<u8>,
    pub(crate) comment: Option<String>,
    /// Whether the comment may still be quoted.
    pub(crate) publish: bool,
    /// The newest revision that the visitor has seen; this location may not see it yet.
    pub(crate) seen: u8,
}

/// Why an answer was not changed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ChangeError {
    /// The answer's own time is too far off: it is too old to be changed.
    ClockSkew { skew: ClockSkew, server_time: Timestamp },
    /// The answer would expire at once.
    OverRetention { days: u32 },
    /// The change breaks a rule of answers.
    Answer(AnswerError),
    /// Storage refused.
    Store(StoreError),
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClockSkew { skew, .. } => write!(f, "{skew}"),
            Self::OverRetention { days } => {
                write!(f, "the time in id is older than the {days} days that answers are kept")
            }
            Self::Answer(error) => write!(f, "{error}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl From<AnswerError> for ChangeError {
    fn from(error: AnswerError) -> Self {
        Self::Answer(error)
    }
}

/// Stores another score or comment, and tells the revision. `before` is the answer as it is visible,
/// `scale` the one it was given on.
///
/// 1. An answer can be changed for as long as it could be sent. 2. The score and the comment. 3. One
///    write, or two where the answer names a person.
pub(crate) async fn change_answer(
    ledger: &Ledger,
    site: &Site,
    (id, before): (AnswerId, &StoredAnswer),
    scale: Scale,
    (change, watch): (&Changed, &dyn Watch),
    now: Timestamp,
) -> Result<u8, ChangeError> {
    // 1.
    check_clock(id.time(), now)
        .map_err(|skew| ChangeError::ClockSkew { skew, server_time: now })?;
    // 2.
    let chosen = change.score.ok_or(AnswerError::MissingScore)?;
    let chosen = Score::new(scale, chosen.into()).map_err(AnswerError::OffScale)?;
    let units = change.comment.as_ref().map_or(0, |comment| comment.encode_utf16().count());
    if units > MAX_COMMENT_UNITS {
        return Err(AnswerError::CommentTooLong(units).into());
    }
    let retention = site.record.retention();
    let (days, left) = (retention.days(id.time()), retention.left(id.time(), now));
    let metadata = before.metadata().map_err(ChangeError::Store)?;
    let metadata = Metadata {
        recorded: Recorded::Answered(chosen),
        flags: flags(metadata.flags, change),
        ..metadata
    };
    let revision = outranking(before.revision.max(change.seen));
    // 3.
    let stored = Revision {
        id: id.public(&site.id),
        rank: Rank::Revision(revision),
        metadata: metadata.encode(),
        value: Value {
            received_at: Instant(now),
            comment: change.comment.clone(),
            ..before.value.clone()
        },
        time_to_live: left.ok_or(ChangeError::OverRetention { days })?,
    };
    watch.saving(site, &stored).await.map_err(ChangeError::Store)?;
    stored.save(ledger, site, now).await.map_err(ChangeError::Store)?;
    Ok(revision)
}

/// The revision of a change. Where there is no room for a step it follows the newest, and in the end
/// takes its place.
fn outranking(newest: u8) -> u8 {
    let step = (newest / STEP).saturating_add(1).saturating_mul(STEP);
    if step <= MAX_REVISION { step } else { newest.saturating_add(1).min(MAX_REVISION) }
}

/// The flags of a changed answer: those of its comment are as the change says, the others stay.
fn flags(before: Flags, change: &Changed) -> Flags {
    let kept = [Flags::TEST, Flags::FORCED, Flags::CONTACT, Flags::RESPONDENT];
    kept.into_iter()
        .fold(Flags::NONE, |flags, flag| flags.with(flag, before.has(flag)))
        .with(Flags::COMMENT, change.comment.is_some())
        .with(Flags::PUBLISH, before.has(Flags::PUBLISH) && change.publish)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_outranks_what_may_be_under_way() {
        for (newest, revision) in
            [(1, 10), (9, 10), (10, 20), (89, 90), (90, 91), (97, 98), (98, 98), (255, 98)]
        {
            assert_eq!(outranking(newest), revision, "{newest}");
        }
    }

    #[test]
    fn a_permission_to_quote_ends_with_its_tick() {
        let before = Flags::PUBLISH.with(Flags::TEST, true).with(Flags::CONTACT, true);
        let kept = Flags::TEST.with(Flags::CONTACT, true);
        let changed = Changed { comment: Some("Good.".into()), ..Changed::default() };
        assert_eq!(flags(before, &changed), kept.with(Flags::COMMENT, true));
        let changed = Changed { publish: true, comment: None, ..Changed::default() };
        assert_eq!(flags(before, &changed), kept.with(Flags::PUBLISH, true));
        assert_eq!(flags(Flags::NONE, &changed), Flags::NONE);
    }
}
