//! Whether an alert is held back: by its rule's quiet hours, or by its cap.

use jiff::{SignedDuration, Timestamp};
use koe_shared::site::AlertRule;

use super::entry::HeldBy;
use super::history::{Histories, History};
use super::quiet::quiet_until;
use super::tell::Teller;
use crate::sites::Site;
use crate::store::keys::{self, AlertId, AlertKind, Minute};
use crate::store::{List, MAX_PAGE, StoreError};

/// The span of the cap.
const CAP_SPAN: SignedDuration = SignedDuration::from_hours(1);
/// Lists that the cap counts by: one, but in a flood. Five hold more alerts than any cap allows.
const CAP_LISTS: usize = 5;

impl Teller {
    /// Whether an alert has to be held back, and until when. What an owner sends again by hand is not, and a digest
    /// is what comes after.
    pub(super) async fn held_by(
        &self,
        site: &Site,
        (id, rule): (&AlertId, &AlertRule),
        (number, is_by_hand): (u8, bool),
        now: Timestamp,
    ) -> Result<Option<(HeldBy, Minute)>, StoreError> {
        if id.kind == AlertKind::Digest || is_by_hand {
            return Ok(None);
        }
        if let Some(end) = quiet_until(site, rule, now) {
            return Ok(Some((HeldBy::Quiet, end)));
        }
        if number > 1 || !self.is_past_cap(site, (id, rule), now).await? {
            return Ok(None);
        }
        let seconds = now.as_second().rem_euclid(3_600);
        let hour = Timestamp::from_second(now.as_second() - seconds + 3_600).unwrap_or(now);
        Ok(Some((HeldBy::Cap, Minute::of(hour))))
    }

    /// Whether the rule has told as much as it may in the hour before: of those that came before this one. Where an
    /// hour has more alerts than are listed, it has.
    async fn is_past_cap(
        &self,
        site: &Site,
        (id, rule): (&AlertId, &AlertRule),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let is_recent = |other: &AlertId| now.duration_since(other.answer.time()) < CAP_SPAN;
        let prefix = keys::alerts(&site.id);
        let mut listed = Histories::default();
        let mut cursor: Option<String> = None;
        for _ in 0..CAP_LISTS {
            let list = List { prefix: &prefix, limit: MAX_PAGE, cursor: cursor.as_deref() };
            let page = self.store.list(list).await?;
            page.keys.iter().for_each(|key| listed.add(key));
            let oldest = page.keys.last().and_then(|key| keys::parse_alert(&key.key));
            let is_whole = oldest.is_some_and(|(oldest, _)| !is_recent(&oldest));
            cursor = page.cursor.filter(|_| !is_whole);
            if cursor.is_none() {
                break;
            }
        }
        if cursor.is_some() {
            return Ok(true);
        }
        let counts = |(other, history): &&(AlertId, History)| {
            other.rule == rule.id
                && other.kind != AlertKind::Digest
                && is_recent(other)
                && (other.answer.time_ms(), other) < (id.answer.time_ms(), id)
                && !history.is_held()
        };
        let before = listed.iter().filter(counts).count();
        Ok(before >= usize::try_from(rule.cap_per_hour).unwrap_or(usize::MAX))
    }
}
