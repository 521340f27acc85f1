//! The answer that an alert tells of, as it is when it is told.

use jiff::Timestamp;
use koe_shared::id::PublicId;
use koe_shared::site::AlertRule;
use koe_shared::urgency::Reason;
use serde_json::{Map, Value as Json};

use super::entry::Dropped;
use super::judge::Read;
use super::message::Told;
use crate::answers::{AnswerEntry, Revision, Value, newest};
use crate::reports::AnswerView;
use crate::sites::Site;
use crate::store::keys::{self, AlertKind, Minute, Rank};
use crate::store::{Store, StoreError};

/// After so many minutes every location shows a write, and what is not shown is not there.
pub(super) const SHOWN_AFTER: u64 = 15;

/// What is to be told of an answer.
pub(super) enum Standing {
    /// This.
    Tell(Box<Told>, AlertKind),
    /// Nothing, and never more.
    Nothing(Dropped),
    /// Storage does not show the answer yet.
    NotShown,
}

/// What a teller knows of the answer.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// The revision that met the rule.
    pub(super) revision: u8,
    /// When that was, or when its mark was due, whichever is later.
    pub(super) since: Minute,
    /// The revision itself, where it was taken in a moment ago.
    pub(super) fresh: Option<&'a Revision>,
}

/// The answer as it is now, held against its rule again.
pub(super) async fn standing(
    store: &dyn Store,
    site: &Site,
    (answer, rule): (&PublicId, &AlertRule),
    known: Known<'_>,
    now: Timestamp,
) -> Result<Standing, StoreError> {
    let is_shown_by_now = now > known.since.after(SHOWN_AFTER).begins();
    let missing =
        || if is_shown_by_now { Standing::Nothing(Dropped::Withdrawn) } else { Standing::NotShown };
    let entry = newest(store, &site.id, answer).await?;
    let shown = match &entry {
        None => 0,
        Some(AnswerEntry { rank: Rank::Revision(revision), .. }) => *revision,
        Some(_) => return Ok(Standing::Nothing(Dropped::Withdrawn)),
    };
    if let Some(fresh) = known.fresh.filter(|_| known.revision > shown) {
        let entry = AnswerEntry {
            key: keys::answer(&site.id, answer, fresh.rank),
            time_ms: answer.time_ms(),
            rank: fresh.rank,
            metadata: fresh.metadata.clone(),
            hides: None,
        };
        return Ok(told(site, rule, &entry, fresh.value.clone()));
    }
    let Some(entry) = entry.filter(|_| shown >= known.revision || is_shown_by_now) else {
        return Ok(missing());
    };
    // A list shows it, a read does not yet; or it is deleted, which lists will show.
    let Some(stored) = store.get(&entry.key).await? else { return Ok(Standing::NotShown) };
    let unreadable = || StoreError::Unreadable { key: entry.key.clone() };
    let value = serde_json::from_str(&stored.value).map_err(|_| unreadable())?;
    Ok(match told(site, rule, &entry, value) {
        // A revision that meets the rule again may not be shown yet.
        Standing::Nothing(Dropped::Changed) if !is_shown_by_now => Standing::NotShown,
        standing => standing,
    })
}

fn told(site: &Site, rule: &AlertRule, entry: &AnswerEntry, value: Value) -> Standing {
    let document = site.document();
    let changed = Standing::Nothing(Dropped::Changed);
    let Some(read) = Read::of(&entry.metadata, &value).filter(|read| read.meets(rule, document))
    else {
        return changed;
    };
    let kind = read.kind();
    let (Some(score), Some(view)) = (read.score(), AnswerView::of(entry, value)) else {
        return changed;
    };
    let (touchpoint, comment, survey) =
        (view.touchpoint.clone(), view.comment.clone(), view.survey.clone());
    let wants_reply = read.urgency.reasons().contains(&Reason::ContactWanted);
    let told = Told {
        answer: object(&view),
        score,
        touchpoint,
        survey,
        comment,
        wants_reply,
        urgency: read.urgency,
    };
    Standing::Tell(Box::new(told), kind)
}

fn object(view: &AnswerView) -> Map<String, Json> {
    match serde_json::to_value(view) {
        Ok(Json::Object(fields)) => fields,
        _ => Map::new(),
    }
}
