//! Opening a case: by a rule as its answer is taken in, or by hand.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use koe_shared::answer::Contact;
use koe_shared::id::{PublicId, RuleId, SiteId};
use koe_shared::metadata::Metadata;
use koe_shared::score::Score;
use koe_shared::urgency::Urgency;

use super::case::Case;
use super::error::CaseError;
use super::opening::{Opener, Opening};
use super::stored::{case_of, write_opening};
use crate::answers::{Person, Revision, Value, newest};
use crate::sites::{Calendar, Site};
use crate::store::keys::{self, Rank};
use crate::store::{List, MAX_PAGE, Store, StoreError};

/// Cases that a rule opens in a day of its site, at most: nobody calls back more people than that.
pub(crate) const MOST_A_DAY: usize = 200;
/// Rules of sites that an isolate remembers.
const REMEMBERED: usize = 1_000;
/// Characters of an id that a refusal repeats, at most.
const SHOWN: usize = 64;

/// What an isolate has opened today, by rule: a list may show that a minute late.
#[derive(Default)]
pub(crate) struct OpenedToday(Mutex<HashMap<(SiteId, RuleId), OfDay>>);

/// When a day began, and the cases that were opened in it.
type OfDay = (Timestamp, HashSet<PublicId>);

impl OpenedToday {
    /// The cases that were opened by a rule since a day began.
    fn since(&self, day: Timestamp, rule: &(SiteId, RuleId)) -> HashSet<PublicId> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_day = known.get(rule).filter(|(began, _)| *began == day);
        of_day.map(|(_, cases)| cases.clone()).unwrap_or_default()
    }

    fn remember(&self, day: Timestamp, rule: (SiteId, RuleId), case: PublicId) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        let of_rule = known.entry(rule).or_insert_with(|| (day, HashSet::new()));
        if of_rule.0 != day {
            *of_rule = (day, HashSet::new());
        }
        of_rule.1.insert(case);
    }
}

/// Opens the case of an answer that meets a rule, before the answer is stored.
///
/// 1. What is open stays open: a later revision tells anew how urgent it is, a repeated one changes nothing.
/// 2. A rule opens [`MOST_A_DAY`] a day and no more. 3. The entry is written.
pub(crate) async fn open_by_rule(
    store: &dyn Store,
    opened: &OpenedToday,
    (site, rule): (&Site, &RuleId),
    (revision, picked, urgency): (&Revision, Score, &Urgency),
    now: Timestamp,
) -> Result<(), StoreError> {
    let Rank::Revision(number) = revision.rank else { return Ok(()) };
    let (key, left) = (keys::case(&site.id, &revision.id), revision.time_to_live);
    // 1.
    let entry = store.get(&key).await?;
    let known = entry.and_then(|entry| Opening::decode(entry.metadata.as_deref()?));
    if known.as_ref().is_some_and(|known| known.revision >= number) {
        return Ok(());
    }
    let (metadata, value) = (&*revision.metadata, &revision.value);
    let about = About { metadata, value, score: picked, urgency };
    let Some(opening) = about.opening(site, (Opener::Rule(rule.clone()), number), now) else {
        return Ok(());
    };
    let opening = if let Some(Opening { at, by, .. }) = known {
        Opening { at, by, ..opening }
    } else {
        // 2.
        let day = Calendar::new(&site.document().timezone, now).start_of_day(now, 0);
        let named = (site.id.clone(), rule.clone());
        if count_since(store, opened, day, &named).await? >= MOST_A_DAY {
            return Ok(());
        }
        opened.remember(day, named, revision.id);
        opening
    };
    // 3.
    let written = (&opening, &*revision.metadata);
    match write_opening(store, (&site.id, &revision.id), written, left).await {
        // Storage takes a key once a second: another revision has just opened the case.
        Err(StoreError::Busy) if store.get(&key).await?.is_some() => Ok(()),
        written => written,
    }
}

/// How many cases a rule has opened since a day began, as far as one list and this isolate know.
async fn count_since(
    store: &dyn Store,
    opened: &OpenedToday,
    day: Timestamp,
    rule: &(SiteId, RuleId),
) -> Result<usize, StoreError> {
    let mut cases = opened.since(day, rule);
    if cases.len() >= MOST_A_DAY {
        return Ok(cases.len());
    }
    let prefix = keys::cases(&rule.0);
    let page = store.list(List { prefix: &prefix, limit: MAX_PAGE, cursor: None }).await?;
    for listed in &page.keys {
        let Some((answer, None)) = keys::parse_case(&listed.key) else { continue };
        let opening = listed.metadata.as_deref().and_then(Opening::decode);
        let is_of_day = opening.is_some_and(|opening| {
            opening.at >= day && matches!(&opening.by, Opener::Rule(by) if *by == rule.1)
        });
        if is_of_day {
            cases.insert(answer);
        }
    }
    Ok(cases.len())
}

/// Opens the case of an answer by hand. Tells the case, and whether it is new.
///
/// 1. The answer has to stand, with a score that counts. 2. What is open stays as it is. 3. The entry is written.
pub(crate) async fn open_by_hand(
    store: &dyn Store,
    site: &Site,
    answer: &str,
    by: &str,
    now: Timestamp,
) -> Result<(Case, bool), CaseError> {
    // 1.
    let unknown = || CaseError::UnknownAnswer { id: answer.chars().take(SHOWN).collect() };
    let public: PublicId = answer.parse().map_err(|_| unknown())?;
    let left: SignedDuration =
        site.record.retention().left(public.time(), now).ok_or_else(unknown)?;
    let entry = newest(store, &site.id, &public).await?.ok_or_else(unknown)?;
    let Rank::Revision(revision) = entry.rank else { return Err(unknown()) };
    let stored = store.get(&entry.key).await?.ok_or_else(unknown)?;
    let unreadable = || StoreError::Unreadable { key: entry.key.clone() };
    let value: Value = serde_json::from_str(&stored.value).map_err(|_| unreadable())?;
    let metadata = Metadata::decode(&entry.metadata).map_err(|_| unreadable())?;
    let picked = metadata.counted_score().ok_or_else(unknown)?;
    // 2.
    if let Some(case) = case_of(store, &site.id, &public, &[]).await? {
        return Ok((case, false));
    }
    // 3.
    let has_contact = value.contact.as_ref().is_some_and(Contact::has_address);
    let urgency = Urgency::of(picked, value.comment.as_deref().unwrap_or_default(), has_contact);
    let about =
        About { metadata: &entry.metadata, value: &value, score: picked, urgency: &urgency };
    let by = (Opener::Person(by.to_owned()), revision);
    let opening = about.opening(site, by, now).ok_or_else(unknown)?;
    write_opening(store, (&site.id, &public), (&opening, &entry.metadata), left).await?;
    Ok((Case::new(public, opening, Vec::new()), true))
}

/// The answer that a case is about.
struct About<'a> {
    metadata: &'a str,
    value: &'a Value,
    score: Score,
    urgency: &'a Urgency,
}

impl About<'_> {
    fn opening(&self, site: &Site, (by, revision): (Opener, u8), at: Timestamp) -> Option<Opening> {
        let metadata = Metadata::decode(self.metadata).ok()?;
        let respondent = self.value.respondent.as_deref();
        let person = respondent.map(|id| Person::of(&site.record, id).hash().to_owned());
        Some(Opening {
            at,
            by,
            revision,
            score: self.score,
            urgency: self.urgency.clone(),
            survey: metadata.survey.into_owned(),
            touchpoint: metadata.touchpoint.map(std::borrow::Cow::into_owned),
            person,
        })
    }
}
