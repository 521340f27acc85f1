//! Telling an alert: one try.
//!
//! 1. What was told, held or dropped already is not told again. So a repeated answer, a bell that rings twice and a
//!    cron that comes late tell nothing twice, but within storage's minute.
//! 2. The answer is read as it is now: what was taken back, or meets the rule no more, is not told.
//! 3. In the rule's quiet hours, and past its cap, it is held back: one digest tells all that is.
//! 4. Each destination that is left is told. One that says it is gone ends.
//! 5. The outcome is noted, then the next try is marked as due, then this mark goes. A run that dies in between
//!    leaves a mark, and the cron goes on there.

use std::sync::Arc;

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use koe_shared::id::SiteId;
use koe_shared::site::{AlertRule, Destination};

use super::entry::{Bell, DestinationId, Dropped, Fate, Mark, Outcome, Try, destination_id};
use super::history::{Histories, History, histories_by};
use super::mark::{Announced, KEPT, announce, put_mark};
use super::message::{Message, Occasion, RuleName, Told};
use super::send::{Attempt, Sender};
use super::standing::{Known, SHOWN_AFTER, Standing, standing};
use crate::addresses::Addresses;
use crate::answers::Revision;
use crate::platform::{Clock, Outgoing};
use crate::sites::Site;
use crate::store::keys::{self, AlertId, AlertKind, Minute};
use crate::store::{Put, Store, StoreError};

/// Minutes between one try and the next. After the last try of them an alert has failed.
const AGAIN_AFTER: [u64; 6] = [1, 5, 30, 120, 360, 720];
/// Storage operations of one try, at most, where a rule has one destination or two.
pub(super) const OPERATIONS: usize = 12;

/// Whoever tells alerts.
pub(crate) struct Teller {
    pub(super) store: Arc<dyn Store>,
    pub(super) outgoing: Arc<dyn Outgoing>,
    pub(super) clock: Clock,
    /// Hosts that may be called whatever they are: for tests.
    pub(super) allowed: Vec<String>,
    pub(super) announced: Arc<Announced>,
}

/// What is due.
pub(super) struct Due<'a> {
    pub(super) minute: Minute,
    pub(super) id: &'a AlertId,
    pub(super) mark: &'a Mark,
    /// The revision that rang, where it was taken in a moment ago.
    pub(super) fresh: Option<&'a Revision>,
}

/// What there is to tell now.
enum Now {
    Tell(Box<Message>),
    Nothing(Dropped),
    NotShown,
}

impl Teller {
    pub(crate) fn new(
        store: Arc<dyn Store>,
        outgoing: Arc<dyn Outgoing>,
        clock: Clock,
        allowed: &[String],
    ) -> Self {
        let allowed = allowed.to_vec();
        Self { store, outgoing, clock, allowed, announced: Arc::default() }
    }

    /// The same, by an isolate that has announced these digests.
    pub(crate) fn knowing(self, announced: &Arc<Announced>) -> Self {
        Self { announced: Arc::clone(announced), ..self }
    }

    /// One try: steps 1 to 5.
    pub(super) async fn tell(&self, site: &Site, due: Due<'_>) -> Result<(), StoreError> {
        let Due { minute, id, mark, fresh } = due;
        let store = &*self.store;
        let left = site.record.retention().left(id.answer.time(), (self.clock)());
        let place =
            Place { site: &site.id, id, minute, life: left.map_or(KEPT, |left| left.min(KEPT)) };
        // 1.
        let listed = histories_by(store, &site.id, id).await?;
        let history = listed.of(id.kind).cloned().unwrap_or_default();
        if history.is_settled(minute) {
            return place.forget(store).await;
        }
        let number = mark.number.max(history.last() + 1);
        let Some(rule) = site.document().alerts.iter().find(|rule| rule.id == id.rule) else {
            // It may be so new that this place does not show it yet.
            if Minute::of((self.clock)()) < minute.after(SHOWN_AFTER) {
                return Ok(());
            }
            return self.drop_it(&place, number, Dropped::NobodyLeft).await;
        };
        let is_by_hand = mark.number > 1 && mark.bell == Bell::Rung;
        let left = left_of(site, rule, (mark, is_by_hand), &history);
        if left.is_empty() {
            return match history.last() {
                0 => self.drop_it(&place, number, Dropped::NobodyLeft).await,
                _ => place.forget(store).await,
            };
        }
        // 2.
        let now = (self.clock)();
        let message = match self.message(site, (id, rule), (&listed, minute, fresh), now).await? {
            Now::NotShown => return Ok(()),
            Now::Nothing(why) => return self.drop_it(&place, number, why).await,
            Now::Tell(message) => message,
        };
        // 3.
        if let Some((by, until)) = self.held_by(site, (id, rule), (number, is_by_hand), now).await?
        {
            let held = Try { at: now, next: Some(until), fate: Fate::Held(by) };
            announce(store, &self.announced, &site.id, (id, until)).await?;
            if (self.clock)() >= until.begins() {
                // The digest may not see what is noted so late. The mark stays, and the next run judges anew.
                return Ok(());
            }
            self.note(&place, number, &held, &[]).await?;
            return place.forget(store).await;
        }
        // 4.
        let told = self.send(site, rule, &left, &message, now).await?;
        // 5.
        let again: Vec<DestinationId> = told
            .iter()
            .filter(|(_, outcome, _)| *outcome == Outcome::Failed)
            .map(|(id, ..)| id.clone())
            .collect();
        let delay = AGAIN_AFTER.get(usize::from(number) - 1).filter(|_| !again.is_empty());
        let next = delay.map(|minutes| Minute::of(now).after(*minutes));
        let outcomes = told.iter().map(|(id, outcome, _)| (id.clone(), *outcome)).collect();
        let attempts: Vec<Attempt> = told.into_iter().map(|(.., attempt)| attempt).collect();
        let tried = Try { at: now, next, fate: Fate::Sent(outcomes) };
        self.note(&place, number, &tried, &attempts).await?;
        if let Some(next) = next {
            let mark = Mark { number: number + 1, bell: Bell::Silent, left: Some(again) };
            put_mark(store, &site.id, (id, next), &mark).await?;
            if next == minute {
                return Ok(());
            }
        }
        place.forget(store).await
    }

    /// What an alert says now.
    async fn message(
        &self,
        site: &Site,
        (id, rule): (&AlertId, &AlertRule),
        (listed, minute, fresh): (&Histories, Minute, Option<&Revision>),
        now: Timestamp,
    ) -> Result<Now, StoreError> {
        if id.kind == AlertKind::Digest {
            let told = self.held(site, rule, Minute::of(id.answer.time()), now).await?;
            return Ok(match told {
                None => Now::NotShown,
                Some((answers, _)) if answers.is_empty() => Now::Nothing(Dropped::Withdrawn),
                Some(told) => {
                    Now::Tell(Box::new(message(site, (id, rule), Occasion::Digest, told, now)))
                }
            });
        }
        let opened = listed.of(id.kind).and_then(|history| history.opened);
        let revision = opened.map_or(1, |opened| opened.revision);
        let revision = fresh.map_or(revision, |fresh| fresh.number().max(revision));
        let since = opened.map_or(minute, |opened| opened.due.max(minute));
        let known = Known { revision, since, fresh };
        let standing = standing(&*self.store, site, (&id.answer, rule), known, now).await?;
        Ok(match standing {
            Standing::NotShown => Now::NotShown,
            Standing::Nothing(why) => Now::Nothing(why),
            Standing::Tell(_, AlertKind::Words) if id.kind == AlertKind::Score => {
                Now::Nothing(Dropped::Superseded)
            }
            Standing::Tell(told, _) => {
                let score_was_told = listed.of(AlertKind::Score).is_some_and(History::was_told);
                let occasion = match id.kind {
                    AlertKind::Words if score_was_told => Occasion::Update,
                    AlertKind::Words => Occasion::Words,
                    AlertKind::Score | AlertKind::Digest => Occasion::Score,
                };
                Now::Tell(Box::new(message(site, (id, rule), occasion, (vec![*told], 0), now)))
            }
        })
    }

    /// Tells each destination that is left; all at once, since one that hangs takes ten seconds.
    async fn send(
        &self,
        site: &Site,
        rule: &AlertRule,
        left: &[(DestinationId, &Destination)],
        message: &Message,
        now: Timestamp,
    ) -> Result<Vec<(DestinationId, Outcome, Attempt)>, StoreError> {
        let addresses = Addresses::new(&site.record.own_hosts(), &self.allowed);
        let (store, outgoing) = (&*self.store, &*self.outgoing);
        let sender = Sender { store, site: &site.id, outgoing, addresses: &addresses, now };
        let message = message.writing();
        let sent = left.iter().map(|(id, destination)| {
            let (sender, message) = (&sender, &message);
            async move {
                let secret = site.record.destinations().of(&rule.id, destination);
                let (outcome, attempt) = sender.tell((id, destination), secret, message).await?;
                Ok((id.clone(), outcome, attempt))
            }
        });
        join_all(sent).await.into_iter().collect()
    }

    async fn drop_it(&self, place: &Place<'_>, number: u8, why: Dropped) -> Result<(), StoreError> {
        let dropped =
            Try { at: (self.clock)(), next: Some(place.minute), fate: Fate::Dropped(why) };
        self.note(place, number, &dropped, &[]).await?;
        place.forget(&*self.store).await
    }

    /// Notes what a try came to, and what each destination said.
    async fn note(
        &self,
        place: &Place<'_>,
        number: u8,
        tried: &Try,
        attempts: &[Attempt],
    ) -> Result<(), StoreError> {
        let key = keys::alert_try(place.site, place.id, number);
        let value = if attempts.is_empty() {
            String::new()
        } else {
            serde_json::to_string(attempts)
                .map_err(|_| StoreError::Unreadable { key: key.clone() })?
        };
        let metadata = tried.encode();
        let put = Put { value: &value, metadata: Some(&metadata), time_to_live: Some(place.life) };
        match self.store.put(&key, put).await {
            // Another bell has just written the same try.
            Err(StoreError::Busy) if self.store.get(&key).await?.is_some() => Ok(()),
            noted => noted,
        }
    }
}

/// Where a mark lies.
struct Place<'a> {
    site: &'a SiteId,
    id: &'a AlertId,
    minute: Minute,
    /// How long it is kept what a try came to: no longer than the answer itself.
    life: SignedDuration,
}

impl Place<'_> {
    async fn forget(&self, store: &dyn Store) -> Result<(), StoreError> {
        store.delete(&keys::due(self.minute, self.site, self.id)).await
    }
}

/// The destinations of a rule that still have to be told.
fn left_of<'r>(
    site: &Site,
    rule: &'r AlertRule,
    (mark, is_by_hand): (&Mark, bool),
    history: &History,
) -> Vec<(DestinationId, &'r Destination)> {
    let secrets = site.record.destinations();
    let with_id = rule.to.iter().map(|to| (destination_id(to, secrets.of(&rule.id, to)), to));
    let is_left = |(id, _): &(DestinationId, &Destination)| {
        mark.left.as_ref().is_none_or(|left| left.contains(id)) && !history.is_done(id, is_by_hand)
    };
    with_id.filter(is_left).collect()
}

fn message(
    site: &Site,
    (id, rule): (&AlertId, &AlertRule),
    occasion: Occasion,
    (answers, left_out): (Vec<Told>, usize),
    at: Timestamp,
) -> Message {
    let document = site.document();
    let link = site.record.deployment().map(|origin| {
        let survey = answers.first().map(|told| format!("?survey={}", told.survey));
        format!("{origin}/sites/{}/comments{}", site.id, survey.unwrap_or_default())
    });
    Message {
        id: id.to_string(),
        at,
        site: site.id.clone(),
        site_name: document.name.clone(),
        locale: document.locale.clone(),
        rule: RuleName { id: rule.id.to_string(), name: rule.name.clone() },
        occasion,
        answers,
        left_out,
        link,
    }
}
