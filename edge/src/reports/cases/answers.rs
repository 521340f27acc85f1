//! The answers of a page of cases, as they are now, in few operations.
//!
//! A list for each answer would be forty. So the entry of a case holds what a list told of the answer when it was
//! judged, and bulk reads find out whether that still stands: its tombstones, its revision, and the two after it. Only
//! for an answer that was revised since is a list made, and only for so many of them: the page ends before the next.

use std::collections::HashMap;

use futures_util::future::try_join_all;
use koe_shared::id::PublicId;

use crate::answers::{AnswerEntry, Value, newest};
use crate::cases::Case;
use crate::reports::listing::AnswerView;
use crate::sites::Site;
use crate::store::keys::{self, Rank};
use crate::store::{MAX_BULK, Store, StoreError};

/// Answers of one page that were revised since their cases were judged, at most.
const REVISED: usize = 3;
/// How many revisions after the one that was judged are looked for.
const AHEAD: u8 = 2;

/// What is found of the answers of some cases.
pub(super) struct Found {
    /// The answers that stand. One that was taken back, or is not shown yet, is not there.
    pub(super) answers: HashMap<PublicId, AnswerView>,
    /// How many of the cases were looked at, from the first on.
    pub(super) looked_at: usize,
}

/// The answers of some cases.
pub(super) async fn answers_of(
    store: &dyn Store,
    site: &Site,
    cases: &[&Case],
) -> Result<Found, StoreError> {
    let ranks = |case: &Case| {
        let first = case.opening.revision;
        let last = first.saturating_add(AHEAD);
        Rank::TOMBSTONES.into_iter().chain((first..=last).map(Rank::Revision))
    };
    let of_answers = cases
        .iter()
        .flat_map(|case| ranks(case).map(|rank| keys::answer(&site.id, &case.answer, rank)));
    let of_cases = cases.iter().map(|case| keys::case(&site.id, &case.answer));
    let wanted: Vec<String> = of_answers.chain(of_cases).collect();
    let bulks = try_join_all(wanted.chunks(MAX_BULK).map(|keys| store.get_many(keys))).await?;
    let values = bulks.into_iter().flatten();
    let read: HashMap<&str, String> =
        wanted.iter().zip(values).filter_map(|(key, value)| Some((key.as_str(), value?))).collect();

    let mut found = Found { answers: HashMap::new(), looked_at: 0 };
    let mut revised = 0;
    for case in cases {
        let under = |rank| {
            let key = keys::answer(&site.id, &case.answer, rank);
            read.get(key.as_str()).map(|value| (key, value))
        };
        let is_withdrawn = Rank::TOMBSTONES.into_iter().any(|rank| under(rank).is_some());
        let judged = case.opening.revision;
        let is_revised = (judged + 1..=judged.saturating_add(AHEAD))
            .any(|revision| under(Rank::Revision(revision)).is_some());
        let view = if is_withdrawn {
            None
        } else if is_revised {
            if revised == REVISED {
                break;
            }
            revised += 1;
            newest_of(store, site, &case.answer).await?
        } else {
            let metadata = read.get(keys::case(&site.id, &case.answer).as_str());
            under(Rank::Revision(judged)).zip(metadata).and_then(|((key, value), metadata)| {
                let (rank, time_ms) = (Rank::Revision(judged), case.answer.time_ms());
                let metadata = metadata.clone();
                let entry = AnswerEntry { key, time_ms, rank, metadata, hides: None };
                AnswerView::of(&entry, serde_json::from_str::<Value>(value).ok()?)
            })
        };
        found.answers.extend(view.map(|view| (case.answer, view)));
        found.looked_at += 1;
    }
    Ok(found)
}

/// The newest revision of an answer; `None` where it does not stand.
pub(super) async fn newest_of(
    store: &dyn Store,
    site: &Site,
    answer: &PublicId,
) -> Result<Option<AnswerView>, StoreError> {
    let Some(entry) = newest(store, &site.id, answer).await? else { return Ok(None) };
    if !matches!(entry.rank, Rank::Revision(_)) {
        return Ok(None);
    }
    let Some(stored) = store.get(&entry.key).await? else { return Ok(None) };
    let unreadable = || StoreError::Unreadable { key: entry.key.clone() };
    let value = serde_json::from_str::<Value>(&stored.value).map_err(|_| unreadable())?;
    Ok(AnswerView::of(&entry, value))
}
